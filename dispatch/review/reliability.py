"""Whether a chance that was foretold came true as often as it said.

    found = reliability(foretold, happened)
    found.brier, found.skill
    for bin in found.bins: bin.foretold, bin.share, bin.share_ci

The Brier score is the mean square of foretold less happened (Brier 1950). It falls
into three parts (Murphy 1973) and, where chances within one bin differ, into a fourth
(Stephenson, Coelho and Jolliffe 2008); all four add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dispatch.review.shares import wilson
from maps.errors import FieldError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Interval = tuple[float, float]

EDGES = tuple(tenth / 10 for tenth in range(11))
"""Of the bins; each holds its lower edge, the last one both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Chances between two edges.

    n : how many. foretold : their mean. share : of them that came true. share_ci :
    Wilson's interval of it, 95 %. None where there are none.
    """

    low: float
    high: float
    n: int
    n_true: int
    foretold: float | None = None
    share: float | None = None
    share_ci: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How chances stood against what happened.

    n : chances. foretold : their mean. share : that came true; share_ci : Wilson's
    interval of it, 95 %. brier : mean square of chance less outcome.
    brier_of_share : of foretelling the share itself every time, which is the
    uncertainty of the decomposition. skill : 1 less brier over brier_of_share; None
    where the outcome was always the same. reliability, resolution, within : brier is
    reliability - resolution + brier_of_share + within.
    """

    n: int
    foretold: float
    share: float
    share_ci: Interval
    brier: float
    brier_of_share: float
    skill: float | None
    reliability: float
    resolution: float
    within: float
    bins: tuple[Bin, ...]


def reliability(
    foretold: Floats, happened: Bools, edges: Sequence[float] = EDGES
) -> Reliability:
    """Hold chances against what happened.

    Parameters
    ----------
    foretold : [n], 0 to 1. happened : [n].
    edges : of the bins, rising, from 0 to 1.

    Raises
    ------
    FieldError : there is none, or one that is no chance.
    """
    if not len(foretold):
        raise FieldError("there is none", field="chances")
    if not ((foretold >= 0) & (foretold <= 1)).all():
        raise FieldError("one is not between 0 and 1", field="chances")
    truth = happened.astype(float)
    share = float(truth.mean())
    brier = float(((foretold - truth) ** 2).mean())
    chance = share * (1 - share)
    bins = _bins(foretold, happened, edges)
    off, apart = _parts(bins, share, len(truth))
    return Reliability(
        n=len(truth),
        foretold=float(foretold.mean()),
        share=share,
        share_ci=_wilson(int(truth.sum()), len(truth)),
        brier=brier,
        brier_of_share=chance,
        skill=1 - brier / chance if chance > 0 else None,
        reliability=off,
        resolution=apart,
        within=brier - (off - apart + chance),
        bins=bins,
    )


def _wilson(n_true: int, n: int) -> Interval:
    low, high = wilson(np.array([n_true]), np.array([n]))
    return float(low[0]), float(high[0])


def _bins(foretold: Floats, happened: Bools, edges: Sequence[float]) -> tuple[Bin, ...]:
    at = np.searchsorted(np.asarray(edges[1:-1]), foretold, side="right")
    return tuple(
        _bin(low, high, foretold[at == row], happened[at == row])
        for row, (low, high) in enumerate(pairwise(edges))
    )


def _bin(low: float, high: float, foretold: Floats, happened: Bools) -> Bin:
    n, n_true = len(foretold), int(happened.sum())
    if not n:
        return Bin(low=low, high=high, n=0, n_true=0)
    return Bin(
        low=low,
        high=high,
        n=n,
        n_true=n_true,
        foretold=float(foretold.mean()),
        share=n_true / n,
        share_ci=_wilson(n_true, n),
    )


def _parts(bins: Sequence[Bin], share: float, n: int) -> tuple[float, float]:
    """Reliability and resolution: how far bins are off, and how far apart they are."""
    off = apart = 0.0
    for one in bins:
        if one.foretold is not None and one.share is not None:
            off += one.n * (one.foretold - one.share) ** 2
            apart += one.n * (one.share - share) ** 2
    return off / n, apart / n
