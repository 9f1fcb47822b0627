"""`solve_teams`: one goal after the other, each proved before the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

import numpy as np

from dispatch.assignment.problem import Goal, Problem, Teams, slack_of
from dispatch.assignment.teams.columns import (
    columns_of,
    columns_of_plan,
    value_of,
)
from dispatch.assignment.teams.master import Task
from dispatch.assignment.teams.merged import aims_of, bounds_of, mergeable
from dispatch.assignment.teams.pool import Pool
from dispatch.assignment.teams.proof import Proof
from dispatch.assignment.teams.stage import Stage
from dispatch.assignment.teams.start_columns import nearest_columns
from dispatch.assignment.teams.town import Clock, Town

_STEPS_DOWN = 4
_LEFT_OPEN = 2

Status = Literal["optimal", "gap", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a goal reached, and what nothing can be less than.

    certified : whether prices prove the bound, checked over all teams; else it is
    the integer program's word that closed what the prices left open.
    """

    value: int
    bound: int
    certified: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TeamAnswer:
    """The best teams, and how good each goal is.

    path : how they were found. proofs : one or more per goal, in their order.
    """

    teams: Teams
    optima: Mapping[Goal, Bound]
    status: Status
    path: str
    proofs: tuple[Proof, ...]


def solve_teams(
    problem: Problem,
    goals: Sequence[Goal],
    limits: Mapping[Goal, int],
    start: Teams,
    deadline: float | None,
) -> TeamAnswer:
    """Find the best teams, goal by goal.

    Parameters
    ----------
    problem : what is to be solved.
    goals : those still to be decided, the first counts most.
    limits : what goals decided already may come to at most, slack included.
    start : a plan of teams that are just enough, within the limits.
    deadline : reading of `time.monotonic` at which to stop with what is there.
    """
    return _Stages(problem, limits, start, deadline).run(goals)


class _Stages:
    """The state that one goal hands on to the next."""

    def __init__(
        self,
        problem: Problem,
        limits: Mapping[Goal, int],
        start: Teams,
        deadline: float | None,
    ) -> None:
        self._problem = problem
        self._clock = Clock(deadline)
        self._limits = dict(limits)
        self._town = Town(problem)
        self._plan = columns_of_plan(problem, start)
        columns = columns_of(())
        for arrivals in self._town.near:
            columns += nearest_columns(problem, arrivals)
        self._pool = Pool(columns)
        self._optima: dict[Goal, Bound] = {}
        self._proofs: list[Proof] = []
        self._before: Proof | None = None
        self._core = 0

    def run(self, goals: Sequence[Goal]) -> TeamAnswer:
        """Decide goal by goal."""
        left = list(goals)
        while left:
            done = self._merged(mergeable(left)) or self._single(left[0])
            left = left[done:]
        return TeamAnswer(
            teams=self._plan.teams(self._problem.alerts),
            optima=self._optima,
            status=self._status(),
            path=f"columns, LP + core of {self._core}" if self._core else "columns, LP",
            proofs=tuple(self._proofs),
        )

    def _merged(self, goals: Sequence[Goal]) -> int:
        """Decide the first goals together; count those that this proves."""
        problem = self._problem
        late = self._value("on_time") - self._value("served")
        aims = aims_of(problem, goals, late) if len(goals) > 1 else None
        if aims is None:
            return 0
        stage = self._stage(aims, None)
        self._plan = stage.plan
        values = {goal: self._value(goal) for goal in goals}
        proved = 0
        by_prices = bounds_of(problem, aims, stage.bound_by_prices, values)
        for goal, bound in bounds_of(problem, aims, stage.bound, values).items():
            if bound < values[goal] and goal != goals[-1]:
                break
            certified = by_prices.get(goal) == bound
            self._decided(goal, values[goal], bound, certified=certified)
            proved += 1
        return proved

    def _single(self, goal: Goal) -> int:
        if goal == "preparedness":
            self._give_slack()
        if goal == "worst":
            self._worst()
        else:
            self._least(goal)
        return 1

    def _value(self, goal: Goal) -> int:
        return value_of(self._problem, self._plan, goal)

    def _status(self) -> Status:
        if all(bound.value == bound.bound for bound in self._optima.values()):
            return "optimal"
        return "budget" if self._clock.is_over else "gap"

    def _give_slack(self) -> None:
        for goal, slack in slack_of(self._problem).items():
            if goal in self._optima:
                self._limits[goal] = self._optima[goal].value + slack

    def _least(self, goal: Goal) -> None:
        stage = self._stage({goal: 1}, None)
        self._plan = stage.plan
        self._decided(
            goal,
            stage.value,
            min(stage.bound, stage.value),
            certified=stage.is_certified,
        )

    def _decided(self, goal: Goal, value: int, bound: int, *, certified: bool) -> None:
        self._optima[goal] = Bound(value=value, bound=bound, certified=certified)
        self._limits[goal] = value

    def _stage(self, aims: Mapping[Goal, int], beyond_s: int | None) -> Stage:
        task = Task(
            problem=self._problem,
            aims=aims,
            limits=dict(self._limits),
            beyond_s=beyond_s,
        )
        stage = Stage(
            task,
            self._town,
            self._pool,
            self._plan,
            self._clock,
            self._before,
        )
        stage.run()
        self._core = max(self._core, stage.core)
        self._proofs.append(stage.proof)
        if beyond_s is None:
            self._before = stage.proof
        return stage

    def _worst(self) -> None:
        """Ask for less than the longest time; halve where that goes on too long.

        A time that is neither reached nor refuted is left open, and a shorter one
        tried, for a bound at least.
        """
        reached_s = open_s = self._value("worst")
        least_s, certified, left_open = 0, True, 0
        times = np.unique(self._problem.time_s[self._problem.allowed])
        for turn in count():
            between = times[(times > least_s) & (times <= open_s)]
            if not len(between) or left_open > _LEFT_OPEN or self._clock.is_over:
                break
            half = turn >= _STEPS_DOWN or left_open
            tried_s = int(between[len(between) // 2 if half else -1])
            stage = self._stage({}, tried_s)
            if stage.value == 0:
                self._plan = stage.plan
                reached_s = open_s = self._value("worst")
            elif stage.bound > 0:
                least_s, certified = tried_s, stage.is_certified
            else:
                left_open += 1
                open_s = int(times[times < tried_s].max(initial=0))
        self._decided("worst", reached_s, least_s, certified=certified)
