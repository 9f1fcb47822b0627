"""The least worst time to door among plans on a face, and the prices that prove it.

Where a pair costs 1 if it takes a time or longer, and 0 if less, some plan costs
nothing just if that time can be avoided. The least time that cannot be is found by
halving; prices that sum to more than 0 prove it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.assignment.problem import WAITS, Bools, Longs, Problem
from dispatch.assignment.single.face import Cheapest, cheapest_on
from dispatch.assignment.single.flow import Network
from dispatch.assignment.single.prices import Prices


def least_worst(problem: Problem, found: Cheapest) -> tuple[Cheapest, Prices]:
    """Find the plan on a face whose longest time to door is least.

    Returns
    -------
    The plan with what other such plans may do; and the prices that prove that every
    plan has a time as long, in the measure of "as long: 1, less: 0".

    Raises
    ------
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    arcs = found.face.arcs
    times = problem.time_s[arcs.unit, arcs.alert]
    soonest = _soonest(found.face, times)
    prices = _prices_of_soonest(soonest, problem.units)
    least, worst = int(soonest.max(initial=0)), _worst(problem, found.unit_of_alert)
    between = np.unique(times[(times > least) & (times < worst)]).tolist()
    could_be = sorted({least, *between, worst})
    # The last is within reach; nothing below the first is.
    low, high = 0, len(could_be) - 1
    last = high
    while low < high:
        # Mostly the plan at hand is the best already: one step below it is tried first.
        middle = high - 1 if high == last else (low + high) // 2
        tried = _avoiding(found.face, found.unit_of_alert, times > could_be[middle])
        if _worst(problem, tried.unit_of_alert) > could_be[middle]:
            low, prices = middle + 1, tried.prices
        else:
            high, found = middle, replace(found, unit_of_alert=tried.unit_of_alert)
    within = arcs.where(times <= could_be[high])
    return replace(found, face=replace(found.face, arcs=within)), prices


def _avoiding(face: Network, plan: Longs, late: Bools) -> Cheapest:
    """Find a plan with the fewest late pairs, beginning with one."""
    costing = face.arcs.costing(late.astype(np.int64))
    asked = replace(face, arcs=costing, waiting=np.zeros_like(face.waiting))
    return cheapest_on(asked, plan)


def _soonest(face: Network, times: Longs) -> Longs:
    """Least time to each alert's door, [alerts]; 0 where it may wait."""
    soonest = np.full(len(face.waiting), np.iinfo(np.int64).max)
    np.minimum.at(soonest, face.arcs.alert, times)
    soonest[face.may_wait] = 0
    return soonest


def _prices_of_soonest(soonest: Longs, units: int) -> Prices:
    """Prove the least time of the alert that is reached latest: it alone is worth 1."""
    alert = np.zeros_like(soonest)
    if soonest.any():
        alert[soonest.argmax()] = 1
    return Prices(alert=alert, unit=np.zeros(units, np.int64))


def _worst(problem: Problem, unit_of_alert: Longs) -> int:
    served = np.flatnonzero(unit_of_alert != WAITS)
    return int(problem.time_s[unit_of_alert[served], served].max(initial=0))
