"""Odd sets that shares of columns break.

Teams are edges between units and alerts that they take both of. Shares break an odd
set if they come to more than half of what there is along a ring of an odd number of
such edges, no two of one team: usually halves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import Longs
from dispatch.assignment.teams.columns import Columns
from dispatch.assignment.teams.makes import NOBODY
from dispatch.assignment.teams.odd_sets import no_odd_sets, together

Floats = NDArray[np.float64]

_SOME = 1e-6

# How far above its most the shares of a set are if it is worth a row; how many sets
# are added at a time, and of how many things at most; what a step along a ring counts
# beside what is missing to a half, so that short ones come first; how many ways are
# looked at where that finds none, and how many sets found. Assumed.
_BROKEN = 0.02
_MOST = 100
_LONGEST = 31
_WORK = 20_000
_SEARCHED = 5
_STEP = 1e-3


def broken_sets(columns: Columns, share: Floats, alerts: int) -> Longs:
    """Odd sets that the shares of some columns break: of three things, else rings."""
    split = _Split(columns, share, alerts)
    found = sorted(split.threes()) or split.rings() or split.searched()
    worst = sorted(found, key=lambda things: -split.excess(things))[:_MOST]
    sets = no_odd_sets()
    for things in worst:
        sets = together(sets, np.array([things], np.int64))
    return sets


class _Split:
    """Columns with shares between none and one.

    columns : what each takes, alerts and units. of : columns by what they take.
    """

    def __init__(self, columns: Columns, share: Floats, alerts: int) -> None:
        self._share: list[float] = []
        self._columns: list[tuple[int, ...]] = []
        self._of: defaultdict[int, list[int]] = defaultdict(list)
        for column in np.flatnonzero((share > _SOME) & (share < 1 - _SOME)).tolist():
            units = columns.team[column]
            things = [columns.alert[column], *(alerts + units[units != NOBODY])]
            for thing in things:
                self._of[int(thing)].append(len(self._columns))
            self._columns.append(tuple(sorted(map(int, things))))
            self._share.append(float(share[column]))

    def excess(self, things: tuple[int, ...]) -> float:
        """How far the shares of teams with two or more are above their most."""
        times: defaultdict[int, int] = defaultdict(int)
        for thing in things:
            for column in self._of[thing]:
                times[column] += 1
        held = sum(self._share[column] for column, n in times.items() if n > 1)
        return held - len(things) // 2

    def threes(self) -> set[tuple[int, ...]]:
        """Sets of three that are broken."""
        beside: defaultdict[int, set[int]] = defaultdict(set)
        for things in self._columns:
            for one, other in combinations(things, 2):
                beside[one].add(other)
                beside[other].add(one)
        sets = {
            tuple(sorted((middle, *ends)))
            for middle, others in beside.items()
            for ends in combinations(sorted(others), 2)
        }
        return {things for things in sets if self.excess(things) > _BROKEN}

    def rings(self) -> list[tuple[int, ...]]:
        """Larger sets that are broken, each thing in one of them at most."""
        found: list[tuple[int, ...]] = []
        done: set[int] = set()
        for start in sorted(self._of):
            if start in done:
                continue
            things = self._ring(start)
            if 0 < len(things) <= _LONGEST and self.excess(things) > _BROKEN:
                found.append(things)
                done |= set(things)
        return found

    def searched(self) -> list[tuple[int, ...]]:
        """Larger sets that are broken, if soon found, way after way.

        The shortest way back may be one that takes two steps by one team.
        """
        ways: list[tuple[tuple[int, ...], tuple[int, ...]]]
        ways = [((start,), ()) for start in sorted(self._of, reverse=True)]
        found: set[tuple[int, ...]] = set()
        for _ in range(_WORK):
            if not ways or len(found) == _SEARCHED:
                break
            things, teams = ways.pop()
            if len(things) % 2 and len(things) > 1 and self._is_ring(things, teams):
                found.add(tuple(sorted(things)))
            ways += self._longer(things, teams)
        return sorted(found)

    def _is_ring(self, things: tuple[int, ...], teams: tuple[int, ...]) -> bool:
        """Whether a team not taken leads back to the first, and the set is broken."""
        back = set(self._of[things[-1]]) & set(self._of[things[0]]) - set(teams)
        return bool(back) and self.excess(things) > _BROKEN

    def _longer(
        self, things: tuple[int, ...], teams: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Ways with one more step, by a team and to a thing not taken before.

        A ring is found from its first thing.
        """
        missing = sum(1 - 2 * self._share[column] for column in teams)
        if missing >= 1 or len(things) >= _LONGEST:
            return
        for column in self._of[things[-1]]:
            if column not in teams:
                for other in self._columns[column]:
                    if other > things[0] and other not in things:
                        yield (*things, other), (*teams, column)

    def _ring(self, start: int) -> tuple[int, ...]:
        """Shortest way back by an odd number of steps; none if it crosses itself."""
        first = (start, 0, NOBODY)
        came: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        best = {first: 0.0}
        heap = [(0.0, first)]
        while heap:
            so_far, state = heappop(heap)
            if so_far > best[state]:
                continue
            if state[:2] == (start, 1):
                way = _way(came, state)
                return tuple(sorted(way)) if len(set(way)) == len(way) else ()
            for longer, after in self._steps(state):
                total = so_far + longer
                if total < 1 and total < best.get(after, 1.0):
                    best[after], came[after] = total, state
                    heappush(heap, (total, after))
        return ()

    def _steps(
        self, state: tuple[int, int, int]
    ) -> Iterator[tuple[float, tuple[int, int, int]]]:
        """Where to go on: what a step counts; thing, odd or even, and the team."""
        thing, odd, by = state
        for column in self._of[thing]:
            if column == by:
                continue
            longer = max(0.0, 1 - 2 * self._share[column]) + _STEP
            for other in self._columns[column]:
                if other != thing:
                    yield longer, (other, 1 - odd, column)


def _way(
    came: dict[tuple[int, int, int], tuple[int, int, int]], state: tuple[int, int, int]
) -> list[int]:
    """Things on the way to a state, the last one left out: it is the first."""
    way = []
    while state in came:
        state = came[state]
        way.append(state[0])
    return way
