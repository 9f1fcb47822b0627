"""`InProcess`: tasks run here, one after the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from dispatch.sweep.case import Case
from dispatch.sweep.simulator import RunResult, Simulator
from dispatch.sweep.task import Task


@dataclass(frozen=True, slots=True)
class InProcess:
    """Runs tasks in this process."""

    def run(self, cases: Sequence[Case], tasks: Sequence[Task]) -> Generator[RunResult]:
        """Run them in their order."""
        simulator = Simulator(cases)
        return (simulator.run(task) for task in tasks)
