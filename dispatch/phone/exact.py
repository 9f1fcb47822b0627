"""The best queues of a small team: every set of alerts, every share among callers.

A set of alerts is a whole number with a bit for each row of the grid.

The most that one caller can save with a set from a tick on follows from that of its
smaller sets, whichever alert comes first (after M. Held and R. M. Karp, A dynamic
programming approach to sequencing problems, J. SIAM 10, 1962). It serves all callers,
as they differ in the tick only. Then every share of every set among them is tried:
the first has any part of all, the last what is left.
"""

from __future__ import annotations

import numpy as np

from dispatch.phone.grid import Grid, Longs, Orders

_WORK = 30_000_000
"""Steps beyond which a team is not small: some 0.4 s (measured).

A share costs as much as ten steps of the table of sets.
"""
_ROWS = 20
"""Above which no team is small: there is no need to count."""


def is_small(grid: Grid) -> bool:
    """Whether every set and every share can be tried in a moment."""
    if grid.rows > _ROWS:
        return False
    sets = grid.ticks * grid.rows * 2.0**grid.rows / 2
    between = len(grid.free_at) - 2
    shares = (between + 1) * 3.0**grid.rows if between > 0 else 0.0
    return bool(sets + 10 * shares <= _WORK)


def best_orders(grid: Grid) -> Orders:
    """Find who calls whom in which order, so that nothing else saves more.

    Of queues that save the same, the first caller rather has the first row.
    """
    saved = _most_saved(grid)
    columns = [saved[:, tick] for tick in grid.free_at]
    members = _best_shares(columns, grid.rows)
    return [
        _order(grid, saved, own, tick)
        for own, tick in zip(members, grid.free_at, strict=True)
    ]


def _most_saved(grid: Grid) -> Longs:
    """Loss steps that one caller can save at most, [sets, ticks]."""
    sets = np.arange(1 << grid.rows)
    saved = np.zeros((len(sets), grid.ticks), np.int64)
    sizes = np.bitwise_count(sets)
    for size in range(1, grid.rows + 1):
        for row in range(grid.rows):
            some = sets[(sizes == size) & (sets >> row & 1 == 1)]
            rest = saved[some ^ (1 << row)]
            first = grid.gain[row] + rest[:, grid.then[row]]
            saved[some] = np.maximum(saved[some], first)
    return saved


def _best_shares(columns: list[Longs], rows: int) -> list[int]:
    """Share all alerts among callers; the last has all that the others leave.

    columns : of each caller, [sets] what is saved with each.
    """
    if not columns:
        return []
    members, left, sets = [], (1 << rows) - 1, np.arange(1 << rows)
    for column, rest in zip(columns[:-1], _saved_by_rest(columns, rows), strict=True):
        own = sets[sets & ~left == 0]
        saved = column[own] + rest[left ^ own]
        members.append(_first_share(own[saved == saved.max()].tolist(), left))
        left ^= members[-1]
    return [*members, left]


def _saved_by_rest(columns: list[Longs], rows: int) -> list[Longs]:
    """Say what the callers after each save at most with each set; none after the last.

    Returns
    -------
    [callers - 1] of [sets].
    """
    between = columns[1:-1]
    if not between:
        return columns[1:]
    rests = columns[-1:]
    whole, part, start = _parts(rows)
    for column in reversed(between):
        both = column[part] + rests[-1][whole ^ part]
        rests.append(np.maximum.reduceat(both, start[:-1]))
    return rests[::-1]


def _first_share(shares: list[int], left: int) -> int:
    """Of shares that are as good, the least with the first row left, if there is."""
    first_row = left & -left
    return min(shares, key=lambda own: (not own & first_row, own))


def _parts(rows: int) -> tuple[Longs, Longs, Longs]:
    """List the parts of every set, by set and then by part.

    Returns
    -------
    whole, part : [3^rows]. start : [sets + 1] where each set's parts begin.
    """
    code = np.arange(3**rows)
    whole, part = np.zeros_like(code), np.zeros_like(code)
    for row in range(rows):
        digit = code // 3**row % 3  # outside, in the whole only, in the part too
        whole |= (digit > 0).astype(np.int64) << row
        part |= (digit > 1).astype(np.int64) << row
    order = np.argsort(whole, kind="stable")
    whole, part = whole[order], part[order]
    start = np.searchsorted(whole, np.arange((1 << rows) + 1))
    return whole, part, start


def _order(grid: Grid, saved: Longs, members: int, tick: int) -> list[int]:
    """Order a caller's set, the first row first where several are as good."""
    order = []
    while saved[members, tick] > 0:
        row = _first(grid, saved, members, tick)
        order.append(row)
        members ^= 1 << row
        tick = int(grid.then[row, tick])
    return order


def _first(grid: Grid, saved: Longs, members: int, tick: int) -> int:
    """Pick who is called first, rather one who gains by it."""
    best = [
        row
        for row in range(grid.rows)
        if members >> row & 1
        and grid.gain[row, tick] + saved[members ^ (1 << row), grid.then[row, tick]]
        == saved[members, tick]
    ]
    return next((row for row in best if grid.gain[row, tick] > 0), best[0])
