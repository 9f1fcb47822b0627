"""The engines that are compared, ours and others', behind one small form.

Every one gets the same whole milliseconds, the cheapest of parallel arcs kept, and is
used in its best way: what searches once a place does so for the smaller side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.elimination import eliminate
from maps.paths.engine import UNREACHABLE_MS, ArcGraph, Seeds
from maps.paths.node_order import node_order
from maps.paths.tree_labels import TreeLabelEngine
from maps.road_network import Floats, Longs

LIMIT_MS = 15 * 60 * 1000
_CLOSED = 2**31 - 1  # what RoutingKit takes for "no way"
SAMPLED = 3
"""Ends that networkx searches from."""


class Peer(Protocol):
    """An engine, prepared for one graph."""

    def reweight(self, weight_ms: Longs) -> None:
        """Take new weights, [arcs]."""
        ...

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        """Close some arcs; weight_ms are all arcs' then, [arcs]."""
        ...

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        """Milliseconds [starts, ends]."""
        ...

    def route(self, start: int, end: int) -> object:
        """Return a way, in whatever form the engine has."""
        ...


def single(nodes: Longs) -> Seeds:
    """Places that are one node each."""
    return Seeds(
        first=np.arange(len(nodes) + 1),
        node=nodes.astype(np.int32),
        offset_ms=np.zeros(len(nodes), np.int64),
    )


class TreeLabels:
    """Ours."""

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        order = node_order(graph.tail, graph.head, place)
        self._engine = TreeLabelEngine(graph, eliminate(graph.tail, graph.head, order))

    def reweight(self, weight_ms: Longs) -> None:
        self._engine.reweight(weight_ms)

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        self._engine.reweight_some(arcs, weight_ms[arcs])

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        return self._engine.matrix(single(starts), single(ends), None)

    def route(self, start: int, end: int) -> object:
        one, other = single(np.array([start])), single(np.array([end]))
        return self._engine.path(one, other, 0, 0)


class Scipy:
    """The reference: one search from each node of the smaller side."""

    limit_ms: int | None = None

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        self._graph = graph
        self._engine = DijkstraEngine(graph)

    def reweight(self, weight_ms: Longs) -> None:
        graph = self._graph
        self._engine = DijkstraEngine(
            ArcGraph(
                n_nodes=graph.n_nodes,
                tail=graph.tail,
                head=graph.head,
                weight_ms=weight_ms,
            )
        )

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        self.reweight(weight_ms)

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        return self._engine.matrix(single(starts), single(ends), self.limit_ms)

    def route(self, start: int, end: int) -> object:
        one, other = single(np.array([start])), single(np.array([end]))
        return self._engine.path(one, other, 0, 0)


class ScipyLimit(Scipy):
    """The same, no farther than 15 minutes."""

    limit_ms = LIMIT_MS


class RoutingKitCch:
    """RoutingKit's customizable contraction hierarchy, by routingkit-cch."""

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        import routingkit_cch as kit  # noqa: PLC0415 - an extra

        self._kit = kit
        tail, head = graph.tail.tolist(), graph.head.tolist()
        east, north = place.T.tolist()
        order = kit.compute_order_inertial(graph.n_nodes, tail, head, north, east)
        hierarchy = kit.CCH(order, tail, head, False)
        self._metric = kit.CCHMetric(hierarchy, graph.weight_ms.tolist())
        self._updater = kit.CCHMetricPartialUpdater(hierarchy)

    def reweight(self, weight_ms: Longs) -> None:
        self._metric.reset(weight_ms.tolist())

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        self._updater.apply(self._metric, dict.fromkeys(arcs.tolist(), _CLOSED))

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        """Pin the larger side, and sweep once for each place of the smaller."""
        query: Any
        if len(starts) < len(ends):
            query = self._kit.CCHOneToMany(self._metric, ends.tolist())
            rows = [query.distances_from(start) for start in starts.tolist()]
        else:
            query = self._kit.CCHManyToOne(self._metric, starts.tolist())
            rows = [query.distances_to(end) for end in ends.tolist()]
        # A result that outlives the next run makes the library panic.
        del query
        far = int(UNREACHABLE_MS)
        found = np.array([[far if ms is None else ms for ms in row] for row in rows])
        return found if len(starts) < len(ends) else found.T

    def route(self, start: int, end: int) -> object:
        query = self._kit.CCHQuery(self._metric)
        return query.run(start, end).arc_path


