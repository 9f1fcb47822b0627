"""`most_covered`: places from which most of the demand is reached in time.

With units that are always there it is the maximal covering location problem (R. Church
and C. ReVelle, Papers of the Regional Science Association 32, 1974). With units that
are busy for a share q of the time, each on its own, the k-th one in reach of a place
adds (1 - q) q^(k - 1) of its demand: the maximal expected covering location problem
(M. S. Daskin, Transportation Science 17, 1983).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from dispatch.waiting_places.choice import (
    Bools,
    Choice,
    Floats,
    Longs,
    check_rows,
    check_units,
)
from dispatch.waiting_places.whole_program import WholeProgram, solve_whole

PARTS = 10_000
"""What a covered place counts for is a whole number of so many parts of its weight."""

WORK = 10.0
"""Of CP-SAT, some seconds (assumed); cities of 200 places take a tenth of one."""


def most_covered(  # noqa: PLR0913 - two tables, and what is seldom given
    reaches: Bools,
    weight: Longs,
    units: int,
    *,
    busy_share: float = 0.0,
    at_most: Longs | None = None,
    site_cost: Longs | None = None,
    work: float = WORK,
) -> Choice:
    """Choose places for units so that the expected demand in reach is largest.

    Parameters
    ----------
    reaches : [sites, zones] whether a unit there is in time. weight : [zones] demand.
    busy_share : from 0 to below 1, the share of time in which a unit is busy.
    at_most : [sites] how many units may wait there; else as many as there are.
    site_cost : [sites] what a unit there costs, in parts of a weight, `PARTS` each.
    work : `solve_whole`'s.

    Returns
    -------
    The value is demand covered, in parts of a weight, without what sites cost.

    Raises
    ------
    TypeError, ValueError
        Arrays that are not such; no room for the units; a share that is none.
    """
    task = _task(reaches, weight, units, busy_share, at_most, site_cost)
    start = _exchanged(task, _greedy(task))
    answer = solve_whole(_program(task, start), work)
    found = answer.values[: task.sites] if len(answer.values) else start
    best = max((found, start), key=task.value)
    most = task.all_covered - answer.bound if np.isfinite(answer.bound) else np.inf
    sites = np.repeat(np.arange(task.sites), best).tolist()
    value = task.value(best)
    bound = max(value, int(min(most, task.all_covered)))
    return Choice(sites=tuple(sites), value=value, bound=bound)


def steps_of(units: int, busy_share: float) -> Longs:
    """What the first, second, ... unit in reach adds, in parts of a weight; falling."""
    share = (1 - busy_share) * busy_share ** np.arange(units, dtype=float)
    steps: Longs = np.floor(PARTS * share + 0.5).astype(np.int64)
    return steps[steps > 0]


def covered(reached_by: Longs, weight: Longs, steps: Longs) -> int:
    """Demand covered where so many units reach each zone, in parts of a weight."""
    total = np.concatenate(([0], np.cumsum(steps)))
    return int((weight * total[np.minimum(reached_by, len(steps))]).sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Task:
    """The problem: as `most_covered`; steps : as of `steps_of`."""

    reaches: Longs
    weight: Longs
    units: int
    steps: Longs
    at_most: Longs
    site_cost: Longs

    @property
    def sites(self) -> int:
        """Count the sites."""
        return len(self.reaches)

    @property
    def all_covered(self) -> int:
        """More than that cannot be covered."""
        return int(self.weight.sum() * self.steps.sum())

    def value(self, count: Longs) -> int:
        """What units in such counts, [sites], come to."""
        reached_by = count @ self.reaches
        cost = int(count @ self.site_cost)
        return covered(reached_by, self.weight, self.steps) - cost

    def gains(self, reached_by: Longs) -> Longs:
        """What one more unit at each site would add, [sites]."""
        steps = np.append(self.steps, 0)
        adds = self.weight * steps[np.minimum(reached_by, len(self.steps))]
        gains: Longs = self.reaches @ adds - self.site_cost
        return gains


def _task(  # noqa: PLR0913, PLR0917 - as they come
    reaches: Bools,
    weight: Longs,
    units: int,
    busy_share: float,
    at_most: Longs | None,
    site_cost: Longs | None,
) -> _Task:
    sites, zones = reaches.shape
    room = np.full(sites, units, np.int64) if at_most is None else at_most
    cost = np.zeros(sites, np.int64) if site_cost is None else site_cost
    check_rows("reaches", reaches, np.bool_, sites, zones)
    check_rows("weight", weight, np.int64, zones)
    check_rows("at_most", room, np.int64, sites)
    check_rows("site_cost", cost, np.int64, sites)
    check_units(units, int(room.sum()))
    if not 0 <= busy_share < 1:
        msg = f"busy_share {busy_share} is not from 0 to below 1"
        raise ValueError(msg)
    alike, group = np.unique(reaches, axis=1, return_inverse=True)
    summed = np.zeros(alike.shape[1], np.int64)
    np.add.at(summed, group.reshape(-1), weight)
    return _Task(
        reaches=alike.astype(np.int64),
        weight=summed,
        units=units,
        steps=steps_of(units, busy_share),
        at_most=np.minimum(room, units),
        site_cost=cost,
    )


# --- A start -----------------------------------------------------------------------


def _greedy(task: _Task) -> Longs:
    """Place one unit after the other where it adds most, [sites]."""
    count = np.zeros(task.sites, np.int64)
    for _ in range(task.units):
        count[_best_site(task, count)] += 1
    return count


def _exchanged(task: _Task, count: Longs) -> Longs:
    """Move one unit at a time, as long as that brings something."""
    while True:
        now = task.value(count)
        moved = [_moved(task, count, site) for site in np.flatnonzero(count).tolist()]
        best = max(moved, key=task.value)
        if task.value(best) <= now:
            return count
        count = best


def _moved(task: _Task, count: Longs, site: int) -> Longs:
    """Take one unit from a site to where it adds most."""
    count = count.copy()
    count[site] -= 1
    count[_best_site(task, count)] += 1
    return count


def _best_site(task: _Task, count: Longs) -> int:
    gains = task.gains(count @ task.reaches)
    full = np.iinfo(np.int64).min
    return int(np.where(count < task.at_most, gains, full).argmax())


# --- The program -------------------------------------------------------------------


def _program(task: _Task, start: Longs) -> WholeProgram:
    """Count what is lacking: of a zone that k units reach, all steps after the k-th.

    Steps fall, so what lacks is taken from the last ones by itself.
    """
    zones, steps = len(task.weight), len(task.steps)
    zone, site = np.nonzero(task.reaches.T)
    lacks = task.sites + np.arange(zones * steps)
    row = np.concatenate((zone, np.repeat(np.arange(zones), steps)))
    column = np.concatenate((site, lacks))
    row = np.concatenate((row, np.full(task.sites, zones)))
    column = np.concatenate((column, np.arange(task.sites)))
    size = (zones + 1, task.sites + len(lacks))
    all_units = float(task.units)
    return WholeProgram(
        cost=np.append(task.site_cost, np.outer(task.weight, task.steps)).astype(float),
        lowest=np.zeros(size[1]),
        highest=np.append(task.at_most, np.ones(len(lacks))).astype(float),
        matrix=csr_matrix((np.ones(len(row)), (row, column)), shape=size),
        least=np.append(np.full(zones, float(steps)), all_units),
        most=np.append(np.full(zones, np.inf), all_units),
        hint=_hint(task, start),
    )


def _hint(task: _Task, count: Longs) -> Floats:
    reached_by = (count @ task.reaches)[:, None]
    lacks = np.arange(len(task.steps))[None, :] >= reached_by
    return np.append(count, lacks.ravel()).astype(float)
