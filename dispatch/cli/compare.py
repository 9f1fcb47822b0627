"""`dispatch compare`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson, PageLanguage, PageTheme, look_of


@app.command(
    epilog="Example: [bold]dispatch plan evening -o one[/bold], [bold]dispatch plan "
    "evening --policy ageing -o two[/bold], then [bold]dispatch compare one/plan.json "
    "two/plan.json[/bold].",
)
def compare(  # noqa: PLR0913 - an option each
    before: Annotated[Path, typer.Argument(help="The first plan.json.")],
    after: Annotated[Path, typer.Argument(help="The second plan.json.")],
    *,
    roads: Annotated[
        str | None,
        typer.Option(help="The road file of the plans, where it was no shipped city."),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder of compare.html.")
    ] = Path("out"),
    language: PageLanguage = "en",
    theme: PageTheme = "dark",
    as_json: AsJson = False,
) -> None:
    """Say what is another in a second plan, and what made it so, on one page."""
    from dispatch.commands.compare import (  # noqa: PLC0415 - no other command needs it
        CompareRequest,
        run_compare,
    )

    run_compare(
        CompareRequest(
            before=before,
            after=after,
            output=output,
            roads=roads,
            look=look_of(theme, language),
            as_json=as_json,
        )
    )
