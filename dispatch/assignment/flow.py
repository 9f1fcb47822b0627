"""The cheapest assignment, as a minimum-cost flow by OR-Tools.

Each alert sends one unit of flow, either through a police unit or straight to
waiting. Few pairs matter, so the flow sees only the nearest ones; prices taken from
its answer then tell which of all the other pairs could still help, and those join
until none is left. The answer is then the cheapest of all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# OR-Tools' bindings come with stubs but no py.typed marker.
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from dispatch.assignment.arcs import Arcs, missing_arcs, nearest_arcs
from dispatch.assignment.goals import Costs, costs_of
from dispatch.assignment.prices import NoPricesError, Prices, prices_of
from dispatch.assignment.problem import WAITS, Longs, Problem

_NEAREST = 16


class NoFlowError(RuntimeError):
    """OR-Tools gave no optimal flow; the message is the status it gave."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowSolution:
    """An assignment, and the prices that prove it.

    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    alert_price, unit_price : [alerts], [units] whole numbers.
    """

    unit_of_alert: Longs
    alert_price: Longs
    unit_price: Longs


def solve_flow(problem: Problem) -> FlowSolution:
    """Find the best assignment for the first three goals.

    Raises
    ------
    WeightsTooLargeError
        If the goals do not fit into 64 bits.
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    costs = costs_of(problem)
    arcs = nearest_arcs(problem, _NEAREST)
    while len(arcs) <= problem.time_s.size:
        unit_of_alert, prices = _cheapest(costs, arcs)
        missing = missing_arcs(costs, prices)
        if not len(missing):
            return FlowSolution(
                unit_of_alert=unit_of_alert,
                alert_price=prices.alert,
                unit_price=prices.unit,
            )
        arcs += missing
    msg = "prices ask for pairs that they had"
    raise NoFlowError(msg)


def _cheapest(costs: Costs, arcs: Arcs) -> tuple[Longs, Prices]:
    """Cheapest plan on the arcs, [alerts], and its prices.

    OR-Tools takes half the time where numbers are small, so it is first asked with
    small weights. If its answer has no prices in the true ones, it is asked again.
    """
    try:
        return _supported(costs, costs.small(), arcs)
    except NoPricesError:
        pass
    try:
        return _supported(costs, costs, arcs)
    except NoPricesError as fault:
        msg = f"OPTIMAL, but {fault}"
        raise NoFlowError(msg) from fault


def _supported(costs: Costs, asked: Costs, arcs: Arcs) -> tuple[Longs, Prices]:
    plan = _flow(asked, arcs)
    return plan, prices_of(costs, arcs.unit, arcs.alert, plan)


def _flow(costs: Costs, arcs: Arcs) -> Longs:
    """Cheapest unit of each alert, [alerts], as OR-Tools finds it."""
    unit_of_alert = np.full(costs.problem.alerts, WAITS, dtype=np.int64)
    if not len(arcs):
        return unit_of_alert
    flow = _network(costs, arcs)
    status = flow.solve()
    # Reading flows after any other status ends the process.
    if status != min_cost_flow.SimpleMinCostFlow.OPTIMAL:
        raise NoFlowError(status.name)
    sent = np.flatnonzero(flow.flows(np.arange(len(arcs), dtype=np.int32)))
    unit_of_alert[arcs.alert[sent]] = arcs.unit[sent]
    return unit_of_alert


def _network(costs: Costs, arcs: Arcs) -> min_cost_flow.SimpleMinCostFlow:
    """Alerts -> units -> sink, and alerts -> sink: they wait. The arcs come first."""
    alerts = np.arange(costs.problem.alerts)
    units, unit_place = np.unique(arcs.unit, return_inverse=True)
    sink = len(alerts) + len(units)
    flow = min_cost_flow.SimpleMinCostFlow()
    arc_cost = costs.of_pairs(arcs.unit, arcs.alert)
    _add_arcs(flow, arcs.alert, len(alerts) + unit_place, arc_cost)
    _add_arcs(flow, alerts, np.full_like(alerts, sink), costs.waiting)
    places = np.arange(len(alerts), sink)
    _add_arcs(flow, places, np.full_like(places, sink), np.zeros_like(places))
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[: len(alerts)] = 1
    supply[sink] = -len(alerts)
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    return flow


def _add_arcs(
    flow: min_cost_flow.SimpleMinCostFlow, tail: Longs, head: Longs, cost: Longs
) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), np.ones_like(cost), cost
    )
