"""`dispatch assumptions`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson


@app.command(
    epilog="Example: [bold]dispatch assumptions --assumed[/bold]; what hangs on them "
    "says [bold]dispatch explain out/plan.json --sensitivity[/bold].",
)
def assumptions(
    *,
    policy: Annotated[
        Path | None,
        typer.Option(help="A policy in TOML, or one that ships; else the default."),
    ] = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="Only what nobody measured.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List every number that plans rest on, its unit, and where it is from."""
    from dispatch.commands.assumptions import (  # noqa: PLC0415 - no other command needs it
        AssumptionsRequest,
        run_assumptions,
    )

    run_assumptions(
        AssumptionsRequest(policy=policy, assumed_only=assumed, as_json=as_json)
    )
