"""Who could arrive when: the units of each alert in order of time to door."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Longs, Problem
from dispatch.assignment.teams.makes import NOBODY, Alike, alike_alerts, to_choose

_NEVER = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """Alike alerts with the units to choose from for each, soonest first.

    unit : [alerts, places] equal times by index; -1 behind the last.
    time_s, loss : [alerts, places] of the pairs; without meaning behind the last.
    kind : [alerts, places] -1 behind the last.
    """

    alike: Alike
    unit: Longs
    time_s: Longs
    loss: Longs
    kind: Longs


def arrivals_of(problem: Problem, nearest: int | None = None) -> tuple[Arrivals, ...]:
    """Sort the units of all alerts, or only the nearest so many of each."""
    free = to_choose(problem)
    bits = max(problem.units - 1, 1).bit_length()
    index = np.arange(problem.units)[:, None]
    key = np.where(free, problem.time_s << bits | index, _NEVER)
    count = problem.units if nearest is None else min(nearest, problem.units)
    return tuple(
        _arrivals(problem, alike, _soonest(key[:, alike.alerts].T, count), bits)
        for alike in alike_alerts(problem)
    )


def _soonest(rows: Longs, count: int) -> Longs:
    """Sort the `count` least of each row, without columns that are empty."""
    if count < rows.shape[1]:
        rows = np.partition(rows, count - 1, axis=1)[:, :count]
    rows = np.sort(rows, axis=1)
    return rows[:, : int((rows < _NEVER).sum(axis=1).max(initial=0))]


def _arrivals(problem: Problem, alike: Alike, rows: Longs, bits: int) -> Arrivals:
    there = rows < _NEVER
    unit = np.where(there, rows & ((1 << bits) - 1), NOBODY)
    return Arrivals(
        alike=alike,
        unit=unit,
        time_s=np.where(there, rows >> bits, 0),
        loss=problem.pair_loss[unit, alike.alerts[:, None]],
        kind=np.where(there, alike.kind[unit], NOBODY),
    )
