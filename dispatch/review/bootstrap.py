"""Differences of two logs with their bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.review.order_statistics import CONFIDENCE

Floats = NDArray[np.float64]
DRAWS = 4000  # Efron & Tibshirani, An Introduction to the Bootstrap, 1993: over 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """After less before, and its interval."""

    value: float
    low: float
    high: float


def quantile_draws(ordered: Floats, share: float, rng: np.random.Generator) -> Floats:
    """Draw DRAWS bootstrap quantiles of numbers in order, by linear interpolation.

    No resample is made, and yet they are drawn from just its distribution: a resample
    takes the numbers at n uniform places, and the k-th of these places in order is
    Beta(k, n + 1 - k), the next one, of what is left above it, Beta(1, n - k) (David &
    Nagaraja, Order Statistics, 3rd ed. 2003, §2.1 and 2.5). Five million numbers take
    no longer than ten.
    """
    n = len(ordered)
    position = share * (n - 1)
    k = int(np.floor(position)) + 1
    place = rng.beta(k, n + 1 - k, DRAWS)
    one = ordered[_at(place, n)]
    if k == n:
        return one
    other = ordered[_at(place + (1 - place) * rng.beta(1, n - k, DRAWS), n)]
    return one + (position - (k - 1)) * (other - one)


def share_draws(of: int, n: int, rng: np.random.Generator) -> Floats:
    """Draw DRAWS bootstrap shares: what a resample holds of `of` is binomial."""
    return rng.binomial(n, of / n, DRAWS) / n


def difference(values: tuple[float, float], draws: tuple[Floats, Floats]) -> Difference:
    """Return after less before, with the percentile interval of its draws.

    values, draws : before, after.
    """
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(draws[1] - draws[0], (tail, 1 - tail))
    return Difference(value=values[1] - values[0], low=float(low), high=float(high))


def _at(place: Floats, n: int) -> NDArray[np.int64]:
    return np.minimum((place * n).astype(np.int64), n - 1)
