"""`dispatch simulate`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import (
    AsJson,
    PageLanguage,
    PageTheme,
    PolicyFile,
    Roads,
    look_of,
)


@app.command(
    epilog="Example: [bold]dispatch simulate evening --rule closest_idle --rule full "
    "--replications 30 --workers 2 -o out[/bold], then open out/simulate.html. Run "
    "again, it goes on where it was stopped.",
)
def simulate(  # noqa: PLR0913 - an option each
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="Scenarios, files or those that ship, with known alerts; or specs "
            "of loads, as of `dispatch load`: each replication draws its own alerts.",
        ),
    ],
    *,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help="closest_idle, batch, batch_redirect, full (the default), prepared, "
            "move_up, random, or your own as module:function; the others are compared "
            "with the first.",
        ),
    ] = None,
    replications: Annotated[
        int, typer.Option(metavar="N", help="How many shifts by each rule.")
    ] = 1,
    workers: Annotated[
        int, typer.Option(metavar="N", help="In so many processes of this machine.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="On the workers of this Dask scheduler: tcp://host:8786.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(help="Of the first replication, 0 or above.")
    ] = 1,
    roads: Roads = None,
    policy: PolicyFile = None,
    warm_up: Annotated[
        float,
        typer.Option(
            metavar="MINUTES", help="At the beginning, whose alerts do not count."
        ),
    ] = 0.0,
    hindsight: Annotated[
        bool,
        typer.Option(
            "--hindsight",
            help="Also bound what any rule could have had on time, knowing the future.",
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write tables, plot, page and each run's result into this folder.",
        ),
    ] = None,
    as_json: AsJson = False,
    language: PageLanguage = "en",
    theme: PageTheme = "dark",
) -> None:
    """Simulate shifts by one rule or several, and compare them."""
    from dispatch.commands.simulate import (  # noqa: PLC0415 - no other command needs it
        SimulateRequest,
        run_simulate,
    )

    run_simulate(
        SimulateRequest(
            scenarios=tuple(scenarios),
            rules=tuple(rule or ("full",)),
            replications=replications,
            workers=workers,
            scheduler=scheduler,
            seed=seed,
            roads=roads,
            policy=policy,
            warm_up_min=warm_up,
            hindsight=hindsight,
            output=output,
            as_json=as_json,
            look=look_of(theme, language),
        )
    )
