"""The fast engine: customizable tree labels.

Once for a map, the graph's nodes are put in an elimination order (`elimination`).
For each set of weights, arcs are customized: lower triangles are relaxed in order.
For each question, every place gets a row: its cost to each node on its way to the
root of the elimination tree; two places meet at a node that both ways share, so the
cheapest way between them is the least sum of two rows, as far as they share them.
Rows are kept until weights change, so that only who moved costs anything.

References: Customizable Hub Labeling (arXiv:2208.08709), Stable Tree Labelling
(arXiv:2501.17379), batch customizable tree labeling (arXiv:2604.10608).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from maps.paths.change_kernels import recustomize
from maps.paths.elimination import Elimination
from maps.paths.engine import FARTHEST_MS, UNREACHABLE_MS, ArcGraph, Path, Seeds
from maps.paths.label_arrays import DOWN, UP, Reach, Room, Tree
from maps.paths.matrix_kernels import matrix
from maps.paths.node_rows import NodeRows
from maps.paths.way_kernels import find_way
from maps.paths.weight_kernels import customize, lay_weights
from maps.road_network import Bools, Ints, Longs, Rows

_ENDS_AT_ONCE = 2048
"""Ends whose rows are laid side by side: a few megabytes, which stay near."""

_FEW = 100
"""Changed arcs from which on it is faster to customize all: measured on two cities."""


class TreeLabelEngine:
    """Exact; a set of weights costs milliseconds, a question microseconds a pair.

    Its work room is its own: one thread at a time.
    """

    def __init__(self, graph: ArcGraph, tree: Elimination) -> None:
        size = tree.n_nodes
        self._graph = graph
        self._rank = tree.rank
        self._tree = _arrays(tree)
        self._node = np.empty(size, np.int32)
        self._node[tree.rank] = np.arange(size)
        self._weight = np.empty(len(graph.tail), np.int32)
        self._cost = np.empty(2 * len(tree.upper), np.int32)
        self._doubtful = np.zeros(len(tree.upper), np.bool_)
        self._room = Room(np.zeros(size, np.bool_), np.empty(size, np.int32))
        self._forth = NodeRows(self._tree, self._cost, UP, self._room)
        self._back = NodeRows(self._tree, self._cost, DOWN, self._room)
        self._reach_forth, self._reach_back = _reach(size), _reach(size)
        self.reweight(graph.weight_ms)

    def reweight(self, weight_ms: Longs) -> None:
        """Take new weights, [arcs]; the tree stays."""
        lay_weights(self._tree.slot, weight_ms, self._weight, self._cost)
        customize(self._tree.first, self._tree.closing, self._cost)
        self._forth.forget()
        self._back.forget()

    def reweight_some(self, arcs: Rows, weight_ms: Longs) -> None:
        """Take new weights of some arcs; where they are few, in far less time."""
        self._weight[arcs] = np.minimum(weight_ms, FARTHEST_MS)
        if len(arcs) > _FEW:
            self.reweight(self._weight.astype(np.int64))
            return
        changed = recustomize(
            self._tree, arcs, self._weight, self._cost, self._doubtful, self._room
        )
        self._forth.forget_below(changed)
        self._back.forget_below(changed)

    def matrix(
        self, starts: Seeds, ends: Seeds, limit_ms: int | None
    ) -> NDArray[np.int64]:
        """Milliseconds [starts, ends]; UNREACHABLE_MS without a way in the limit."""
        farthest = FARTHEST_MS - 1
        limit = farthest if limit_ms is None else min(limit_ms, farthest)
        from_some, to_some = np.diff(starts.first) > 0, np.diff(ends.first) > 0
        if from_some.all() and to_some.all():
            return self._matrix(starts, ends, limit)
        out = np.full((len(starts), len(ends)), UNREACHABLE_MS)
        part = self._matrix(_only(starts, from_some), _only(ends, to_some), limit)
        out[np.ix_(from_some, to_some)] = part
        return out

    def path(self, starts: Seeds, ends: Seeds, start: int, end: int) -> Path | None:
        """Return the path between one start and one end, None without one."""
        ms, node, arcs = find_way(
            self._tree,
            self._place(starts, start),
            self._place(ends, end),
            self._weight,
            self._cost,
            self._reach_forth,
            self._reach_back,
        )
        if ms >= FARTHEST_MS:
            return None
        nodes = (int(self._node[node]), *self._graph.head[arcs].tolist())
        return Path(ms=int(ms), nodes=without_loops(nodes))

    def _matrix(self, starts: Seeds, ends: Seeds, limit: int) -> NDArray[np.int64]:
        """As `matrix`, of places that all have nodes."""
        out = np.empty((len(starts), len(ends)), np.int64)
        if not out.size:
            return out
        one = self._forth.of(starts, self._rank[starts.node])
        other = self._back.of(ends, self._rank[ends.node])
        order = np.argsort(other.node[other.first[:-1]], kind="stable")
        for begin in range(0, len(order), _ENDS_AT_ONCE):
            some = order[begin : begin + _ENDS_AT_ONCE]
            matrix(self._tree, one, other, some, limit, out)
        return out

    def _place(self, places: Seeds, row: int) -> tuple[Ints, Ints]:
        """Nodes of one place by rank, and their offsets."""
        part = slice(places.first[row], places.first[row + 1])
        offset = np.minimum(places.offset_ms[part], FARTHEST_MS).astype(np.int32)
        return self._rank[places.node[part]], offset


def without_loops(nodes: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out what lies between two visits of a node: it cost nothing."""
    if len(set(nodes)) == len(nodes):
        return nodes
    kept: dict[int, None] = {}
    for node in nodes:
        if node in kept:
            while next(reversed(kept)) != node:
                kept.popitem()
        kept[node] = None
    return tuple(kept)


def _arrays(tree: Elimination) -> Tree:
    names = [name for name in Tree._fields if name != "given_slot"]
    arrays: dict[str, Any] = {name: getattr(tree, name) for name in names}
    return Tree(given_slot=tree.slot[tree.given], **arrays)


def _reach(size: int) -> Reach:
    return Reach(
        cost=np.full(size, -1, np.int32),
        came_by=np.empty(size, np.int64),
        found=np.empty(size, np.int32),
    )


def _only(places: Seeds, some: Bools) -> Seeds:
    """Leave out places without a node."""
    first = np.append(places.first[:-1][some], places.first[-1])
    return Seeds(first=first, node=places.node, offset_ms=places.offset_ms)
