"""CP-SAT on columns: every team that could go, goal after goal.

The check of the team solver, and its only peer: one of the goals at a time, each
held at its best for those after it, loss with its slack from preparedness on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.assignment_city import City, problem_of
from benchmarks.assignment_peers import one_worker
from dispatch.assignment.problem import Goal, Problem, Teams

_WORK = 20.0
"""Limit of deterministic time for each goal, in CP-SAT's own unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A team that is just enough for an alert; time_s is its last one's."""

    alert: int
    team: tuple[int, ...]
    time_s: int
    loss: int


def columns_of(problem: Problem) -> Iterator[Column]:
    """List single units that are enough, and pairs of those that are not."""
    for alert in range(problem.alerts):
        for team in _teams(problem, alert):
            last = max(team, key=lambda unit: int(problem.time_s[unit, alert]))
            yield Column(
                alert=alert,
                team=team,
                time_s=int(problem.time_s[last, alert]),
                loss=int(problem.pair_loss[last, alert]),
            )


def count_columns(problem: Problem) -> int:
    """Count them without listing them."""
    crew = problem.crew
    if crew is None:
        return int(problem.allowed.sum())
    enough = crew.officers[:, None] >= crew.needed
    alone = (problem.allowed & enough).sum(axis=0)
    halves = (problem.allowed & ~enough).sum(axis=0)
    return int((alone + halves * (halves - 1) // 2).sum())


def _teams(problem: Problem, alert: int) -> Iterator[tuple[int, ...]]:
    crew = problem.crew
    can = problem.allowed[:, alert].nonzero()[0].tolist()
    if crew is None:
        yield from ((unit,) for unit in can)
        return
    needed = int(crew.needed[alert])
    officers = crew.officers.tolist()
    yield from ((unit,) for unit in can if officers[unit] >= needed)
    halves = [unit for unit in can if officers[unit] < needed]
    yield from combinations(halves, 2)


def cp_sat_columns(given: City) -> tuple[Teams, bool]:
    """Find the best teams; and say whether CP-SAT calls every goal's answer optimal."""
    problem = problem_of(given)
    columns = list(columns_of(problem))
    chosen = [False] * len(columns)
    limits: dict[Goal, int] = {}
    proved = True
    for goal in problem.goals:
        if goal == "preparedness" and "loss" in limits:
            limits["loss"] += problem.slack
        chosen, limits[goal], is_best = _least(problem, columns, limits, goal, chosen)
        proved &= is_best
    teams: list[tuple[int, ...]] = [()] * problem.alerts
    for column, goes in zip(columns, chosen, strict=True):
        if goes:
            teams[column.alert] = column.team
    return tuple(teams), proved


def _least(
    problem: Problem,
    columns: list[Column],
    limits: dict[Goal, int],
    goal: Goal,
    begun: list[bool],
) -> tuple[list[bool], int, bool]:
    """Make a goal least within limits: what goes, its value, whether that is proved.

    Nothing found in the work allowed: what was begun, at no better a limit.
    """
    model = _Model(problem, columns)
    for before, most in limits.items():
        model.cp.add(model.value(before) <= most)
    aim = model.value(goal)
    model.cp.minimize(aim)
    for literal, goes in zip(model.goes, begun, strict=True):
        model.cp.add_hint(literal, goes)
    solver = one_worker(_WORK)
    status = solver.solve(model.cp)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise RuntimeError(solver.status_name(status))
    chosen = [solver.boolean_value(literal) for literal in model.goes]
    return chosen, solver.value(aim), status == cp_model.OPTIMAL


class _Model:
    """Columns as literals, and the value of each goal in them; less is better."""

    def __init__(self, problem: Problem, columns: list[Column]) -> None:
        self._problem, self._columns = problem, columns
        self.cp = cp_model.CpModel()
        self.goes = [self.cp.new_bool_var("") for _ in columns]
        of_alert: dict[int, list[cp_model.IntVar]] = {}
        self._of_unit: dict[int, list[cp_model.IntVar]] = {}
        for column, literal in zip(columns, self.goes, strict=True):
            of_alert.setdefault(column.alert, []).append(literal)
            for unit in column.team:
                self._of_unit.setdefault(unit, []).append(literal)
        for literals in (*of_alert.values(), *self._of_unit.values()):
            self.cp.add_at_most_one(literals)

    def value(self, goal: Goal) -> cp_model.LinearExprT:
        """What a goal comes to, up to a constant."""
        if goal == "worst":
            return self._worst()
        if goal == "preparedness":
            return self._shortage()
        return self._sum([self._count(column, goal) for column in self._columns])

    def _count(self, column: Column, goal: Goal) -> int:
        problem = self._problem
        weight = int(problem.weight[column.alert])
        if goal == "on_time":
            late = column.time_s > int(problem.target_s[column.alert])
            return 0 if late else -weight
        if goal == "served":
            return -weight
        if goal == "loss":
            return column.loss
        if problem.previous is None:
            return 0
        stay = problem.previous[list(column.team)] == column.alert
        return -int(stay.sum())

    def _sum(self, counts: list[int]) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.goes, counts)

    def _worst(self) -> cp_model.LinearExprT:
        longest = max((column.time_s for column in self._columns), default=0)
        worst = self.cp.new_int_var(0, longest, "")
        for column, literal in zip(self._columns, self.goes, strict=True):
            self.cp.add(worst >= column.time_s).only_enforce_if(literal)
        return worst

    def _shortage(self) -> cp_model.LinearExprT:
        zones = self._problem.zones
        if zones is None:
            return self._sum([0] * len(self.goes))
        short = []
        for zone, wanted in enumerate(zones.wanted.tolist()):
            there = zones.reaches[:, zone].nonzero()[0].tolist()
            lacks = self.cp.new_int_var(0, wanted, "")
            gone = [x for unit in there for x in self._of_unit.get(unit, ())]
            left = len(there) - cp_model.LinearExpr.sum(gone)
            self.cp.add(lacks >= wanted - left)
            short.append(lacks)
        return cp_model.LinearExpr.weighted_sum(short, zones.weight.tolist())
