"""`Callers`: colleagues who phone victims, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dispatch.simulation.agenda import Agenda
from dispatch.simulation.states import AlertState

Queue = tuple[AlertState, ...]

Order = Callable[[Queue, int, float], Queue]
"""Puts alerts that wait for a call, as they came, in the order of calling; told how
many callers are free, and when that is."""


def first_come(queue: Queue, free: int, now_s: float) -> Queue:
    """Leave a queue as it is."""
    del free, now_s
    return queue


class Callers:
    """A few callers, and a queue.

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
        self.order: Order = first_come
        self._free, self._agenda, self._told = count, agenda, persuaded
        self._queue: list[AlertState] = []
        self._called: set[str] = set()

    @property
    def on_the_phone(self) -> frozenset[str]:
        """Ids of the alerts that are being called."""
        return frozenset(self._called)

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
        if not self._free or not self._queue:
            return
        queue = self.order(tuple(self._queue), self._free, now_s)
        for alert in queue[: self._free]:
            self._queue.remove(alert)
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
