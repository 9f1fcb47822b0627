"""`dispatch load`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app


@app.command(
    epilog="Example: [bold]dispatch load --hours 8 --seed 3 -o day.toml[/bold], then "
    "[bold]dispatch plan day.toml --at 2026-03-23T05:00:00Z[/bold]. Like your own "
    "days: [bold]dispatch load --from log.csv --roads city.osm.pbf -o day.toml[/bold].",
)
def load(  # noqa: PLR0913 - an option each
    spec: Annotated[
        Path | None,
        typer.Argument(help="A TOML file of rates, places, shares, surges, shifts."),
    ] = None,
    *,
    hours: Annotated[
        float | None, typer.Option(help="How long; else as the spec says, else 24.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all that is drawn, 0 or above.")] = 1,
    log: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="LOG.csv",
            help="Fit rates, places and exposure to these alerts, and judge the fit.",
        ),
    ] = None,
    roads: Annotated[
        str | None,
        typer.Option(
            help="A road file, a shipped city or a place name; alerts are at its "
            "addresses."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the scenario, as TOML or JSON."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of the tables.")
    ] = False,
) -> None:
    """Draw a synthetic load: alerts and units of some hours, as a scenario."""
    from dispatch.commands.load import (  # noqa: PLC0415 - no other command needs it
        LoadRequest,
        run_load,
    )

    run_load(
        LoadRequest(
            spec=spec,
            hours=hours,
            seed=seed,
            log=log,
            roads=roads,
            output=output,
            as_json=as_json,
        )
    )
