"""The pairs that the flow may use: few to begin with, more where they are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.goals import Costs
from dispatch.assignment.prices import Prices
from dispatch.assignment.problem import Longs, Problem

_BEYOND = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Allowed pairs of indexes, one row each."""

    unit: Longs
    alert: Longs

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.unit)

    def __add__(self, more: Arcs) -> Arcs:
        """Put further pairs behind these."""
        return Arcs(
            unit=np.concatenate((self.unit, more.unit)),
            alert=np.concatenate((self.alert, more.alert)),
        )


def nearest_arcs(problem: Problem, count: int) -> Arcs:
    """Take the `count` nearest allowed units of each alert, equal times by index.

    Nearest is cheapest: within an alert the cost grows with the time.
    """
    key = _time_then_unit(problem)
    if problem.units > count:
        key = np.partition(key, count - 1, axis=1)[:, :count]
    key.sort(axis=1)
    alert, place = np.nonzero(key < _BEYOND)
    return Arcs(unit=key[alert, place] % max(problem.units, 1), alert=alert)


def missing_arcs(costs: Costs, prices: Prices) -> Arcs:
    """Find the allowed pairs that cost less than their alert's and unit's prices."""
    problem = costs.problem
    # Without what lateness costs: few pairs are left to look at closely.
    at_least = costs.weight * problem.time_s
    cheap = at_least < prices.alert + prices.unit[:, None]
    unit, alert = np.nonzero(cheap & problem.allowed)
    cost = costs.of_pairs(unit, alert)
    missing = cost < prices.alert[alert] + prices.unit[unit]
    return Arcs(unit=unit[missing], alert=alert[missing])


def _time_then_unit(problem: Problem) -> Longs:
    """One number per pair that sorts by time, then by unit, [alerts, units].

    It fits: the range check of the costs covers longest time x units.
    """
    time_first = problem.time_s * problem.units + np.arange(problem.units)[:, None]
    return np.ascontiguousarray(np.where(problem.allowed, time_first, _BEYOND).T)
