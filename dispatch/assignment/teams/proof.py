"""Whole-number prices that bound what any plan can reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dispatch.assignment.problem import Goal, Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """Prices of what is scarce; none is below zero.

    aims : what is bounded, sum of aim x goal. beyond_s : bounded instead is the
    worst time to door, by this, if at these prices some time has to be so long.
    limits : what goals come to at most. scale : what one of an aim is worth in the
    prices. limit : for one of each goal with a limit; unit [units], area [areas] for
    a unit sent; zone [zones] for a unit that a zone lacks; odd [sets] for a team
    that has two or more of one of odd_sets [sets, things]. A set's indexes rise, -1
    behind the last; an alert's is its own, a unit's comes behind all alerts.
    """

    aims: Mapping[Goal, int]
    limits: Mapping[Goal, int]
    scale: int
    limit: Mapping[Goal, int]
    unit: Longs
    area: Longs
    zone: Longs
    beyond_s: int | None = None
    odd_sets: Longs = field(default_factory=lambda: np.zeros((0, 3), np.int64))
    odd: Longs = field(default_factory=lambda: np.zeros(0, np.int64))
