"""Places near a door where people can meet, and are found at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from maps.approach import Approaches
from maps.geometry import local_m
from maps.places.apart import Point, apart_m
from maps.road_network import Floats, Longs, RoadNetwork
from maps.snapping import RoadPoint

SpotKind = Literal["gate", "entrance", "place", "corner", "road"]

WALK_M = 250.0
"""Corners and public places farther from the door are not asked for (assumed)."""

ENTRANCE_M = 25.0
"""An entrance as near as this to a door is taken for its building's, where the source
has no outline of it (assumed)."""

_PLAIN = {"gate", "entrance", "yes"}  # say no more than the kind
_SAME_M = 10.0  # spots nearer to each other are one (assumed)

PUBLIC = {
    *("police", "fire_station", "hospital", "clinic", "doctors", "pharmacy"),
    *("post_office", "library", "townhall", "community_centre", "school", "university"),
    *("cafe", "restaurant", "fast_food", "fuel", "cinema", "theatre", "bus_station"),
}
"""Amenities that strangers find and may enter. Neither banks nor cash machines: who is
told to send money is not to be led to where it leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place to meet at: what it is, how it is called, where, WGS-84 degrees.

    foot_m : from the door, around walls.
    """

    kind: SpotKind
    name: str
    lon: float
    lat: float
    foot_m: float


def spots_around(
    roads: RoadNetwork, approaches: Approaches, door: RoadPoint
) -> list[Spot]:
    """Find where people can meet near a door.

    The gates of its compound and the entrances of its building, as far as the source
    has them; the road below it; corners of named streets and named public places
    within 250 m on foot. Of spots within 10 m of each other the first by kind stays.

    Parameters
    ----------
    door : the place itself, on the roads of `roads`.
    """
    here = door.lon, door.lat
    kept: list[Spot] = []
    for kind, name, at in (
        *_ways_in(roads, approaches, here),
        *_public_places(roads, here),
        *_corners(roads, here),
        *_below(roads, door),
    ):
        foot_m = approaches.on_foot_m(here, at)
        asked = foot_m <= WALK_M or kind not in ("place", "corner")
        if asked and all(apart_m(at, (s.lon, s.lat)) > _SAME_M for s in kept):
            kept.append(Spot(kind=kind, name=name, lon=at[0], lat=at[1], foot_m=foot_m))
    return kept


_Named = tuple[SpotKind, str, Point]


def _ways_in(
    roads: RoadNetwork, approaches: Approaches, here: Point
) -> Iterator[_Named]:
    """Gates and entrances of what the door lies in; entrances right beside it."""
    ways = roads.ways_in
    rows = {row for wall in approaches.walls(*here) for row in ways.into(wall)}
    is_entrance = np.array([tag.startswith("entrance") for tag in ways.tag], np.bool_)
    beside = _metres(ways.lon, ways.lat, here) <= ENTRANCE_M
    rows |= set(np.flatnonzero(is_entrance & beside).tolist())
    for row in sorted(rows, key=lambda row: (is_entrance[row], row)):
        key, _, value = ways.tag[row].partition("=")
        name = "" if value in _PLAIN else value.replace("_", " ")
        at = float(ways.lon[row]), float(ways.lat[row])
        yield ("entrance" if key == "entrance" else "gate"), name, at


def _public_places(roads: RoadNetwork, here: Point) -> Iterator[_Named]:
    rows = roads.landmarks
    near = np.flatnonzero(_metres(rows.lon, rows.lat, here) <= WALK_M)
    for row in near.tolist():
        key, _, value = rows.kind[row].partition("=")
        if key == "amenity" and value in PUBLIC:
            kind = value.replace("_", " ")
            name = f"{rows.name[row]} ({kind})" if rows.name[row] else kind
            yield "place", name, (float(rows.lon[row]), float(rows.lat[row]))


def _corners(roads: RoadNetwork, here: Point) -> Iterator[_Named]:
    """Junctions of differently named streets; of each pair of names the nearest."""
    nodes = roads.nodes
    metres = _metres(nodes.lon, nodes.lat, here)
    near = np.flatnonzero(metres <= WALK_M)
    streets = _streets_at(roads, near)
    seen = set()
    for node in near[np.argsort(metres[near], kind="stable")].tolist():
        names = tuple(sorted(streets[node]))
        if len(names) > 1 and names not in seen:
            seen.add(names)
            at = float(nodes.lon[node]), float(nodes.lat[node])
            yield "corner", " / ".join(names[:2]), at


def _streets_at(roads: RoadNetwork, nodes: Longs) -> dict[int, set[str]]:
    """Names of the streets that end or pass at some junctions."""
    edges, found = roads.edges, {int(node): set[str]() for node in nodes}
    name = roads.stretches.name[edges.stretch]
    for ends in (edges.tail, edges.head):
        for row in np.flatnonzero(np.isin(ends, nodes) & (name >= 0)).tolist():
            found[int(ends[row])].add(roads.names[name[row]])
    return found


def _below(roads: RoadNetwork, door: RoadPoint) -> Iterator[_Named]:
    name = roads.edge_name(door.edges[0][0])
    yield "road", name, (door.road_lon, door.road_lat)


def _metres(lon: Floats, lat: Floats, here: Point) -> Floats:
    """Metres of many points from one, on a flat map of the spot."""
    there = local_m(lon, lat, here[1])
    one = local_m(np.array([here[0]]), np.array([here[1]]), here[1])
    metres: Floats = np.hypot(*(there - one).T)
    return metres
