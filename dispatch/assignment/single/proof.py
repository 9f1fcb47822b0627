"""What a solver hands over so that its plan can be checked by other code."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.assignment.problem import Goal, Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """Prices that prove one goal, or several merged into one number.

    goals : in order; ("worst",) alone. alert_price, unit_price : [alerts], [units]
    whole numbers, in the measure of the goals' costs (see `costs`).
    """

    goals: tuple[Goal, ...]
    alert_price: Longs
    unit_price: Longs


Proof = tuple[Step, ...]
"""A plan's steps, in the order of the goals."""
