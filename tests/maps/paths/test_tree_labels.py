"""The fast engine against the reference, on graphs of every awkward shape."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.travel_times import graph_file
from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.engine import UNREACHABLE_MS, ArcGraph
from maps.paths.node_order import node_order
from maps.road_network import Floats, RoadNetwork
from maps.travel_times import TravelTimes, TurnGraph
from tests.arc_graphs import (
    CLOSED,
    NODES,
    Arcs,
    Places,
    arc_lists,
    fast,
    graph,
    grid,
    offsets,
    orders,
    place_lists,
    seeds,
    single,
)


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
    found = fast(given_graph, order).matrix(one, other, None)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, place_lists, place_lists, st.integers(0, 120))
def test_same_within_a_limit(
    arcs: Arcs, starts: Places, ends: Places, limit_ms: int
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    expected = DijkstraEngine(given_graph).matrix(one, other, limit_ms)
    found = fast(given_graph).matrix(one, other, limit_ms)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, place_lists, place_lists, orders)
def test_path_takes_as_long_as_the_matrix_says(
    arcs: Arcs, starts: Places, ends: Places, order: list[int]
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    engine = fast(given_graph, order)
    matrix = engine.matrix(one, other, None)
    cheapest: dict[tuple[int, int], int] = {}
    for tail, head, weight in arcs:
        cheapest[tail, head] = min(weight, cheapest.get((tail, head), CLOSED))
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            path = engine.path(one, other, i, j)
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
    engine = fast(graph(arcs), order)
    slower = [(t, h, w) for (t, h, _), w in zip(arcs, again, strict=False)]
    engine.reweight(graph(slower).weight_ms)
    expected = fast(graph(slower), order).matrix(seeds(places), seeds(places), None)
    found = engine.matrix(seeds(places), seeds(places), None)
    np.testing.assert_array_equal(found, expected)


@given(arc_lists, st.integers(0, 29), place_lists)
def test_closing_an_arc_never_makes_a_way_faster(
    arcs: Arcs, which: int, places: Places
) -> None:
    before = fast(graph(arcs)).matrix(seeds(places), seeds(places), None)
    closed = [(t, h, CLOSED if k == which else w) for k, (t, h, w) in enumerate(arcs)]
    after = fast(graph(closed)).matrix(seeds(places), seeds(places), None)
    assert (after >= before).all()


def test_far_away_is_no_way() -> None:
    # Six days and more count as no way at all; just under, they do not.
    for weight, expected in (((1 << 29) - 1, (1 << 29) - 1), (1 << 29, CLOSED)):
        engine = fast(graph([(0, 1, weight)]))
        found = engine.matrix(seeds([[(0, 0)]]), seeds([[(1, 0)]]), None)
        assert found.tolist() == [[expected]]


changes = st.lists(
    st.tuples(st.integers(0, 29), st.one_of(offsets, st.just(CLOSED))), max_size=6
)


@given(arc_lists, st.lists(changes, max_size=3), place_lists, place_lists, orders)
@settings(max_examples=200)
def test_few_new_weights_are_as_good_as_all(
    arcs: Arcs,
    rounds: list[list[tuple[int, int]]],
    starts: Places,
    ends: Places,
    order: list[int],
) -> None:
    given_graph, one, other = graph(arcs), seeds(starts), seeds(ends)
    engine, whole = fast(given_graph, order), fast(given_graph, order)
    weight = given_graph.weight_ms.copy()
    for some in rounds:
        engine.matrix(one, other, None)  # rows are kept where they hold
        new = {arc: ms for arc, ms in some if arc < len(arcs)}
        changed = np.array(list(new), np.int64)
        weight[changed] = list(new.values())
        engine.reweight_some(changed, weight[changed])
        whole.reweight(weight)
        np.testing.assert_array_equal(engine._cost, whole._cost)
        now = replace(given_graph, weight_ms=weight)
        expected = DijkstraEngine(now).matrix(one, other, None)
        np.testing.assert_array_equal(engine.matrix(one, other, None), expected)
        for i in range(len(one)):
            for j in range(len(other)):
                path = engine.path(one, other, i, j)
                found = UNREACHABLE_MS if path is None else path.ms
                assert found == expected[i, j]


def test_many_new_weights_at_once() -> None:
    made, _ = grid(12)
    engine = fast(made)
    some = single(range(0, 144, 11))
    engine.matrix(some, some, None)
    changed = np.arange(0, len(made.tail), 2)
    weight = made.weight_ms.copy()
    weight[changed] *= 3
    engine.reweight_some(changed, weight[changed])
    expected = DijkstraEngine(replace(made, weight_ms=weight)).matrix(some, some, None)
    np.testing.assert_array_equal(engine.matrix(some, some, None), expected)


@given(arc_lists, place_lists, st.lists(place_lists, max_size=3), orders)
def test_rows_that_are_kept_serve_the_next_question(
    arcs: Arcs, ends: Places, moves: list[Places], order: list[int]
) -> None:
    given_graph, other = graph(arcs), seeds(ends)
    engine, reference = fast(given_graph, order), DijkstraEngine(given_graph)
    for starts in moves:
        one = seeds(starts)
        expected = reference.matrix(one, other, None)
        np.testing.assert_array_equal(engine.matrix(one, other, None), expected)
        back = reference.matrix(other, one, None)
        np.testing.assert_array_equal(engine.matrix(other, one, None), back)


def test_only_who_moved_gets_a_new_row() -> None:
    made, _ = grid(12)
    engine = fast(made)
    # By rank: whoever is above node 130 has a row then; node 0 is above nobody.
    engine.matrix(single([130, 143]), single([50]), None)
    used = engine._forth._used
    engine.matrix(single([143, 130]), single([50]), None)
    assert engine._forth._used == used
    engine.matrix(single([130, 0]), single([50]), None)
    assert engine._forth._used > used


def test_more_ends_than_are_laid_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.paths.tree_labels._ENDS_AT_ONCE", 7)
    made, _ = grid(9)
    some, every = single([0, 40, 80]), single(range(81))
    expected = DijkstraEngine(made).matrix(some, every, None)
    np.testing.assert_array_equal(fast(made).matrix(some, every, None), expected)


def test_more_rows_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.paths.node_rows._KEPT_AT_MOST", 1)
    made, _ = grid(9)
    engine, reference = fast(made), DijkstraEngine(made)
    for some in (single([0, 40]), single(range(81)), single([3, 77])):
        expected = reference.matrix(some, some, None)
        np.testing.assert_array_equal(engine.matrix(some, some, None), expected)


def test_both_engines_on_the_city(city: RoadNetwork) -> None:
    travel = TravelTimes(TurnGraph(city), emergency=True)
    random = np.random.default_rng(4)
    nodes = random.integers(0, travel.graph.n_nodes, (2, 60)).tolist()
    _assert_both_agree(travel.graph, travel._graph.place, *nodes)


@pytest.mark.slow
@pytest.mark.skipif("DISPATCH_DATA" not in os.environ, reason="DISPATCH_DATA not set")
def test_both_engines_on_new_york() -> None:
    path = Path(os.environ["DISPATCH_DATA"], "osm", "mid_ny.npz")
    made, place = graph_file(path)
    random = np.random.default_rng(5)
    nodes = random.integers(0, made.n_nodes, (2, 40)).tolist()
    _assert_both_agree(made, place, *nodes)


def _assert_both_agree(
    made: ArcGraph, place: Floats, starts: list[int], ends: list[int]
) -> None:
    """Times are the same, and each path's arcs come to its time."""
    engine = fast(made, node_order(made.tail, made.head, place).tolist())
    one, other = single(starts), single(ends)
    expected = DijkstraEngine(made).matrix(one, other, None)
    np.testing.assert_array_equal(engine.matrix(one, other, None), expected)
    cheapest: dict[tuple[int, int], int] = {}
    arcs = zip(made.tail.tolist(), made.head.tolist(), strict=True)
    for pair, ms in zip(arcs, made.weight_ms.tolist(), strict=True):
        cheapest[pair] = min(ms, cheapest.get(pair, CLOSED))
    for k in range(len(starts)):
        path = engine.path(one, other, k, k)
        if path is None:
            assert expected[k, k] == UNREACHABLE_MS
        else:
            driven = sum(cheapest[step] for step in pairwise(path.nodes))
            assert driven == path.ms == expected[k, k]
