"""Putting a point onto the nearest road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from maps.errors import PlaceError
from maps.geometry import METRES_PER_DEGREE, local_m
from maps.road_network import Floats, Longs, RoadNetwork, Stretches

_Lines = NDArray[np.object_]
_Found = tuple[int, float, float, tuple[float, float]]  # as `_nearest` gives it

FARTHEST_M = 500.0
"""A point farther than this from every road is refused."""

WARN_M = 30.0
"""A left-out road nearer by more than this is worth a warning."""

_SEARCH_M = (60.0, FARTHEST_M)  # most points find their road in the first box


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPoint:
    """A point on the roads.

    lon, lat : where it was given. road_lon, road_lat : where it is on the road.
    distance_m : between the two, on foot. stretch : row of `Stretches`; fraction :
    along its points. edges : directed edges with the fraction along each, in driving
    order; two on a two-way street.
    warning : what to look at, empty where nothing is odd. by : rows of `WaysIn` that
    the walk from the road passes, in its order.
    """

    lon: float
    lat: float
    road_lon: float
    road_lat: float
    distance_m: float
    stretch: int
    fraction: float
    edges: tuple[tuple[int, float], ...]
    warning: str = ""
    by: tuple[int, ...] = ()


class Snapper:
    """A spatial index over a network's stretches, built once for many points."""

    def __init__(self, roads: RoadNetwork) -> None:
        self._roads = roads
        self._lines, self._tree = _index(roads.stretches)
        self._dropped_lines, self._dropped_tree = _index(roads.dropped)
        order = np.argsort(roads.edges.stretch, kind="stable")
        count = np.arange(len(roads.stretches) + 1)
        self._by_stretch = order
        self._first_edge = np.searchsorted(roads.edges.stretch[order], count)

    def snap(self, lon: float, lat: float) -> RoadPoint:
        """Put one point, WGS-84 degrees, on the nearest road.

        Raises
        ------
        PlaceError : every road is more than 500 m away.
        """
        found = _nearest(self._lines, self._tree, lon, lat)
        if found is None:
            raise self._too_far(lon, lat)
        point = self._point(lon, lat, found)
        return replace(point, warning=self._warning(lon, lat, point.distance_m))

    def snap_within(
        self, lon: float, lat: float, area: shapely.Polygon
    ) -> RoadPoint | None:
        """Put one point on the nearest road inside an area, None where none is.

        area : lon, lat, degrees.
        """
        rows = np.sort(self._tree.query(area, "intersects"))
        parts = shapely.intersection(self._lines[rows], area)
        is_road = shapely.length(parts) > 0
        rows, parts = rows[is_road], parts[is_road]
        if not len(rows):
            return None
        best = int(np.argmin(_distances(parts, lon, lat)))
        metres, spot = _nearest_spot(parts[best], lon, lat)
        row = int(rows[best])
        fraction, _, _ = _place(self._lines[row], *spot)
        return self._point(lon, lat, (row, fraction, metres, spot))

    def _point(self, lon: float, lat: float, found: _Found) -> RoadPoint:
        stretch, fraction, distance, (road_lon, road_lat) = found
        return RoadPoint(
            lon=lon,
            lat=lat,
            road_lon=road_lon,
            road_lat=road_lat,
            distance_m=distance,
            stretch=stretch,
            fraction=fraction,
            edges=self._edges(stretch, fraction),
        )

    def snap_near(self, lon: float, lat: float, spare_m: float) -> RoadPoint:
        """Put one point on every road that is at most `spare_m` beyond the nearest.

        For measured points, whose error says nothing of which of two streets it
        was. The place, stretch and distance are the nearest road's.

        Raises
        ------
        PlaceError : every road is more than 500 m away.
        """
        nearest = self.snap(lon, lat)
        reach = nearest.distance_m + spare_m + 1.0
        rows, metres = _within(self._lines, self._tree, lon, lat, reach)
        edges = [
            edge
            for row in rows[metres <= metres.min() + spare_m].tolist()
            for edge in self._edges(row, _place(self._lines[row], lon, lat)[0])
        ]
        return replace(nearest, edges=tuple(edges))

    def snap_all(self, lon: Sequence[float], lat: Sequence[float]) -> list[RoadPoint]:
        """Put many points; as `snap`."""
        return [self.snap(*point) for point in zip(lon, lat, strict=True)]

    def _edges(self, stretch: int, fraction: float) -> tuple[tuple[int, float], ...]:
        first, last = self._first_edge[stretch : stretch + 2]
        rows = self._by_stretch[first:last].tolist()
        forward = self._roads.edges.forward
        return tuple(
            (row, fraction if forward[row] else 1.0 - fraction) for row in rows
        )

    def _warning(self, lon: float, lat: float, distance: float) -> str:
        left_out = _nearest(self._dropped_lines, self._dropped_tree, lon, lat)
        if left_out is None or left_out[2] >= distance - WARN_M:
            return ""
        name = _name(self._roads, self._roads.dropped, left_out[0])
        return (
            f"a road left out ({name}) is {left_out[2]:.0f} m away, the one used "
            f"{distance:.0f} m"
        )

    def _too_far(self, lon: float, lat: float) -> PlaceError:
        row = int(self._tree.nearest(shapely.Point(lon, lat)))
        name = _name(self._roads, self._roads.stretches, row)
        away = _distances(self._lines[[row]], lon, lat)[0]
        west, south, east, north = self._roads.bounds()
        inside = west <= lat <= east and south <= lon <= north
        return PlaceError(
            f"{lon:g}, {lat:g} is {_distance_text(away)} from the nearest road ({name})"
            f" of {self._roads.name}",
            mend="swap lon and lat" if inside else "check the point, or load its roads",
        )


