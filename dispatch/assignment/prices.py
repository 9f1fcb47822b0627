"""What alerts and units are worth in a cheapest plan: the dual solution.

An alert's price is what it costs to have it; a unit's price, zero or less, is what
one more unit like it would change. In a cheapest plan no pair costs less than its
alert's and unit's prices together, and the prices sum to the plan's cost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.goals import Costs
from dispatch.assignment.problem import WAITS, Longs


class NoPricesError(RuntimeError):
    """A plan that is not the cheapest, so that no prices support it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Of alerts [alerts] and of units [units], in the measure of the costs."""

    alert: Longs
    unit: Longs


def prices_of(
    costs: Costs, arc_unit: Longs, arc_alert: Longs, unit_of_alert: Longs
) -> Prices:
    """Find the largest unit prices that support a plan on the pairs given.

    No alert may gain by changing to another unit at that unit's price:
    price(other) <= price(own) + cost(other) - cost(own). These are shortest paths
    from zero, found in whole numbers by Bellman and Ford.

    Parameters
    ----------
    costs : of the problem.
    arc_unit, arc_alert : [pairs] the pairs that the plan could have used.
    unit_of_alert : [alerts] the plan.

    Raises
    ------
    NoPricesError
        If the plan is not a cheapest one of these pairs.
    """
    paid = _paid(costs, unit_of_alert)
    change = costs.of_pairs(arc_unit, arc_alert) - paid[arc_alert]
    own = unit_of_alert[arc_alert]
    # One place more, always zero, at the end: WAITS, -1, finds it.
    price = np.zeros(costs.problem.units + 1, dtype=np.int64)
    for _ in range(costs.problem.alerts + 2):
        lower = price.copy()
        np.minimum.at(lower, arc_unit, price[own] + change)
        prices = Prices(alert=paid - price[unit_of_alert], unit=price[:-1])
        _check_support(costs, prices, unit_of_alert)
        if np.array_equal(lower, price):
            return prices
        price = lower
    msg = "a round of changes saves cost"
    raise NoPricesError(msg)


def _paid(costs: Costs, unit_of_alert: Longs) -> Longs:
    """Cost of each alert in the plan, [alerts]."""
    paid = costs.waiting.copy()
    served = np.flatnonzero(unit_of_alert != WAITS)
    paid[served] = costs.of_pairs(unit_of_alert[served], served)
    return paid


def _check_support(costs: Costs, prices: Prices, unit_of_alert: Longs) -> None:
    if (prices.alert > costs.waiting).any():
        msg = "an alert would rather wait"
        raise NoPricesError(msg)
    unused = np.ones(len(prices.unit), dtype=np.bool_)
    unused[unit_of_alert[unit_of_alert != WAITS]] = False
    if prices.unit[unused].any():
        msg = "an unused unit saves cost"
        raise NoPricesError(msg)
