"""How old the units' positions are, and what follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.intervals import whole
from dispatch.policy import Policy
from scenarios.unit import Unit


def age_s(unit: Unit, now_s: float) -> float:
    """How long ago a unit's position was measured; 0 where nobody says."""
    return 0.0 if unit.position_s is None else max(0.0, now_s - unit.position_s)


def fresh(units: Sequence[Unit], policy: Policy, now_s: float) -> Bools:
    """Whether each unit's position is young enough to send it, [units]."""
    ages = np.array([age_s(unit, now_s) for unit in units], float)
    young: Bools = ages < policy.stale_after_s
    return young


def position_warnings(
    units: Sequence[Unit], policy: Policy, now_s: float, locked: Collection[str]
) -> Iterator[str]:
    """Name the units whose positions are old.

    locked : ids of units that are sent all the same.
    """
    for unit in units:
        age = age_s(unit, now_s)
        if age < min(policy.stale_warn_s, policy.stale_after_s):
            continue
        text = f"unit {unit.id}: position {int(whole(age))} s old"
        if age >= policy.stale_after_s:
            text += ", locked all the same" if unit.id in locked else ", left out"
        yield text
