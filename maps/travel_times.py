"""Travel times and routes between points on the roads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maps import ragged
from maps.geometry import local_m
from maps.paths.engine import UNREACHABLE_MS, ArcGraph, Seeds
from maps.paths.engines import Engines
from maps.paths.kept_tree import KeptTree
from maps.road_network import Bools, Floats, Ints, Longs, RoadNetwork, Rows
from maps.snapping import RoadPoint
from maps.speeds import RoadTimes, SpeedProfile, road_times
from maps.turns import Turns, turns_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Route:
    """A way through the roads.

    seconds : median travel time. distance_m : driven. edges : directed edges in
    order, the first and last driven in part. line : [k, 2], lon, lat. at_s : [k],
    seconds from the start at each of its points; what turns cost is spread over all.
    """

    seconds: float
    distance_m: float
    edges: tuple[int, ...]
    line: Floats
    at_s: Floats


class TurnGraph:
    """What travel times need of a network at any speeds; made once.

    keep : what is worked out, in the cache folder, for the next time. progress : told
    if that goes wrong.
    """

    def __init__(
        self,
        roads: RoadNetwork,
        *,
        keep: bool = True,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.roads = roads
        self.turns = turns_of(roads)
        self.leaving = _by_tail(self.turns, len(roads.edges))
        self.driven_by = _nodes_of_edges(self.turns)
        self.standing_first = np.searchsorted(
            roads.standing.edge, np.arange(len(roads.edges) + 1)
        )
        self.place = _middles(roads)[self.turns.edge]
        self.tree = KeptTree(
            self.turns.tail, self.turns.head, self.place, keep=keep, progress=progress
        )


class TravelTimes:
    """One network at one set of speeds, ready to be asked.

    Parameters
    ----------
    roads : a network, or its `TurnGraph`, which several speeds can share.
    emergency : with lights and siren.
    closed : directed edges that nobody may drive into.
    hour : of the week, for the profile's factors; None leaves them out.
    """

    def __init__(
        self,
        roads: RoadNetwork | TurnGraph,
        profile: SpeedProfile | None = None,
        *,
        emergency: bool = False,
        closed: Sequence[int] = (),
        hour: int | None = None,
    ) -> None:
        graph = roads if isinstance(roads, TurnGraph) else TurnGraph(roads)
        self._graph = graph
        self._roads, self._turns = graph.roads, graph.turns
        self._open = _may_enter(graph, closed)
        speeds = profile or SpeedProfile()
        self._times = road_times(
            self._roads, self._turns, speeds, emergency=emergency, hour=hour
        )
        self.graph = _graph(self._turns, self._times, self._open)
        self._engines = Engines(self.graph, graph.tree)

    @property
    def roads(self) -> RoadNetwork:
        """The network."""
        return self._roads

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
        engine = self._engines.for_work(min(len(starts), len(ends)))
        ms = engine.matrix(self._starts(starts), self._ends(ends), limit_ms)
        seconds = np.where(ms == UNREACHABLE_MS, np.inf, ms / 1000)
        for i, j in _shared_stretches(starts, ends):
            seconds[i, j] = min(seconds[i, j], self._direct(starts[i], ends[j])[0])
        if limit_s is not None:
            seconds[seconds > limit_s] = np.inf
        return seconds

    def close(self, edges: Sequence[int]) -> None:
        """Let nobody drive into these edges, and open what was closed before.

        Where few edges change, that takes milliseconds: what is prepared stays.
        """
        may_enter = _may_enter(self._graph, edges)
        arcs = np.flatnonzero(may_enter != self._open)
        self._open = may_enter
        self.graph = _graph(self._turns, self._times, may_enter)
        self._engines.change(self.graph, arcs)

    def expect(self, routes: int) -> None:
        """Make ready for as many routes as will be asked for one by one."""
        self._engines.for_work(routes)

    def route(self, start: RoadPoint, end: RoadPoint) -> Route | None:
        """Return the fastest way, None without one; its time is the matrix's."""
        way = self.way(start, end)
        return None if way is None else self._route(*way, start, end)

    def way(
        self, start: RoadPoint, end: RoadPoint
    ) -> tuple[float, tuple[int, ...]] | None:
        """Return a route's seconds and edges alone: all that many trips need."""
        seconds, edge = self._direct(start, end)
        engine = self._engines.for_work(1)
        path = engine.path(self._starts([start]), self._ends([end]), 0, 0)
        if path is not None and path.ms / 1000 < seconds:
            first = self._first_edge(start, path.nodes[0])
            onward = self._turns.edge[list(path.nodes)].tolist()
            return path.ms / 1000, (first, *onward)
        return None if edge is None else (seconds, (edge,))

    def field_s(
        self,
        points: Sequence[RoadPoint],
        edge: Rows,
        fraction: Floats,
        *,
        towards: bool = False,
        limit_s: float | None = None,
    ) -> Floats:
        """Median seconds from the nearest of some points to places on edges.

        Parameters
        ----------
        edge, fraction : [k], edges and how far along them the places are.
        towards : from each place to its nearest point instead.

        Returns
        -------
        [k], whole milliseconds each; `inf` without a way, or none within the limit.
        """
        limit_ms = None if limit_s is None else round(1000 * limit_s)
        seeds = self._ends(points) if towards else self._starts(points)
        ms = self._engines.field_ms(seeds, limit_ms, backwards=towards)
        part = self._parts(edge, fraction)
        if towards:
            ms = self._after(ms)[edge] + self._times.edge_ms[edge] - part
        else:
            ms = self._before(ms)[edge] + part
        for own, own_fraction in (pair for point in points for pair in point.edges):
            ahead = fraction <= own_fraction if towards else fraction >= own_fraction
            rows = np.flatnonzero(ahead & (edge == own))
            straight = np.abs(part[rows] - self._part(own, own_fraction))
            ms[rows] = np.minimum(ms[rows], straight)
        if limit_ms is not None:
            ms[ms > limit_ms] = np.inf
        seconds: Floats = ms / 1000
        return seconds

    def _before(self, ms: Floats) -> Floats:
        """To the start of each edge, by its best copy; ms is to each node."""
        best = ms[: len(self._roads.edges)].copy()
        np.minimum.at(best, self._turns.edge, ms)
        return best

    def _after(self, ms: Floats) -> Floats:
        """From the end of each edge, by its best turn, on; ms is from each node."""
        best = np.full(len(ms), np.inf)
        onward = (self._times.turn_ms + ms[self._turns.head])[self._open]
        np.minimum.at(best, self._turns.tail[self._open], onward)
        return best

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

    def _parts(self, edge: Rows, fraction: Floats) -> Longs:
        """As `_part`, for many places."""
        rows, first = ragged.take(self._graph.standing_first, edge)
        ahead = np.repeat(fraction, np.diff(first))
        passed = self._roads.standing.fraction[rows] < ahead
        delays = np.where(passed, self._times.standing_ms[rows], 0)
        until = np.concatenate(([0], np.cumsum(delays)))[first]
        rolling = np.rint(fraction * self._times.drive_ms[edge]).astype(np.int64)
        parts: Longs = rolling + np.diff(until)
        return parts

    def _starts(self, points: Sequence[RoadPoint]) -> Seeds:
        """From each point to the nodes after its edges: rest of the edge, and turn."""
        first, edge, fraction = _edges_of(points)
        rest = self._times.edge_ms[edge] - self._parts(edge, fraction)
        turns, turn_first = ragged.take(self._graph.leaving, edge)
        cost = np.repeat(rest, np.diff(turn_first)) + self._times.turn_ms[turns]
        may = self._open[turns]
        until = np.concatenate(([0], np.cumsum(may)))
        return Seeds(
            first=until[turn_first[first]],
            node=self._turns.head[turns][may],
            offset_ms=cost[may],
        )

    def _ends(self, points: Sequence[RoadPoint]) -> Seeds:
        """From the start of each of a point's edges to the point."""
        first, edge, fraction = _edges_of(points)
        rows, node_first = ragged.take(self._graph.driven_by[0], edge)
        parts = self._parts(edge, fraction)
        return Seeds(
            first=node_first[first],
            node=self._graph.driven_by[1][rows],
            offset_ms=np.repeat(parts, np.diff(node_first)),
        )

    def _first_edge(self, start: RoadPoint, node: int) -> int:
        """Return the start's own edge from which the path's first node is cheapest."""
        options = []
        for edge, fraction in start.edges:
            rest = int(self._times.edge_ms[edge]) - self._part(edge, fraction)
            turns = slice(*self._graph.leaving[edge : edge + 2])
            there = self._open[turns] & (self._turns.head[turns] == node)
            costs = self._times.turn_ms[turns][there].tolist()
            options += [(rest + cost, edge) for cost in costs]
        return min(options)[1]

    def _route(
        self, seconds: float, edges: tuple[int, ...], start: RoadPoint, end: RoadPoint
    ) -> Route:
        begin, stop = dict(start.edges)[edges[0]], dict(end.edges)[edges[-1]]
        line, at_s = self._line(edges, begin, stop, start, end)
        length = self._roads.stretches.length_m[self._roads.edges.stretch[list(edges)]]
        metres = length.sum() - begin * length[0] - (1 - stop) * length[-1]
        return Route(
            seconds=seconds,
            distance_m=float(metres),
            edges=edges,
            line=line,
            at_s=at_s * (seconds / at_s[-1]) if at_s[-1] > 0 else at_s,
        )

    def _line(
        self,
        edges: tuple[int, ...],
        begin: float,
        stop: float,
        start: RoadPoint,
        end: RoadPoint,
    ) -> tuple[Floats, Floats]:
        """Return a way's points, and the seconds along its edges at each."""
        parts = [self._edge_line(edge) for edge in edges]
        lengths = [np.concatenate(([0.0], _shares(part))) for part in parts]
        edge_s = self._times.edge_ms[list(edges)] / 1000
        until_s = np.concatenate(([0.0], np.cumsum(edge_s))) - begin * edge_s[0]
        keep = [np.ones(len(part), np.bool_) for part in parts]
        keep[0] &= lengths[0] > begin
        keep[-1] &= lengths[-1] < stop
        rows = range(len(edges))
        points = np.concatenate(
            (
                [[start.road_lon, start.road_lat]],
                *(parts[row][keep[row]] for row in rows),
                [[end.road_lon, end.road_lat]],
            )
        )
        at_s = np.concatenate(
            (
                [0.0],
                *(until_s[row] + edge_s[row] * lengths[row][keep[row]] for row in rows),
                [until_s[-1] - (1.0 - stop) * edge_s[-1]],
            )
        )
        fresh = np.ones(len(points), np.bool_)
        fresh[1:-1] = (points[1:-1] != points[:-2]).any(axis=1)
        return points[fresh], np.maximum(at_s[fresh], 0.0)

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


