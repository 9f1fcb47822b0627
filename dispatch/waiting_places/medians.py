"""`Medians`: the p-median problem; sites to begin with, and exchanges of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.waiting_places.choice import Floats, Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Medians:
    """Zones, each served from the nearest of the open sites.

    cost : [zones, sites] weight x time, whole numbers. site_cost : [sites] what
    opening it costs, whole numbers. units : how many sites are open. All sums are
    below 2^42: exact in floats, also of numbers that are whole 1024ths.
    """

    cost: Floats
    site_cost: Floats
    units: int

    def value(self, sites: Longs) -> int:
        """What it comes to if these are open."""
        served = self.cost[:, sites].min(axis=1).sum()
        return int(served + self.site_cost[sites].sum())


def greedy(task: Medians) -> Longs:
    """Open one site after the other, each time the one that saves most."""
    nearest = np.full(len(task.cost), task.cost.max(initial=0.0) + 1.0)
    sites = np.zeros(0, np.int64)
    for _ in range(task.units):
        saved = np.maximum(nearest[:, None] - task.cost, 0).sum(axis=0)
        saved -= task.site_cost
        saved[sites] = -np.inf
        sites = np.append(sites, saved.argmax())
        nearest = np.minimum(nearest, task.cost[:, sites[-1]])
    return sites


def exchanged(task: Medians, sites: Longs) -> Longs:
    """Close one site and open another, as long as that saves something.

    Each time the best of all such exchanges (M. B. Teitz and P. Bart, Operations
    Research 16, 1968), all weighed at once (R. Whitaker, INFOR 21, 1983).
    """
    sites = np.sort(sites)
    while True:
        saved = _saved_by_exchange(task, sites)
        out, into = divmod(int(saved.argmax()), saved.shape[1])
        if saved[out, into] <= 0:
            return sites
        sites[out] = into
        sites.sort()


def _saved_by_exchange(task: Medians, sites: Longs) -> Floats:
    """What each exchange saves, [open sites, sites]."""
    zones = np.arange(len(task.cost))
    first, second, near = _two_nearest(task.cost[:, sites])
    serves = np.zeros((len(sites), len(zones)))
    serves[near, zones] = 1.0
    opened = np.maximum(first[:, None] - task.cost, 0).sum(axis=0) - task.site_cost
    # Who was served from the closed one goes to the second or to the new one.
    then = np.minimum(second[:, None], task.cost)
    then -= np.minimum(first[:, None], task.cost)
    saved: Floats = opened[None, :] - serves @ then + task.site_cost[sites][:, None]
    saved[:, sites] = 0.0
    return saved


def _two_nearest(cost: Floats) -> tuple[Floats, Floats, Longs]:
    """Of each zone the two least costs, and where the first is."""
    zones = np.arange(len(cost))
    near = cost.argmin(axis=1)
    first = cost[zones, near]
    if cost.shape[1] == 1:
        return first, np.full(len(cost), np.inf), near
    others = cost.copy()
    others[zones, near] = np.inf
    return first, others.min(axis=1), near
