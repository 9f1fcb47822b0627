"""A road network as a few hundred kilobytes of text, for a page to draw.

Pieces of one street are joined, points that do not show are left out, and what
remains is written as steps of about a metre (`packed_numbers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from maps.page.packed_numbers import packed, steps
from maps.road_network import ROAD_CLASSES, Areas, RoadNetwork, Stretches

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]

# A degree of latitude on the sphere that web maps are drawn on.
_METRES_PER_DEGREE = 111_319.49

# How far a drawn line may run beside the true one, metres.
_ROAD_TOLERANCE_M = 1.0
_SERVICE_TOLERANCE_M = 2.5
_AREA_TOLERANCE_M: Mapping[str, float] = MappingProxyType(
    {"sea": 6.0, "green": 6.0, "water": 6.0, "building": 1.0}
)

# Smaller areas and holes cannot be told from dust, square metres.
_LEAST_AREA_M2: Mapping[str, float] = MappingProxyType(
    {"sea": 500.0, "green": 8000.0, "water": 500.0, "building": 30.0}
)

MOST_BUILDINGS = 150_000
"""Letters that buildings may take: with more of them a page grows too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Whole steps east and north of an origin, about a metre each.

    lon, lat : of the origin, degrees. lon_step, lat_step : degrees.
    """

    lon: float
    lat: float
    lon_step: float
    lat_step: float

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float]) -> _Grid:
        """Lay the grid over west, south, east, north."""
        west, south, _, north = (round(bound, 6) for bound in bounds)
        shrink = np.cos(np.radians((south + north) / 2))
        lat_step = round(1 / _METRES_PER_DEGREE, 9)
        lon_step = round(lat_step / max(float(shrink), 0.01), 9)
        return cls(lon=west, lat=south, lon_step=lon_step, lat_step=lat_step)

    def metres(self, points: Floats) -> Floats:
        """Turn lon, lat [k, 2] into metres east and north of the origin."""
        return (points - (self.lon, self.lat)) / (self.lon_step, self.lat_step)


def encode_basemap(roads: RoadNetwork) -> dict[str, Any]:
    """Return what `road_grid.js` draws: JSON values only.

    Returns
    -------
    origin, step : lon, lat in degrees. names : street names. roads : for each
    class {road_class, counts, names, points}. areas : for each kind {kind, counts,
    points}, buildings only where they take no more than `MOST_BUILDINGS`. counts,
    names and points are packed numbers: points of each line or ring; steps in the
    index of its name plus one, 0 without one; steps east and north from point to
    point, on from line to line.
    """
    grid = _Grid.over(roads.bounds())
    lines = _lines(roads.stretches, grid)
    names = _NameTable(roads.names)
    areas = [_encode_areas(roads.areas, kind, grid) for kind in _LEAST_AREA_M2]
    return {
        "origin": [grid.lon, grid.lat],
        "step": [grid.lon_step, grid.lat_step],
        "roads": [
            _encode_class(lines, roads.stretches, road_class, names)
            for road_class in range(len(ROAD_CLASSES))
        ],
        "areas": [coded for coded in areas if _has_room(coded)],
        "names": names.used,
    }


def _has_room(coded: Mapping[str, str]) -> bool:
    return coded["kind"] != "building" or len(coded["points"]) <= MOST_BUILDINGS


class _NameTable:
    """Street names in the order in which they are first needed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._rows: dict[int, int] = {}

    def rows(self, name: Longs) -> Longs:
        """Return each name's row in the table plus one, 0 without a name."""
        rows = self._rows
        found = [
            0 if key < 0 else rows.setdefault(key, len(rows) + 1)
            for key in name.tolist()
        ]
        return np.asarray(found, dtype=np.int64)

    @property
    def used(self) -> list[str]:
        """The table itself."""
        return [self._names[key] for key in self._rows]


def _lines(stretches: Stretches, grid: _Grid) -> Geometries:
    """Return the stretches as lines in metres."""
    points = grid.metres(np.column_stack((stretches.lon, stretches.lat)))
    stretch = np.repeat(np.arange(len(stretches)), np.diff(stretches.first))
    return np.asarray(shapely.linestrings(points, indices=stretch), object)


