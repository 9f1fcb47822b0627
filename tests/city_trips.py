"""A city on a grid and trips through it, driven by a profile that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from maps.fitting.trips import Trips
from maps.road_network import STANDING_KINDS, RoadNetwork, Standing
from maps.speeds import SpeedProfile
from maps.travel_times import TravelTimes
from tests.networks import point_on
from tests.towns import grid_town

TRUE = SpeedProfile(
    class_kph={
        **SpeedProfile().class_kph,
        "primary": 55.0,
        "tertiary": 40.0,
        "residential": 17.0,
    },
    turn_s={"straight": 0.0, "right": 6.0, "left": 18.0, "back": 12.0},
    standing_s={**SpeedProfile().standing_s, "signals": 7.0},
    start_stop_s=45.0,
)


def grid_city() -> RoadNetwork:
    """Make a town of 12 by 12 streets, with signals at every third junction."""
    roads = grid_town(12, 12)
    edge = np.flatnonzero(roads.edges.head % 3 == 0).astype(np.int32)
    standing = Standing(
        edge=edge,
        fraction=np.ones(len(edge)),
        kind=np.full(len(edge), STANDING_KINDS.index("signals"), np.uint8),
    )
    return replace(roads, standing=standing)


def driven(
    roads: RoadNetwork,
    n: int,
    *,
    profile: SpeedProfile = TRUE,
    scatter: float = 0.0,
    hours: Sequence[int] = (),
) -> Trips:
    """Drive between points drawn at random, 300 m apart or more, by the true profile.

    scatter : of the durations' logarithm. hours : of the week, taken in turn.
    """
    rng = np.random.default_rng(11)
    places, durations, starts = [], [], []
    travels = {hour: TravelTimes(roads, profile, hour=hour) for hour in (None, *hours)}
    while len(places) < n:
        ends = rng.integers(0, len(roads.stretches), 2).tolist()
        start, end = (point_on(roads, s, rng.uniform(0.1, 0.9)) for s in ends)
        hour = hours[len(places) % len(hours)] if hours else None
        way = travels[hour].way(start, end)
        if way is None or way[0] < 30:
            continue
        places.append((start.lon, start.lat, end.lon, end.lat))
        durations.append(way[0] + profile.start_stop_s)
        starts.append(np.nan if hour is None else 3600.0 * hour + len(places))
    table = np.array(places)
    return Trips(
        origin=table[:, :2],
        destination=table[:, 2:],
        duration_s=np.array(durations) * np.exp(rng.normal(0, scatter, n)),
        started_s=np.array(starts),
    )


def write_trips(trips: Trips, path: Path) -> None:
    """Write trips as CSV, with the columns' usual names."""
    lines = ["duration_s,origin_lon,origin_lat,destination_lon,destination_lat"]
    table = np.column_stack((trips.duration_s, trips.origin, trips.destination))
    lines += [",".join(f"{value:.7f}" for value in row) for row in table.tolist()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
