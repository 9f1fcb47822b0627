"""What no phone plan can gain more than.

Each alert gets a price for being called, and callers may call one twice: then they
have nothing to do with each other, and a table over ticks says what each can gain at
most (M. L. Fisher, The Lagrangian relaxation method for solving integer programming
problems, Management Science 27, 1981). Prices rise where an alert is called more than
once, and fall where it is not called.
"""

from __future__ import annotations

import math

import numpy as np

from dispatch.phone.grid import Grid, Longs
from dispatch.phone.problem import Floats

_ROUNDS = 200
_STALE = 5
"""Rounds without a better bound after which steps are halved."""
_NOISE = 1e-6
"""Of floating point, in loss steps."""


def most_gained(grid: Grid, gained: int) -> int:
    """Bound what any plan saves, in loss steps.

    gained : what one is known to save, towards which prices step (M. Held, P. Wolfe
        and H. P. Crowder, Validation of subgradient optimization, Mathematical
        Programming 6, 1974).
    """
    price = np.zeros(grid.rows)
    best, share, stale = math.inf, 2.0, 0
    for _ in range(_ROUNDS):
        bound, calls = _relaxed(grid, price)
        stale = 0 if bound < best else stale + 1
        best = min(best, bound)
        if stale == _STALE:
            share, stale = share / 2, 0
        excess = calls - 1
        excess[(price == 0) & (excess < 0)] = 0
        length = float(excess @ excess)
        if math.floor(best + _NOISE) <= gained or length == 0:
            break
        price = np.maximum(price + share * (bound - gained) / length * excess, 0)
    return max(gained, math.floor(best + _NOISE))


def _relaxed(grid: Grid, price: Floats) -> tuple[float, Floats]:
    """Let callers call whom they like for a price.

    Returns
    -------
    What they gain, with what is paid, and how often each row is called.
    """
    value = np.zeros(grid.ticks)
    choice = np.full(grid.ticks, -1)
    for tick in range(grid.ticks - 2, -1, -1):
        each = grid.gain[:, tick] - price + value[grid.then[:, tick]]
        best = int(each.argmax())
        if each[best] > 0:
            value[tick], choice[tick] = each[best], best
    calls = np.zeros(grid.rows)
    for tick in grid.free_at:
        _count_calls(grid, choice, tick, calls)
    return float(price.sum() + value[list(grid.free_at)].sum()), calls


def _count_calls(grid: Grid, choice: Longs, tick: int, calls: Floats) -> None:
    while choice[tick] >= 0:
        row = int(choice[tick])
        calls[row] += 1
        tick = int(grid.then[row, tick])
