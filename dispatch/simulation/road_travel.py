"""`RoadTravel`: driving on the roads, where units are redirected mid-edge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.simulation.edge_points import EdgePoints
from dispatch.simulation.road_way import DriveTimes, RoadWay
from dispatch.simulation.travel import Spot
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint
from maps.speeds import class_factors, road_times
from maps.travel_times import TravelTimes, TurnGraph
from maps.week_hours import hour_of_week
from scenarios.place import Place

_MOST_AT_ONCE = 3000
"""Places between which all times are looked up beforehand: 72 MB (assumed)."""


class RoadTravel:
    """Driving between places of a shift.

    Units stand at places that are known beforehand, so the times between all of
    these are looked up at once, in every hour that the policy's speeds tell apart;
    only those who move are asked for one by one.
    """

    def __init__(
        self,
        graph: TurnGraph,
        points: Sequence[RoadPoint],
        policy: Policy,
        start: datetime,
    ) -> None:
        """Take places by their rows.

        start : of the shift, by the clock of the scenario's own zone.
        """
        self._graph, self._points, self._policy = graph, tuple(points), policy
        self._start = start
        self._on_edges = EdgePoints(graph.roads)
        self._by_factors: dict[tuple[bool, tuple[float, ...]], _Hour] = {}

    @property
    def roads(self) -> RoadNetwork:
        """What is driven on."""
        return self._graph.roads

    def seconds(
        self,
        starts: Sequence[Spot],
        ends: Sequence[int],
        at_s: float,
        *,
        calm: bool = False,
    ) -> Floats:
        """Median seconds of driving, [starts, ends]; inf without a road."""
        return self._hour(at_s, calm=calm).seconds(starts, ends)

    def way(self, start: Spot, end: int, at_s: float, *, calm: bool = False) -> RoadWay:
        """Return the way from a spot to a place.

        Raises
        ------
        ValueError : no road leads there.
        """
        return self._hour(at_s, calm=calm).way(start, end)

    def place(self, spot: Spot) -> Place:
        """Say where a spot is; of those known beforehand as they were given."""
        if isinstance(spot, RoadPoint):
            return Place(lon=spot.road_lon, lat=spot.road_lat)
        point = self._points[_row(spot)]
        return Place(lon=point.lon, lat=point.lat)

    def _hour(self, at_s: float, *, calm: bool) -> _Hour:
        """Return the times of a moment; hours of the same factors share theirs."""
        speeds, emergency = self._policy.speeds, self._policy.emergency and not calm
        hour = None
        if speeds.hour_factor:
            hour = hour_of_week(self._start + timedelta(seconds=at_s))
        factors = class_factors(speeds, hour).tolist() if hour is not None else ()
        key = (emergency, tuple(factors))
        if key not in self._by_factors:
            travel = TravelTimes(self._graph, speeds, emergency=emergency, hour=hour)
            times = road_times(
                self._graph.roads,
                self._graph.turns,
                speeds,
                emergency=emergency,
                hour=hour,
            )
            drives = DriveTimes(self._graph.turns, times)
            self._by_factors[key] = _Hour(travel, self._points, self._on_edges, drives)
        return self._by_factors[key]


class _Hour:
    """Times between all places, at one set of speeds."""

    def __init__(
        self,
        travel: TravelTimes,
        points: tuple[RoadPoint, ...],
        on_edges: EdgePoints,
        drives: DriveTimes,
    ) -> None:
        self._travel, self._points = travel, points
        self._on_edges, self._drives = on_edges, drives
        self._travel.expect(_MOST_AT_ONCE)  # who moves is asked for one by one
        self._table: Floats | None = None
        if len(points) <= _MOST_AT_ONCE:
            self._table = travel.seconds(points, points)

    def seconds(self, starts: Sequence[Spot], ends: Sequence[int]) -> Floats:
        out = np.empty((len(starts), len(ends)))
        table = self._table
        stands = [table is not None and isinstance(start, int) for start in starts]
        known = np.array(stands, np.bool_)
        if table is not None and known.any():
            rows = [_row(start) for start in starts if isinstance(start, int)]
            out[known] = table[np.ix_(rows, ends)]
        if not known.all():
            moving = [
                self._point(start)
                for start, is_known in zip(starts, stands, strict=True)
                if not is_known
            ]
            doors = [self._points[end] for end in ends]
            out[~known] = self._travel.seconds(moving, doors)
        return out

    def way(self, start: Spot, end: int) -> RoadWay:
        first, last = self._point(start), self._points[end]
        found = self._travel.way(first, last)
        if found is None:
            msg = "there is no road"
            raise ValueError(msg)
        return RoadWay(
            self._on_edges,
            self._drives,
            found[1],
            start=first,
            end=last,
            end_row=end,
        )

    def _point(self, spot: Spot) -> RoadPoint:
        return spot if isinstance(spot, RoadPoint) else self._points[_row(spot)]


def _row(spot: Spot) -> int:
    if not isinstance(spot, int):
        msg = f"{spot} is not on the roads"
        raise TypeError(msg)
    return spot
