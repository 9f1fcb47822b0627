"""Words that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dispatch.page.look import Language, Look, Theme

if TYPE_CHECKING:  # Folium comes with it, and takes long to load
    from maps.page.tile_server import TileServer

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
PageLanguage = Annotated[
    str,
    typer.Option(
        "--language",
        help="Of the page to begin with: en, zh, or both; a button changes it.",
    ),
]
PageTheme = Annotated[
    str,
    typer.Option("--theme", help="Of the page to begin with: dark or light."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON instead of the table.")
]


def look_of(theme: str, language: str, tiles: TileServer | None = None) -> Look:
    """Return how a page is shown to begin with.

    Raises
    ------
    FieldError : a theme or a language that there is not.
    """
    # `Look` refuses other words than its own.
    return Look(
        theme=cast("Theme", theme), language=cast("Language", language), tiles=tiles
    )
