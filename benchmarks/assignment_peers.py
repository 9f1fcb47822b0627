"""Other solvers of the same assignment, each used in its best way.

None of them knows goals that follow each other: they get on time, served and loss
as one number, a step of each worth more than all that comes after it. Each starts
from the matrix of seconds, as ours does, and the building of its model counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

# OR-Tools' bindings come with stubs but no py.typed marker.
from ortools.graph.python import (  # type: ignore[import-untyped]
    linear_sum_assignment as or_assignment,
)
from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.assignment_city import TARGET_S, City, problem_of
from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.problem import WAITS, Bools, Longs, Teams

_EXACT = 2**53
"""Above it scipy's floats are no whole numbers any more."""

_WORK = 20.0
"""Limit of CP-SAT's deterministic time, in its own unit (near to seconds)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OneCost:
    """The three goals as one number per pair, [units, alerts], and for waiting."""

    pair: Longs
    waiting: Longs
    allowed: Bools

    @cached_property
    def arcs(self) -> tuple[Longs, Longs, Longs]:
        """Unit, alert and cost of every allowed pair, [pairs]."""
        unit, alert = np.nonzero(self.allowed)
        return unit, alert, self.pair[unit, alert]


def one_cost(given: City) -> OneCost:
    """Put the three goals into one number.

    Raises
    ------
    OverflowError
        Where a plan's cost could leave what floats hold exactly.
    """
    allowed, loss = given.allowed, given.loss
    weight = given.weight
    most = int(np.where(allowed, loss, 0).max(axis=0).sum())
    total = int(weight.sum())
    served = most + 1
    on_time = served * total + most + 1
    if (on_time + served) * total >= _EXACT:
        msg = f"costs up to {(on_time + served) * total}"
        raise OverflowError(msg)
    late = given.time_s > TARGET_S
    return OneCost(
        pair=loss + on_time * weight * late,
        waiting=(on_time + served) * weight,
        allowed=allowed,
    )


def scipy_dense(given: City) -> Teams:
    """`linear_sum_assignment` of what each pair saves against waiting.

    A pair that may not be saves nothing, and its alert waits: no columns of their
    own are needed for waiting.
    """
    cost = one_cost(given)
    saved = np.where(cost.allowed, cost.pair - cost.waiting, 0)
    unit, alert = linear_sum_assignment(saved)
    sent = cost.allowed[unit, alert]
    return _teams(given, unit[sent], alert[sent])


def scipy_sparse(given: City) -> Teams:
    """`min_weight_full_bipartite_matching`, with a column of its own per waiting alert.

    It drops pairs that cost nothing: all cost one more.
    """
    cost = one_cost(given)
    units, alerts = given.time_s.shape
    unit, alert, pair = cost.arcs
    every = np.arange(alerts)
    row, column = np.append(alert, every), np.append(unit, units + every)
    matrix = csr_array(
        (1 + np.append(pair, cost.waiting), (row, column)),
        shape=(alerts, units + alerts),
    )
    matched, match = min_weight_full_bipartite_matching(matrix)
    sent = match < units
    return _teams(given, match[sent].astype(np.int64), matched[sent].astype(np.int64))


def or_tools_flow(given: City) -> Teams:
    """`SimpleMinCostFlow`: alerts to units to a sink, or straight there to wait."""
    cost = one_cost(given)
    units, alerts = given.time_s.shape
    unit, alert, pair = cost.arcs
    sink = alerts + units
    flow = min_cost_flow.SimpleMinCostFlow()
    every, places = np.arange(alerts), np.arange(alerts, sink)
    _add_arcs(flow, alert, alerts + unit, pair)
    _add_arcs(flow, every, np.full(alerts, sink), cost.waiting)
    _add_arcs(flow, places, np.full(units, sink), np.zeros(units, np.int64))
    supply = np.zeros(sink + 1, np.int64)
    supply[:alerts], supply[sink] = 1, -alerts
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    _check(flow.solve(), flow.OPTIMAL)
    sent = flow.flows(np.arange(len(unit), dtype=np.int32)) > 0
    return _teams(given, unit[sent], alert[sent])


def _add_arcs(
    flow: min_cost_flow.SimpleMinCostFlow, tail: Longs, head: Longs, cost: Longs
) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), np.ones_like(cost), cost
    )


def or_tools_assignment(given: City) -> Teams:
    """`SimpleLinearSumAssignment`, which takes squares only: the graph twice.

    The second copy is turned round and costs nothing; a waiting alert, or a unit
    without work, is paired with its own copy.
    """
    cost = one_cost(given)
    units, alerts = given.time_s.shape
    unit, alert, pair = cost.arcs
    every_unit, every_alert = np.arange(units), np.arange(alerts)
    left = np.concatenate((alert, every_alert, alerts + every_unit, alerts + unit))
    right = np.concatenate((unit, units + every_alert, every_unit, units + alert))
    nothing = np.zeros(units + len(pair), np.int64)
    solver = or_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(
        left.astype(np.int32),
        right.astype(np.int32),
        np.concatenate((pair, cost.waiting, nothing)),
    )
    _check(solver.solve(), solver.OPTIMAL)
    sent_to = np.array([solver.right_mate(row) for row in range(alerts)])
    sent = np.flatnonzero(sent_to < units)
    return _teams(given, sent_to[sent], sent)


def cp_sat(given: City) -> Teams:
    """CP-SAT with a literal for each pair."""
    cost = one_cost(given)
    unit, alert, pair = cost.arcs
    model = cp_model.CpModel()
    goes = [model.new_bool_var("") for _ in pair]
    waits = [model.new_bool_var("") for _ in given.weight]
    of_alert = [[literal] for literal in waits]
    of_unit: list[list[cp_model.IntVar]] = [[] for _ in given.time_s]
    for literal, i, j in zip(goes, unit.tolist(), alert.tolist(), strict=True):
        of_unit[i].append(literal)
        of_alert[j].append(literal)
    for literals in of_alert:
        model.add_exactly_one(literals)
    for literals in of_unit:
        model.add_at_most_one(literals)
    prices = [*pair.tolist(), *cost.waiting.tolist()]
    model.minimize(cp_model.LinearExpr.weighted_sum([*goes, *waits], prices))
    solver = one_worker(_WORK)
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return ((),) * len(given.weight)
    sent = np.array([solver.boolean_value(literal) for literal in goes], np.bool_)
    return _teams(given, unit[sent], alert[sent])


def one_worker(work: float) -> cp_model.CpSolver:
    """Make a CP-SAT solver that does the same on every machine."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = work
    return solver


