"""Which engine answers."""

from __future__ import annotations

import numpy as np

from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.engine import ArcGraph
from maps.paths.engines import SEARCHED_AT_MOST, Engines
from maps.paths.kept_tree import KeptTree
from maps.paths.tree_labels import TreeLabelEngine
from tests.arc_graphs import CLOSED, grid, single

NODES = 64
FEW = SEARCHED_AT_MOST // NODES
"""Searches that settle no more than the most."""


def engines() -> tuple[Engines, ArcGraph]:
    made, place = grid(8)
    return Engines(made, KeptTree(made.tail, made.head, place, keep=False)), made


def test_little_work_is_searched_and_much_is_looked_up() -> None:
    both, _ = engines()
    assert isinstance(both.for_work(FEW), DijkstraEngine)
    assert isinstance(both.for_work(FEW + 1), TreeLabelEngine)


def test_once_fast_always_fast() -> None:
    both, _ = engines()
    quick = both.for_work(FEW + 1)
    assert both.for_work(1) is quick


def test_both_give_the_same() -> None:
    both, _ = engines()
    some = single(range(0, NODES, 5))
    searched = both.for_work(1).matrix(some, some, None)
    looked_up = both.for_work(FEW + 1).matrix(some, some, None)
    np.testing.assert_array_equal(searched, looked_up)


def test_both_take_a_change() -> None:
    some = single(range(0, NODES, 5))
    for work in (1, FEW + 1):
        both, made = engines()
        both.for_work(work).matrix(some, some, None)
        weight = made.weight_ms.copy()
        arcs = np.array([3, 40])
        weight[arcs] = 7, CLOSED
        changed = ArcGraph(
            n_nodes=NODES, tail=made.tail, head=made.head, weight_ms=weight
        )
        both.change(changed, arcs)
        expected = DijkstraEngine(changed).matrix(some, some, None)
        found = both.for_work(work).matrix(some, some, None)
        np.testing.assert_array_equal(found, expected)
        seconds = both.field_ms(some, None, backwards=False)
        assert seconds.shape == (NODES,)
