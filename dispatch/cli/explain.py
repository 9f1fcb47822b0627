"""`dispatch explain`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson
from maps.errors import FieldError


@app.command(
    epilog="Examples: [bold]dispatch explain out/plan.json A-2041[/bold]; [bold]"
    "dispatch explain out/plan.json --sensitivity[/bold]",
)
def explain(  # noqa: PLR0913 - an option each
    plan: Annotated[Path, typer.Argument(help="A plan.json.")],
    alert: Annotated[
        str | None, typer.Argument(help="Id of the alert; none with --sensitivity.")
    ] = None,
    *,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            help="Plan again at half and double of each number that nobody measured, "
            "and say who would be sent instead.",
        ),
    ] = False,
    roads: Annotated[
        str | None,
        typer.Option(help="The road file of the plan, where it was no shipped city."),
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, max=100, help="How many alternatives to tell of.")
    ] = 5,
    as_json: AsJson = False,
) -> None:
    """Say why these units go to an alert, and what every other choice costs."""
    if sensitivity:
        _refuse_alert(alert)
        from dispatch.commands.sensitivity import (  # noqa: PLC0415 - seldom asked for
            SensitivityRequest,
            run_sensitivity,
        )

        run_sensitivity(SensitivityRequest(plan=plan, roads=roads, as_json=as_json))
        return
    if alert is None:
        mend = "name one, or ask for --sensitivity"
        raise FieldError("no alert is named", field="ALERT", mend=mend)
    from dispatch.commands.explain import (  # noqa: PLC0415 - no other command needs it
        ExplainRequest,
        run_explain,
    )

    run_explain(
        ExplainRequest(plan=plan, alert=alert, roads=roads, top=top, as_json=as_json)
    )


def _refuse_alert(alert: str | None) -> None:
    if alert is not None:
        problem = f"--sensitivity is of the whole plan, not of {alert!r}"
        raise FieldError(problem, field="ALERT", mend="leave one of them out")
