"""`Agenda`: what happens next."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

Task = Callable[[float], None]


class Agenda:
    """Tasks in order of their times; of one time, the first that was put down first.

    Tasks put down as `late` come after all others of their time, so that a decision
    can be taken in between.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, bool, int, Task]] = []
        self._number = count()

    def put(self, at_s: float, task: Task, *, late: bool = False) -> None:
        """Put a task down."""
        heappush(self._heap, (at_s, late, next(self._number), task))

    def run_next(self) -> float | None:
        """Do all tasks of the next moment; return it, None where none is left."""
        if not self._heap:
            return None
        at_s, late, _, _ = self._heap[0]
        while self._heap and self._heap[0][:2] == (at_s, late):
            heappop(self._heap)[3](at_s)
        return at_s
