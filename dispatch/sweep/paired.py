"""Means over replications, and paired differences, with 95 % intervals.

Two rules meet the same alerts and the same luck in a replication (common random
numbers), so it is their difference in each replication that is looked at: the paired-t
interval of A. M. Law, Simulation Modeling and Analysis, 5th ed., section 10.2.1. It
takes replications as independent, and the mean of their differences as normal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from scipy.special import stdtrit

LEVEL = 0.95
"""Of all intervals."""

_LEAST = 2  # of which a spread can be told

Values = Sequence[float | None]
"""One of each replication; None: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean of so many replications, and within what it lies; None: of one alone."""

    mean: float
    low: float | None
    high: float | None
    n: int

    @property
    def half_width(self) -> float | None:
        """Half the interval's width."""
        return None if self.high is None else self.high - self.mean

    @property
    def tells(self) -> bool:
        """Whether it leaves 0 out."""
        return (
            self.low is not None
            and self.high is not None
            and (self.low > 0 or self.high < 0)
        )


def mean_interval(values: Values) -> Interval | None:
    """Return the mean, and its interval by Student's t; None of no value.

    Three replications with 1, 2 and 3: the standard error is 1/√3, t(0.975; 2) is
    4.303.

    >>> found = mean_interval([1.0, 2.0, 3.0])
    >>> round(found.low, 3), found.mean, round(found.high, 3)
    (-0.484, 2.0, 4.484)
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    mean, n = fmean(known), len(known)
    if n < _LEAST:
        return Interval(mean=mean, low=None, high=None, n=n)
    quantile = float(stdtrit(n - 1, (1.0 + LEVEL) / 2.0))
    half = quantile * stdev(known) / sqrt(n)
    return Interval(mean=mean, low=mean - half, high=mean + half, n=n)


def paired_difference(base: Values, other: Values) -> Interval | None:
    """Return how much more the other has, by replications that both have.

    Parameters
    ----------
    base, other : of the same replications, in the same order.

    Raises
    ------
    ValueError : of another number.
    """
    pairs = zip(base, other, strict=True)
    return mean_interval(
        [b - a if a is not None and b is not None else None for a, b in pairs]
    )
