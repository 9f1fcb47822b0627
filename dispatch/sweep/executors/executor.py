"""`Executor`: runs tasks, wherever."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from dispatch.sweep.case import Case
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.task import Task
from maps.errors import InputError

MOST_TRIES = 3
"""How often a task is begun whose process dies: *assumed*."""


class Executor(Protocol):
    """Runs tasks; a result comes as its task ends, in any order, once each."""

    def run(self, cases: Sequence[Case], tasks: Sequence[Task]) -> Generator[RunResult]:
        """Run the tasks of some cases.

        Raises
        ------
        RuleError : a rule is at fault.
        InputError : anything else wrong with what was given, or a task on which
            worker after worker dies.
        """


def deadly(task: Task) -> InputError:
    """Say that a task is the end of whoever runs it."""
    return InputError(
        f"its process died {MOST_TRIES} times",
        file=f"{task.case}, seed {task.seed}",
        row=f"rule {task.rule}",
        mend="look whether there is memory enough, or run it alone",
    )
