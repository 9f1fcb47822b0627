"""Travel times and routes between points on the roads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maps import ragged
from maps.dijkstra_engine import DijkstraEngine
from maps.engine import UNREACHABLE_MS, ArcGraph, Engine, Seeds
from maps.road_network import Floats, RoadNetwork
from maps.snapping import RoadPoint
from maps.speeds import RoadTimes, SpeedProfile, road_times
from maps.turns import Turns, turns_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Route:
    """A way through the roads.

    seconds : median travel time. distance_m : driven. edges : directed edges in
    order, the first and last driven in part. line : [k, 2], lon, lat.
    """

    seconds: float
    distance_m: float
    edges: tuple[int, ...]
    line: Floats


class TravelTimes:
    """One network at one set of speeds, ready to be asked."""

    def __init__(
        self,
        roads: RoadNetwork,
        profile: SpeedProfile | None = None,
        *,
        emergency: bool = False,
    ) -> None:
        self._roads = roads
        self._turns = turns_of(roads)
        speeds = profile or SpeedProfile()
        self._times = road_times(roads, self._turns, speeds, emergency=emergency)
        self._leaving = _by_from_edge(self._turns, len(roads.edges))
        self._engine: Engine = DijkstraEngine(_graph(roads, self._turns, self._times))

    def seconds(
        self,
        starts: Sequence[RoadPoint],
        ends: Sequence[RoadPoint],
        *,
        limit_s: float | None = None,
    ) -> Floats:
        """Median travel times, seconds [starts, ends], whole milliseconds each.

        `inf` where there is no way, or none within the limit.
        """
        limit_ms = None if limit_s is None else round(1000 * limit_s)
        ms = self._engine.matrix(self._starts(starts), self._ends(ends), limit_ms)
        seconds = np.where(ms == UNREACHABLE_MS, np.inf, ms / 1000)
        for i, j in _shared_stretches(starts, ends):
            seconds[i, j] = min(seconds[i, j], self._direct(starts[i], ends[j])[0])
        return seconds

    def route(self, start: RoadPoint, end: RoadPoint) -> Route | None:
        """Return the fastest way, None where there is none; its time is the matrix's."""
        seconds, edge = self._direct(start, end)
        path = self._engine.path(self._starts([start]), self._ends([end]), 0, 0)
        if path is not None and path.ms / 1000 < seconds:
            first = self._first_edge(start, path.nodes[0], path.ms, end)
            return self._route(path.ms / 1000, (first, *path.nodes), start, end)
        return None if edge is None else self._route(seconds, (edge,), start, end)

    def _direct(self, start: RoadPoint, end: RoadPoint) -> tuple[float, int | None]:
        """Seconds along the one edge that both are on, driving straight ahead."""
        best: tuple[float, int | None] = (np.inf, None)
        there = dict(end.edges)
        for edge, fraction in start.edges:
            if there.get(edge, -1.0) >= fraction:
                part = self._part(edge, there[edge]) - self._part(edge, fraction)
                best = min(best, (part / 1000, edge), key=lambda pair: pair[0])
        return best

    def _part(self, edge: int, fraction: float) -> int:
        return self._times.part_ms(self._roads.standing, edge, fraction)

    def _starts(self, points: Sequence[RoadPoint]) -> Seeds:
        """From each point to the edges after its own: rest of the edge, and turn."""
        rows: list[tuple[int, int]] = []
        sizes = []
        for point in points:
            own = [pair for edge in point.edges for pair in self._onward(*edge)]
            rows += own
            sizes.append(len(own))
        return _seeds(rows, sizes)

    def _onward(self, edge: int, fraction: float) -> list[tuple[int, int]]:
        rest = int(self._times.edge_ms[edge]) - self._part(edge, fraction)
        first, last = self._leaving[edge : edge + 2]
        nexts = self._turns.to_edge[first:last].tolist()
        costs = self._times.turn_ms[first:last].tolist()
        return [(node, rest + cost) for node, cost in zip(nexts, costs, strict=True)]

    def _ends(self, points: Sequence[RoadPoint]) -> Seeds:
        """From the start of each of a point's edges to the point."""
        rows = [(e, self._part(e, f)) for point in points for e, f in point.edges]
        return _seeds(rows, [len(point.edges) for point in points])

    def _first_edge(self, start: RoadPoint, node: int, ms: int, end: RoadPoint) -> int:
        """Return the start's own edge that the path leaves by: the cheapest onto its node."""
        options = [
            (cost, edge)
            for edge, fraction in start.edges
            for after, cost in self._onward(edge, fraction)
            if after == node
        ]
        return min(options)[1]

    def _route(
        self, seconds: float, edges: tuple[int, ...], start: RoadPoint, end: RoadPoint
    ) -> Route:
        begin, stop = dict(start.edges)[edges[0]], dict(end.edges)[edges[-1]]
        line = self._line(edges, begin, stop, start, end)
        length = self._roads.stretches.length_m[self._roads.edges.stretch[list(edges)]]
        metres = length.sum() - begin * length[0] - (1 - stop) * length[-1]
        return Route(
            seconds=seconds, distance_m=float(metres), edges=edges, line=line
        )

    def _line(
        self,
        edges: tuple[int, ...],
        begin: float,
        stop: float,
        start: RoadPoint,
        end: RoadPoint,
    ) -> Floats:
        parts = [self._edge_line(edge) for edge in edges]
        lengths = [np.concatenate(([0.0], _shares(part))) for part in parts]
        first = lengths[0] > begin
        last = lengths[-1] < stop
        if len(edges) == 1:
            inner = [parts[0][first & last]]
        else:
            inner = [parts[0][first], *parts[1:-1], parts[-1][last]]
        ends = (
            np.array([[start.road_lon, start.road_lat]]),
            np.array([[end.road_lon, end.road_lat]]),
        )
        points = np.concatenate((ends[0], *inner, ends[1]))
        fresh = np.ones(len(points), np.bool_)
        fresh[1:-1] = (points[1:-1] != points[:-2]).any(axis=1)
        return points[fresh]

    def _edge_line(self, edge: int) -> Floats:
        line = self._roads.stretches.line(int(self._roads.edges.stretch[edge]))
        return line if self._roads.edges.forward[edge] else line[::-1]


