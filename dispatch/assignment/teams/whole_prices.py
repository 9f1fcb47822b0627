"""From prices as a linear program gives them to whole numbers that prove a bound."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import Longs
from dispatch.assignment.teams.master import RowPrices, Task
from dispatch.assignment.teams.pricing import Floats
from dispatch.assignment.teams.proof import Proof


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


def whole_prices(task: Task, prices: RowPrices, scale: int) -> Proof:
    """Round the prices of a linear program to whole numbers."""
    limit = {goal: round(scale * price) for goal, price in prices.limits.items()}
    zones = task.problem.zones
    zone = np.zeros(0 if zones is None else len(zones.weight), np.int64)
    unit = _rounded(prices.unit, scale)
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
    )


def _rounded(prices: Floats, scale: int) -> Longs:
    rounded: Longs = np.rint(scale * prices).astype(np.int64)
    return rounded
