"""From prices as a linear program gives them to whole numbers that prove a bound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.assignment.problem import Longs
from dispatch.assignment.teams.master import RowPrices, Task
from dispatch.assignment.teams.pricing import Floats
from dispatch.assignment.teams.proof import Proof

_DEAR = 2**40
"""More than teams usually gain by being late, at the prices of a bound; assumed."""


def no_prices(task: Task) -> Proof:
    """Prove what holds even if nothing is scarce."""
    problem = task.problem
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    zone = np.zeros(0, np.int64)
    if problem.zones is not None:
        zones, aim = problem.zones, task.aims.get("preparedness", 0)
        lacks = zones.wanted > zones.reaches.sum(axis=0)
        zone = aim * zones.weight * lacks
    return Proof(
        aims=dict(task.aims),
        limits=dict(task.limits),
        scale=1,
        limit={},
        unit=np.zeros(problem.units, np.int64),
        area=np.zeros(areas, np.int64),
        zone=zone,
        beyond_s=task.beyond_s,
    )


def handed_on(task: Task, before: Proof) -> Proof:
    """Ask of prices that bounded earlier goals that a time to door has to be so long.

    What was bounded is a limit now, and pays its price. Teams that are later are
    dear beyond all; if the rest pays more than it gets back, there is no plan of it.
    """
    limit = {
        goal: before.limit.get(goal, 0) + before.scale * before.aims.get(goal, 0)
        for goal in sorted(before.limits.keys() | before.aims.keys())
    }
    return replace(
        before,
        aims={},
        limits=dict(task.limits),
        scale=_DEAR,
        limit={goal: price for goal, price in limit.items() if price},
        beyond_s=task.beyond_s,
    )


def whole_prices(task: Task, prices: RowPrices, scale: int) -> Proof:
    """Round the prices of a linear program to whole numbers."""
    limit = {goal: round(scale * price) for goal, price in prices.limits.items()}
    zones = task.problem.zones
    zone = np.zeros(0 if zones is None else len(zones.weight), np.int64)
    unit, odd = _rounded(prices.unit, scale), _rounded(prices.odd, scale)
    if task.zones is not None:
        lacking = scale * task.aims.get("preparedness", 0)
        lacking += limit.get("preparedness", 0)
        zone = np.minimum(_rounded(prices.zone, scale), lacking * task.zones.weight)
        # What a unit costs by the zones that would lack it is not to be paid twice.
        unit = np.maximum(unit - task.zones.reaches @ zone, 0)
    return Proof(
        aims=dict(task.aims),
        limits=dict(task.limits),
        scale=scale,
        limit=limit,
        unit=unit,
        area=_rounded(prices.area, scale),
        zone=zone,
        beyond_s=task.beyond_s,
        odd_sets=prices.odd_sets[odd > 0],
        odd=odd[odd > 0],
    )


def _rounded(prices: Floats, scale: int) -> Longs:
    rounded: Longs = np.rint(scale * prices).astype(np.int64)
    return rounded
