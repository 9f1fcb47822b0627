"""A plan made again from its file, for commands that look into it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from dispatch.commands.plan import reading_roads
from dispatch.difference import alert_changes, visits_of_rows
from dispatch.plan import Plan
from dispatch.plan_reader import PlanInputs, make_again, read_plan, same_roads
from dispatch.terminal_words import shown


def made_again(file: Path, roads: str | None, what_for: str) -> Plan:
    """Read a plan's file and make the plan again, on the roads that it was made on.

    roads : where they are, if they are no shipped city. what_for : what is done with
    the plan, said where this version plans otherwise.

    Raises
    ------
    InputError : a file or roads that are not right.
    """
    notes = Console(stderr=True)
    inputs = read_plan(file)
    with reading_roads(notes) as progress:
        network = same_roads(inputs, roads, progress)
    made = make_again(inputs, network)
    differs = _differing(inputs, made)
    if differs:
        words = f"this version plans otherwise for {differs}: that is {what_for}"
        notes.print(Text(words), style="yellow")
    return made


def _differing(inputs: PlanInputs, made: Plan) -> str:
    """Ids of alerts to which others go now, "" for none."""
    changes = alert_changes(inputs.visits, visits_of_rows(made.assignments))
    return ", ".join(shown(change.alert_id) for change in changes)
