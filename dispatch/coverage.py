"""Where the next alert may be, and how much of that free units reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import Bools, Zones
from maps.address import Addresses
from maps.geometry import local_m
from scenarios.place import Place
from scenarios.zone import Zone

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

_MOST_WEIGHT = 100  # of the cell with the most addresses
_LEAST_SIDE_M = 50.0
_SHRINK = 0.95  # from one size of cells to the next


def zones_of_addresses(addresses: Addresses, at_most: int) -> tuple[Zone, ...]:
    """Make zones of the cells of a grid that hold addresses.

    The cells are squares, as small as they may be for that many of them, and not
    below 50 m. A zone stands at the address nearest to the mean of its cell's
    addresses; it weighs by their number, 100 where there are the most; one unit is
    wanted in each.

    Parameters
    ----------
    at_most : how many zones; 0 for none.

    Returns
    -------
    From the south and from the west; none without addresses.
    """
    if not len(addresses) or at_most < 1:
        return ()
    middle = float(addresses.lat.mean())
    at = local_m(addresses.lon, addresses.lat, middle)
    at = at - at.min(axis=0)
    cell = _cells(at, _side_m(at, at_most))
    count = np.bincount(cell)
    weight = np.maximum(1, np.floor(_MOST_WEIGHT * count / count.max() + 0.5))
    rows = _middle_rows(at, cell, count)
    return tuple(
        Zone(
            id=f"zone {number}",
            place=Place(lon=float(addresses.lon[row]), lat=float(addresses.lat[row])),
            weight=int(weight[number - 1]),
        )
        for number, row in enumerate(rows.tolist(), start=1)
    )


def coverage_share(zones: Zones, stays: Bools) -> float:
    """Share of the zones' weight that at least one unit reaches, 0 to 1.

    stays : [units] which of them stay free.
    """
    reached = zones.reaches[stays].any(axis=0)
    return float(zones.weight[reached].sum() / zones.weight.sum())


def _side_m(at: Floats, at_most: int) -> float:
    """Side of the smallest cells, of those tried, that are not too many.

    Sides shrink from one that is wider than the whole; found by halving.
    """
    widest = float(at.max()) + 1.0
    few, many = 0, int(np.log(_LEAST_SIDE_M / widest) / np.log(_SHRINK)) + 1
    while many - few > 1:
        tried = (few + many) // 2
        cells = int(_cells(at, widest * _SHRINK**tried).max()) + 1
        few, many = (tried, many) if cells <= at_most else (few, tried)
    return widest * _SHRINK**few


def _cells(at: Floats, side_m: float) -> Longs:
    """Number of the cell that each point is in, empty ones not counted, [k]."""
    east, north = np.floor(at / side_m).astype(np.int64).T
    _, cell = np.unique(north * (east.max() + 1) + east, return_inverse=True)
    return cell.astype(np.int64)


def _middle_rows(at: Floats, cell: Longs, count: Longs) -> Longs:
    """Row of the point nearest to the mean of each cell's points, [cells].

    Of points as near, to a tenth of a metre, the first.
    """
    mean = np.column_stack([np.bincount(cell, axis) / count for axis in at.T])
    away = np.round(np.hypot(*(at - mean[cell]).T), 1)
    order = np.lexsort((away, cell))
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    return order[first].astype(np.int64)