def greedy(given: City) -> Teams:
    """Closest idle: alerts as they came, the nearest unit left."""
    return closest_idle(problem_of(given))


def _check(status: object, wanted: object) -> None:
    if status != wanted:
        raise RuntimeError(str(status))


def _teams(given: City, unit: Longs, alert: Longs) -> Teams:
    goes = np.full(len(given.weight), WAITS, np.int64)
    goes[alert] = unit
    return tuple(() if i == WAITS else (i,) for i in goes.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A solver to be compared with, and how much of it is asked.

    most_pairs : of an instance; beyond that it is left out. runs : None for as many
    as ours.
    """

    solve: Callable[[City], Teams]
    most_pairs: int | None = None
    runs: int | None = None

    def why_not(self, given: City) -> str | None:
        """Say why an instance is not for this solver; None where it is."""
        pairs = int(given.allowed.sum())
        if self.most_pairs is None or pairs <= self.most_pairs:
            return None
        return f"{pairs:,} pairs, left out above {self.most_pairs:,}: too long"


PEERS: Mapping[str, Peer] = MappingProxyType(
    {
        "scipy linear_sum_assignment": Peer(solve=scipy_dense),
        "scipy sparse matching": Peer(solve=scipy_sparse),
        "OR-Tools min-cost flow, all pairs": Peer(solve=or_tools_flow),
        "OR-Tools linear sum assignment, doubled": Peer(
            solve=or_tools_assignment, most_pairs=500_000, runs=3
        ),
        "CP-SAT, a literal per pair": Peer(solve=cp_sat, most_pairs=20_000, runs=1),
        "greedy (closest idle)": Peer(solve=greedy),
    }
)
