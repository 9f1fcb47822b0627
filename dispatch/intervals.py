"""What time to door is made of, planned and actual alike."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from dispatch.plan_rows import Intervals
from dispatch.policy import Policy
from dispatch.situation.under_way import under_way_pairs
from scenarios.alert import Alert
from scenarios.unit import Unit

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IntervalTable:
    """The five intervals of every unit at every alert, whole seconds.

    elapsed_s : [alerts], received to now. dispatch_s : [units, alerts], now to
    unit notified. turnout_s : [units, alerts], notified to moving, what of it lies
    ahead. travel_s : [units, alerts], moving to kerb, a median; 0 where there is no
    road. access_s : [alerts], kerb to door.
    """

    elapsed_s: Longs
    dispatch_s: Longs
    turnout_s: Longs
    travel_s: Longs
    access_s: Longs

    def time_to_door_s(self) -> Longs:
        """Received to at the door, [units, alerts]."""
        before_moving = self.dispatch_s + self.turnout_s
        return self.elapsed_s + before_moving + self.travel_s + self.access_s

    def of(self, unit: int, alert: int) -> Intervals:
        """Return the intervals of one unit at one alert."""
        return Intervals(
            elapsed_s=int(self.elapsed_s[alert]),
            dispatch_s=int(self.dispatch_s[unit, alert]),
            turnout_s=int(self.turnout_s[unit, alert]),
            travel_s=int(self.travel_s[unit, alert]),
            access_s=int(self.access_s[alert]),
        )


def interval_table(
    units: tuple[Unit, ...],
    alerts: tuple[Alert, ...],
    driving_s: Floats,
    policy: Policy,
    now_s: float,
) -> IntervalTable:
    """Work out every interval at the moment of planning.

    A unit under way to an alert was told already, or will be at a known moment, and
    turns out since then.

    Parameters
    ----------
    driving_s : [units, alerts] median seconds of driving, inf without a road.
    now_s : seconds since the scenario's start.
    """
    elapsed = whole([max(0.0, now_s - alert.received_s) for alert in alerts])
    wait = whole([wait_s(unit, now_s) for unit in units])
    ahead = np.maximum(policy.least_dispatch_s, policy.dispatch_s - elapsed)
    dispatch = np.maximum(ahead[None, :], wait[:, None])
    turnout = whole([0 if unit.rolling else policy.turnout_s for unit in units])
    turnout = np.repeat(turnout[:, None], len(alerts), axis=1)
    for row, column in under_way_pairs(units, alerts):
        dispatch[row, column] = told_in_s(units[row], now_s)
        turnout[row, column] = turnout_left_s(units[row], policy, now_s)
    return IntervalTable(
        elapsed_s=elapsed,
        dispatch_s=dispatch,
        turnout_s=turnout,
        travel_s=whole(np.where(np.isfinite(driving_s), driving_s, 0.0)),
        access_s=whole([access_s(alert, policy) for alert in alerts]),
    )


def wait_s(unit: Unit, now_s: float) -> float:
    """Seconds until a busy unit is free; 0 of one that can be sent now."""
    if unit.status == "free" or unit.under_way or unit.free_at_s is None:
        return 0.0
    return max(0.0, unit.free_at_s - now_s)


def told_in_s(unit: Unit, now_s: float) -> int:
    """Seconds until a unit is told to go to its alert; 0 where it was told."""
    notified_s = now_s if unit.notified_s is None else unit.notified_s
    return max(0, int(whole(notified_s - now_s)))


def turnout_left_s(unit: Unit, policy: Policy, now_s: float) -> int:
    """What of the turnout lies ahead of a unit that was told to go already."""
    if unit.rolling:
        return 0
    notified_s = now_s if unit.notified_s is None else min(unit.notified_s, now_s)
    return max(0, int(whole(policy.turnout_s - (now_s - notified_s))))


def access_s(alert: Alert, policy: Policy) -> int:
    """Kerb to door: the alert's own, else its kind of place's."""
    if alert.access_s is not None:
        return alert.access_s
    return policy.access_s[alert.place_kind]


def probability_on_time(intervals: Intervals, target_s: int, sigma: float) -> float:
    """Chance of being at the door within the target.

    Travel is lognormal around its median: P = Φ((ln(target − the other four) −
    ln travel) / σ); 0 if nothing is left for travel, 1 if travel is 0.
    """
    travel = intervals.travel_s
    left = target_s - (intervals.time_to_door_s - travel)
    if travel == 0:
        return 1.0 if left >= 0 else 0.0
    if left <= 0:
        return 0.0
    return float(ndtr((log(left) - log(travel)) / sigma))


def whole(seconds: object) -> Longs:
    """Seconds to the nearest whole one, a half upwards."""
    return np.floor(np.asarray(seconds, float) + 0.5).astype(np.int64)
