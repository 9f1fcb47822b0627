"""`Approaches`: where to leave the car for a place, and how far it is on foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import shapely

from maps.errors import PlaceError
from maps.places.apart import Point, apart_m
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper


class Approaches:
    """The ways to places on a network, made once for many.

    The rule: a place is approached on the nearest road, but never through a wall that
    the source knows with a way through it.

    - Inside a *building* whose entrances are known, the way begins at an entrance, of
      the best kind that it has: the main one before all others.
    - Inside a *compound* whose gates are known, it begins on the nearest road within,
      if cars can drive there, or it leads on foot through a gate, and from there on as
      from any place. The shortest walk wins. A gate that cars may pass is thus no end
      of driving: the roads go on behind it, and it costs the time to pass it.
    - Of several walls, the innermost first. Where none is known, the source lacks
      their ways through, or these are far from any road: the nearest road of all.

    The shortest walk is one for all units: a hundred metres on foot take as long as
    half a kilometre and more by car, so that driving around to the nearest gate is
    worth it but for very large grounds.
    """

    def __init__(self, roads: RoadNetwork, snapper: Snapper) -> None:
        self._ways, self._snapper = roads.ways_in, snapper
        self._tree = shapely.STRtree(self._ways.behind)
        self._area = shapely.area(self._ways.behind)

    def find(self, lon: float, lat: float) -> RoadPoint:
        """Find where the road to a place ends, WGS-84 degrees.

        `distance_m` is all of the walk, `by` the gates and entrances that it passes.

        Raises
        ------
        PlaceError : every road is more than 500 m away.
        """
        return self._from((lon, lat), frozenset())

    def walls(self, lon: float, lat: float) -> list[int]:
        """Rows of the buildings and compounds that a place lies in, inmost first."""
        found = self._tree.query(shapely.Point(lon, lat), "within").tolist()
        return sorted(found, key=lambda row: (self._area[row], row))

    def on_foot_m(self, place: Point, target: Point) -> float:
        """Metres to walk between two places, straight but for the walls around one.

        Of several ways through a wall the shortest way counts; indoors does not.
        """
        around = set(self.walls(*target))
        left = [row for row in self.walls(*place) if row not in around]
        return self._out_m(place, target, left)

    def _out_m(self, place: Point, target: Point, walls: list[int]) -> float:
        """Metres out of walls, inmost first, and on to a place outside them all."""
        if not walls:
            return apart_m(place, target)
        wall, *others = walls
        indoors = self._ways.is_building[wall]
        return min(
            (0.0 if indoors else apart_m(place, way)) + self._out_m(way, target, others)
            for way in map(self._at, self._ways.into(wall))
        )

    def _at(self, row: int) -> Point:
        """Where a gate or an entrance is."""
        return float(self._ways.lon[row]), float(self._ways.lat[row])

    def _from(self, place: Point, passed: frozenset[int]) -> RoadPoint:
        wall = self._innermost(place, passed)
        choices = [] if wall is None else [*self._choices(place, wall, passed)]
        if not choices:
            return self._snapper.snap(*place)
        best = min(choices, key=lambda each: each.distance_m)
        return replace(best, lon=place[0], lat=place[1])

    def _innermost(self, place: Point, passed: frozenset[int]) -> int | None:
        """Row of the smallest wall around a place; one that it stands on is none."""
        left = (row for row in self.walls(*place) if row not in passed)
        return next(left, None)

    def _choices(
        self, place: Point, wall: int, passed: frozenset[int]
    ) -> Iterator[RoadPoint]:
        is_building = self._ways.is_building[wall]
        if not is_building:
            within = self._snapper.snap_within(*place, self._ways.behind[wall])
            if within is not None:
                yield within
        for row in self._ways.into(wall):
            way = self._at(row)
            with suppress(PlaceError):
                onward = self._from(way, passed | {wall})
                # Indoors is part of access, whatever the kind of place.
                metres = 0.0 if is_building else apart_m(place, way)
                yield replace(
                    onward,
                    distance_m=onward.distance_m + metres,
                    by=(*onward.by, row),
                )
