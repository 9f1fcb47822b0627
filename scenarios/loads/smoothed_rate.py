"""Rates from counts: what was counted and what could be, smoothed and divided.

    rate = K * counts / K * held

K is a Gaussian kernel (Nadaraya, Theory of Probability and its Applications 9, 1964,
141-142; Watson, Sankhya A 26, 1964, 359-372; of cases and people in space: Bithell,
Statistics in Medicine 9, 1990, 691-701). Its bandwidth is the one by which each thing
counted is likeliest, told from all the others (likelihood cross-validation: Silverman,
Density Estimation, 1986, section 3.4.4).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from maps.road_network import Floats, Longs

_KERNEL = 129  # bins in which the middle of the widest kernel is looked up


def smoothed_rate(counts: Longs, held: Longs, sigma: float, *, wrap: bool) -> Floats:
    """Rate in each bin; nan where nothing is held.

    counts, held : of one shape: things, and hours, doors or the like that could have
    had them. sigma : of the kernel, bins; 0 smooths nothing. wrap : the ends meet.
    """
    rate = np.full(counts.shape, np.nan)
    things, places = (_smooth(each, sigma, wrap=wrap) for each in (counts, held))
    np.divide(things, places, out=rate, where=held > 0)
    return rate


def best_bandwidth(
    counts: Longs, held: Longs, sigmas: Sequence[float], *, wrap: bool
) -> float:
    """Return the bandwidth that foretells each thing best from the others.

    sigmas : to choose from, bins; of equals the widest.
    """
    widest_first = sorted(sigmas, reverse=True)
    return max(widest_first, key=lambda each: _foretold(counts, held, each, wrap=wrap))


def _foretold(counts: Longs, held: Longs, sigma: float, *, wrap: bool) -> float:
    """Log-likelihood of each thing by the rate of all others, together."""
    there = (counts > 0) & (held > 0)
    things, places = (_smooth(each, sigma, wrap=wrap) for each in (counts, held))
    others = things[there] - _own_weight(sigma, counts.ndim)
    if not (others > 0).all():
        return -np.inf
    known = held > 0
    in_all = float((things[known] / places[known] * held[known]).sum())
    logs = np.log(others / places[there] / in_all)
    return float((counts[there] * logs).sum())


def _own_weight(sigma: float, axes: int) -> float:
    """Weight of a thing at its own bin."""
    alone = np.zeros(_KERNEL, np.int64)
    alone[_KERNEL // 2] = 1
    return float(_smooth(alone, sigma, wrap=False).max()) ** axes


def _smooth(values: Longs, sigma: float, *, wrap: bool) -> Floats:
    """Smooth by a Gaussian kernel; without `wrap` there is nothing beyond the ends."""
    if sigma == 0:
        return values.astype(np.float64)
    counts = values.astype(np.float64)
    if wrap:
        smooth: Floats = ndimage.gaussian_filter(counts, sigma, mode="wrap")
        return smooth
    cut: Floats = ndimage.gaussian_filter(counts, sigma, mode="constant")
    return cut
