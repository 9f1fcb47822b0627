"""`Runs`: how many spells of each group ended at each moment.

All numbers of a group come from these: a year has a few thousand different times in
whole seconds, however many calls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.review.intervals import OPEN, OVER, REACHED

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
_STATES = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Counts by group and time, in order of both.

    groups : how many there are, some of which may have no run. group, time, reached,
    over, still_open : of each run, n of them; reached are counted before over, and
    over before open, at the same time.
    """

    groups: int
    group: Counts
    time: Counts
    reached: Counts
    over: Counts
    still_open: Counts

    @property
    def left(self) -> Counts:
        """How many spells of a run's group last at least until its time."""
        ended = self.reached + self.over + self.still_open
        whole = np.bincount(self.group, ended, self.groups).astype(np.int64)
        return np.cumsum(whole)[self.group] - np.cumsum(ended) + ended

    def summed(self, each: Floats) -> Floats:
        """Sum what each run adds, up to and with it, from 0 in each group."""
        whole = np.bincount(self.group, each, self.groups)
        return np.cumsum(each) - (np.cumsum(whole) - whole)[self.group]


def runs_of(
    group: Counts, time: Counts, state: NDArray[np.integer], groups: int
) -> Runs:
    """Count spells.

    group : of each, from 0 to groups - 1. time : whole, from 0. state : REACHED, OVER
    or OPEN.
    """
    if not len(group):
        none = np.zeros(0, np.int64)
        return Runs(
            groups=groups,
            group=none,
            time=none,
            reached=none,
            over=none,
            still_open=none,
        )
    times = int(time.max()) + 1
    key = group * times
    key += time
    key *= _STATES
    key += state
    key.sort()
    first, counts = _equal(key)
    which, state = np.divmod(key[first], _STATES)
    starts, _ = _equal(which)
    group, time = np.divmod(which[starts], times)
    reached, over, still_open = (
        np.add.reduceat(np.where(state == each, counts, 0), starts)
        for each in (REACHED, OVER, OPEN)
    )
    return Runs(
        groups=groups,
        group=group,
        time=time,
        reached=reached,
        over=over,
        still_open=still_open,
    )


def _equal(ordered: Counts) -> tuple[Counts, Counts]:
    """Return where each stretch of equal numbers begins, and how long it is."""
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return first, np.diff(np.r_[first, len(ordered)])


def first_of_groups(group: Counts, which: Counts, groups: int) -> Counts:
    """Return the first of the chosen runs in each group, -1 where there is none.

    which : runs in order.
    """
    found = np.full(groups, -1, np.int64)
    own, at = np.unique(group[which], return_index=True)
    found[own] = which[at]
    return found


def times_at(time: Counts, at: Counts) -> Floats:
    """Return times in seconds at some runs, NaN at -1. time : in milliseconds."""
    if not len(time):
        return np.full(len(at), np.nan)
    return np.where(at >= 0, time[at] / 1000.0, np.nan)
