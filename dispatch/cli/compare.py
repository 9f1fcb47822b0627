"""`dispatch compare`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson


@app.command(
    epilog="Example: [bold]dispatch plan evening -o one[/bold], [bold]dispatch plan "
    "evening --policy ageing -o two[/bold], then [bold]dispatch compare one/plan.json "
    "two/plan.json[/bold].",
)
def compare(
    before: Annotated[Path, typer.Argument(help="The first plan.json.")],
    after: Annotated[Path, typer.Argument(help="The second plan.json.")],
    *,
    roads: Annotated[
        str | None,
        typer.Option(help="The road file of the plans, where it was no shipped city."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", help="Of the words: en or zh.")
    ] = "en",
    as_json: AsJson = False,
) -> None:
    """Say what is another in a second plan, and what made it so."""
    from dispatch.commands.compare import (  # noqa: PLC0415 - no other command needs it
        CompareRequest,
        run_compare,
    )

    run_compare(
        CompareRequest(
            before=before, after=after, roads=roads, language=language, as_json=as_json
        )
    )
