"""Where alerts are, fitted to a log.

Alerts in square cells, and addresses there, both smoothed and divided
(`smoothed_rate`): alerts by address, so that the edge of a town is no quieter than its
middle. A cell's weight is spread over its addresses; one without any keeps what was
seen there. Where no addresses are known at all, every cell counts as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.address import Addresses
from maps.road_network import Floats, Longs
from scenarios.loads.alert_log import AlertLog
from scenarios.loads.cell_grid import Grid, grid_around
from scenarios.loads.demand import Demand, demand_of_points, spread
from scenarios.loads.smoothed_rate import best_bandwidth, smoothed_rate

BANDWIDTHS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""To choose from, sides of a cell."""

_REACH = 3.0  # sigmas of the kernel that the cells go beyond the outermost alerts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceFit:
    """Where alerts may be, and what it was smoothed by.

    grid, share : the cells, and what share of the alerts each should have, [cells].
    """

    demand: Demand
    grid: Grid
    share: Floats
    bandwidth_m: float


def fit_places(
    log: AlertLog, addresses: Addresses, cell_m: float, bandwidth_m: float | None
) -> PlaceFit:
    """Fit where alerts are.

    addresses : over which the cells' weights are spread; there may be none. cell_m :
    a cell's side. bandwidth_m : sigma of the kernel; None: chosen from BANDWIDTHS.
    """
    widest_m = cell_m * max(BANDWIDTHS) if bandwidth_m is None else bandwidth_m
    grid = grid_around(*_placed(log), cell_m, _REACH * widest_m)
    seen = _counts(grid, *_placed(log))
    doors = _counts(grid, addresses.lon, addresses.lat)
    held = doors if doors.any() else np.ones_like(seen)
    sigma = 0.0 if bandwidth_m is None else bandwidth_m / grid.cell_m
    if bandwidth_m is None:
        at_doors = np.where(held > 0, seen, 0)
        sigma = best_bandwidth(at_doors, held, BANDWIDTHS, wrap=False)
    weight = _by_cell(seen, held, sigma)
    demand = _demand(log, grid, addresses, weight)
    return PlaceFit(
        demand=demand,
        grid=grid,
        share=_shares(grid, demand),
        bandwidth_m=sigma * grid.cell_m,
    )


def _placed(log: AlertLog) -> tuple[Floats, Floats]:
    known = np.isfinite(log.lon)
    return log.lon[known], log.lat[known]


def _counts(grid: Grid, lon: Floats, lat: Floats) -> Longs:
    """Count points by cell, [rows, columns]."""
    cell = grid.cells(lon, lat)
    counts = np.bincount(cell[cell >= 0], minlength=grid.rows * grid.columns)
    return counts.reshape(grid.rows, grid.columns)


def _by_cell(seen: Longs, held: Longs, sigma: float) -> Floats:
    """Alerts that each cell should have, of those seen, [cells].

    seen, held : [rows, columns] alerts and addresses. sigma : of the kernel, cells.
    """
    has_door = held > 0
    rate = smoothed_rate(np.where(has_door, seen, 0), held, sigma, wrap=False)
    at_doors = np.where(has_door, rate * held, 0.0)
    if at_doors.any():
        at_doors *= seen[has_door].sum() / at_doors.sum()
    weight: Floats = np.where(has_door, at_doors, seen).ravel()
    return weight


def _demand(log: AlertLog, grid: Grid, addresses: Addresses, weight: Floats) -> Demand:
    """Spread the cells' weights over their addresses."""
    cells = np.flatnonzero(weight > 0)
    lon, lat = _means(log, grid, cells)
    points = demand_of_points(lon, lat, weight[cells])
    if not len(addresses):
        return points
    number = np.full(len(weight) + 1, -1)
    number[cells] = np.arange(len(cells))
    return spread(points, number[grid.cells(addresses.lon, addresses.lat)], addresses)


def _shares(grid: Grid, demand: Demand) -> Floats:
    """Share of the weight in each cell, [cells]."""
    cell = grid.cells(demand.lon, demand.lat)
    size = grid.rows * grid.columns
    total = np.bincount(cell[cell >= 0], demand.weight[cell >= 0], minlength=size)
    share: Floats = total / total.sum()
    return share


def _means(log: AlertLog, grid: Grid, cells: Longs) -> tuple[Floats, Floats]:
    """Where a cell stands: the mean of its alerts, else its middle; [cells] each."""
    lon, lat = _placed(log)
    cell = grid.cells(lon, lat)
    times = np.bincount(cell, minlength=grid.rows * grid.columns)[cells]
    middles = grid.middles(cells)
    means = []
    for values, middle in zip((lon, lat), middles, strict=True):
        total = np.bincount(cell, values, minlength=grid.rows * grid.columns)[cells]
        means.append(np.where(times > 0, total / np.maximum(times, 1), middle))
    return means[0], means[1]