def _encode_class(
    lines: Geometries, stretches: Stretches, road_class: int, names: _NameTable
) -> dict[str, object]:
    kind = ROAD_CLASSES[road_class]
    chosen = np.flatnonzero(stretches.road_class == road_class)
    joined, name = _joined(lines[chosen], stretches.name[chosen].astype(np.int64))
    tolerance = _SERVICE_TOLERANCE_M if kind == "service" else _ROAD_TOLERANCE_M
    points, line = shapely.get_coordinates(
        shapely.simplify(joined, tolerance, preserve_topology=False), return_index=True
    )
    counts, kept, whole = _whole_points(points, line, len(joined), least=2)
    return {
        "road_class": kind,
        "counts": packed(counts),
        "names": packed(steps(names.rows(name[kept]))),
        "points": packed(steps(whole)),
    }


def _joined(lines: Geometries, name: Longs) -> tuple[Geometries, Longs]:
    """Join lines of one name end to end, sorted so that neighbours follow."""
    if len(lines) == 0:
        return lines, name
    order = np.argsort(name, kind="stable")
    found, group = np.unique(name[order], return_inverse=True)
    whole = shapely.line_merge(shapely.multilinestrings(lines[order], indices=group))
    parts, part_of = shapely.get_parts(whole, return_index=True)
    part_name = found[part_of]
    order = np.lexsort((_along_a_curve(parts), part_name))
    return parts[order], part_name[order]


def _along_a_curve(lines: Geometries) -> Longs:
    """Return numbers of places, near ones for near places (Morton's order)."""
    corner = shapely.bounds(lines)[:, :2]
    cells = np.clip(corner / 50.0, 0, 2**20 - 1).astype(np.int64)
    code = np.zeros(len(lines), dtype=np.int64)
    for bit in range(20):
        code |= ((cells[:, 0] >> bit) & 1) << (2 * bit)
        code |= ((cells[:, 1] >> bit) & 1) << (2 * bit + 1)
    return code


def _whole_points(
    points: Floats, line: Longs, lines: int, *, least: int
) -> tuple[Longs, Longs, Longs]:
    """Round to whole metres, without repeats and without lines grown too short.

    Returns
    -------
    Points of each line, which lines are left, and the points, [k, 2].
    """
    whole = np.rint(points).astype(np.int64)
    repeats = (whole[1:] == whole[:-1]).all(axis=1) & (line[1:] == line[:-1])
    keep = np.concatenate((np.ones(min(len(whole), 1), bool), ~repeats))
    counts = np.bincount(line[keep], minlength=lines)
    keep &= counts[line] >= least
    left = np.flatnonzero(counts >= least)
    return counts[left], left, whole[keep]


def _encode_areas(areas: Areas, kind: str, grid: _Grid) -> dict[str, str]:
    chosen = [place for place, found in enumerate(areas.kind) if found == kind]
    rings = _rings(areas.polygons[chosen], grid, kind)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    # The last point repeats the first, and the page closes rings by itself.
    last = np.append(ring[1:] != ring[:-1], [True] * (len(ring) > 0))
    counts, _, whole = _whole_points(
        points[~last.astype(bool)], ring[~last.astype(bool)], len(rings), least=3
    )
    return {"kind": kind, "counts": packed(counts), "points": packed(steps(whole))}


def _rings(polygons: Geometries, grid: _Grid, kind: str) -> Geometries:
    """Return outlines one way round and holes the other, so that holes stay open."""
    least_m2 = _LEAST_AREA_M2[kind]
    inside = shapely.transform(polygons, grid.metres)
    large = inside[shapely.area(inside) >= least_m2]
    rings = shapely.get_rings(shapely.orient_polygons(large))
    seen = rings[shapely.area(shapely.polygons(rings)) >= least_m2]
    tolerance_m = _AREA_TOLERANCE_M[kind]
    plain = shapely.simplify(seen, tolerance_m, preserve_topology=False)
    return np.asarray(plain[np.argsort(_along_a_curve(plain), kind="stable")])
