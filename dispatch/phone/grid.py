"""A phone problem in whole numbers, its rows in an order that is its own.

Input in another order becomes the same grid, so it gets the same plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.phone.phone_plan import QueuedCall, Queues
from dispatch.phone.problem import PhoneProblem

Longs = NDArray[np.int64]

Orders = list[list[int]]
"""For each caller rows of the grid, in the order of calling."""

_NOISE = 0.001
"""Share of a step by which a time may be late and still be that of the grid."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """What remains to be decided once calls going on have ended.

    gain : [rows, ticks] loss steps saved by calling from each tick on, not negative,
        0 in the last one. then : [rows, ticks] tick at which the caller can begin
        the next; the last tick leads to itself.
    free_at : [queues] tick at which each caller can begin.
    alert_of_row, caller_of_queue : indexes in the problem.
    """

    gain: Longs
    then: Longs
    free_at: tuple[int, ...]
    alert_of_row: tuple[int, ...]
    caller_of_queue: tuple[int, ...]

    @property
    def rows(self) -> int:
        """How many alerts are to be decided on."""
        return len(self.alert_of_row)

    @property
    def ticks(self) -> int:
        """How many times there are, with the last, at which nothing is gained."""
        ticks: int = self.gain.shape[1]
        return ticks


def on_grid(problem: PhoneProblem) -> Grid:
    """Order alerts by id, callers by when they are free; leave out what gains nothing.

    Callers who are free at the same time stand by id.
    """
    gain, then = _gains(problem), _thens(problem)
    free_at = _free_at(problem, then)
    callers = sorted(
        range(problem.callers), key=lambda c: (free_at[c], problem.caller_ids[c])
    )
    first = min(free_at, default=problem.never)
    going_on = {alert for _, alert in problem.fixed}
    alerts = [
        alert
        for alert in sorted(range(problem.alerts), key=problem.alert_ids.__getitem__)
        if gain[alert, first] > 0 and alert not in going_on
    ]
    last = _first_without_gain(gain[alerts])
    return Grid(
        gain=gain[alerts, : last + 1],
        then=np.minimum(then[alerts, : last + 1], last),
        free_at=tuple(min(free_at[caller], last) for caller in callers),
        alert_of_row=tuple(alerts),
        caller_of_queue=tuple(callers),
    )


def queues_of(problem: PhoneProblem, grid: Grid, orders: Orders) -> Queues:
    """Put calls going on first, and say when each call begins."""
    order_of = dict(zip(grid.caller_of_queue, orders, strict=True))
    going_on = dict(problem.fixed)
    then = _thens(problem)
    queues = []
    for caller, free_s in enumerate(problem.free_in_s):
        alerts = [grid.alert_of_row[row] for row in order_of[caller]]
        if caller in going_on:
            alerts.insert(0, going_on[caller])
        queues.append(_queue(problem, alerts, _tick(problem, free_s), then))
    return tuple(queues)


def _queue(
    problem: PhoneProblem, alerts: list[int], tick: int, then: Longs
) -> tuple[QueuedCall, ...]:
    queue = []
    for alert in alerts:
        queue.append(QueuedCall(alert, float(tick * problem.step_s)))
        tick = int(then[alert, tick])
    return tuple(queue)


def worth(grid: Grid, order: list[int], tick: int) -> int:
    """Loss steps that a caller saves who is free at a tick."""
    saved = 0
    for row in order:
        saved += int(grid.gain[row, tick])
        tick = int(grid.then[row, tick])
    return saved


def _gains(problem: PhoneProblem) -> Longs:
    """Loss steps saved, [alerts, times], by calling from each time on."""
    loss = np.rint(problem.loss_if_called_from / problem.loss_step).astype(np.int64)
    gain: Longs = np.maximum(loss[:, -1:] - loss, 0)
    return gain


def _thens(problem: PhoneProblem) -> Longs:
    """Tick at which the next call begins, [alerts, times]."""
    ticks = np.arange(problem.never + 1)
    busy = np.zeros_like(problem.busy_for_s)
    busy[:, :-1] = problem.busy_for_s[:, :-1] / problem.step_s
    late = np.ceil(np.minimum(ticks + busy, problem.never) - _NOISE)
    then: Longs = np.clip(late.astype(np.int64), ticks + 1, None)
    return np.minimum(then, problem.never)


def _tick(problem: PhoneProblem, free_s: float) -> int:
    """First time of the grid at which a caller can begin; the last is never."""
    return math.ceil(min(free_s / problem.step_s, problem.never) - _NOISE)


def _free_at(problem: PhoneProblem, then: Longs) -> list[int]:
    """Tick at which each caller is free, after a call going on."""
    free_at = [_tick(problem, free_s) for free_s in problem.free_in_s]
    for caller, alert in problem.fixed:
        free_at[caller] = int(then[alert, free_at[caller]])
    return free_at


def _first_without_gain(gain: Longs) -> int:
    """Tick from which on nothing is gained anywhere."""
    ever = np.flatnonzero(gain.any(axis=0))
    return int(ever[-1]) + 1 if len(ever) else 0
