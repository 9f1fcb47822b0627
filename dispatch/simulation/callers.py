"""`Callers`: colleagues who phone victims, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from dispatch.simulation.agenda import Agenda
from dispatch.simulation.states import AlertState


class Callers:
    """A few callers, and a queue: first come, first served.

    A caller tries until the victim stops, or officers are with her. One who goes on
    after all is not called again.
    """

    def __init__(
        self,
        count: int,
        agenda: Agenda,
        persuaded: Callable[[AlertState, float], None],
    ) -> None:
        """Take so many callers.

        persuaded : told of a victim who stops, and when.
        """
        self._free, self._agenda, self._told = count, agenda, persuaded
        self._queue: deque[AlertState] = deque()
        self._called: set[str] = set()

    def call(self, alert: AlertState, now_s: float) -> None:
        """Put an alert in the queue."""
        self._queue.append(alert)
        self._next(now_s)

    def leave(self, alert: AlertState, now_s: float) -> None:
        """Stop trying: officers are there, or the alert is closed."""
        if alert in self._queue:
            self._queue.remove(alert)
        self._end(alert, now_s)

    def _next(self, now_s: float) -> None:
        while self._free and self._queue:
            alert = self._queue.popleft()
            self._free -= 1
            self._called.add(alert.alert.id)
            if alert.luck.phone_s is not None:
                stops = partial(self._persuade, alert)
                self._agenda.put(now_s + alert.luck.phone_s, stops)

    def _persuade(self, alert: AlertState, now_s: float) -> None:
        if alert.alert.id in self._called:
            self._told(alert, now_s)
            self._end(alert, now_s)

    def _end(self, alert: AlertState, now_s: float) -> None:
        if alert.alert.id in self._called:
            self._called.remove(alert.alert.id)
            self._free += 1
            self._next(now_s)
