"""Alerts per hour by hour of the week, fitted to a log.

Alerts in each hour of the week, and how often that hour is in the log, both smoothed
round the week and divided (`smoothed_rate`). An hour that the log does not hold takes
the mean of that hour of the day, else the mean of all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.road_network import Floats
from maps.week_hours import HOURS
from scenarios.loads.alert_log import AlertLog
from scenarios.loads.arrivals import HOUR_S
from scenarios.loads.smoothed_rate import best_bandwidth, smoothed_rate

BANDWIDTHS_H = (0.0, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""To choose from, hours."""

_IN_A_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HourFit:
    """Rates by hour of the week, [168] per hour; what they were smoothed by.

    notes : what was filled in, a sentence each.
    """

    rates: Floats
    bandwidth_h: float
    notes: tuple[str, ...]


def fit_hours(log: AlertLog, bandwidth_h: float | None) -> HourFit:
    """Fit rates. bandwidth_h : sigma of the kernel; None: chosen from BANDWIDTHS_H."""
    first, last = (int(end // HOUR_S) for end in log.span_s)
    times = np.bincount(np.arange(first, last) % HOURS, minlength=HOURS)
    hour = (log.at_s // HOUR_S).astype(np.int64) % HOURS
    counts = np.bincount(hour, minlength=HOURS)
    if bandwidth_h is None:
        bandwidth_h = best_bandwidth(counts, times, BANDWIDTHS_H, wrap=True)
    rates = smoothed_rate(counts, times, bandwidth_h, wrap=True)
    missing = int(np.isnan(rates).sum())
    note = (
        f"{missing} hours of the week are not in the log; they take the mean of that "
        "hour of the day, else of all."
    )
    return HourFit(
        rates=_filled(rates) if missing else rates,
        bandwidth_h=bandwidth_h,
        notes=(note,) if missing else (),
    )


def _filled(rates: Floats) -> Floats:
    """Fill hours without a rate."""
    days = rates.reshape(-1, _IN_A_DAY)
    known = np.isfinite(days)
    total, times = np.where(known, days, 0.0).sum(axis=0), known.sum(axis=0)
    mean = float(np.nanmean(rates))
    of_day = np.divide(total, times, out=np.full(_IN_A_DAY, mean), where=times > 0)
    filled: Floats = np.where(known, days, of_day).ravel()
    return filled
