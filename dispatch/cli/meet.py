"""`dispatch meet`: its words."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson, PolicyFile, Roads


@app.command(
    epilog="Example: [bold]dispatch meet one_step_away A-0321 --at "
    "2026-03-21T17:03:05+00:00[/bold], then write the line below the table into the "
    "alert's part of the scenario file.",
)
def meet(  # noqa: PLR0913 - an option each
    scenario: Annotated[
        str,
        typer.Argument(
            help="A TOML or JSON file, or one that ships: one_step_away, evening, "
            "surge."
        ),
    ],
    alert: Annotated[str, typer.Argument(help="Id of the alert.")],
    *,
    roads: Roads = None,
    policy: PolicyFile = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="The moment of asking, with its zone: 2026-03-21T17:04:00+00:00."
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Id of the unit; else whom the plan sends.")
    ] = None,
    top: Annotated[int, typer.Option(help="Places to give, at most.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Rank places to meet the victim at, by when both are likely to be there."""
    from dispatch.commands.meet import (  # noqa: PLC0415 - no other command needs it
        MeetRequest,
        run_meet,
    )

    run_meet(
        MeetRequest(
            scenario=scenario,
            alert=alert,
            roads=roads,
            policy=policy,
            at=at,
            unit=unit,
            top=top,
            as_json=as_json,
        )
    )
