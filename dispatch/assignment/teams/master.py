"""The choice among columns, as a linear or an integer program for OR-Tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

# OR-Tools hands this on with types, but takes matrices of SciPy.
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import coo_matrix

from dispatch.assignment.problem import GOALS, Bools, Goal, Longs, Problem, Zones
from dispatch.assignment.teams.columns import (
    Columns,
    area_of_unit,
    counts,
    seconds,
    value_of,
)
from dispatch.assignment.teams.makes import NOBODY
from dispatch.assignment.teams.odd_sets import holders, most_teams
from dispatch.assignment.teams.pricing import Charges, Floats

_TOLERANCE = 1e-6

# SCIP probes for longer than it takes to solve what is left to it here. The limit is
# one of work, not of time.
_WHOLE = """limits/nodes = 200
limits/gap = 0
propagating/probing/maxprerounds = 0
conflict/enable = FALSE
"""

# Cuts pay only in programs of more columns; tried on 300 to 9,000.
_FEW = 1_000
_WITHOUT_CUTS = """limits/nodes = 1000
separating/maxroundsroot = 0
separating/maxrounds = 0
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """What is to be made least, and what has to hold.

    aims : how much one of each goal counts. beyond_s : instead, count the times to
    door of so many seconds or more. limits : the most that goals may come to.
    """

    problem: Problem
    aims: Mapping[Goal, int]
    limits: Mapping[Goal, int]
    beyond_s: int | None = None

    @property
    def linear_limits(self) -> tuple[Goal, ...]:
        """Goals with a limit on a sum."""
        return tuple(goal for goal in self.limits if goal != "worst")

    @property
    def latest_s(self) -> int | None:
        """Longest time to door that may be."""
        return self.limits.get("worst")

    @property
    def zones(self) -> Zones | None:
        """Zones, if they count in this task."""
        counted = "preparedness" in self.aims or "preparedness" in self.limits
        return self.problem.zones if counted else None

    @property
    def value_of_changes(self) -> int:
        """What orders given before come to if nobody is sent."""
        aim, previous = self.aims.get("changes", 0), self.problem.previous
        return 0 if previous is None else aim * int((previous >= 0).sum())

    def cost(self, columns: Columns) -> Longs:
        """What each column counts, without what zones lack, [columns]."""
        cost = np.zeros(len(columns), np.int64)
        for goal, aim in self.aims.items():
            if goal != "preparedness":
                cost += aim * counts(self.problem, columns, goal)
        if self.beyond_s is not None:
            cost += seconds(self.problem, columns) >= self.beyond_s
        return cost

    def value(self, plan: Columns) -> int:
        """What a plan comes to."""
        value = sum(
            aim * value_of(self.problem, plan, g) for g, aim in self.aims.items()
        )
        if self.beyond_s is not None:
            value += int((seconds(self.problem, plan) >= self.beyond_s).sum())
        return value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Variables: columns, then units that zones count, then zones' shortages.

    Rows: alerts, units, areas, limits by goal, zones, odd sets [sets, things]; each at
    most its `most`. Those that hold whichever columns are chosen are left out of the
    matrix. rows : the others, by index. variables : units, zones, columns, by
    index. Of more columns and more odd sets, the same have the same indexes.
    """

    task: Task
    columns: Columns
    odd_sets: Longs
    cost: Floats
    highest: Floats
    most: Floats
    matrix: coo_matrix
    rows: Longs
    variables: Longs

    @property
    def row_counts(self) -> tuple[int, ...]:
        """How many rows there are for each kind of thing, left out or not."""
        problem = self.task.problem
        areas = 0 if problem.areas is None else len(problem.areas.spare)
        zones = 0 if problem.zones is None else len(problem.zones.weight)
        things = (problem.alerts, problem.units, areas, len(GOALS), zones)
        return (*things, len(self.odd_sets))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowPrices:
    """What one of each thing that is scarce is worth, none below zero.

    unit : [units]. area : [areas]. zone : [zones]. odd : [sets] of odd_sets. limits :
    of goals with a limit.
    """

    unit: Floats
    area: Floats
    zone: Floats
    odd: Floats
    odd_sets: Longs
    limits: Mapping[Goal, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearAnswer:
    """The best shares of columns, and the prices that prove them best.

    value : what the shares come to. share : [columns]. alert : [alerts] what serving
    each saves. charges : what teams cost at the prices.
    """

    value: float
    share: Floats
    alert: Floats
    prices: RowPrices
    charges: Charges

    @property
    def is_whole(self) -> bool:
        """Whether it is a plan."""
        return bool((np.abs(self.share - self.share.round()) < _TOLERANCE).all())


class NoAnswerError(RuntimeError):
    """OR-Tools gave no answer; the message is the status it gave."""


def program_of(task: Task, columns: Columns, odd_sets: Longs) -> Program:
    """Write the choice among columns down."""
    builder = _Builder(task, columns, odd_sets)
    return builder.program()


class _Builder:
    """Collects the entries of a program's matrix."""

    def __init__(self, task: Task, columns: Columns, odd_sets: Longs) -> None:
        self._task, self._columns, self._odd_sets = task, columns, odd_sets
        self._entries: list[tuple[Longs, Longs, Floats]] = []
        problem = task.problem
        self._areas = 0 if problem.areas is None else len(problem.areas.spare)
        self._first_limit = problem.alerts + problem.units + self._areas

    def program(self) -> Program:
        task, columns = self._task, self._columns
        problem = task.problem
        self._add(columns.alert, np.arange(len(columns)), 1.0)
        column, unit = columns.members
        self._add(problem.alerts + unit, column, 1.0)
        area = area_of_unit(problem)[unit]
        inside = area >= 0
        gone, times = np.unique(
            np.stack((area[inside], column[inside])), axis=1, return_counts=True
        )
        self._add(problem.alerts + problem.units + gone[0], gone[1], times)
        limit_most = self._limits()
        unit_most, contested = np.ones(problem.units), self._contested(column, unit)
        cost = [task.cost(columns).astype(float)]
        highest = [np.where(_in_time(task, columns), 1.0, 0.0)]
        zones, none = problem.zones, np.zeros(0, np.int64)
        known = 0 if zones is None else len(zones.weight)
        zone_most, counted, short = np.zeros(known), none, none
        if task.zones is not None:
            zone_most, counted, short = self._zones(task.zones)
            unit_most[counted], contested[counted] = 0.0, True
            aim = float(task.aims.get("preparedness", 0))
            cost += [np.zeros(len(counted)), aim * task.zones.weight[short]]
            most_short = np.maximum(task.zones.wanted[short], 0).astype(float)
            highest += [np.ones(len(counted)), most_short]
        odd, holder = holders(self._odd_sets, columns, problem.alerts)
        self._add(self._first_limit + len(GOALS) + known + odd, holder, 1.0)
        areas = problem.areas
        spare = np.zeros(0) if areas is None else areas.spare.astype(float)
        set_most = most_teams(self._odd_sets).astype(float)
        most = (np.ones(problem.alerts), unit_most, spare, limit_most, zone_most)
        needed = [np.isfinite(each) for each in (*most, set_most)]
        needed[1], needed[4] = contested, np.isin(np.arange(known), short)
        rows = np.flatnonzero(np.concatenate(needed))
        every = np.concatenate((*most, set_most))
        things = problem.units + known + np.arange(len(columns))
        return Program(
            task=task,
            columns=columns,
            odd_sets=self._odd_sets,
            cost=np.concatenate(cost),
            highest=np.concatenate(highest),
            most=every[rows],
            matrix=self._matrix(rows, len(every), sum(map(len, cost))),
            rows=rows,
            variables=np.concatenate((things, counted, problem.units + short)),
        )

    def _contested(self, column: Longs, unit: Longs) -> Bools:
        """Units that columns of several alerts want, [units]."""
        first = np.full(self._task.problem.units, NOBODY)
        alert = self._columns.alert[column]
        first[unit] = alert
        contested = np.zeros(len(first), np.bool_)
        contested[unit[first[unit] != alert]] = True
        return contested

    def _limits(self) -> Floats:
        """Most that sums may come to, by goal; infinite for those without a limit."""
        task, problem = self._task, self._task.problem
        nobody = self._columns[np.zeros(0, np.int64)]
        most = np.full(len(GOALS), np.inf)
        for goal in task.linear_limits:
            row = GOALS.index(goal)
            most[row] = task.limits[goal]
            if goal == "preparedness":
                continue
            most[row] -= value_of(problem, nobody, goal)
            value = counts(problem, self._columns, goal)
            some = np.flatnonzero(value)
            self._add(np.full(len(some), self._first_limit + row), some, value[some])
        return most

    def _zones(self, zones: Zones) -> tuple[Floats, Longs, Longs]:
        """Rows of zones, the units that count in them, and zones that may lack some."""
        task, problem = self._task, self._task.problem
        could = np.zeros(problem.units, np.bool_)
        could[self._columns.members[1]] = True
        spare = zones.reaches.sum(axis=0) - zones.wanted
        short = np.flatnonzero(zones.reaches[could].sum(axis=0) > spare)
        reaches = zones.reaches[:, short]
        counted = np.flatnonzero(could & reaches.any(axis=1))
        first_unit = len(self._columns)
        first_zone = first_unit + len(counted)
        # A counted unit is sent, 1, or not, 0; without columns of its own it stays.
        self._add(problem.alerts + counted, first_unit + np.arange(len(counted)), -1.0)
        first_row = self._first_limit + len(GOALS)
        place, zone = np.nonzero(reaches[counted])
        self._add(first_row + short[zone], first_unit + place, 1.0)
        every = np.arange(len(short))
        self._add(first_row + short, first_zone + every, -1.0)
        if "preparedness" in task.limits:
            row = self._first_limit + GOALS.index("preparedness")
            weight = zones.weight[short]
            self._add(np.full(len(short), row), first_zone + every, weight)
        return spare.astype(float), counted, short

    def _add(self, row: Longs, column: Longs, value: Floats | Longs | float) -> None:
        values = np.broadcast_to(np.asarray(value, float), len(row))
        self._entries.append((row, column, values))

    def _matrix(self, rows: Longs, every: int, columns: int) -> coo_matrix:
        row, column, value = (
            np.concatenate(part) for part in zip(*self._entries, strict=True)
        )
        place = np.full(every, NOBODY)
        place[rows] = np.arange(len(rows))
        kept = place[row] >= 0
        entries = value[kept], (place[row[kept]], column[kept])
        return coo_matrix(entries, shape=(len(rows), columns))


