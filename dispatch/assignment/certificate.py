"""The proof that an assignment is the best, checked apart from the solver.

Prices u of alerts and v of units bound every plan from below: if u + v is at most
the cost of each allowed pair, u at most the cost of waiting, and v at most zero,
then every plan costs at least sum(u) + sum(v). A plan that costs just that is the
cheapest. It is then also the best goal by goal: weights, divided by what divides
them all, differ by 1 at least, and 1 on time is made to cost more than all weight
served and all time to door can add up to, and 1 served more than all time can:

    longest   sum over alerts of weight x longest allowed time to door
    served    longest + 1                          per unit of weight
    on time   longest + 1 + served x sum(weight)   per unit of weight

Everything is worked out here anew from the problem, in whole numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Longs, Problem

# Sums of three such numbers still fit into 64 bits.
_LIMIT = 2**61


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Worth:
    """The weights, and what one of weight served, and on time, counts for."""

    weight: Longs
    served: int
    on_time: int


def certify(
    problem: Problem, unit_of_alert: Longs, alert_price: Longs, unit_price: Longs
) -> tuple[str, ...]:
    """List what is wrong with a proof; empty where the assignment is the best.

    Parameters
    ----------
    problem : what was to be solved.
    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    alert_price, unit_price : [alerts], [units] whole numbers.
    """
    faults = _misshapen(problem, unit_of_alert, alert_price, unit_price)
    faults = faults or _impossible(problem, unit_of_alert)
    worth = _worth(problem)
    faults = faults or _out_of_range(worth, alert_price, unit_price)
    if faults:
        return faults
    return (
        *_wrong_unit_prices(unit_of_alert, unit_price),
        *_above_waiting(worth, alert_price),
        *_above_pairs(problem, worth, alert_price, unit_price),
        *_wrong_sum(_cost(problem, worth, unit_of_alert), alert_price, unit_price),
    )


def _misshapen(
    problem: Problem, unit_of_alert: Longs, alert_price: Longs, unit_price: Longs
) -> tuple[str, ...]:
    units, alerts = problem.time_s.shape
    arrays = (
        ("unit_of_alert", unit_of_alert, alerts),
        ("alert_price", alert_price, alerts),
        ("unit_price", unit_price, units),
    )
    return tuple(
        f"{name} is not {length} numbers of 64 bits"
        for name, values, length in arrays
        if values.dtype != np.int64 or values.shape != (length,)
    )


def _impossible(problem: Problem, unit_of_alert: Longs) -> tuple[str, ...]:
    units = problem.time_s.shape[0]
    if ((unit_of_alert < -1) | (unit_of_alert >= units)).any():
        return ("a unit that does not exist is sent",)
    faults = []
    alert = np.flatnonzero(unit_of_alert >= 0)
    unit = unit_of_alert[alert]
    if (np.bincount(unit, minlength=1) > 1).any():
        faults.append("a unit is sent twice")
    if not problem.allowed[unit, alert].all():
        faults.append("a unit is sent where it may not go")
    return tuple(faults)


def _worth(problem: Problem) -> _Worth:
    step = math.gcd(*(int(w) for w in problem.weight)) or 1
    weight = problem.weight // step
    times = problem.time_s * problem.allowed
    pairs = zip(weight.tolist(), times.max(axis=0, initial=0).tolist(), strict=True)
    longest = sum(w * t for w, t in pairs)
    served = longest + 1
    on_time = longest + 1 + served * sum(weight.tolist())
    return _Worth(weight=weight, served=served, on_time=on_time)


def _out_of_range(
    worth: _Worth, alert_price: Longs, unit_price: Longs
) -> tuple[str, ...]:
    heaviest = max(worth.weight.tolist(), default=0)
    largest = [heaviest * (worth.on_time + worth.served)]
    largest += [abs(int(price)) for price in (*alert_price, *unit_price)]
    return ("numbers too large to be checked",) if max(largest) > _LIMIT else ()


def _wrong_unit_prices(unit_of_alert: Longs, unit_price: Longs) -> tuple[str, ...]:
    faults = []
    if (unit_price > 0).any():
        faults.append("a unit has a price above zero")
    used = np.isin(np.arange(len(unit_price)), unit_of_alert)
    if unit_price[~used].any():
        faults.append("an unused unit has a price")
    return tuple(faults)


def _above_waiting(worth: _Worth, alert_price: Longs) -> tuple[str, ...]:
    most = worth.weight * (worth.on_time + worth.served)
    above = (alert_price > most).any()
    return ("an alert's price is above the cost of waiting",) if above else ()


def _above_pairs(
    problem: Problem, worth: _Worth, alert_price: Longs, unit_price: Longs
) -> tuple[str, ...]:
    room = worth.weight * problem.time_s - unit_price[:, None]
    room -= alert_price
    unit, alert = np.nonzero((room < 0) & problem.allowed)
    late = problem.time_s[unit, alert] > problem.target_s[alert]
    lateness = worth.weight[alert] * worth.on_time
    short = room[unit, alert] + np.where(late, lateness, 0) < 0
    return ("a pair costs less than its prices",) if short.any() else ()


def _wrong_sum(cost: int, alert_price: Longs, unit_price: Longs) -> tuple[str, ...]:
    bound = sum(alert_price.tolist()) + sum(unit_price.tolist())
    return () if cost == bound else (f"cost {cost}, but the prices sum to {bound}",)


def _cost(problem: Problem, worth: _Worth, unit_of_alert: Longs) -> int:
    """Add up what the plan misses of each goal, in one number."""
    missed_on_time = missed_served = int(worth.weight.sum())
    weighted_time = 0
    for alert in np.flatnonzero(unit_of_alert >= 0).tolist():
        weight = int(worth.weight[alert])
        time = int(problem.time_s[unit_of_alert[alert], alert])
        weighted_time += weight * time
        missed_served -= weight
        missed_on_time -= weight if time <= int(problem.target_s[alert]) else 0
    missed = missed_on_time * worth.on_time + missed_served * worth.served
    return missed + weighted_time
