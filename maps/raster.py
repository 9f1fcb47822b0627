"""`Raster`: square cells over a piece of the map, and outlines drawn on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray

from maps import ragged
from maps.geometry import METRES_PER_DEGREE, local_m
from maps.road_network import Bools, Floats, Longs, Rows

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """Square cells, row 0 the southernmost, column 0 the westernmost.

    west_m, south_m : centre of the first cell, flat metres. cell_m : a cell's side.
    rows, columns : how many. at_lat : where a degree of longitude is measured.
    """

    west_m: float
    south_m: float
    cell_m: float
    rows: int
    columns: int
    at_lat: float

    def cells(self, place_m: Floats) -> tuple[Longs, Longs]:
        """Row and column of the cells that hold the places, [k, 2] flat metres."""
        steps = (place_m - (self.west_m, self.south_m)) / self.cell_m
        column, row = np.rint(steps).astype(np.int64).T
        return row, column

    def marks(self, place_m: Floats) -> Bools:
        """Mark the cells that hold any of the places, [rows, columns]."""
        marked = np.zeros((self.rows, self.columns), np.bool_)
        marked[self.cells(place_m)] = True
        return marked

    def covered(self, polygons: Geometries) -> Bools:
        """Mark the cells whose centre lies in any of the polygons, lon, lat.

        Along each row from the west: one more polygon where an outline is crossed
        that runs south, one less where it runs north.
        """
        oriented = shapely.orient_polygons(polygons)
        _, points, (first, _) = shapely.to_ragged_array(oriented)
        place = local_m(points[:, 0], points[:, 1], self.at_lat)
        steps = (place - (self.west_m, self.south_m)) / self.cell_m
        row, column, change = _crossings(steps, first, self.rows)
        depth = np.zeros((self.rows, self.columns + 1), np.int32)
        np.add.at(depth, (row, np.clip(column, 0, self.columns)), change)
        inside: Bools = np.cumsum(depth, axis=1)[:, :-1] > 0
        return inside

    def outlines(self, height: Floats, *, least_hole_m2: float) -> Geometries:
        """Draw polygons, flat metres, round the cells that are higher than 0.

        height : [rows, columns]; between cells it changes evenly.
        """
        generator = contourpy.contour_generator(
            z=height, fill_type=contourpy.FillType.ChunkCombinedOffsetOffset
        )
        chunks = cast("tuple[list[Floats | None], ...]", generator.filled(0.0, np.inf))
        points, rings, polygons = (parts[0] for parts in chunks)
        if points is None or rings is None or polygons is None:
            return np.zeros(0, np.object_)
        place = points * self.cell_m + (self.west_m, self.south_m)
        shapes = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON, place, (rings, polygons)
        )
        return np.array([_without_dust(each, least_hole_m2) for each in shapes])

    def degrees(self, place_m: Floats) -> Floats:
        """Flat metres as lon, lat, [k, 2]."""
        shrink = np.cos(np.radians(self.at_lat))
        lon_lat: Floats = place_m / (METRES_PER_DEGREE * np.array([shrink, 1.0]))
        return lon_lat


def raster_over(
    place_m: Floats, *, margin_m: float, cell_m: float, at_lat: float
) -> Raster:
    """Lay a raster over places, [k, 2] flat metres, and a margin round them."""
    west, south = np.floor((place_m.min(axis=0) - margin_m) / cell_m) * cell_m
    east, north = place_m.max(axis=0) + margin_m
    return Raster(
        west_m=float(west),
        south_m=float(south),
        cell_m=cell_m,
        rows=int((north - south) // cell_m) + 2,
        columns=int((east - west) // cell_m) + 2,
        at_lat=at_lat,
    )


def _crossings(steps: Floats, first: Rows, rows: int) -> tuple[Longs, Longs, Longs]:
    """Where outlines cross the rows: row, first column beyond, 1 or -1 for south."""
    begins = np.ones(len(steps) - 1, np.bool_)
    begins[first[1:-1] - 1] = False  # from one outline to the next
    here, there = steps[:-1][begins], steps[1:][begins]
    low = np.minimum(here[:, 1], there[:, 1])
    high = np.maximum(here[:, 1], there[:, 1])
    lowest = np.clip(np.ceil(low), 0, rows).astype(np.int64)
    sizes = np.clip(np.ceil(high), 0, rows).astype(np.int64) - lowest
    row = ragged.ranges(lowest, sizes)
    here, there = np.repeat(here, sizes, axis=0), np.repeat(there, sizes, axis=0)
    rise = there - here
    column = here[:, 0] + (row - here[:, 1]) * rise[:, 0] / rise[:, 1]
    change = np.where(rise[:, 1] < 0, 1, -1)
    return row, np.ceil(column).astype(np.int64), change


def _without_dust(polygon: shapely.Polygon, least_m2: float) -> shapely.Polygon:
    holes: Iterable[shapely.LinearRing] = polygon.interiors
    kept = [hole for hole in holes if shapely.Polygon(hole).area >= least_m2]
    return shapely.Polygon(polygon.exterior, kept)
