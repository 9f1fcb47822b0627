"""Median drives from where units stood to calls that waited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dispatch.locate import Ground
from dispatch.policy import Policy
from dispatch.review.could_have_been_moments import Moment
from dispatch.review.could_have_been_units import LonLat
from maps.errors import PlaceError
from maps.road_network import ROAD_CLASSES
from maps.snapping import RoadPoint
from maps.travel_times import TravelTimes

Floats = NDArray[np.float64]


class Driving:
    """Roads at a policy's speeds, the same for all units."""

    def __init__(self, ground: Ground, policy: Policy) -> None:
        self._roads = ground.roads
        self._travel = TravelTimes(
            ground.roads, policy.speeds, emergency=policy.emergency
        )
        self._approaches = ground.approaches
        self._points: dict[LonLat, RoadPoint | None] = {}

    def expect(self, ways: int) -> None:
        """Make ready for so many ways, asked for one by one."""
        self._travel.expect(ways)

    def way(self, start: LonLat, end: LonLat) -> tuple[float, str] | None:
        """Return a drive's seconds, and the class that most of its edges' length is of.

        None where there is no road.
        """
        points = self._point(start), self._point(end)
        if points[0] is None or points[1] is None:
            return None
        found = self._travel.way(points[0], points[1])
        return None if found is None else (found[0], self._main_class(found[1]))

    def _main_class(self, edges: Sequence[int]) -> str:
        roads = self._roads
        stretch = roads.edges.stretch[list(edges)]
        metres = np.bincount(
            roads.stretches.road_class[stretch], roads.stretches.length_m[stretch]
        )
        return ROAD_CLASSES[int(metres.argmax())]

    def of(self, moments: Sequence[Moment]) -> Iterator[Floats]:
        """Give seconds, [units, waiting], of each moment; inf without a road."""
        starts = self._numbered(
            unit.place for moment in moments for unit in moment.units
        )
        ends = self._numbered(
            call.place for moment in moments for call in moment.waiting
        )
        table = self._table(starts, ends)
        for moment in moments:
            rows = [starts.get(unit.place, -1) for unit in moment.units]
            columns = [ends.get(call.place, -1) for call in moment.waiting]
            yield table[np.ix_(rows, columns)]

    def _numbered(self, places: Iterable[LonLat]) -> dict[LonLat, int]:
        """Number the places that are on the roads."""
        on_roads = [place for place in dict.fromkeys(places) if self._point(place)]
        return {place: row for row, place in enumerate(on_roads)}

    def _table(self, starts: dict[LonLat, int], ends: dict[LonLat, int]) -> Floats:
        """Look up all drives; the last row and column are places off the roads."""
        table = np.full((len(starts) + 1, len(ends) + 1), np.inf)
        if starts and ends:
            table[:-1, :-1] = self._travel.seconds(
                self._listed(starts), self._listed(ends)
            )
        return table

    def _listed(self, places: Iterable[LonLat]) -> list[RoadPoint]:
        points = (self._point(place) for place in places)
        return [point for point in points if point is not None]

    def _point(self, place: LonLat) -> RoadPoint | None:
        if place not in self._points:
            try:
                self._points[place] = self._approaches.find(*place)
            except PlaceError:
                self._points[place] = None
        return self._points[place]
