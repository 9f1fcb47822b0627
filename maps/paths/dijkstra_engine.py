"""The reference engine: scipy's Dijkstra, from the smaller side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maps import ragged
from maps.paths.engine import FARTHEST_MS, UNREACHABLE_MS, ArcGraph, Path, Seeds
from maps.road_network import Rows

_NO_NODE = -9999  # scipy's mark for "no predecessor"


class DijkstraEngine:
    """Exact and without preparation; each call searches anew.

    Weights are whole milliseconds in float64, exact up to 2**53.
    """

    def __init__(self, graph: ArcGraph) -> None:
        self._graph = graph

    def matrix(
        self, starts: Seeds, ends: Seeds, limit_ms: int | None
    ) -> NDArray[np.int64]:
        """Milliseconds [starts, ends]; UNREACHABLE_MS without a path in the limit."""
        if len(starts) < len(ends):
            return self._search(starts, ends, limit_ms, backwards=False)
        return self._search(ends, starts, limit_ms, backwards=True).T

    def path(self, starts: Seeds, ends: Seeds, start: int, end: int) -> Path | None:
        """Return the path between one start and one end, None without one."""
        first, targets = _only(starts, start), _only(ends, end)
        limit = self._search(first, targets, None, backwards=False)[0, 0]
        if limit == UNREACHABLE_MS:
            return None
        source = self._graph.n_nodes
        times, before = dijkstra(
            self._with_places(first, backwards=False),
            indices=[source],
            limit=float(limit),
            return_predecessors=True,
        )
        totals = times[0, targets.node] + targets.offset_ms
        node = int(targets.node[np.argmin(totals)])
        return Path(ms=int(limit), nodes=_walk(before[0].tolist(), source, node))

    def field_ms(
        self, places: Seeds, limit_ms: int | None, *, backwards: bool
    ) -> NDArray[np.float64]:
        """Milliseconds [nodes] from the nearest of all places to each node.

        Backwards: from each node to its nearest place. `inf` without a path in the
        limit.
        """
        together = Seeds(
            first=np.array([0, len(places.node)]),
            node=places.node,
            offset_ms=places.offset_ms,
        )
        graph = self._with_places(together, backwards=backwards)
        times: NDArray[np.float64] = dijkstra(
            graph, indices=[self._graph.n_nodes], limit=_limit(limit_ms)
        )[0]
        return times[:-1]

    def _search(
        self, sources: Seeds, targets: Seeds, limit_ms: int | None, *, backwards: bool
    ) -> NDArray[np.int64]:
        """Milliseconds [sources, targets]: one search for each source."""
        if not len(sources) or not len(targets):
            return np.full((len(sources), len(targets)), UNREACHABLE_MS, np.int64)
        graph = self._with_places(sources, backwards=backwards)
        limit = _limit(limit_ms)
        rows = [
            self._row(graph, self._graph.n_nodes + source, targets, limit)
            for source in range(len(sources))
        ]
        best = np.array(rows)
        far = np.isinf(best) | (best > limit)
        best[far] = 0
        return np.where(far, UNREACHABLE_MS, best.astype(np.int64))

    def _row(
        self, graph: csr_array, source: int, targets: Seeds, limit: float
    ) -> NDArray[np.float64]:
        times = dijkstra(graph, indices=[source], limit=limit)[0]
        totals = times[targets.node] + targets.offset_ms
        least = np.full(len(targets), np.inf)
        # Where a place has no node, reduceat would give the next place's time.
        some = np.diff(targets.first) > 0
        if some.any():
            least[some] = np.minimum.reduceat(totals, targets.first[:-1][some])
        return least

    def _with_places(self, places: Seeds, *, backwards: bool) -> csr_array:
        """Return the graph with one more node for each place, before its seeds."""
        graph = self._graph
        ends = (graph.head, graph.tail) if backwards else (graph.tail, graph.head)
        numbers = np.arange(len(places), dtype=np.int32) + np.int32(graph.n_nodes)
        own = np.repeat(numbers, np.diff(places.first))
        tail = np.concatenate((ends[0], own))
        head = np.concatenate((ends[1], places.node))
        weight = np.concatenate((graph.weight_ms, places.offset_ms)).astype(float)
        return _csr(tail, head, weight, graph.n_nodes + len(places))


def _limit(limit_ms: int | None) -> float:
    """Return the time at which a search ends: before any closed arc."""
    farthest = FARTHEST_MS - 1
    return float(farthest if limit_ms is None else min(limit_ms, farthest))


def _csr(tail: Rows, head: Rows, weight: NDArray[np.float64], size: int) -> csr_array:
    """Build row lists directly: scipy's own way would sum parallel arcs."""
    order = np.argsort(tail, kind="stable")
    first = ragged.firsts(np.bincount(tail, minlength=size))
    rows = (weight[order], head[order].astype(np.int32), first.astype(np.int32))
    return csr_array(rows, shape=(size, size))


def _only(places: Seeds, row: int) -> Seeds:
    part = slice(places.first[row], places.first[row + 1])
    return Seeds(
        first=np.array([0, part.stop - part.start]),
        node=places.node[part],
        offset_ms=places.offset_ms[part],
    )


def _walk(before: Sequence[int], source: int, node: int) -> tuple[int, ...]:
    nodes = []
    while node not in {source, _NO_NODE}:
        nodes.append(node)
        node = before[node]
    return cast("tuple[int, ...]", tuple(reversed(nodes)))
