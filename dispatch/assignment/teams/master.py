"""The choice among columns, as a linear or an integer program for OR-Tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

# OR-Tools hands this on with types, but takes matrices of SciPy.
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import csr_matrix

from dispatch.assignment.problem import Bools, Goal, Longs, Problem, Zones
from dispatch.assignment.teams.columns import (
    Columns,
    area_of_unit,
    counts,
    seconds,
    value_of,
)
from dispatch.assignment.teams.makes import NOBODY
from dispatch.assignment.teams.pricing import Charges, Floats

_TOLERANCE = 1e-6

# GLOP takes half the time as the numbers stand.
_LINEAR = "use_preprocessing: false use_scaling: false"

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

    Rows: alerts, units, areas, limits, zones; each at most its `most`. Those that
    hold whichever of the columns are chosen are left out of the matrix. rows : the
    others, by index.
    """

    task: Task
    columns: Columns
    cost: Floats
    highest: Floats
    most: Floats
    matrix: csr_matrix
    rows: Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowPrices:
    """What one of each thing that is scarce is worth, none below zero.

    unit : [units]. area : [areas]. zone : [zones]. limits : of goals with a limit.
    """

    unit: Floats
    area: Floats
    zone: Floats
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


def program_of(task: Task, columns: Columns) -> Program:
    """Write the choice among columns down."""
    builder = _Builder(task, columns)
    return builder.program()


class _Builder:
    """Collects the entries of a program's matrix."""

    def __init__(self, task: Task, columns: Columns) -> None:
        self._task, self._columns = task, columns
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
        self._add(
            problem.alerts + problem.units + area[area >= 0], column[area >= 0], 1.0
        )
        unit_most = np.ones(problem.units)
        cost = [task.cost(columns).astype(float)]
        highest = [np.ones(len(columns))]
        zones = task.zones
        limit_most = self._limits()
        zone_most = np.zeros(0)
        needed = [np.ones(problem.alerts, np.bool_), self._contested(column, unit)]
        needed.append(np.ones(self._areas + len(limit_most), np.bool_))
        if zones is not None:
            zone_most, counted, short = self._zones(zones)
            unit_most[counted] = 0.0
            needed[1][counted] = True
            needed.append(np.isin(np.arange(len(zone_most)), short))
            aim = float(task.aims.get("preparedness", 0))
            cost += [np.zeros(len(counted)), aim * zones.weight[short]]
            highest += [
                np.ones(len(counted)),
                np.maximum(zones.wanted[short], 0).astype(float),
            ]
        spare = (
            np.zeros(0) if problem.areas is None else problem.areas.spare.astype(float)
        )
        most = np.concatenate(
            (np.ones(problem.alerts), unit_most, spare, limit_most, zone_most)
        )
        rows = np.flatnonzero(np.concatenate(needed))
        return Program(
            task=task,
            columns=columns,
            cost=np.concatenate(cost),
            highest=np.concatenate(highest),
            most=most[rows],
            matrix=self._matrix(len(most), sum(map(len, cost)))[rows],
            rows=rows,
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
        task, problem = self._task, self._task.problem
        nobody = self._columns[np.zeros(0, np.int64)]
        most = []
        for row, goal in enumerate(task.linear_limits, self._first_limit):
            most.append(float(task.limits[goal]))
            if goal == "preparedness":
                continue
            most[-1] -= value_of(problem, nobody, goal)
            value = counts(problem, self._columns, goal)
            some = np.flatnonzero(value)
            self._add(np.full(len(some), row), some, value[some])
        return np.array(most)

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
        first_row = self._first_limit + len(task.linear_limits)
        place, zone = np.nonzero(reaches[counted])
        self._add(first_row + short[zone], first_unit + place, 1.0)
        every = np.arange(len(short))
        self._add(first_row + short, first_zone + every, -1.0)
        if "preparedness" in task.limits:
            row = self._first_limit + task.linear_limits.index("preparedness")
            weight = zones.weight[short]
            self._add(np.full(len(short), row), first_zone + every, weight)
        return spare.astype(float), counted, short

    def _add(self, row: Longs, column: Longs, value: Floats | Longs | float) -> None:
        values = np.broadcast_to(np.asarray(value, float), len(row))
        self._entries.append((row, column, values))

    def _matrix(self, rows: int, columns: int) -> csr_matrix:
        row, column, value = (
            np.concatenate(part) for part in zip(*self._entries, strict=True)
        )
        return csr_matrix((value, (row, column)), shape=(rows, columns))


def solve_linear(program: Program, time_limit_s: float | None) -> LinearAnswer:
    """Solve with shares instead of whole columns, by GLOP.

    Raises
    ------
    NoAnswerError
        If OR-Tools does not call its answer optimal.
    """
    solver = ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(_LINEAR)
    # Alerts' rows keep shares at most 1; a bound of their own would share the prices.
    highest = program.highest.copy()
    highest[: len(program.columns)] = np.inf
    _solve(solver, _model(replace(program, highest=highest)), time_limit_s)
    if solver.status() != SolveStatus.OPTIMAL:
        raise NoAnswerError(solver.status().name)
    return _linear_answer(program, solver)


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
        program.matrix,
    )
    return model


def _solve(
    solver: ModelSolverHelper, model: ModelBuilderHelper, time_limit_s: float | None
) -> None:
    if time_limit_s is not None:
        solver.set_time_limit_in_seconds(max(time_limit_s, 0.001))
    solver.solve(model)


def _linear_answer(program: Program, solver: ModelSolverHelper) -> LinearAnswer:
    task, problem = program.task, program.task.problem
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    zones = 0 if task.zones is None else len(task.zones.weight)
    sizes = (problem.alerts, problem.units, areas, len(task.linear_limits), zones)
    price = np.zeros(sum(sizes))
    price[program.rows] = np.maximum(-np.asarray(solver.dual_values()), 0.0)
    alert, unit, area, limit, zone = np.split(price, np.cumsum(sizes[:-1]))
    prices = RowPrices(
        unit=unit,
        area=area,
        zone=zone,
        limits=dict(zip(task.linear_limits, limit.tolist(), strict=True)),
    )
    return LinearAnswer(
        value=solver.objective_value() + task.value_of_changes,
        share=np.asarray(solver.variable_values())[: len(program.columns)],
        alert=alert,
        prices=prices,
        charges=charges_of(task, prices),
    )


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
        beyond_s=task.beyond_s or 0,
        beyond=0.0 if task.beyond_s is None else scale,
        latest_s=task.latest_s,
    )
