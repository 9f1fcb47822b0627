"""What the best plans so far may still do: the face on which further goals choose.

Once a goal's cheapest plan is known by its prices, every other cheapest plan uses
only pairs that cost just what their alert and unit are worth, lets wait only whom
waiting costs just that, and sends every unit with a price. A further goal chooses
among those: some hundred pairs of a million.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dispatch.assignment.problem import Bools, Longs, Problem
from dispatch.assignment.single.arcs import Arcs, cheap_pairs, nearest_pairs
from dispatch.assignment.single.costs import Merged, costs_of
from dispatch.assignment.single.flow import Network, NoFlowError, cheapest
from dispatch.assignment.single.prices import (
    NoPricesError,
    Prices,
    paid_of,
    prices_of,
)

_NEAREST = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cheapest:
    """A cheapest plan, its prices, and all that other cheapest plans may do.

    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    """

    unit_of_alert: Longs
    prices: Prices
    face: Network


def cheapest_of_all(problem: Problem, group: Merged, usable: Bools) -> Cheapest:
    """Find the cheapest plan of merged goals on all usable pairs.

    Few pairs matter, so the flow sees only the nearest ones; prices taken from its
    answer then tell which of all the others could still help, and those join until
    none is left.

    Raises
    ------
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    network = _network(problem, group, *nearest_pairs(problem, usable, _NEAREST))
    while len(network.arcs) <= usable.size:
        plan, prices = _quickly_solved(problem, group, network)
        tight = _tight(problem, group, usable, prices)
        missing = tight.cost < prices.of(tight)
        if not missing.any():
            face = _face(network, tight, prices)
            return Cheapest(unit_of_alert=plan, prices=prices, face=face)
        network = replace(network, arcs=network.arcs + tight.where(missing))
    msg = "prices ask for pairs that they had"
    raise NoFlowError(msg)


def cheapest_on(network: Network, plan: Longs) -> Cheapest:
    """Find the cheapest plan on few pairs.

    Parameters
    ----------
    plan : [alerts] one that keeps to these pairs: where it gives every alert the
        least that it can cost, nothing is solved.

    Raises
    ------
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    prices = _least(network)
    if not np.array_equal(paid_of(network, plan), prices.alert):
        plan, prices = _solved(network)
    tight = network.arcs.where(network.arcs.cost == prices.of(network.arcs))
    face = _face(network, tight, prices)
    return Cheapest(unit_of_alert=plan, prices=prices, face=face)


def _least(network: Network) -> Prices:
    """Least that each alert can cost on its own; units are worth nothing then."""
    nothing = np.iinfo(np.int64).max
    least = np.where(network.may_wait, network.waiting, nothing)
    np.minimum.at(least, network.arcs.alert, network.arcs.cost)
    return Prices(alert=least, unit=np.zeros_like(network.must, np.int64))


def _network(problem: Problem, group: Merged, unit: Longs, alert: Longs) -> Network:
    """Pairs at their costs; everybody may wait, nobody has to be sent."""
    costs = costs_of(problem, group, unit, alert)
    return Network(
        arcs=Arcs(unit=unit, alert=alert, cost=costs.pair),
        waiting=costs.waiting,
        may_wait=np.ones(problem.alerts, np.bool_),
        must=np.zeros(problem.units, np.bool_),
    )


def _tight(problem: Problem, group: Merged, usable: Bools, prices: Prices) -> Arcs:
    """Usable pairs that cost no more than their prices."""
    # What was so before costs that much less than its loss.
    alert_price = prices.alert + group.factor("changes")
    factor = group.factor("loss") + group.factor("time")
    unit, alert = cheap_pairs(problem, usable, factor, alert_price)
    cost = costs_of(problem, group, unit, alert).pair
    cheap = Arcs(unit=unit, alert=alert, cost=cost)
    return cheap.where(cost <= prices.of(cheap))


def _quickly_solved(
    problem: Problem, group: Merged, network: Network
) -> tuple[Longs, Prices]:
    """Solve with small numbers: OR-Tools takes half the time.

    If its answer has no prices in the true ones, it is asked again.
    """
    arcs = network.arcs
    small = replace(group, factors=group.quick)
    costs = costs_of(problem, small, arcs.unit, arcs.alert)
    asked = replace(network, arcs=arcs.costing(costs.pair), waiting=costs.waiting)
    plan = cheapest(asked)
    try:
        return plan, prices_of(network, plan)
    except NoPricesError:
        return _solved(network)


def _solved(network: Network) -> tuple[Longs, Prices]:
    plan = cheapest(network)
    try:
        return plan, prices_of(network, plan)
    except NoPricesError as fault:
        msg = f"OPTIMAL, but {fault}"
        raise NoFlowError(msg) from fault


def _face(network: Network, tight: Arcs, prices: Prices) -> Network:
    return Network(
        arcs=tight,
        waiting=network.waiting,
        may_wait=network.may_wait & (network.waiting == prices.alert),
        must=network.must | (prices.unit < 0),
    )
