"""`Patrol`: where units drive between visits that are on patrol.

A load does not say how far a beat goes, so it is taken to be what lies round the place
where the unit's shift begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np

from dispatch.locate import Ground
from dispatch.simulation.states import UnitState
from maps.errors import PlaceError
from maps.geometry import local_m
from maps.snapping import RoadPoint
from scenarios.loads.streams import stream
from scenarios.unit import Unit

BEAT_M = 1000.0
"""As far as that from its middle a beat goes (assumed)."""

STOP_S = 120.0
"""A unit on patrol stands so long at each place that it comes to (assumed)."""

_POINTS = 8  # crossings of a beat where units come by (assumed)


def beat_points(ground: Ground, unit: Unit, at: RoadPoint) -> tuple[RoadPoint, ...]:
    """Choose crossings of a unit's beat, by chance but always the same.

    at : where its shift begins. None of a unit that does not roll then: it stands
    at a station.
    """
    if not unit.rolling:
        return ()
    nodes = ground.roads.nodes
    there = local_m(nodes.lon, nodes.lat, at.road_lat)
    here = local_m(np.array([at.road_lon]), np.array([at.road_lat]), at.road_lat)
    near = np.flatnonzero(np.hypot(*(there - here).T) <= BEAT_M)
    chosen = stream(0, "beat", unit.id).permutation(near)[:_POINTS]
    points = []
    for node in chosen.tolist():
        with suppress(PlaceError):
            lon, lat = float(nodes.lon[node]), float(nodes.lat[node])
            points.append(ground.snapper.snap(lon, lat))
    return tuple(points)


class Patrol:
    """Says where to drive next; the same for a unit whatever the others do."""

    def __init__(self, beats: Mapping[str, tuple[int, ...]], seed: int) -> None:
        """Take the rows of each unit's beat, by its id."""
        self._beats = beats
        self._streams = {id_: stream(seed, "patrol", id_) for id_ in beats}

    def next(self, unit: UnitState) -> int | None:
        """Return another place of a unit's beat, None of one that has no beat."""
        id_ = unit.unit.id
        rows = [row for row in self._beats.get(id_, ()) if row != unit.bound_for]
        return rows[int(self._streams[id_].integers(len(rows)))] if rows else None
