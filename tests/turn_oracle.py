"""Shortest times by other code: networkx on a graph of turns, cut at the points.

Nothing here comes from the product but the network's raw arrays. The rules are
written anew, from their words:

- a road is driven at its class's speed, at the posted limit where that is lower;
- a change of direction by more than 45 degrees costs 12 s where three arms meet or
  more; back along the same road, 12 s, and only at a dead end or before what blocks;
- leaving the public road for a restricted one costs 15 s, a gate 10 s;
- a drive remembers the edges just behind it, as far as bans over ways name them, and
  never completes a ban;
- with lights and siren all of it takes 0.8 of that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import asin, atan2, cos, degrees, hypot, isnan, radians, sin, sqrt

import networkx

from maps.road_network import RoadNetwork

KPH = {
    "motorway": 86,
    "trunk": 55,
    "primary": 37,
    "secondary": 34,
    "tertiary": 27,
    "residential": 23,
    "living_street": 12,
    "service": 12,
    "other": 30,
}
CLASSES = (
    *("motorway", "trunk", "primary", "secondary", "tertiary"),
    *("residential", "living_street", "service", "other"),
)
GATE = 4
GATE_S, TURN_S, RESTRICTED_S = 10.0, 12.0, 15.0
EARTH_M = 6_371_008.8

Point = tuple[float, float]
Line = list[Point]

Spot = tuple[tuple[int, float], ...]
"""A point as (edge, fraction along it), one or two."""

State = tuple[tuple[int, ...], int]
"""Edges just behind, and the edge that is driven."""


@dataclass(frozen=True)
class Oracle:
    """The graph: (edge, fraction) to (edge, fraction), seconds."""

    graph: networkx.DiGraph[object]

    def seconds(self, start: Spot, end: Spot) -> float:
        """Return the least seconds from point to point, inf without a way."""
        try:
            return float(
                networkx.bidirectional_dijkstra(
                    self.graph, ("from", start), ("to", end), weight="s"
                )[0]
            )
        except networkx.NetworkXNoPath:
            return float("inf")


def oracle(roads: RoadNetwork, spots: Iterable[Spot], *, emergency: bool) -> Oracle:
    """Build the graph, with every road cut at the given points."""
    factor = 0.8 if emergency else 1.0
    graph: networkx.DiGraph[object] = networkx.DiGraph()
    spots = set(spots)
    turns = _remembering(roads)
    states: dict[int, set[State]] = defaultdict(set)
    for here, there, seconds in turns:
        graph.add_edge((here, "end"), (there, "begin"), s=seconds * factor)
        states[there[1]].add(there)
    for edge in range(len(roads.edges.tail)):
        states[edge].add(((), edge))
    for edge, begin, end, seconds in _drives(roads, _cuts(spots)):
        for state in states[edge]:
            graph.add_edge((state, begin), (state, end), s=seconds * factor)
    for spot in spots:
        for edge, fraction in spot:
            graph.add_edge(("from", spot), (((), edge), fraction), s=0.0)
            for state in states[edge]:
                graph.add_edge((state, fraction), ("to", spot), s=0.0)
    return Oracle(graph)


def _remembering(roads: RoadNetwork) -> list[tuple[State, State, float]]:
    """Turns from state to state: what is behind matters while bans name it."""
    banned = {tuple(e for e in row if e >= 0) for row in roads.way_bans.tolist()}
    named = {edge for row in banned for edge in row}
    most = max(map(len, banned), default=2) - 2
    onward: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for edge, other, seconds in _turns(roads):
        onward[edge].append((other, seconds))
    found = []
    ahead: list[State] = [((), edge) for edge in range(len(roads.edges.tail))]
    seen = set(ahead)
    while ahead:
        behind, edge = ahead.pop()
        for other, seconds in onward[edge]:
            drive = (*behind, edge, other)
            if any(drive[-size:] in banned for size in range(3, len(drive) + 1)):
                continue
            behind_then = _named_end(drive[:-1], named)[:most][::-1]
            state = (behind_then if other in named else (), other)
            found.append(((behind, edge), state, seconds))
            if state not in seen:
                seen.add(state)
                ahead.append(state)
    return found


def _named_end(drive: tuple[int, ...], named: set[int]) -> tuple[int, ...]:
    """Return the last edges of a drive, last first, until one that no ban names."""
    return tuple(takewhile(lambda edge: edge in named, reversed(drive)))


def _cuts(spots: Iterable[Spot]) -> dict[int, set[float]]:
    cuts: dict[int, set[float]] = defaultdict(set)
    for spot in spots:
        for edge, fraction in spot:
            cuts[edge].add(fraction)
    return cuts


def _drives(
    roads: RoadNetwork, cuts: dict[int, set[float]]
) -> Iterator[tuple[int, object, object, float]]:
    """Drive every edge, piece by piece: the edge, from where, to where, seconds."""
    gates: dict[int, list[float]] = defaultdict(list)
    rows = zip(
        roads.standing.edge.tolist(),
        roads.standing.fraction.tolist(),
        roads.standing.kind.tolist(),
        strict=True,
    )
    for edge, fraction, kind in rows:
        if kind == GATE:
            gates[edge].append(fraction)
    for edge in range(len(roads.edges.tail)):
        whole_s = _edge_s(roads, edge)
        stops = [("begin", 0.0), *((f, f) for f in sorted(cuts[edge])), ("end", 1.0)]
        for here, there in pairwise(stops):
            last = there[0] == "end"
            # A gate exactly at a cut is still ahead of it; one at the end is passed.
            passed = sum(
                here[1] <= gate < there[1] or (last and gate == there[1])
                for gate in gates[edge]
            )
            seconds = (there[1] - here[1]) * whole_s + passed * GATE_S
            yield edge, here[0], there[0], seconds


def _edge_s(roads: RoadNetwork, edge: int) -> float:
    stretch = int(roads.edges.stretch[edge])
    kph: float = KPH[CLASSES[int(roads.stretches.road_class[stretch])]]
    limit = float(roads.edges.limit_kph[edge])
    if not isnan(limit):
        kph = min(kph, limit)
    return length_m(points_of(roads, stretch)) / (kph * 1000 / 3600)


def _turns(roads: RoadNetwork) -> Iterator[tuple[int, int, float]]:
    """Turn from the end of an edge to the beginning of the next."""
    tail, head = roads.edges.tail.tolist(), roads.edges.head.tolist()
    stretch = roads.edges.stretch.tolist()
    banned = set(map(tuple, roads.bans.tolist()))
    restricted = roads.stretches.restricted.tolist()
    blocked = roads.nodes.blocked.tolist()
    arms = _arms(roads)
    leaving: dict[int, list[int]] = defaultdict(list)
    for edge, node in enumerate(tail):
        leaving[node].append(edge)
    lines = {edge: driven(roads, edge) for edge in range(len(tail))}
    for edge, node in enumerate(head):
        for other in leaving[node]:
            back = stretch[edge] == stretch[other] and edge != other
            if (edge, other) in banned or not (
                (blocked[node] or len(leaving[node]) == 1)
                if back
                else not blocked[node]
            ):
                continue
            bends = arms[node] >= 3 and _bend(lines[edge], lines[other]) > 45
            seconds = TURN_S if back or bends else 0.0
            if restricted[stretch[other]] and not restricted[stretch[edge]]:
                seconds += RESTRICTED_S
            yield edge, other, seconds


def _arms(roads: RoadNetwork) -> Counter[int]:
    """Count ends of roads at each node; a two-way road has one end there, not two."""
    ends: dict[int, tuple[int, int]] = {}
    for edge, stretch in enumerate(roads.edges.stretch.tolist()):
        ends[stretch] = (int(roads.edges.tail[edge]), int(roads.edges.head[edge]))
    return Counter(node for pair in ends.values() for node in pair)


def _bend(arriving: Line, leaving: Line) -> float:
    """Change of direction, 0 to 180 degrees."""
    ax, ay = _step(*_last_two(arriving))
    bx, by = _step(*_last_two(leaving[::-1])[::-1])
    if (ax, ay) == (0, 0) or (bx, by) == (0, 0):
        return 0.0  # a road without length has no direction
    return abs(degrees(atan2(ax * by - ay * bx, ax * bx + ay * by)))


def _last_two(line: Line) -> tuple[Point, Point]:
    """Return the last two points that differ."""
    end = line[-1]
    before = next((point for point in reversed(line) if point != end), end)
    return before, end


def _step(here: Point, there: Point) -> Point:
    shrink = cos(radians((here[1] + there[1]) / 2))
    return (there[0] - here[0]) * shrink, there[1] - here[1]


def points_of(roads: RoadNetwork, stretch: int) -> Line:
    """Return the points of a stretch, lon, lat."""
    first, last = roads.stretches.first[stretch : stretch + 2].tolist()
    lon, lat = roads.stretches.lon[first:last], roads.stretches.lat[first:last]
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def driven(roads: RoadNetwork, edge: int) -> Line:
    """Return the points of an edge in the order in which it is driven."""
    points = points_of(roads, int(roads.edges.stretch[edge]))
    return points if roads.edges.forward[edge] else points[::-1]


def length_m(points: Iterable[Point]) -> float:
    """Add up a line's great-circle metres."""
    return sum(apart_m(here, there) for here, there in pairwise(points))


def apart_m(here: Point, there: Point) -> float:
    """Great-circle metres between two points, lon, lat."""
    half_north = radians(there[1] - here[1]) / 2
    half_east = radians(there[0] - here[0]) / 2
    across = sqrt(cos(radians(here[1])) * cos(radians(there[1])))
    return 2 * EARTH_M * asin(hypot(sin(half_north), across * sin(half_east)))
