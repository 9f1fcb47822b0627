"""Fitting a `SpeedProfile` to observed trips, and judging one on them.

The way that a trip took is not observed: it is taken to be the fastest under the
profile at hand. So ways are found, numbers fitted to them, ways found anew, and
this a few times. What the fit is worth is told by cross-validation: each trip is
predicted by a fit to trips of the other folds alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from maps.errors import FieldError, InputError
from maps.fitting.fit_quality import Quality, quality
from maps.fitting.observed_drives import ObservedDrives, observe
from maps.fitting.passages import Passages
from maps.fitting.profile_fit import Fit, fit_profile
from maps.fitting.trips import LeftOut, Trips, telling
from maps.road_network import Floats, Longs, RoadNetwork
from maps.speeds import SpeedProfile

Progress = Callable[[int, int], None]
"""Told how many ways were found, and how many there are to be."""

ROUNDS = 3
"""Of finding ways and fitting; after that the numbers change no more than noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What came out.

    left_out : trips that were left out, by reason. before : under the shipped
    defaults. after : of a fit, each fold under a fit to the other folds; of a check,
    under the profile that is checked. folds : the same, fold by fold; none of a
    check. profile : fitted to all trips, or checked. drives : how many stand behind
    each fitted number, by its field.
    """

    n: int
    left_out: LeftOut
    before: Quality
    after: Quality
    folds: tuple[Quality, ...]
    start_stop_before_s: float
    profile: SpeedProfile
    drives: Mapping[str, int]


def calibrate(  # noqa: PLR0913 - each has a plain default
    trips: Trips,
    roads: RoadNetwork,
    *,
    folds: int = 5,
    seed: int = 1,
    before: SpeedProfile | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Calibration:
    """Fit a profile, and say what it is worth on trips that it has not seen.

    folds : how many parts the trips are dealt into, by chance from the seed.
    before : where the fit begins; else the shipped defaults.

    Raises
    ------
    InputError : no trip is left, or fewer than there are folds.
    """
    if folds < 2:  # noqa: PLR2004 - one to fit to, one to judge on
        raise FieldError(f"{folds} is below 2", field="--folds")
    default = before or SpeedProfile()
    told, left_out = telling(trips)
    count = _Counter(progress, len(told) * (2 + (ROUNDS - 1) * folds))
    drives, passages, lost = observe(told, roads, default, count)
    _check_enough(len(drives), len(trips), folds)
    fold = np.random.default_rng(seed).permutation(len(drives)) % folds
    held = [np.flatnonzero(fold == number) for number in range(folds)]
    predicted = np.zeros(len(drives))
    for rows in held:
        others = np.setdiff1d(np.arange(len(drives)), rows)
        fit = _fitted(drives, passages, others, default, count)
        unseen = drives.passages(fit.profile, rows, count)
        predicted[rows] = unseen.seconds(fit.profile)
    final = _fitted(drives, passages, np.arange(len(drives)), default, count)
    observed = drives.duration_s
    return Calibration(
        n=len(drives),
        left_out={**left_out, **lost},
        before=quality(passages.seconds(default), observed),
        after=quality(predicted, observed),
        folds=tuple(quality(predicted[rows], observed[rows]) for rows in held),
        start_stop_before_s=default.start_stop_s,
        profile=final.profile,
        drives=final.drives,
    )


def check(
    trips: Trips,
    roads: RoadNetwork,
    profile: SpeedProfile,
    *,
    progress: Progress = lambda _done, _all: None,
) -> Calibration:
    """Judge a profile on trips, with nothing fitted.

    Raises
    ------
    InputError : no trip is left.
    """
    default = SpeedProfile()
    told, left_out = telling(trips)
    count = _Counter(progress, 2 * len(told))
    drives, passages, lost = observe(told, roads, default, count)
    _check_enough(len(drives), len(trips), 1)
    predicted = drives.passages(profile, advance=count).seconds(profile)
    return Calibration(
        n=len(drives),
        left_out={**left_out, **lost},
        before=quality(passages.seconds(default), drives.duration_s),
        after=quality(predicted, drives.duration_s),
        folds=(),
        start_stop_before_s=default.start_stop_s,
        profile=profile,
        drives={},
    )


class _Counter:
    """Adds up what is told to it, and tells the sum."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._done, self._total)


def _fitted(
    drives: ObservedDrives,
    by_default: Passages,
    rows: Longs,
    default: SpeedProfile,
    advance: Callable[[int], None],
) -> Fit:
    """Fit to some of the drives; their first ways are those by default."""
    observed: Floats = drives.duration_s[rows]
    fit = fit_profile(by_default.rows(rows), observed, default)
    for _ in range(ROUNDS - 1):
        passages = drives.passages(fit.profile, rows, advance)
        fit = fit_profile(passages, observed, default)
    return fit


def _check_enough(usable: int, given: int, folds: int) -> None:
    if not usable:
        problem = f"none of the {given} trips can be used"
        mend = "look at the columns, and whether the roads are those of the trips"
        raise InputError(problem, mend=mend)
    if usable < folds:
        problem = f"{folds} folds of {usable} usable trips"
        raise FieldError(problem, field="--folds", mend="take fewer folds")
