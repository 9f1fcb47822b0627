"""Queues by a rule: whoever gains most by being called next is next."""

from __future__ import annotations

from collections.abc import Callable

from dispatch.phone.grid import Grid, Orders

Rule = Callable[[Grid, int, int], float]
"""How much calling a row from a tick on is liked; of equals the first row, and of
callers the first, is taken."""


def greatest_gain(grid: Grid, row: int, tick: int) -> float:
    """Loss saved."""
    return float(grid.gain[row, tick])


def gain_by_time(grid: Grid, row: int, tick: int) -> float:
    """Loss saved for each tick that the caller is taken up."""
    return float(grid.gain[row, tick] / (grid.then[row, tick] - tick))


def gain_by_waiting(grid: Grid, row: int, tick: int) -> float:
    """Loss that one mean call's waiting adds, for each tick that the call takes.

    After the rule of apparent tardiness cost (A. P. J. Vepsalainen and T. E. Morton,
    Management Science 33, 1987), which weighs urgency against length.
    """
    busy = grid.then[row, tick] - tick
    later = min(tick + int(busy), grid.ticks - 1)
    return float((grid.gain[row, tick] - grid.gain[row, later]) / busy)


def orders_by(grid: Grid, rule: Rule) -> Orders:
    """Append calls one by one, to whichever caller, while there is a gain."""
    orders: Orders = [[] for _ in grid.free_at]
    free_at = list(grid.free_at)
    left = set(range(grid.rows))
    while True:
        pairs = [
            (-rule(grid, row, tick), row, caller)
            for row in left
            for caller, tick in enumerate(free_at)
            if grid.gain[row, tick] > 0
        ]
        if not pairs:
            return orders
        _, row, caller = min(pairs)
        orders[caller].append(row)
        left.remove(row)
        free_at[caller] = int(grid.then[row, free_at[caller]])