class PyRoutingKit:
    """The same hierarchy, by pyroutingkit, on the reversed graph.

    It pins the targets and sweeps once for each source: so the sources are the ends,
    which are fewer here.
    """

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        import pyroutingkit as kit  # noqa: PLC0415 - an extra

        east, north = place.astype(np.float32).T
        topology = kit.CCHTopology()
        topology.build(
            graph.head.astype(np.uint32),
            graph.tail.astype(np.uint32),
            np.ascontiguousarray(north),
            np.ascontiguousarray(east),
            graph.n_nodes,
        )
        self._metric = kit.CCHMetric(topology)
        self.reweight(graph.weight_ms)

    def reweight(self, weight_ms: Longs) -> None:
        self._metric.customize(weight_ms.astype(np.uint32))

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        closed = np.full(len(arcs), _CLOSED, np.uint32)
        self._metric.update_weights(arcs.astype(np.uint32), closed)

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        ends_32 = ends.astype(np.uint32)
        found = self._metric.distances_many_to_many(ends_32, starts.astype(np.uint32))
        return np.asarray(found).T

    def route(self, start: int, end: int) -> object:
        return self._metric.query(end, start)


class Igraph:
    """igraph's Dijkstra."""

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        import igraph  # noqa: PLC0415 - an extra

        arcs = np.column_stack((graph.tail, graph.head))
        self._graph = igraph.Graph(n=graph.n_nodes, edges=arcs, directed=True)
        self.reweight(graph.weight_ms)

    def reweight(self, weight_ms: Longs) -> None:
        self._weight = weight_ms.tolist()

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        self.reweight(weight_ms)

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        # It takes no node twice.
        one, at_one = np.unique(starts, return_inverse=True)
        other, at_other = np.unique(ends, return_inverse=True)
        found = self._graph.distances(
            other.tolist(), one.tolist(), weights=self._weight, mode="in"
        )
        return np.array(found).T[at_one][:, at_other]

    def route(self, start: int, end: int) -> object:
        return self._graph.get_shortest_paths(start, end, weights=self._weight)


class Networkx:
    """networkx's Dijkstra, from a few ends; the others would take as long each."""

    def __init__(self, graph: ArcGraph, place: Floats) -> None:
        import networkx  # noqa: PLC0415 - slow to import

        self._networkx = networkx
        self._ends = list(zip(graph.tail.tolist(), graph.head.tolist(), strict=True))
        self.reweight(graph.weight_ms)

    def reweight(self, weight_ms: Longs) -> None:
        self._graph: Any = self._networkx.DiGraph()
        rows = zip(self._ends, weight_ms.tolist(), strict=True)
        self._graph.add_weighted_edges_from((t, h, w) for (t, h), w in rows)
        self._reversed = self._graph.reverse(copy=False)

    def close(self, arcs: Longs, weight_ms: Longs) -> None:
        for arc in arcs.tolist():
            self._graph.remove_edge(*self._ends[arc])

    def matrix(self, starts: Longs, ends: Longs) -> NDArray[Any]:
        out = np.full((len(starts), len(ends)), np.nan)
        for column, end in enumerate(ends[:SAMPLED].tolist()):
            found = self._networkx.single_source_dijkstra_path_length(
                self._reversed, end
            )
            out[:, column] = [found.get(start, np.inf) for start in starts.tolist()]
        return out

    def route(self, start: int, end: int) -> object:
        return self._networkx.dijkstra_path(self._graph, start, end)


Maker = Callable[[ArcGraph, Floats], Peer]

_MAKERS: Mapping[str, tuple[str, Maker]] = {
    "tree_labels": ("numba", TreeLabels),
    "scipy": ("scipy", Scipy),
    "scipy_limit": ("scipy", ScipyLimit),
    "routingkit-cch": ("routingkit_cch", RoutingKitCch),
    "pyroutingkit": ("pyroutingkit", PyRoutingKit),
    "igraph": ("igraph", Igraph),
    "networkx": ("networkx", Networkx),
}


def installed() -> dict[str, Maker]:
    """Return the engines that can be compared here, by name."""
    return {
        name: maker for name, (module, maker) in _MAKERS.items() if find_spec(module)
    }
