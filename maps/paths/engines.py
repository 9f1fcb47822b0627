"""Which engine answers: chosen by the work that is asked for.

Dijkstra needs no preparation and searches once for each start or each end, whichever
are fewer. The fast engine answers at once, but wants its compiled loops loaded, the
tree read or made, and all arcs customized first. So a small plan is searched, and a
large one, or one that is asked again and again, is looked up.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.engine import ArcGraph, Engine, Seeds
from maps.paths.kept_tree import KeptTree
from maps.road_network import Floats, Longs

if TYPE_CHECKING:  # compiled loops take half a second to load
    from maps.paths.tree_labels import TreeLabelEngine

SEARCHED_AT_MOST = 15_000_000
"""Nodes that searches may settle before the fast engine is taken: about 2 s."""


class Engines:
    """The engines of one graph with one set of weights, each made when needed."""

    def __init__(self, graph: ArcGraph, tree: KeptTree) -> None:
        self._graph = graph
        self._tree = tree
        self._searching = DijkstraEngine(graph)

    def for_work(self, searches: int) -> Engine:
        """Return the engine for as many searches; once fast, always fast."""
        small = searches * self._graph.n_nodes <= SEARCHED_AT_MOST
        if small and "_fast" not in self.__dict__:
            return self._searching
        return self._fast

    def change(self, graph: ArcGraph, arcs: Longs) -> None:
        """Take new weights of some arcs; the graph is the same but for those."""
        self._graph = graph
        self._searching = DijkstraEngine(graph)
        if "_fast" in self.__dict__:
            self._fast.reweight_some(arcs, graph.weight_ms[arcs])

    def field_ms(
        self, places: Seeds, limit_ms: int | None, *, backwards: bool
    ) -> Floats:
        """Milliseconds [nodes] from the nearest place; as the searching engine's."""
        return self._searching.field_ms(places, limit_ms, backwards=backwards)

    @cached_property
    def _fast(self) -> TreeLabelEngine:
        from maps.paths.tree_labels import TreeLabelEngine  # noqa: PLC0415 - see above

        return TreeLabelEngine(self._graph, self._tree.elimination)