def _in_time(task: Task, columns: Columns) -> Bools:
    if task.latest_s is None:
        return np.ones(len(columns), np.bool_)
    in_time: Bools = seconds(task.problem, columns) <= task.latest_s
    return in_time


def solve_whole(
    program: Program, time_limit_s: float | None
) -> tuple[Columns | None, bool]:
    """Solve with whole columns: the plan found, if any, and whether it is best."""
    solver = ModelSolverHelper("scip")
    few = len(program.columns) <= _FEW
    solver.set_solver_specific_parameters(_WHOLE + _WITHOUT_CUTS * few)
    model = _model(program)
    for variable in range(len(program.columns)):
        model.set_var_integrality(variable, is_integer=True)
    _solve(solver, model, time_limit_s)
    status = solver.status()
    if status == SolveStatus.INFEASIBLE:
        return None, True
    if status not in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}:
        return None, False
    share = solver.variable_values()[: len(program.columns)]
    return program.columns[share > 0.5], status == SolveStatus.OPTIMAL  # noqa: PLR2004


def _model(program: Program) -> ModelBuilderHelper:
    model = ModelBuilderHelper()
    # The stubs write arrays' kinds where NumPy has their shapes.
    model.fill_model_from_sparse_data(
        np.zeros(len(program.cost)),  # type: ignore[arg-type]
        program.highest,  # type: ignore[arg-type]
        program.cost,  # type: ignore[arg-type]
        np.full(len(program.most), -np.inf),  # type: ignore[arg-type]
        program.most,  # type: ignore[arg-type]
        program.matrix.tocsr(),
    )
    return model


def _solve(
    solver: ModelSolverHelper, model: ModelBuilderHelper, time_limit_s: float | None
) -> None:
    if time_limit_s is not None:
        solver.set_time_limit_in_seconds(max(time_limit_s, 0.001))
    solver.solve(model)


def charges_of(task: Task, prices: RowPrices, scale: float = 1.0) -> Charges:
    """What teams are charged for at prices of rows; aims count `scale` times."""
    goals: dict[Goal, float] = {g: scale * aim for g, aim in task.aims.items()}
    for goal, price in prices.limits.items():
        goals[goal] = goals.get(goal, 0.0) + price
    unit = prices.unit.astype(float)
    if task.zones is not None:
        unit = np.maximum(unit, task.zones.reaches @ prices.zone)
    area = area_of_unit(task.problem)
    some = area != NOBODY
    unit[some] += prices.area[area[some]]
    return Charges(
        goals=goals,
        unit=unit,
        odd_sets=prices.odd_sets,
        odd=prices.odd,
        beyond_s=task.beyond_s or 0,
        beyond=0.0 if task.beyond_s is None else scale,
        latest_s=task.latest_s,
    )
