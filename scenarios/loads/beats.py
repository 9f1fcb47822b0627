"""Beats: parts of town of equal demand, a unit each; and where stations stand."""

from __future__ import annotations

import numpy as np

from maps.geometry import local_m
from maps.road_network import Floats, Longs
from scenarios.loads.demand import Demand


def beats(demand: Demand, count: int) -> list[Longs]:
    """Split points into parts of about equal weight, rows of `demand` each.

    The whole is cut across its longer side so that both halves have weight for the
    beats that they will hold, and so on (a k-d tree: Bentley, Communications of the
    ACM 18, 1975, 509-517). Where there are fewer points than beats, several beats
    are one and the same point.

    count : how many, at least 1.
    """
    at = local_m(demand.lon, demand.lat, float(demand.lat.mean()))
    rows = np.flatnonzero(demand.weight > 0)
    return _split(at, demand.weight, rows, count)


def station_rows(demand: Demand, count: int) -> Longs:
    """Rows of the points nearest to the middles of so many beats, [count]."""
    at = local_m(demand.lon, demand.lat, float(demand.lat.mean()))
    return np.array([_middle(at, demand.weight, rows) for rows in beats(demand, count)])


def _split(at: Floats, weight: Floats, rows: Longs, count: int) -> list[Longs]:
    if count == 1:
        return [rows]
    if len(rows) == 1:
        return [rows] * count
    few = count // 2
    place = at[rows]
    axis = int(np.argmax(np.ptp(place, axis=0)))
    ordered = rows[np.argsort(place[:, axis], kind="stable")]
    upto = np.cumsum(weight[ordered])
    cut = int(np.searchsorted(upto, upto[-1] * few / count * (1 - 1e-12))) + 1
    cut = min(max(cut, 1), len(ordered) - 1)
    first, second = ordered[:cut], ordered[cut:]
    return [
        *_split(at, weight, first, few),
        *_split(at, weight, second, count - few),
    ]


def _middle(at: Floats, weight: Floats, rows: Longs) -> int:
    """Row of the point nearest to the mean of some."""
    mean = np.average(at[rows], axis=0, weights=weight[rows])
    away_m = np.round(np.hypot(*(at[rows] - mean).T), 1)
    return int(rows[np.argmin(away_m)])
