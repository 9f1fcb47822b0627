"""Quantiles of what was reached, with intervals by order statistics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrik

from dispatch.review.runs import Counts, Floats, Runs

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quantiles:
    """A quantile of each group in seconds, and its two-sided interval.

    NaN: no number; of a bound: unbounded.
    """

    value: Floats
    low: Floats
    high: Floats


def quantiles(runs: Runs, share: float, confidence: float = CONFIDENCE) -> Quantiles:
    """Return a quantile of the times that were reached.

    By linear interpolation between order statistics (Hyndman & Fan 1996, type 7). Its
    interval is that between the order statistics whose ranks the binomial distribution
    gives (Conover, Practical Nonparametric Statistics, 3rd ed. 1999, §3.2, as in
    scipy.stats.quantile_test): exact, no shape assumed. An upper bound needs
    share ** n <= (1 - confidence) / 2: for the 90th percentile 36 calls.
    """
    upto = np.cumsum(runs.reached)
    n = np.bincount(runs.group, runs.reached, runs.groups).astype(np.int64)
    before = np.cumsum(n) - n

    def ranked(rank: Counts) -> Floats:
        inside = (rank >= 0) & (rank < n)
        at = np.searchsorted(upto, before + rank, side="right")
        time = np.append(runs.time, 0)[np.minimum(at, len(runs.time))]
        return np.where(inside, time / 1000.0, np.nan)

    position = share * np.maximum(n - 1, 0)
    below = np.floor(position).astype(np.int64)
    one, other = ranked(below), ranked(np.minimum(below + 1, n - 1))
    low, high = quantile_ranks(n, share, confidence)
    return Quantiles(
        value=one + (position - below) * (other - one),
        low=ranked(low),
        high=ranked(high),
    )


def quantile_ranks(
    n: Counts, share: float, confidence: float = CONFIDENCE
) -> tuple[Counts, Counts]:
    """Return the ranks, from 0, between which a quantile lies; outside 0..n-1: none.

    n : how many numbers.
    """
    each, back = np.unique(n, return_inverse=True)
    tail = (1 - confidence) / 2
    low = _binomial_quantile(tail, each, share) - 1
    high = _binomial_quantile(1 - tail, each, share)
    return low[back], high[back]


def _binomial_quantile(chance: float, n: Counts, share: float) -> Counts:
    """Return the least k for which P(at most k of n) reaches a chance.

    As scipy.stats.binom.ppf, whose module takes most of a second to load.
    """
    whole = np.maximum(n, 1)
    k = np.ceil(bdtrik(chance, whole, share)).clip(0)
    # It solves for a real k, and may land a hair above a whole one.
    below = np.maximum(k - 1, 0)
    k = np.where((k > 0) & (bdtr(below, whole, share) >= chance), below, k)
    return np.where(n > 0, k, 0).astype(np.int64)
