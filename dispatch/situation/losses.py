"""The third goal in whole steps: what each unit's arrival at each alert costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Longs
from dispatch.intervals import told_in_s
from dispatch.situation.eligibility import other_area
from dispatch.situation.loss import LossModel
from dispatch.situation.situation import Situation
from dispatch.situation.under_way import under_way_pairs
from scenarios.alert import Alert

MOST_STEPS = 10**8
"""More than that counts as that: sums over thousands of alerts, times the weights of
the goals above, stay within 64 bits."""

Steps = Callable[[Longs], Longs]
"""Losses of all alerts, in steps, at these times: [k, alerts] to [k, alerts]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Losses:
    """What a problem's third goal counts, in steps.

    loss, extra : [units, alerts] as in `Problem`; extra None where it is 0.
    slack : what preparedness may cost.
    """

    loss: Longs
    extra: Longs | None
    slack: int


def losses(now: Situation, model: LossModel | None) -> Losses:
    """Work out the third goal.

    A late arrival counts as one that is `late_penalty_s` later still; a pair that
    stands already, when compared to others, as one that is `keep_notified_s` or
    `keep_rolling_s` earlier; a pair across areas that prefer their own as one that
    is `other_area_s` later. The slack is what all alerts together lose when they are
    served `slack_s` after their targets and not on them (assumed).
    """
    steps, policy, time_s = _steps(now, model), now.policy, now.time_s
    late = policy.late_penalty_s * (time_s > now.target_s)
    plain = steps(time_s)
    ends = steps(np.stack((now.target_s, now.target_s + policy.slack_s)))
    return Losses(
        loss=steps(time_s + late) if late.any() else plain,
        extra=_extra(now, steps, plain),
        slack=int((ends[1] - ends[0]).sum()),
    )


def _steps(now: Situation, model: LossModel | None) -> Steps:
    if model is None or "loss" not in now.policy.goals:
        return steps_of_time(now.weight, now.policy.time_step_s)
    return steps_of_money(now.alerts, model, now.policy.loss_step)


def _extra(now: Situation, steps: Steps, plain: Longs) -> Longs | None:
    """What a pair costs beside its loss, [units, alerts]; None where it is all 0."""
    extra = np.zeros_like(plain)
    keep_s = _keep_s(now)
    if keep_s.any():
        extra += steps(np.maximum(0, now.time_s - keep_s)) - plain
    if now.policy.areas == "prefer" and any(unit.area for unit in now.units):
        away_s = now.policy.other_area_s * other_area(now.units, now.alerts)
        extra += steps(now.time_s + away_s) - plain
    return extra if extra.any() else None


def _keep_s(now: Situation) -> Longs:
    """By how many seconds others must be better than who was sent, [units, alerts]."""
    keep_s = np.zeros_like(now.time_s)
    for row, column in under_way_pairs(now.units, now.alerts):
        unit = now.units[row]
        if unit.rolling:
            keep_s[row, column] = now.policy.keep_rolling_s
        elif told_in_s(unit, now.now_s) == 0:
            keep_s[row, column] = now.policy.keep_notified_s
    return keep_s


def steps_of_time(weight: Longs, time_step_s: int) -> Steps:
    """Count weight x time, in steps that have begun."""

    def steps(time_s: Longs) -> Longs:
        begun = (time_s + (time_step_s - 1)) // time_step_s
        begun *= weight
        return begun

    return steps


def steps_of_money(alerts: Sequence[Alert], model: LossModel, loss_step: int) -> Steps:
    """Count expected losses, to the nearest step."""

    def steps(time_s: Longs) -> Longs:
        columns = [
            model(alert, time_s[:, column]) for column, alert in enumerate(alerts)
        ]
        money = np.array(columns, float).reshape(len(alerts), len(time_s)).T
        nearest = np.floor(money / loss_step + 0.5)
        return np.minimum(nearest, MOST_STEPS).astype(np.int64)

    return steps