def _graph(turns: Turns, times: RoadTimes, may_enter: Bools) -> ArcGraph:
    """A node for each edge ("about to drive it") and copy, an arc for each turn."""
    cost = times.edge_ms[turns.from_edge] + times.turn_ms
    return ArcGraph(
        n_nodes=len(turns.edge),
        tail=turns.tail,
        head=turns.head,
        weight_ms=np.where(may_enter, cost, UNREACHABLE_MS),
    )


def _middles(roads: RoadNetwork) -> Floats:
    """Middle of every edge's ends, flat metres."""
    nodes, edges = roads.nodes, roads.edges
    lon = (nodes.lon[edges.tail] + nodes.lon[edges.head]) / 2
    lat = (nodes.lat[edges.tail] + nodes.lat[edges.head]) / 2
    return local_m(lon, lat, float(nodes.lat.mean()))


def _may_enter(graph: TurnGraph, closed: Sequence[int]) -> Bools:
    """Whether each turn leads into an edge that is open."""
    is_open = np.ones(len(graph.roads.edges), np.bool_)
    is_open[np.array(closed, np.int64)] = False
    may: Bools = is_open[graph.turns.to_edge]
    return may


def _by_tail(turns: Turns, n_edges: int) -> NDArray[np.int64]:
    """First turn of each edge, whatever came before: turns are in order of tails."""
    return np.searchsorted(turns.tail, np.arange(n_edges + 1))


def _nodes_of_edges(turns: Turns) -> tuple[Longs, Ints]:
    """Nodes that are about to drive each edge, itself first: where they begin, all."""
    nodes = np.argsort(turns.edge, kind="stable").astype(np.int32)
    return ragged.firsts(np.bincount(turns.edge)), nodes


def _edges_of(points: Sequence[RoadPoint]) -> tuple[Longs, Longs, Floats]:
    """Edges of all points with fractions, and where each point's begin."""
    first = ragged.firsts(np.array([len(point.edges) for point in points], np.int64))
    pairs = np.array([pair for point in points for pair in point.edges])
    edge, fraction = pairs.reshape(-1, 2).T
    return first, edge.astype(np.int64), fraction


def _shared_stretches(
    starts: Sequence[RoadPoint], ends: Sequence[RoadPoint]
) -> list[tuple[int, int]]:
    """Pairs on the same piece of road."""
    one = np.array([point.stretch for point in starts])
    other = np.array([point.stretch for point in ends])
    pairs = np.argwhere(one[:, None] == other[None, :])
    return [(int(i), int(j)) for i, j in pairs]
