"""`dispatch explain --sensitivity`: what hangs on numbers that nobody measured."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from dispatch.commands.made_again import made_again
from dispatch.sensitivity import (
    NumberTrials,
    Sensitivity,
    Trial,
    assumptions_of,
    sensitivity,
)
from dispatch.table import change_words

_PATIENCE_S = 2.0
"""How long somebody waits without being shown how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRequest:
    """What the user asked for."""

    plan: Path
    roads: str | None = None
    as_json: bool = False


def run_sensitivity(request: SensitivityRequest) -> None:
    """Read, plan again, plan with other numbers, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    notes = Console(stderr=True)
    made = made_again(request.plan, request.roads, "compared with")
    with _trying(notes) as tried:
        told = sensitivity(made, assumptions_of(made), tried)
    if request.as_json:
        json.dump(asdict(told), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_sensitivity(told, Console())


@contextmanager
def _trying(notes: Console) -> Iterator[Callable[[int, int], None]]:
    """Show how many numbers were tried, once it takes long, where a person looks."""
    columns = ("{task.description}", BarColumn(), TimeRemainingColumn())
    hidden = not notes.is_terminal
    began = time.monotonic()
    with Progress(*columns, console=notes, transient=True, disable=hidden) as bar:
        task = bar.add_task("trying other numbers", total=None, visible=False)
        yield lambda done, total: bar.update(
            task,
            completed=done,
            total=total,
            visible=time.monotonic() - began > _PATIENCE_S,
        )


def print_sensitivity(told: Sensitivity, console: Console) -> None:
    """Print what changes, number by number; then what changes nothing."""
    console.print(
        Text(f"on time as planned: {told.on_time} of {told.alerts}"), style="bold"
    )
    table = _table(told)
    if table.row_count:
        console.print(table)
    same = [number.key for number in told.numbers if not any(map(_says, number.trials))]
    if same:
        console.print(Text(f"No other plan by half or double of: {', '.join(same)}."))
    refused = [
        f"{number.key} {trial.tried:g}"
        for number in told.numbers
        for trial in number.trials
        if trial.refused is not None
    ]
    if refused:
        console.print(Text(f"Not tried, as none may be that: {', '.join(refused)}."))


def _table(told: Sensitivity) -> Table:
    table = Table(title="half and double of numbers that nobody measured")
    table.add_column("number", overflow="fold")
    for heading in ("now", "tried", "on time"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("then", overflow="fold")
    for number in told.numbers:
        for trial in number.trials:
            if _says(trial):
                table.add_row(*map(Text, _cells(number, trial)))
    return table


def _says(trial: Trial) -> bool:
    return bool(trial.changes or trial.other_calls)


def _cells(number: NumberTrials, trial: Trial) -> tuple[str, ...]:
    numbers = (f"{number.value:g}", f"{trial.tried:g}", str(trial.on_time))
    return (number.key, *numbers, _then(trial))


def _then(trial: Trial) -> str:
    parts = [change_words(change) for change in trial.changes]
    if trial.other_calls:
        parts.append("other calls")
    return "; ".join(parts)
