"""The columns to begin with: the nearest units of each kind, make by make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from dispatch.assignment.problem import Longs, Problem
from dispatch.assignment.teams.arrivals import Arrivals
from dispatch.assignment.teams.columns import Columns, columns_of
from dispatch.assignment.teams.makes import NOBODY

_NEAREST = (8, 6, 4)
"""How many of the nearest of each kind: teams of one, of two, of more; assumed."""


def nearest_columns(problem: Problem, arrivals: Arrivals) -> Columns:
    """Teams of the nearest units."""
    begun = columns_of(())
    if arrivals.alike.locked:
        return begun
    for make in arrivals.alike.makes:
        begun += _of_make(problem, arrivals, Counter(make.kinds))
    return begun


def _of_make(problem: Problem, arrivals: Arrivals, kinds: Counter[int]) -> Columns:
    count = _NEAREST[min(kinds.total(), len(_NEAREST)) - 1]
    unit = np.concatenate([_nearest(arrivals, kind, count) for kind in kinds], axis=1)
    chosen = np.array(list(_ways(kinds, count)), np.int64).reshape(-1, kinds.total())
    team = unit[:, chosen]
    row, way = np.nonzero((team != NOBODY).all(axis=2))
    team, alert = team[row, way], arrivals.alike.alerts[row]
    return Columns(alert=alert, last=_last(problem, team, alert), team=np.sort(team))


def _ways(kinds: Counter[int], count: int) -> Iterator[tuple[int, ...]]:
    """Ways to choose so many of each kind, from `count` of each."""
    blocks = [
        combinations(range(first, first + count), number)
        for first, number in zip(
            range(0, count * len(kinds), count), kinds.values(), strict=True
        )
    ]
    for choice in product(*blocks):
        yield tuple(place for chosen in choice for place in chosen)


def _nearest(arrivals: Arrivals, kind: int, count: int) -> Longs:
    """The `count` nearest of a kind, -1 behind the last, [alerts, count]."""
    here = arrivals.kind == kind
    nearest = np.full((len(here), count), NOBODY, np.int64)
    rank = np.cumsum(here, axis=1) - 1
    row, place = np.nonzero(here & (rank < count))
    nearest[row, rank[row, place]] = arrivals.unit[row, place]
    return nearest


def _last(problem: Problem, team: Longs, alert: Longs) -> Longs:
    """Last one of each team to arrive, of equal ones the highest index, [columns]."""
    team = np.sort(team)[:, ::-1]
    slowest = problem.time_s[team, alert[:, None]].argmax(axis=1)
    last: Longs = team[np.arange(len(team)), slowest]
    return last
