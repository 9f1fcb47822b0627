"""`ObservedDrives`: trips put on a network, and driven there under a profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maps.errors import PlaceError
from maps.fitting.passages import Drive, PassageCounter, Passages
from maps.fitting.trips import LeftOut, Trips
from maps.road_network import Floats, Longs, RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.speeds import SpeedProfile, class_factors
from maps.travel_times import TravelTimes, TurnGraph

Advance = Callable[[int], None]
"""Told how many ways were found since it was told last."""

_FARTHEST_M = 100.0  # assumed: beyond it, the road that was driven is not ours
_SPARE_M = 10.0  # assumed: a measured point tells streets no closer than this apart
_TOLD_EVERY = 50

_Ends = tuple[RoadPoint, RoadPoint]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ObservedDrives:
    """Trips that the network can have held.

    ends : of each on the roads. It may begin and end on any road nearly as close
    as the nearest, whichever makes for the fastest way. duration_s : [drives], as
    observed. hour : [drives], of the week, -1 where it is not known.
    """

    graph: TurnGraph
    counter: PassageCounter
    ends: tuple[_Ends, ...]
    duration_s: Floats
    hour: Longs

    def __len__(self) -> int:
        """Count the drives."""
        return len(self.ends)

    def some(self, rows: Longs) -> ObservedDrives:
        """Take some of the drives."""
        return replace(
            self,
            ends=tuple(self.ends[row] for row in rows.tolist()),
            duration_s=self.duration_s[rows],
            hour=self.hour[rows],
        )

    def passages(
        self,
        profile: SpeedProfile,
        rows: Longs | None = None,
        advance: Advance = lambda _: None,
    ) -> Passages:
        """Find the fastest ways of some drives, or all, and what they pass."""
        rows = np.arange(len(self)) if rows is None else rows
        found = self.ways(profile, rows, advance)
        drives = [drive for drive in found if drive is not None]
        return self.counter.count(drives, self.hour[rows])

    def ways(
        self, profile: SpeedProfile, rows: Longs, advance: Advance
    ) -> list[Drive | None]:
        """Find ways, hour by hour where the profile tells hours apart."""
        drives: dict[int, Drive | None] = {}
        for hour, same in _by_speeds(profile, self.hour, rows):
            travel = TravelTimes(self.graph, profile, hour=hour)
            travel.expect(len(rows))
            for row in same:
                drives[row] = _drive(travel, *self.ends[row])
                if len(drives) % _TOLD_EVERY == 0:
                    advance(_TOLD_EVERY)
        advance(len(drives) % _TOLD_EVERY)
        return [drives[row] for row in rows.tolist()]


def observe(
    trips: Trips,
    roads: RoadNetwork,
    profile: SpeedProfile,
    advance: Advance = lambda _: None,
) -> tuple[ObservedDrives, Passages, LeftOut]:
    """Put trips on the roads and drive them under a profile.

    Gives the drives, what they pass, and how many trips were left out, by reason.
    """
    ends = list(_on_roads(trips, Snapper(roads)))
    near = np.flatnonzero([pair is not None for pair in ends])
    graph = TurnGraph(roads)
    placed = ObservedDrives(
        graph=graph,
        counter=PassageCounter(graph),
        ends=tuple(pair for pair in ends if pair is not None),
        duration_s=trips.duration_s[near],
        hour=trips.hour()[near],
    )
    ways = placed.ways(profile, np.arange(len(placed)), advance)
    drives = placed.some(np.flatnonzero([way is not None for way in ways]))
    found = [way for way in ways if way is not None]
    left_out = {
        "far_from_roads": len(ends) - len(placed),
        "no_route": len(placed) - len(drives),
    }
    return drives, drives.counter.count(found, drives.hour), left_out


def _on_roads(trips: Trips, snapper: Snapper) -> Iterator[_Ends | None]:
    """Put both ends of each trip on the roads, None where one is too far away."""
    for places in zip(trips.origin.tolist(), trips.destination.tolist(), strict=True):
        try:
            first, last = (snapper.snap_near(lon, lat, _SPARE_M) for lon, lat in places)
        except PlaceError:
            yield None
            continue
        near = max(first.distance_m, last.distance_m) <= _FARTHEST_M
        yield (first, last) if near else None


def _by_speeds(
    profile: SpeedProfile, hours: Longs, rows: Longs
) -> Iterator[tuple[int | None, Sequence[int]]]:
    """Give the rows that a profile has the same speeds for, and an hour of theirs."""
    groups: dict[tuple[float, ...], tuple[int | None, list[int]]] = {}
    for number in np.unique(hours[rows]).tolist():
        hour = number if number >= 0 else None
        key = tuple(class_factors(profile, hour).tolist())
        same = groups.setdefault(key, (hour, []))[1]
        same += rows[hours[rows] == number].tolist()
    yield from groups.values()


def _drive(travel: TravelTimes, start: RoadPoint, end: RoadPoint) -> Drive | None:
    way = travel.way(start, end)
    if way is None:
        return None
    edges = way[1]
    begin, stop = dict(start.edges)[edges[0]], dict(end.edges)[edges[-1]]
    return Drive(edges=edges, begin=begin, end=stop)
