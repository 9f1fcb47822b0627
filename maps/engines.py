"""Which engine answers: chosen by the work that is asked for.

Dijkstra needs no preparation and searches once for each start or each end, whichever
are fewer. The fast engine answers at once, but wants its compiled loops loaded, the
tree read or made, and all arcs customized first. So a small plan is searched, and a
large one, or one that is asked again and again, is looked up.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from maps import road_cache
from maps.dijkstra_engine import DijkstraEngine
from maps.engine import ArcGraph, Engine, Seeds
from maps.road_network import Floats, Ints
from maps.safe_file import writing

if TYPE_CHECKING:  # compiled loops take half a second to load
    from maps.elimination import Elimination

_VERSION = 1  # of the tree's form: raise when it changes

SEARCHED_AT_MOST = 15_000_000
"""Nodes that searches may settle before the fast engine is taken: about 2 s."""


class Tree:
    """The elimination tree of a graph's arcs, made or read when first asked for.

    tail, head : [arcs]. place : [nodes, 2] flat coordinates. keep : whether to read
    it from the cache folder and write it there.
    """

    def __init__(self, tail: Ints, head: Ints, place: Floats, *, keep: bool) -> None:
        self._tail, self._head, self._place = tail, head, place
        self._keep = keep

    @cached_property
    def elimination(self) -> Elimination:
        """The tree."""
        if not self._keep:
            return self._make()
        path = self._path()
        tree = _read(path)
        if tree is None:
            tree = self._make()
            _save(tree, path)
        return tree

    def _make(self) -> Elimination:
        from maps.elimination import eliminate  # noqa: PLC0415 - see above
        from maps.node_order import node_order  # noqa: PLC0415 - see above

        order = node_order(self._tail, self._head, self._place)
        return eliminate(self._tail, self._head, order)

    def _path(self) -> Path:
        """One file for one graph: the same arcs have the same tree."""
        digest = hashlib.sha256(self._tail.tobytes() + self._head.tobytes())
        name = f"tree-v{_VERSION}-{len(self._place)}-{digest.hexdigest()[:16]}.npz"
        return road_cache.cache_folder() / name


class Engines:
    """The engines of one graph with one set of weights, each made when needed."""

    def __init__(self, graph: ArcGraph, tree: Tree) -> None:
        self._graph = graph
        self._tree = tree
        self._searching = DijkstraEngine(graph)

    def for_work(self, searches: int) -> Engine:
        """Return the engine for as many searches; once fast, always fast."""
        small = searches * self._graph.n_nodes <= SEARCHED_AT_MOST
        if small and "_fast" not in self.__dict__:
            return self._searching
        return self._fast

    def field_ms(
        self, places: Seeds, limit_ms: int | None, *, backwards: bool
    ) -> Floats:
        """Milliseconds [nodes] from the nearest place; as the searching engine's."""
        return self._searching.field_ms(places, limit_ms, backwards=backwards)

    @cached_property
    def _fast(self) -> Engine:
        from maps.tree_labels import TreeLabelEngine  # noqa: PLC0415 - see above

        return TreeLabelEngine(self._graph, self._tree.elimination)


def _save(tree: Elimination, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {each.name: getattr(tree, each.name) for each in fields(tree)}
    with writing(path, suffix=".npz") as temporary:
        np.savez(temporary, **arrays)


def _read(path: Path) -> Elimination | None:
    """Read a tree, None where the file is missing or damaged."""
    from maps.elimination import Elimination  # noqa: PLC0415 - see above

    arrays = road_cache.read_arrays(path)
    try:
        return None if arrays is None else Elimination(**arrays)
    except TypeError:
        return None
