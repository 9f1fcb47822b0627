"""`dispatch move-up`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app


@app.command(
    name="move-up",
    epilog="Example: [bold]dispatch move-up evening --units 2[/bold] gives the two "
    "moves that bring most.",
)
def move_up(  # noqa: PLR0913 - an option each
    scenario: Annotated[
        str,
        typer.Argument(
            help="A TOML or JSON file, or one that ships: one_step_away, evening, "
            "surge."
        ),
    ],
    *,
    roads: Annotated[
        str | None,
        typer.Option(
            help="A road file, a shipped city or a place name; else the "
            "scenario's, else reykjavik."
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(help="A policy in TOML, or one that ships: default, ageing."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="The moment of asking, with its zone: 2026-03-21T17:04:00+00:00."
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            help="What counts: mexclp, demand in reach where units may be busy; mclp, "
            "where they never are; pmedian, the nearest unit's mean time."
        ),
    ] = "mexclp",
    units: Annotated[
        int | None,
        typer.Option(metavar="N", help="Move so many at most, those that add most."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of the table.")
    ] = False,
) -> None:
    """Advise where the units that stay free should wait for the next alert."""
    from dispatch.commands.move_up import (  # noqa: PLC0415 - no other command needs it
        MoveUpRequest,
        run_move_up,
    )

    run_move_up(
        MoveUpRequest(
            scenario=scenario,
            roads=roads,
            policy=policy,
            at=at,
            model=model,
            units=units,
            as_json=as_json,
        )
    )
