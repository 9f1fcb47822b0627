"""The order in which nodes go: every node once, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.elimination import eliminate
from maps.paths.node_order import node_order
from tests.arc_graphs import NODES, Arcs, arc_lists, fast, graph, grid, single

metres = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(arc_lists, st.lists(metres, min_size=NODES, max_size=NODES))
def test_every_node_once_and_the_same_again(
    arcs: Arcs, places: list[tuple[int, int]]
) -> None:
    # Disconnected parts, loops, parallels and nodes at one point are among these.
    made, place = graph(arcs), np.array(places, float)
    order = node_order(made.tail, made.head, place)
    assert sorted(order.tolist()) == list(range(NODES))
    again = node_order(made.tail.copy(), made.head.copy(), place.copy())
    assert order.tolist() == again.tolist()


@pytest.mark.parametrize("n_nodes", [0, 1])
def test_hardly_a_graph(n_nodes: int) -> None:
    none = np.zeros(0, np.int32)
    order = node_order(none, none, np.zeros((n_nodes, 2)))
    assert order.tolist() == list(range(n_nodes))


@pytest.mark.parametrize("side", [1, 2, 7, 30])
def test_grids(side: int) -> None:
    made, place = grid(side)
    order = node_order(made.tail, made.head, place)
    assert sorted(order.tolist()) == list(range(side * side))
    random = np.random.default_rng(1)
    some = single(random.integers(0, side * side, 12).tolist())
    expected = DijkstraEngine(made).matrix(some, some, None)
    found = fast(made, order.tolist()).matrix(some, some, None)
    np.testing.assert_array_equal(found, expected)


def test_all_nodes_at_one_point() -> None:
    made, place = grid(12)
    order = node_order(made.tail, made.head, np.zeros_like(place))
    assert sorted(order.tolist()) == list(range(144))


def test_two_grids_apart() -> None:
    made, place = grid(9)
    tail = np.concatenate((made.tail, made.tail + 81)).astype(np.int32)
    head = np.concatenate((made.head, made.head + 81)).astype(np.int32)
    order = node_order(tail, head, np.concatenate((place, place + 0.5)))
    assert sorted(order.tolist()) == list(range(162))
    # No path joins the two, so their trees have a root each.
    assert (eliminate(tail, head, order).parent == -1).sum() == 2


def test_cuts_are_small() -> None:
    # By nested dissection a grid's tree is a few of its sides high; row by row, the
    # tree would be as high as there are nodes.
    made, place = grid(30)
    tree = eliminate(made.tail, made.head, node_order(made.tail, made.head, place))
    assert tree.depth.max() < 4 * 30


def test_a_long_road_goes_in_few_rounds() -> None:
    # Of 256 nodes in a row, every second goes in a round: 8 rounds, some a step more.
    tail, head = np.arange(255, dtype=np.int32), np.arange(1, 256, dtype=np.int32)
    place = np.column_stack((np.arange(256.0), np.zeros(256)))
    tree = eliminate(tail, head, node_order(tail, head, place))
    assert tree.depth.max() <= 16
