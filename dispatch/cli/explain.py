"""`dispatch explain`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.commands.explain import ExplainRequest, run_explain


@app.command(
    epilog="Example: [bold]dispatch explain out/plan.json A-2041[/bold]",
)
def explain(
    plan: Annotated[Path, typer.Argument(help="A plan.json.")],
    alert: Annotated[str, typer.Argument(help="Id of the alert.")],
    *,
    roads: Annotated[
        str | None,
        typer.Option(help="The road file of the plan, where it was no shipped city."),
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, max=100, help="How many alternatives to tell of.")
    ] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of tables.")
    ] = False,
) -> None:
    """Say why these units go to an alert, and what every other choice costs."""
    run_explain(
        ExplainRequest(plan=plan, alert=alert, roads=roads, top=top, as_json=as_json)
    )