def _shares(line: Floats) -> Floats:
    """Share of a line's length at each point after the first."""
    step = np.diff(line, axis=0)
    step[:, 0] *= np.cos(np.radians(line[0, 1]))
    along = np.cumsum(np.hypot(step[:, 0], step[:, 1]))
    shares: Floats = along / along[-1] if along[-1] else along
    return shares


def _graph(roads: RoadNetwork, turns: Turns, times: RoadTimes) -> ArcGraph:
    """A node for each edge ("about to drive it"), an arc for each turn."""
    return ArcGraph(
        n_nodes=len(roads.edges),
        tail=turns.from_edge,
        head=turns.to_edge,
        weight_ms=times.edge_ms[turns.from_edge] + times.turn_ms,
    )


def _by_from_edge(turns: Turns, n_edges: int) -> NDArray[np.int64]:
    """First turn of each edge: turns are in order of the edge they leave."""
    return np.searchsorted(turns.from_edge, np.arange(n_edges + 1))


def _seeds(rows: list[tuple[int, int]], sizes: list[int]) -> Seeds:
    table = np.array(rows, np.int64).reshape(-1, 2)
    return Seeds(
        first=ragged.firsts(np.array(sizes, np.int64)),
        node=table[:, 0].astype(np.int32),
        offset_ms=table[:, 1],
    )


def _shared_stretches(
    starts: Sequence[RoadPoint], ends: Sequence[RoadPoint]
) -> list[tuple[int, int]]:
    """Pairs on the same piece of road."""
    return [
        (i, j)
        for i, start in enumerate(starts)
        for j, end in enumerate(ends)
        if start.stretch == end.stretch
    ]
