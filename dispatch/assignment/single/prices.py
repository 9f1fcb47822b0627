"""What alerts and units are worth in a cheapest plan: the dual solution.

An alert's price is what it costs to have it; a unit's price, zero or less, is what
one more unit like it would change. In a cheapest plan no pair costs less than its
alert's and unit's prices together, and the prices sum to the plan's cost. A unit
that has to be sent in any case may have a price above zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import WAITS, Longs
from dispatch.assignment.single.arcs import Arcs
from dispatch.assignment.single.flow import Network

_ROUNDS_BEFORE_A_LOOK = 16


class NoPricesError(RuntimeError):
    """A plan that is not the cheapest, so that no prices support it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Of alerts [alerts] and of units [units], in the measure of the costs."""

    alert: Longs
    unit: Longs

    def of(self, arcs: Arcs) -> Longs:
        """What pairs are worth: their alert's and unit's prices together."""
        return self.alert[arcs.alert] + self.unit[arcs.unit]


def prices_of(network: Network, unit_of_alert: Longs) -> Prices:
    """Find the largest unit prices that support a plan.

    No alert may gain by changing to another unit at that unit's price:
    price(other) <= price(own) + cost(other) - cost(own). These are shortest paths
    from those who need not be sent, found in whole numbers by Bellman and Ford.

    Raises
    ------
    NoPricesError
        If the plan is not a cheapest one.
    """
    arcs = network.arcs
    paid = paid_of(network, unit_of_alert)
    change = arcs.cost - paid[arcs.alert]
    own = unit_of_alert[arcs.alert]
    # One place more, always zero, at the end: WAITS, -1, finds it.
    price = np.append(np.where(network.must, _high(network), 0), 0)
    for done in range(1, len(paid) + 3):
        lower = price.copy()
        np.minimum.at(lower, arcs.unit, price[own] + change)
        stands = np.array_equal(lower, price)
        # A plan that is not the cheapest shows in the prices long before the end.
        if stands or done % _ROUNDS_BEFORE_A_LOOK == 0:
            prices = Prices(alert=paid - price[unit_of_alert], unit=price[:-1])
            _check_support(network, prices, unit_of_alert)
            if stands:
                return prices
        price = lower
    msg = "a round of changes saves cost"
    raise NoPricesError(msg)


def paid_of(network: Network, unit_of_alert: Longs) -> Longs:
    """Cost of each alert in a plan, [alerts]."""
    paid = network.waiting.copy()
    chosen = network.arcs.unit == unit_of_alert[network.arcs.alert]
    paid[network.arcs.alert[chosen]] = network.arcs.cost[chosen]
    return paid


def _high(network: Network) -> int:
    """Above what any chain of changes can add up to."""
    arcs = network.arcs
    if not network.must.any():
        return 0
    largest = int(np.abs(arcs.cost).max(initial=0)) + int(
        network.waiting.max(initial=0)
    )
    return 1 + 2 * len(network.waiting) * largest


def _check_support(network: Network, prices: Prices, unit_of_alert: Longs) -> None:
    if (prices.alert > network.waiting)[network.may_wait].any():
        msg = "an alert would rather wait"
        raise NoPricesError(msg)
    unused = np.ones(len(prices.unit), dtype=np.bool_)
    unused[unit_of_alert[unit_of_alert != WAITS]] = False
    if (unused & network.must).any():
        msg = "a unit that has to be sent is not"
        raise NoPricesError(msg)
    if prices.unit[unused].any():
        msg = "an unused unit saves cost"
        raise NoPricesError(msg)
