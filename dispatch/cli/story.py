"""`dispatch story`: its words."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson, PolicyFile, Roads


@app.command(
    epilog="Example: [bold]dispatch story one_step_away --lang zh[/bold].",
)
def story(
    scenario: Annotated[
        str,
        typer.Argument(
            help="A TOML or JSON file with events, or one that ships: one_step_away, "
            "fake_police."
        ),
    ],
    *,
    lang: Annotated[str, typer.Option(help="Language to tell it in: en or zh.")] = "en",
    roads: Roads = None,
    policy: PolicyFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell an incident: its timeline, every interval, and how the plan changed."""
    from dispatch.commands.story import (  # noqa: PLC0415 - no other command needs it
        StoryRequest,
        run_story,
    )

    run_story(
        StoryRequest(
            scenario=scenario,
            language=lang,
            roads=roads,
            policy=policy,
            as_json=as_json,
        )
    )
