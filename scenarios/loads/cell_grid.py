"""`Grid`: square cells in which alerts are counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.geometry import METRES_PER_DEGREE, local_m
from maps.road_network import Floats, Longs

_MOST_CELLS = 1_000_000  # *assumed*


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Square cells over the ground, numbered from the south-west along the rows.

    lon, lat : WGS-84 degrees of the south-western corner. at_lat : where a degree of
    longitude is measured. cell_m : a cell's side.
    """

    lon: float
    lat: float
    at_lat: float
    cell_m: float
    rows: int
    columns: int

    def cells(self, lon: Floats, lat: Floats) -> Longs:
        """Number of the cell that holds each point, -1 for none, [n]."""
        corner = local_m(np.array([self.lon]), np.array([self.lat]), self.at_lat)
        steps = (local_m(lon, lat, self.at_lat) - corner) / self.cell_m
        column, row = np.floor(steps).astype(np.int64).T
        inside = (row >= 0) & (row < self.rows) & (column >= 0)
        inside &= column < self.columns
        cell: Longs = np.where(inside, row * self.columns + column, -1)
        return cell

    def middles(self, cells: Longs) -> tuple[Floats, Floats]:
        """Longitude and latitude of the cells' middles, [n] each."""
        row, column = np.divmod(cells, self.columns)
        degree_m = METRES_PER_DEGREE * np.cos(np.radians(self.at_lat))
        lon = self.lon + (column + 0.5) * self.cell_m / degree_m
        lat = self.lat + (row + 0.5) * self.cell_m / METRES_PER_DEGREE
        return lon, lat


def grid_around(lon: Floats, lat: Floats, cell_m: float, beyond_m: float) -> Grid:
    """Lay cells over points and so far beyond them.

    Cells are doubled until they are not too many.

    lon, lat : [n] WGS-84 degrees.
    """
    at_lat = float(lat.mean())
    at = local_m(lon, lat, at_lat)
    size_m = np.ptp(at, axis=0) + 2 * beyond_m
    while np.prod(size_m // cell_m + 2) > _MOST_CELLS:
        cell_m *= 2
    west_m, south_m = (at.min(axis=0) - beyond_m) // cell_m * cell_m
    columns, rows = (np.ceil(size_m / cell_m) + 1).astype(int).tolist()
    degree_m = METRES_PER_DEGREE * np.cos(np.radians(at_lat))
    return Grid(
        lon=west_m / degree_m,
        lat=south_m / METRES_PER_DEGREE,
        at_lat=at_lat,
        cell_m=cell_m,
        rows=rows,
        columns=columns,
    )
