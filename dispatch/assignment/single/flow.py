"""The cheapest plan on a few pairs, as a minimum-cost flow by OR-Tools.

Each alert sends one unit of flow, either through a police unit or straight to
waiting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# OR-Tools' bindings come with stubs but no py.typed marker.
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from dispatch.assignment.problem import WAITS, Bools, Longs
from dispatch.assignment.single.arcs import Arcs


class NoFlowError(RuntimeError):
    """OR-Tools gave no optimal flow; the message is the status it gave."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Pairs that a plan may use, and what else it may and must do.

    arcs : the pairs. waiting : [alerts] what it costs to wait. may_wait : [alerts].
    must : [units] who has to be sent.
    """

    arcs: Arcs
    waiting: Longs
    may_wait: Bools
    must: Bools


def cheapest(network: Network) -> Longs:
    """Find the cheapest plan, [alerts]: its unit, -1 where the alert waits.

    Raises
    ------
    NoFlowError
        If OR-Tools does not call its answer optimal.
    """
    unit_of_alert = np.full(len(network.waiting), WAITS, dtype=np.int64)
    arcs = network.arcs
    if not len(arcs):
        return unit_of_alert
    flow = _flow(network)
    status = flow.solve()
    # Reading flows after any other status ends the process.
    if status != min_cost_flow.SimpleMinCostFlow.OPTIMAL:
        raise NoFlowError(status.name)
    sent = np.flatnonzero(flow.flows(np.arange(len(arcs), dtype=np.int32)))
    unit_of_alert[arcs.alert[sent]] = arcs.unit[sent]
    return unit_of_alert


def _flow(network: Network) -> min_cost_flow.SimpleMinCostFlow:
    """Alerts -> units -> sink, and alerts -> sink: they wait. The arcs come first."""
    arcs, alerts = network.arcs, len(network.waiting)
    units, unit_place = np.unique(arcs.unit, return_inverse=True)
    sink = alerts + len(units)
    flow = min_cost_flow.SimpleMinCostFlow()
    _add_arcs(flow, arcs.alert, alerts + unit_place, arcs.cost)
    waits = np.flatnonzero(network.may_wait)
    _add_arcs(flow, waits, np.full_like(waits, sink), network.waiting[waits])
    places = np.arange(alerts, sink)
    reward = np.where(network.must[units], -_more_than_all(network), 0)
    _add_arcs(flow, places, np.full_like(places, sink), reward)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:alerts] = 1
    supply[sink] = -alerts
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    return flow


def _more_than_all(network: Network) -> int:
    """More than any two plans can differ by."""
    if not network.must.any():
        return 0
    arcs = network.arcs
    largest = int(np.abs(arcs.cost).max(initial=0)), int(network.waiting.max(initial=0))
    return 1 + 2 * len(network.waiting) * max(largest)


def _add_arcs(
    flow: min_cost_flow.SimpleMinCostFlow, tail: Longs, head: Longs, cost: Longs
) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), np.ones_like(cost), cost
    )
