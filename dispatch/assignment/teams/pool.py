"""What is known so far: columns and odd sets, in a linear program that GLOP keeps."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import Bools, Longs
from dispatch.assignment.teams.columns import Columns
from dispatch.assignment.teams.linear import Linear
from dispatch.assignment.teams.master import LinearAnswer, Task, program_of
from dispatch.assignment.teams.odd_sets import no_odd_sets, together


class Pool:
    """Columns and odd sets found so far, which goals hand on.

    columns : those worth going on with. odd_sets : [sets, things], in their order.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.odd_sets = no_odd_sets()
        self._linear, self._has_zones = Linear(), False

    def solve(self, task: Task, time_limit_s: float | None) -> LinearAnswer:
        """Solve with shares of the columns.

        Raises
        ------
        NoAnswerError
            If OR-Tools does not call its answer optimal.
        """
        if self._has_zones != (task.zones is not None):
            self.begin()
        self._has_zones = task.zones is not None
        program = program_of(task, self.columns, self.odd_sets)
        return self._linear.solve(program, time_limit_s)

    def begin(self) -> None:
        """Begin the program anew: among new rows, GLOP's place is no good one."""
        self._linear = Linear()

    def add(self, columns: Columns) -> None:
        """Add columns that are not there."""
        self.columns += columns

    def add_plan(self, plan: Columns) -> None:
        """Add the columns of a plan, as far as they are not there."""
        if not len(plan):
            return
        size = int(max(plan.alert.max(), self.columns.alert.max(initial=0))) + 1
        of_alert = np.full(size, -1)
        of_alert[plan.alert] = np.arange(len(plan))
        # In a plan, an alert has one column.
        both = plan + self.columns
        planned, known = both.team[: len(plan)], both.team[len(plan) :]
        same = of_alert[self.columns.alert]
        is_there = (same >= 0) & (known == planned[same]).all(axis=1)
        missing = np.ones(len(plan), np.bool_)
        missing[same[is_there]] = False
        self.columns += plan[missing]

    def add_odd_sets(self, odd_sets: Longs) -> None:
        """Add odd sets that are not there."""
        self.odd_sets = together(self.odd_sets, odd_sets)

    def keep(self, chosen: Longs | Bools) -> None:
        """Go on with some of the columns; the program is begun anew."""
        self.columns = self.columns[chosen]
        self.begin()
