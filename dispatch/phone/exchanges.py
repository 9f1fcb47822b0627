"""Queues of a large team, improved by moves and swaps until none helps."""

from __future__ import annotations

from itertools import combinations

from dispatch.phone.grid import Grid, Orders, worth

_TRIES = 200_000
"""Queues that are tried at most: a fixed amount of work."""


def improved(grid: Grid, orders: Orders) -> Orders:
    """Move alerts, and swap two, within queues and between them, for the better.

    Whoever stands behind the last call that gains anything is not called; in the end
    those who gain nothing go.
    """
    if not orders:
        return orders
    search = _Search(grid, orders)
    while search.move_all() or search.swap_all():
        pass
    return [
        _tidied(grid, *pair) for pair in zip(search.orders, grid.free_at, strict=True)
    ]


class _Search:
    """Queues that change one move or one swap at a time, each for the better."""

    def __init__(self, grid: Grid, orders: Orders) -> None:
        self._gain: list[list[int]] = grid.gain.tolist()
        self._then: list[list[int]] = grid.then.tolist()
        self._free_at = grid.free_at
        self._last = grid.ticks - 1
        self._tries = 0
        called = {row for order in orders for row in order}
        self.orders = [list(order) for order in orders]
        self.orders[-1] += [row for row in range(grid.rows) if row not in called]
        self._rows = grid.rows

    def move_all(self) -> bool:
        """Put each alert where it is best; say whether anything is gained."""
        return sum([self._move(row) for row in range(self._rows)]) > 0

    def swap_all(self) -> bool:
        """Swap any two alerts where that gains; say whether anything did."""
        pairs = combinations(range(self._rows), 2)
        return sum([self._swap(one, other) for one, other in pairs]) > 0

    def _move(self, row: int) -> bool:
        if self._tries >= _TRIES:
            return False
        home = self._queue_of(row)
        without = [other for other in self.orders[home] if other != row]
        least = self._saved(home, self.orders[home]) - self._saved(home, without)
        best: tuple[int, int, list[int]] | None = None
        for queue, order in enumerate(self.orders):
            others = without if queue == home else order
            before = self._saved(queue, others)
            for at in range(len(others) + 1):
                longer = [*others[:at], row, *others[at:]]
                more = self._saved(queue, longer) - before
                if more > least:
                    least, best = more, (queue, at, longer)
        if best is None:
            return False
        self.orders[home] = without
        self.orders[best[0]] = best[2]
        return True

    def _swap(self, one: int, other: int) -> bool:
        if self._tries >= _TRIES:
            return False
        turned = {one: other, other: one}
        queues = {self._queue_of(one), self._queue_of(other)}
        new = {
            queue: [turned.get(row, row) for row in self.orders[queue]]
            for queue in sorted(queues)
        }
        more = sum(
            self._saved(queue, order) - self._saved(queue, self.orders[queue])
            for queue, order in new.items()
        )
        if more > 0:
            for queue, order in new.items():
                self.orders[queue] = order
        return more > 0

    def _queue_of(self, row: int) -> int:
        return next(i for i, order in enumerate(self.orders) if row in order)

    def _saved(self, queue: int, order: list[int]) -> int:
        self._tries += 1
        saved, tick = 0, self._free_at[queue]
        for row in order:
            if tick == self._last:
                break
            saved += self._gain[row][tick]
            tick = self._then[row][tick]
        return saved


def _tidied(grid: Grid, order: list[int], tick: int) -> list[int]:
    """Leave out calls that gain nothing."""
    left, at = [], tick
    for row in order:
        if grid.gain[row, at] > 0:
            left.append(row)
            at = int(grid.then[row, at])
    if worth(grid, left, tick) >= worth(grid, order, tick):
        return left
    return order
