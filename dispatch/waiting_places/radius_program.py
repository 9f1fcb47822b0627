"""What is left of a p-median problem as a program in whole numbers.

A zone pays the rise from one of its costs to the next while no site as cheap as that
is open (G. Cornuéjols, G. L. Nemhauser and L. A. Wolsey, SIAM J. on Algebraic and
Discrete Methods 1, 1980; S. Elloumi, Discrete Applied Mathematics 158, 2010): few
variables, where many sites cost a zone the same or are beyond what it may cost at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from dispatch.waiting_places.choice import Bools, Floats, Longs
from dispatch.waiting_places.whole_program import WholeProgram


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remainder:
    """What is left to choose from.

    cost : [zones, sites]. site_cost, must : [sites]. most : [zones] the most that
    each may cost in anything worth finding. enough : what comes to that is not sought.
    """

    cost: Floats
    site_cost: Floats
    must: Bools
    most: Floats
    units: int
    enough: float

    @property
    def rows(self) -> int:
        """Count the different costs of all zones: the size of the program."""
        cost = np.sort(np.where(self._within, self.cost, -1.0), axis=1)
        return int((np.diff(cost, axis=1, prepend=-1.0) > 0).sum())

    @property
    def is_empty(self) -> bool:
        """Whether some zone has nobody who may serve it."""
        return bool((~self._within.any(axis=1)).any())

    @property
    def _within(self) -> Bools:
        within: Bools = self.cost <= self.most[:, None]
        return within


def radius_program(task: Remainder) -> tuple[WholeProgram, float]:
    """Write the program; beside it what every choice costs at least."""
    writer = _Writer(task)
    for zone in range(len(task.cost)):
        writer.add_zone(zone)
    return writer.program(), writer.always


class _Writer:
    """The program as it grows: sites first, then the rises of each zone."""

    def __init__(self, task: Remainder) -> None:
        self._task = task
        self._cost: list[float] = task.site_cost.tolist()
        self._row: list[int] = []
        self._column: list[int] = []
        self._entry: list[float] = []
        self._least: list[float] = []
        self._most: list[float] = []
        self.always = 0.0

    def add_zone(self, zone: int) -> None:
        """Let a zone pay from its least cost to that of the nearest open site."""
        cost, task = self._task.cost[zone], self._task
        levels = np.unique(cost[cost <= task.most[zone]])
        self.always += float(levels[0])
        before = None
        for level, rise in zip(levels, [*np.diff(levels), None], strict=True):
            there: Longs = np.flatnonzero(cost == level)
            columns, entries = there.tolist(), [1.0] * len(there)
            if before is not None:
                columns, entries = [*columns, before], [*entries, -1.0]
            least = 1.0 if before is None else 0.0
            if rise is not None:
                before = len(self._cost)
                self._cost.append(float(rise))
                columns, entries = [*columns, before], [*entries, 1.0]
            self._add(columns, entries, least, np.inf)

    def program(self) -> WholeProgram:
        """Close it: so many sites are open, and it comes to less than enough."""
        task, sites = self._task, len(self._task.site_cost)
        self._add([*range(sites)], [1.0] * sites, task.units, task.units)
        some = np.flatnonzero(self._cost)
        least = task.enough - 1 - self.always
        self._add(some.tolist(), np.array(self._cost)[some].tolist(), -np.inf, least)
        size = (len(self._least), len(self._cost))
        lowest = np.zeros(size[1])
        lowest[:sites] = task.must
        return WholeProgram(
            cost=np.array(self._cost),
            lowest=lowest,
            highest=np.ones(size[1]),
            matrix=csr_matrix((self._entry, (self._row, self._column)), shape=size),
            least=np.array(self._least),
            most=np.array(self._most),
        )

    def _add(
        self, columns: list[int], entries: list[float], least: float, most: float
    ) -> None:
        self._row += [len(self._least)] * len(columns)
        self._column += columns
        self._entry += entries
        self._least.append(least)
        self._most.append(most)
