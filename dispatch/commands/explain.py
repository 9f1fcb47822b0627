"""`dispatch explain`: why these units, from a plan on disk."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.made_again import made_again
from dispatch.explain import Alternative, Explanation, explain
from dispatch.goal_rows import loss_step
from dispatch.goal_words import LossStep, gain_words, goal_words
from dispatch.plan import Plan
from dispatch.table import change_words, reason_words, reason_words_of_one, units_words
from dispatch.terminal_words import clock, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """What the user asked for."""

    plan: Path
    alert: str
    roads: str | None = None
    top: int = 5
    as_json: bool = False


def run_explain(request: ExplainRequest) -> None:
    """Read, plan again, explain, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    made = made_again(request.plan, request.roads, "explained")
    told = explain(made, request.alert, top=request.top)
    if request.as_json:
        json.dump(asdict(told), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_explanation(told, made, Console())


def print_explanation(told: Explanation, plan: Plan, console: Console) -> None:
    """Print an explanation: who goes, the five intervals, the other choices."""
    step = loss_step(plan.working, plan.policy)
    console.print(Text(_first_line(told)), style="bold")
    if told.intervals is not None:
        parts = asdict(told.intervals).items()
        told_s = (f"{name.removesuffix('_s')} {clock(value)}" for name, value in parts)
        console.print(Text(" + ".join(told_s)))
    if told.nearest is not None:
        console.print(Text(_nearest_line(told.nearest, step)))
    elif told.unit_ids:
        console.print("Nobody would be there sooner.")
    if told.alternatives:
        console.print(_alternatives(told, step))
    gain = gain_words(told.one_more_unit, step)
    console.print(Text(f"One more unit at its kerb would bring: {gain}."))
    for row in told.blocked:
        soon = "" if row.time_to_door_s is None else f", {clock(row.time_to_door_s)}"
        words = (
            f"{shown(row.unit_id)} may not go: {reason_words_of_one(row.reason)}{soon}"
        )
        console.print(Text(words), style="dim")


def _first_line(told: Explanation) -> str:
    alert_id = shown(told.alert_id)
    if told.reason is not None:
        return f"{alert_id}: nobody goes now, {reason_words(told.reason)}"
    time_s = told.time_to_door_s or 0
    spare = told.target_s - time_s
    verdict = f"{clock(spare)} to spare" if spare >= 0 else f"LATE by {clock(-spare)}"
    return f"{alert_id}: {units_words(told.unit_ids)} in {clock(time_s)}, {verdict}"


def _nearest_line(nearest: Alternative, step: LossStep) -> str:
    time_s = clock(nearest.time_to_door_s or 0)
    line = f"{units_words(nearest.unit_ids)} would be there first, in {time_s}"
    return f"{line}, but then {goal_words(nearest.regret, step)}."


def _alternatives(told: Explanation, step: LossStep) -> Table:
    table = Table(title="instead, everybody else planned anew")
    table.add_column("units", overflow="fold")
    table.add_column("to door", justify="right", no_wrap=True)
    table.add_column("then", overflow="fold")
    table.add_column("for", overflow="fold")
    for row in told.alternatives:
        table.add_row(
            Text(units_words(row.unit_ids)),
            clock(row.time_to_door_s or 0),
            Text(goal_words(row.regret, step)),
            Text(_others(row, told.alert_id)),
        )
    return table


def _others(row: Alternative, alert_id: str) -> str:
    """Say who is served otherwise, but for the alert itself."""
    others = [change for change in row.changes if change.alert_id != alert_id]
    return "; ".join(change_words(change) for change in others) or "nobody else"
