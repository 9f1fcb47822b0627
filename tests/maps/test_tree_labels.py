"""The fast engine against the reference, on graphs of every awkward shape."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maps.dijkstra_engine import DijkstraEngine
from maps.elimination import eliminate
from maps.engine import UNREACHABLE_MS, ArcGraph, Seeds
from maps.tree_labels import TreeLabelEngine

Arcs = list[tuple[int, int, int]]
Places = list[list[tuple[int, int]]]

NODES = 9
CLOSED = int(UNREACHABLE_MS)
numbers, offsets = st.integers(0, NODES - 1), st.integers(0, 50)
weights = st.one_of(offsets, st.just(CLOSED))
arc_lists = st.lists(st.tuples(numbers, numbers, weights), max_size=30)
place_lists = st.lists(st.lists(st.tuples(numbers, offsets), max_size=3), max_size=5)
orders = st.permutations(range(NODES))


def graph(arcs: Arcs, n_nodes: int = NODES) -> ArcGraph:
    table = np.array(arcs, np.int64).reshape(-1, 3)
    return ArcGraph(
        n_nodes=n_nodes,
        tail=table[:, 0].astype(np.int32),
        head=table[:, 1].astype(np.int32),
        weight_ms=table[:, 2],
    )


def seeds(places: Places) -> Seeds:
    rows = np.array([row for place in places for row in place], np.int64).reshape(-1, 2)
    return Seeds(
        first=np.cumsum([0, *(len(place) for place in places)]),
        node=rows[:, 0].astype(np.int32),
        offset_ms=rows[:, 1],
    )


def engine(given: ArcGraph, order: list[int] | None = None) -> TreeLabelEngine:
    order = list(range(given.n_nodes)) if order is None else order
    tree = eliminate(given.tail, given.head, np.array(order, np.int32))
    return TreeLabelEngine(given, tree)


@given(arc_lists, place_lists, place_lists, orders)
@example([], [[(0, 5)]], [[(0, 7)]], list(range(NODES)))  # one node, no arc
@example([(0, 1, CLOSED)], [[(0, 0)]], [[(1, 0)]], list(range(NODES)))
@example([(0, 1, 0), (1, 0, 0)], [[(0, 0), (8, 0)]], [[(1, 3)]], list(range(NODES)))
@settings(max_examples=400)
def test_same_matrix_as_the_reference(
    arcs: Arcs, starts: Places, ends: Places, order: list[int]
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    expected = DijkstraEngine(given_graph).matrix(one, other, None)
    found = engine(given_graph, order).matrix(one, other, None)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, place_lists, place_lists, st.integers(0, 120))
def test_same_within_a_limit(
    arcs: Arcs, starts: Places, ends: Places, limit_ms: int
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    expected = DijkstraEngine(given_graph).matrix(one, other, limit_ms)
    found = engine(given_graph).matrix(one, other, limit_ms)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, place_lists, place_lists, orders)
def test_path_takes_as_long_as_the_matrix_says(
    arcs: Arcs, starts: Places, ends: Places, order: list[int]
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    fast = engine(given_graph, order)
    matrix = fast.matrix(one, other, None)
    cheapest: dict[tuple[int, int], int] = {}
    for tail, head, weight in arcs:
        cheapest[tail, head] = min(weight, cheapest.get((tail, head), CLOSED))
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            path = fast.path(one, other, i, j)
            if path is None:
                assert matrix[i, j] == UNREACHABLE_MS
                continue
            steps = zip(path.nodes, path.nodes[1:], strict=False)
            driven = sum(cheapest[step] for step in steps)
            begin = min(ms for node, ms in start if node == path.nodes[0])
            stop = min(ms for node, ms in end if node == path.nodes[-1])
            assert begin + driven + stop == path.ms == matrix[i, j]


@given(arc_lists, st.lists(offsets, min_size=30, max_size=30), place_lists, orders)
def test_new_weights_are_as_good_as_a_new_engine(
    arcs: Arcs, again: list[int], places: Places, order: list[int]
) -> None:
    fast = engine(graph(arcs), order)
    slower = [(t, h, w) for (t, h, _), w in zip(arcs, again, strict=False)]
    fast.reweight(graph(slower).weight_ms)
    expected = engine(graph(slower), order).matrix(seeds(places), seeds(places), None)
    found = fast.matrix(seeds(places), seeds(places), None)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, st.integers(0, 29), place_lists)
def test_closing_an_arc_never_makes_a_way_faster(
    arcs: Arcs, which: int, places: Places
) -> None:
    before = engine(graph(arcs)).matrix(seeds(places), seeds(places), None)
    closed = [(t, h, CLOSED if k == which else w) for k, (t, h, w) in enumerate(arcs)]
    after = engine(graph(closed)).matrix(seeds(places), seeds(places), None)
    assert (after >= before).all()


def fill_in(arcs: Arcs, order: list[int]) -> dict[int, set[int]]:
    """Later neighbours of every node, by taking nodes away one after the other."""
    beside: dict[int, set[int]] = {node: set() for node in range(NODES)}
    for tail, head, _ in arcs:
        if tail != head:
            beside[tail].add(head)
            beside[head].add(tail)
    later: dict[int, set[int]] = {}
    for node in order:
        later[node] = set(beside[node])
        for one in later[node]:
            beside[one] |= later[node] - {one}
            beside[one].discard(node)
    return later


@given(arc_lists, orders)
def test_elimination_is_what_is_left(arcs: Arcs, order: list[int]) -> None:
    given_graph = graph(arcs)
    tree = eliminate(given_graph.tail, given_graph.head, np.array(order, np.int32))
    later = fill_in(arcs, order)
    for node in range(NODES):
        rank = int(tree.rank[node])
        upper = tree.upper[tree.first[rank] : tree.first[rank + 1]].tolist()
        assert upper == sorted(int(tree.rank[other]) for other in later[node])
        assert int(tree.parent[rank]) == (upper[0] if upper else -1)
        above = []
        step = rank
        while tree.parent[step] >= 0:
            step = int(tree.parent[step])
            above.append(step)
        assert len(above) == tree.depth[rank]
        assert set(upper) <= set(above)


def test_far_away_is_no_way() -> None:
    # Six days and more count as no way at all; just under, they do not.
    for weight, expected in (((1 << 29) - 1, (1 << 29) - 1), (1 << 29, CLOSED)):
        fast = engine(graph([(0, 1, weight)]))
        found = fast.matrix(seeds([[(0, 0)]]), seeds([[(1, 0)]]), None)
        assert found.tolist() == [[expected]]


@pytest.fixture
def grid() -> Callable[[int], tuple[ArcGraph, np.ndarray]]:
    def make(side: int) -> tuple[ArcGraph, np.ndarray]:
        random = np.random.default_rng(side)
        number = np.arange(side * side).reshape(side, side)
        across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
        down = np.stack([number[:-1].ravel(), number[1:].ravel()])
        tail, head = np.concatenate((across, down, across[::-1]), axis=1)
        weight = random.integers(0, 1000, len(tail))
        place = np.stack(np.meshgrid(range(side), range(side)), axis=-1)
        made = ArcGraph(
            n_nodes=side * side,
            tail=tail.astype(np.int32),
            head=head.astype(np.int32),
            weight_ms=weight,
        )
        return made, place.reshape(-1, 2).astype(float)

    return make


@pytest.mark.parametrize("side", [1, 2, 7, 30])
def test_orders_of_both_kinds(
    side: int,
    grid: Callable[[int], tuple[ArcGraph, np.ndarray]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, place = grid(side)
    from maps.node_order import node_order  # noqa: PLC0415 - with and without METIS

    monkeypatch.setitem(__import__("sys").modules, "pymetis", None)
    order = node_order(made.tail, made.head, place)
    assert sorted(order.tolist()) == list(range(side * side))
    random = np.random.default_rng(1)
    some = seeds([[(int(n), 0)] for n in random.integers(0, side * side, 12)])
    expected = DijkstraEngine(made).matrix(some, some, None)
    found = engine(made, order.tolist()).matrix(some, some, None)
    np.testing.assert_array_equal(found, expected)
