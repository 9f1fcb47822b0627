"""The third goal in whole steps: what each unit's arrival at each alert costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dispatch.assignment.problem import Longs, LossShift
from dispatch.intervals import Floats, told_in_s
from dispatch.situation.eligibility import other_area
from dispatch.situation.loss import LossModel
from dispatch.situation.situation import Situation
from dispatch.situation.under_way import under_way_pairs

MOST_STEPS = 10**8
"""More than that counts as that: sums over thousands of alerts, times the weights of
the goals above, stay within 64 bits."""


class Steps(Protocol):
    """What the third goal counts, in whole steps."""

    def later(self, by_s: Longs | int) -> Longs:
        """Return what all pairs cost, so many seconds later; [units, alerts]."""

    def slack(self, by_s: int) -> int:
        """Return what all lose if served so late after their targets."""

    @property
    def shift(self) -> LossShift | None:
        """By how much pairs are to be counted as dearer than they are."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Losses:
    """What a problem's third goal counts, in steps.

    loss, extra, shift : as in `Problem`. slack : what preparedness may cost.
    """

    loss: Longs
    extra: Longs | None
    slack: int
    shift: LossShift | None


def losses(now: Situation, model: LossModel | None) -> Losses:
    """Work out the third goal.

    A late arrival counts as one that is `late_penalty_s` later still; a pair that
    stands already, when compared to others, as one that is `keep_notified_s` or
    `keep_rolling_s` earlier; a pair across areas that prefer their own as one that
    is `other_area_s` later. The slack is what all alerts together lose when they are
    served `slack_s` after their targets and not on them (assumed).
    """
    steps, policy = _steps(now, model), now.policy
    late = policy.late_penalty_s * (now.time_s > now.target_s)
    plain = steps.later(0)
    loss = steps.later(late) if late.any() else plain
    return Losses(
        loss=loss if steps.shift is None else loss + steps.shift.of_pairs(now.weight),
        extra=_extra(now, steps, plain),
        slack=steps.slack(policy.slack_s),
        shift=steps.shift,
    )


def _steps(now: Situation, model: LossModel | None) -> Steps:
    if model is None or "loss" not in now.policy.goals:
        return StepsOfTime(now)
    return StepsOfMoney(now, model)


def _extra(now: Situation, steps: Steps, plain: Longs) -> Longs | None:
    """What a pair costs beside its loss, [units, alerts]; None where it is all 0."""
    extra = np.zeros_like(plain)
    keep_s = _keep_s(now)
    if keep_s.any():
        extra += steps.later(-keep_s) - plain
    if now.policy.areas == "prefer" and any(unit.area for unit in now.units):
        away_s = now.policy.other_area_s * other_area(now.units, now.alerts)
        extra += steps.later(away_s) - plain
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


class StepsOfTime:
    """Weight x time, in steps that have begun."""

    shift = None

    def __init__(self, now: Situation) -> None:
        self._time_s, self._target_s = now.time_s, now.target_s
        self._weight, self._step_s = now.weight, now.policy.time_step_s

    def later(self, by_s: Longs | int) -> Longs:
        """Return weight x time to door; none is below zero."""
        return self._steps(np.maximum(0, self._time_s + by_s))

    def slack(self, by_s: int) -> int:
        """Return what all alerts lose between their targets and so much later."""
        after = self._steps(self._target_s + by_s)
        return int((after - self._steps(self._target_s)).sum())

    def _steps(self, time_s: Longs) -> Longs:
        begun = time_s + (self._step_s - 1)
        begun //= self._step_s  # in place: no second matrix
        begun *= self._weight
        return begun


class StepsOfMoney:
    """Expected losses, to the nearest step.

    An alert that nobody visits loses most of all. The solver counts visits only: so
    each is counted as what it saves below a sum that goes with its alert's weight.
    Plans that are compared serve the same weight in all, so that the sum is one.
    """

    def __init__(self, now: Situation, model: LossModel) -> None:
        self._now, self._model = now, model
        unvisited = [model.unvisited(alert) for alert in now.alerts]
        self.shift = self._shift(np.array(unvisited, float))

    def later(self, by_s: Longs | int) -> Longs:
        """Return what is lost until somebody is at the door."""
        times = self._now.intervals
        ahead_s = np.maximum(0, times.dispatch_s + times.turnout_s + by_s)
        return self._steps(self._visited(ahead_s, times.travel_s))

    def slack(self, by_s: int) -> int:
        """Return what all alerts lose between their targets and so much later."""
        times = self._now.intervals
        left_s = np.maximum(0, self._now.target_s - times.elapsed_s - times.access_s)
        ahead_s = np.stack((left_s, left_s + by_s))
        steps = self._steps(self._visited(ahead_s, np.zeros_like(ahead_s)))
        return int((steps[1] - steps[0]).sum())

    def _visited(self, ahead_s: Longs, travel_s: Longs) -> Floats:
        """Return expected losses, [k, alerts]."""
        money = [
            self._model.visited(alert, ahead_s[:, column], travel_s[:, column])
            for column, alert in enumerate(self._now.alerts)
        ]
        return np.array(money, float).reshape(ahead_s.shape[::-1]).T

    def _steps(self, money: Floats) -> Longs:
        nearest = np.floor(money / self._now.policy.loss_step + 0.5)
        return np.minimum(nearest, MOST_STEPS).astype(np.int64)

    def _shift(self, unvisited: Floats) -> LossShift:
        waiting = self._steps(unvisited)
        dearest = -(-waiting // self._now.weight)  # upwards
        return LossShift(per_weight=int(dearest.max(initial=0)), waiting=waiting)