def _distance_text(metres: float) -> str:
    return f"{metres:.0f} m" if metres < 10_000 else f"{metres / 1000:.0f} km"  # noqa: PLR2004 - only words


def _name(roads: RoadNetwork, stretches: Stretches, row: int) -> str:
    name = int(stretches.name[row])
    return roads.names[name] if name >= 0 else "a road without a name"


def _index(stretches: Stretches) -> tuple[_Lines, shapely.STRtree]:
    rows = np.repeat(np.arange(len(stretches)), np.diff(stretches.first))
    points = np.column_stack((stretches.lon, stretches.lat))
    lines: _Lines = np.zeros(0, object)
    if len(rows):
        lines = np.asarray(shapely.linestrings(points, indices=rows), object)
    return lines, shapely.STRtree(lines)


def _nearest(
    lines: _Lines, tree: shapely.STRtree, lon: float, lat: float
) -> _Found | None:
    """Row, fraction, metres and place of the nearest line within 500 m."""
    for reach in _SEARCH_M:
        rows, metres = _within(lines, tree, lon, lat, reach)
        if len(rows):
            best = int(np.argmin(metres))
            if metres[best] <= reach:
                row = int(rows[best])
                return row, *_place(lines[row], lon, lat)
    return None


def _within(
    lines: _Lines, tree: shapely.STRtree, lon: float, lat: float, reach: float
) -> tuple[Longs, Floats]:
    """Rows of the lines in a box around a point, in order, and their metres to it."""
    north = reach / METRES_PER_DEGREE
    east = north / np.cos(np.radians(lat))
    box = shapely.box(lon - east, lat - north, lon + east, lat + north)
    rows = np.sort(tree.query(box))
    return rows, _distances(lines[rows], lon, lat)


def _distances(lines: _Lines, lon: float, lat: float) -> Floats:
    flat = shapely.transform(lines, lambda p: local_m(p[:, 0], p[:, 1], lat))
    metres: Floats = shapely.distance(flat, _flat_point(lon, lat))
    return metres


def _flat_point(lon: float, lat: float) -> shapely.Point:
    return shapely.Point(local_m(np.array([lon]), np.array([lat]), lat)[0])


def _nearest_spot(
    shape: shapely.Geometry, lon: float, lat: float
) -> tuple[float, tuple[float, float]]:
    """Metres to the nearest spot of a shape, and that spot."""
    flat = shapely.transform(shape, lambda p: local_m(p[:, 0], p[:, 1], lat))
    line = shapely.shortest_line(flat, _flat_point(lon, lat))
    (x_m, y_m), _ = shapely.get_coordinates(line)
    return float(shapely.length(line)), _degrees(float(x_m), float(y_m), lat)


def _place(
    line: shapely.LineString, lon: float, lat: float
) -> tuple[float, float, tuple[float, float]]:
    flat = shapely.transform(line, lambda p: local_m(p[:, 0], p[:, 1], lat))
    point = _flat_point(lon, lat)
    fraction = float(shapely.line_locate_point(flat, point, normalized=True))
    at = shapely.line_interpolate_point(flat, fraction, normalized=True)
    return fraction, float(shapely.distance(flat, point)), _degrees(at.x, at.y, lat)


def _degrees(x_m: float, y_m: float, at_lat: float) -> tuple[float, float]:
    """Flat metres as `local_m` has them, back as lon, lat."""
    scale = METRES_PER_DEGREE * float(np.cos(np.radians(at_lat)))
    return x_m / scale, y_m / METRES_PER_DEGREE
