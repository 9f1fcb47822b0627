"""Who may go where by itself, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.assignment.reasons import Eligibility, Step
from dispatch.plan_rows import Reason
from dispatch.situation.positions import fresh
from dispatch.situation.situation import Situation
from dispatch.situation.under_way import redirect_permitted, under_way_pairs
from scenarios.alert import Alert
from scenarios.unit import Unit


def eligibility(situation: Situation) -> Eligibility:
    """Put each rule into a matrix.

    A lock overrides being busy, a stale position, what a redirect or an area forbids,
    and the cut-off; not being off duty, nor that no road leads there. Who is under
    way already goes on beyond the cut-off and across areas.
    """
    units, alerts, policy = situation.units, situation.alerts, situation.policy
    shape = (len(units), len(alerts))
    locked = marked(shape, situation.locks)
    stays = locked | marked(shape, under_way_pairs(units, alerts))
    on_duty = np.array([unit.status != "offline" for unit in units], np.bool_)
    free = np.array([known_to_be_free(unit) for unit in units], np.bool_)
    redirect = redirect_permitted(units, alerts, policy.redirect)
    in_time = situation.time_s <= situation.cut_off_s
    steps = [
        ((free[:, None] | locked) & on_duty[:, None], Reason.NO_FREE_UNIT),
        (
            fresh(units, policy, situation.now_s)[:, None] | locked,
            Reason.STALE_POSITION,
        ),
        (~marked(shape, situation.forbidden), Reason.FORBIDDEN),
        (redirect | locked, Reason.REDIRECT_FORBIDDEN),
        (stays | ~_out_of_area(situation), Reason.OTHER_AREA),
        (np.isfinite(situation.driving_s), Reason.NO_ROUTE),
        (in_time | stays, Reason.BEYOND_CUT_OFF),
    ]
    return Eligibility(
        steps=tuple(Step(passes=passes, reason=reason) for passes, reason in steps)
    )


def known_to_be_free(unit: Unit) -> bool:
    """Whether a unit is free, now or at a time that is known."""
    known = unit.status == "free" or unit.under_way or unit.free_at_s is not None
    return known and unit.status != "offline"


def other_area(units: Sequence[Unit], alerts: Sequence[Alert]) -> Bools:
    """Whether a unit and an alert have areas that differ, [units, alerts]."""
    number: dict[str | None, int] = {None: -1}
    names = [unit.area for unit in units] + [alert.area for alert in alerts]
    areas = np.array([number.setdefault(name, len(number)) for name in names], int)
    of_unit, of_alert = areas[: len(units), None], areas[len(units) :]
    across: Bools = (of_unit != of_alert) & (of_unit >= 0) & (of_alert >= 0)
    return across


def marked(shape: tuple[int, int], pairs: Iterable[tuple[int, int]]) -> Bools:
    """Mark pairs in a matrix."""
    matrix = np.zeros(shape, np.bool_)
    for unit, alert in pairs:
        matrix[unit, alert] = True
    return matrix


def _out_of_area(situation: Situation) -> Bools:
    """Whether the areas are a rule that is against a pair, [units, alerts]."""
    if situation.policy.areas != "rule":
        return np.zeros((1, 1), np.bool_)
    return other_area(situation.units, situation.alerts)
