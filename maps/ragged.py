"""Rows of differing length, laid end to end in one array."""

from __future__ import annotations

import numpy as np

from maps.road_network import Longs, Rows


def ranges(starts: Longs, sizes: Longs) -> Longs:
    """Count up from each start, sizes[i] numbers each, end to end.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    step = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - sizes, sizes)
    return np.repeat(starts, sizes) + step


def firsts(sizes: Longs) -> Longs:
    """Where each row starts, and after the last one the end: [rows + 1]."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def take(first: Longs, rows: Rows) -> tuple[Longs, Longs]:
    """Positions of the given rows' items, and where each row then starts."""
    sizes = first[rows + 1] - first[rows]
    return ranges(first[rows], sizes), firsts(sizes)
