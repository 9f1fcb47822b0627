"""Fitting the few numbers of a `SpeedProfile` to observed drives on known ways.

All numbers are fitted together, so that nothing is counted twice: a wait at a
signal is either in the class speed or in the signal's delay. What is minimised is
the error of the logarithm, for travel times are off by a factor and not by seconds;
large errors count for less than their square (pseudo-Huber). Each number is also
drawn to the one it had before, by as much as is assumed of how cities differ: where
many drives agree, this is nothing; where few do, it holds. How far drives scatter
is seen in a first fit, and weighs in the second.

Last, all is scaled so that predicted over observed is 1 in the mean of the middle
80 % of drives. Such ratios are skewed, a drive that took half the time has 2 where
one that took double has 0.5; so their median is then a little below 1.

Reference for the loss: Charbonnier et al., Deterministic edge-preserving
regularization in computed imaging, IEEE Trans. Image Process. 6 (1997) 298-311.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maps.fitting.passages import COUNTED, Passages
from maps.fitting.profile_numbers import NumberRow
from maps.road_network import ROAD_CLASSES, Bools, Floats, Longs
from maps.speeds import SpeedProfile
from maps.week_hours import HOURS

LEAST_DRIVES = 30
"""A number that fewer drives say anything of stays what it was."""

# Of ln(predicted/observed), about one standard deviation: to begin with, and what no
# trips fall below, for clocks and points on the map are not exact.
_SIGMA, _LEAST_SIGMA = 0.35, 0.02
_SIGMA_OF_MAD = 1.4826  # of a normal variable, over its median absolute deviation
_FIXED = ("straight", "restricted_entry")  # a bend costs nothing; entries are policy
_MIDDLE = 0.8  # of the drives, by ratio
_STEPS = 3  # of scaling: what the limit caps does not scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A profile that was fitted. drives : behind each fitted number, by its field."""

    profile: SpeedProfile
    drives: Mapping[str, int]


def fit_profile(passages: Passages, observed_s: Floats, before: SpeedProfile) -> Fit:
    """Fit to drives whose ways are known.

    observed_s : [drives]. before : where to begin; what stays unfitted is its.
    """
    row = NumberRow(hours=_hours(passages.hour))
    drives = row.drives(passages)
    task = _Task(row, passages, observed_s, before, _free(drives))
    first = _solved(task, row.of(before), _SIGMA)
    scatter = float(np.median(np.abs(np.log(task.ratio(first)))))
    sigma = max(_LEAST_SIGMA, _SIGMA_OF_MAD * scatter)
    numbers = _scaled(task, _solved(task, first, sigma))
    named = zip(row.names(), task.free.tolist(), drives.tolist(), strict=True)
    return Fit(
        profile=row.profile(numbers, before),
        drives={name: count for name, fitted, count in named if fitted},
    )


def middle_mean(ratio: Floats) -> float:
    """Mean of the middle 80 % of some numbers.

    >>> round(middle_mean(np.array([0.1] + [0.8, 1.0] * 4 + [9.0])), 3)
    0.9
    """
    out = round((1 - _MIDDLE) / 2 * len(ratio))
    return float(np.sort(ratio)[out : len(ratio) - out].mean())


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What is fitted to what. free : which numbers of the row are fitted."""

    row: NumberRow
    passages: Passages
    observed_s: Floats
    before: SpeedProfile
    free: Bools

    def ratio(self, numbers: Floats) -> Floats:
        """Predicted over observed, [drives]."""
        predicted = self.row.seconds(numbers, self.passages, self.before.country)
        ratio: Floats = np.maximum(predicted, 1.0) / self.observed_s
        return ratio


def _hours(hour: Longs) -> Longs:
    """Hours of the week in which enough drives start; one alone says nothing."""
    counts = np.bincount(hour[hour >= 0], minlength=HOURS)
    hours = np.flatnonzero(counts >= LEAST_DRIVES)
    return hours if len(hours) > 1 else hours[:0]


def _free(drives: Longs) -> Bools:
    """Which numbers are fitted."""
    free: Bools = drives >= LEAST_DRIVES
    free[[len(ROAD_CLASSES) + COUNTED.index(name) for name in _FIXED]] = False
    return free


def _solved(task: _Task, start: Floats, sigma: float) -> Floats:
    """Find the numbers of least error. sigma : of the errors' logarithm."""
    from scipy.optimize import least_squares  # noqa: PLC0415 - takes a while to load

    before, numbers, free = task.row.of(task.before), start.copy(), task.free
    if not free.any():
        return numbers
    spread = task.row.spread(before)[free]
    low, high = (bound[free] for bound in task.row.bounds())

    def errors(tried: Floats) -> Floats:
        numbers[free] = tried
        pull = (tried - before[free]) / spread
        return np.concatenate((_bent(np.log(task.ratio(numbers)) / sigma), pull))

    found = least_squares(
        errors,
        np.clip(start[free], low, high),
        bounds=(low, high),
        x_scale=spread,
        tr_solver="lsmr",  # the other takes the same steps, and longer
    )
    numbers[free] = found.x
    return numbers


def _bent(error: Floats) -> Floats:
    """Errors whose squares are pseudo-Huber: themselves when small, less when large."""
    bent: Floats = error * np.sqrt(2 / (np.sqrt(1 + error**2) + 1))
    return bent


def _scaled(task: _Task, numbers: Floats) -> Floats:
    """Scale the fitted times, hours' factors apart."""
    times = task.free.copy()
    times[len(times) - len(task.row.hours) :] = False
    low, high = task.row.bounds()
    for _ in range(_STEPS):
        scaled = np.clip(numbers / middle_mean(task.ratio(numbers)), low, high)
        numbers = np.where(times, scaled, numbers)
    return numbers
