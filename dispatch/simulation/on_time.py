"""The chance of being on time, as it is known when a unit is told."""

from __future__ import annotations

from math import isfinite, log

from scipy.special import ndtr

from dispatch.simulation.states import Visit


def planned_on_time(
    visit: Visit, now_s: float, turnout_s: float, sigma: float
) -> float | None:
    """Chance of being at the door within the target; None without a road.

    As of a plan: travel is lognormal around its median, all else is at its own.
    turnout_s : what of it lies ahead.
    """
    travel_s, alert = visit.planned_travel_s, visit.alert
    if travel_s is None or not isfinite(travel_s):
        return None
    elapsed_s = now_s - alert.alert.received_s
    left_s = alert.target_s - elapsed_s - turnout_s - (alert.alert.access_s or 0)
    if travel_s <= 0:
        return 1.0 if left_s >= 0 else 0.0
    if left_s <= 0:
        return 0.0
    return float(ndtr((log(left_s) - log(travel_s)) / sigma))
