"""Small road networks by hand and by hypothesis: loops, parallels, dead ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from maps.geometry import along_m
from maps.road_network import (
    ROAD_CLASSES,
    STANDING_KINDS,
    Edges,
    Landmarks,
    Nodes,
    RoadNetwork,
    Standing,
    Stretches,
)
from maps.snapping import RoadPoint
from tests.osm_text import degrees
from tests.towns import no_addresses, no_areas, no_stretches

Metres = tuple[float, float]


@dataclass(frozen=True)
class Street:
    """A road between two nodes by way of points in metres."""

    tail: int
    head: int
    by: Sequence[Metres] = ()
    one_way: bool = False
    kind: str = "other"
    restricted: bool = False
    limit_kph: float = float("nan")
    gates: Sequence[float] = field(default=())


def network(
    nodes: Sequence[Metres],
    streets: Sequence[Street],
    *,
    bans: Sequence[tuple[int, int]] = (),
    way_bans: Sequence[Sequence[int]] = (),
    blocked: Sequence[int] = (),
) -> RoadNetwork:
    """Make a network. Of street s, its edges come in order: along, then against."""
    lines = [[nodes[s.tail], *s.by, nodes[s.head]] for s in streets]
    points = np.array([degrees(*point) for line in lines for point in line])
    first = np.cumsum([0, *(len(line) for line in lines)]).astype(np.int64)
    edges = [
        (row, forward)
        for row, street in enumerate(streets)
        for forward in ((True,) if street.one_way else (True, False))
    ]
    ends = [
        (streets[row].tail, streets[row].head)[:: 1 if forward else -1]
        for row, forward in edges
    ]
    places = np.array([degrees(*node) for node in nodes])
    return RoadNetwork(
        name="by hand",
        fingerprint="by hand",
        names=tuple(f"Street {row}" for row in range(len(streets))),
        nodes=Nodes(
            lon=places[:, 0],
            lat=places[:, 1],
            osm_id=np.arange(len(nodes), dtype=np.int64),
            blocked=np.isin(np.arange(len(nodes)), list(blocked)),
        ),
        stretches=Stretches(
            first=first,
            lon=points[:, 0].copy(),
            lat=points[:, 1].copy(),
            length_m=along_m(points[:, 0], points[:, 1], first)[first[1:] - 1],
            name=np.arange(len(streets), dtype=np.int32),
            road_class=np.array(
                [ROAD_CLASSES.index(s.kind) for s in streets], np.uint8
            ),
            restricted=np.array([s.restricted for s in streets], np.bool_),
            way_id=np.arange(len(streets), dtype=np.int64),
        ),
        edges=Edges(
            tail=np.array([tail for tail, _ in ends], np.int32),
            head=np.array([head for _, head in ends], np.int32),
            stretch=np.array([row for row, _ in edges], np.int32),
            forward=np.array([forward for _, forward in edges], np.bool_),
            limit_kph=np.array([streets[row].limit_kph for row, _ in edges]),
        ),
        standing=_standing(streets, edges),
        bans=np.array(bans, np.int32).reshape(-1, 2),
        way_bans=_padded(way_bans),
        dropped=no_stretches(),
        addresses=no_addresses(),
        landmarks=Landmarks(kind=(), name=(), lon=np.zeros(0), lat=np.zeros(0)),
        areas=no_areas(),
    )


def _standing(streets: Sequence[Street], edges: Sequence[tuple[int, bool]]) -> Standing:
    rows = sorted(
        (edge, gate if forward else 1 - gate)
        for edge, (row, forward) in enumerate(edges)
        for gate in streets[row].gates
    )
    return Standing(
        edge=np.array([edge for edge, _ in rows], np.int32),
        fraction=np.array([fraction for _, fraction in rows]),
        kind=np.full(len(rows), STANDING_KINDS.index("gate"), np.uint8),
    )


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    width = max((len(row) for row in rows), default=3)
    padded = [[*row, *[-1] * (width - len(row))] for row in rows]
    return np.array(padded, np.int32).reshape(-1, width)


def point_on(roads: RoadNetwork, stretch: int, fraction: float) -> RoadPoint:
    """Put a point on a road, that far along its points."""
    line = roads.stretches.line(stretch)
    along = along_m(line[:, 0], line[:, 1], np.array([0, len(line)]))
    at = fraction * along[-1]
    lon, lat = (float(np.interp(at, along, line[:, axis])) for axis in (0, 1))
    edges = np.flatnonzero(roads.edges.stretch == stretch).tolist()
    forward = roads.edges.forward
    return RoadPoint(
        lon=lon,
        lat=lat,
        road_lon=lon,
        road_lat=lat,
        distance_m=0.0,
        stretch=stretch,
        fraction=fraction,
        edges=tuple((e, fraction if forward[e] else 1 - fraction) for e in edges),
    )


_places = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(
    lambda place: (100.0 * place[0], 75.0 * place[1])
)


@st.composite
def networks(draw: st.DrawFn) -> RoadNetwork:
    """Draw a few nodes, some in one place, and roads of every sort between them."""
    nodes = draw(st.lists(_places, min_size=1, max_size=5))
    numbers = st.integers(0, len(nodes) - 1)
    street = st.builds(
        Street,
        tail=numbers,
        head=numbers,
        by=st.lists(_places, max_size=2),
        one_way=st.booleans(),
        kind=st.sampled_from(["primary", "residential", "service"]),
        restricted=st.sampled_from([False, False, False, True]),
        limit_kph=st.sampled_from([float("nan"), 20.0, 50.0]),
        gates=st.sampled_from([(), (), (), (0.5,), (0.25,), (0.25, 0.75)]),
    )
    streets = draw(st.lists(street, min_size=1, max_size=7))
    edges = sum(1 if street.one_way else 2 for street in streets)
    pair = st.tuples(st.integers(0, edges - 1), st.integers(0, edges - 1))
    bans = draw(st.lists(pair, max_size=3))
    blocked = draw(st.lists(numbers, max_size=1))
    roads = network(nodes, streets, bans=bans, blocked=blocked)
    walks = draw(st.lists(_walks(roads), max_size=4))
    return network(
        nodes,
        streets,
        bans=bans,
        way_bans=[walk for walk in walks if len(walk) > 2],
        blocked=blocked,
    )


@st.composite
def _walks(draw: st.DrawFn, roads: RoadNetwork) -> list[int]:
    """Draw up to four edges, each of which begins where the last one ends."""
    walk = [draw(st.integers(0, len(roads.edges) - 1))]
    for _ in range(draw(st.integers(2, 3))):
        after = np.flatnonzero(roads.edges.tail == roads.edges.head[walk[-1]])
        if len(after):
            walk.append(draw(st.sampled_from(after.tolist())))
    return walk


@st.composite
def points_on(draw: st.DrawFn, roads: RoadNetwork) -> RoadPoint:
    """Draw a point of a network, often at a gate, at an end or at another point."""
    stretch = draw(st.integers(0, len(roads.stretches) - 1))
    fraction = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1))
    return point_on(roads, stretch, fraction)
