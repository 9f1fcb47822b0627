"""Words that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Roads = Annotated[
    str | None,
    typer.Option(
        help="A road file, a shipped city or a place name; else the "
        "scenario's, else reykjavik."
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option(help="A policy in TOML, or one that ships: default, ageing."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON instead of the table.")
]
