"""The reference engine against a plain heap."""

from __future__ import annotations

import heapq

from hypothesis import given
from hypothesis import strategies as st

from maps.paths.dijkstra_engine import DijkstraEngine
from maps.paths.engine import UNREACHABLE_MS
from tests.arc_graphs import Arcs, Places, graph, seeds


def plain_ms(
    arcs: Arcs, start: list[tuple[int, int]], end: list[tuple[int, int]]
) -> int:
    """Least milliseconds by a heap, as it stands in every textbook."""
    heap = [(offset, node) for node, offset in start]
    heapq.heapify(heap)
    done: dict[int, int] = {}
    while heap:
        ms, node = heapq.heappop(heap)
        if node in done:
            continue
        done[node] = ms
        for tail, head, weight in arcs:
            if tail == node:
                heapq.heappush(heap, (ms + weight, head))
    found = [done[node] + offset for node, offset in end if node in done]
    return min(found, default=UNREACHABLE_MS)


NODES = 6
numbers, offsets = st.integers(0, NODES - 1), st.integers(0, 50)
arc_lists = st.lists(st.tuples(numbers, numbers, offsets), max_size=20)
place_lists = st.lists(st.lists(st.tuples(numbers, offsets), max_size=3), max_size=4)


@given(arc_lists, place_lists, place_lists, st.none() | st.integers(0, 80))
def test_matrix(arcs: Arcs, starts: Places, ends: Places, limit_ms: int | None) -> None:
    found = DijkstraEngine(graph(arcs, NODES)).matrix(
        seeds(starts), seeds(ends), limit_ms
    )
    assert found.shape == (len(starts), len(ends))
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            expected = plain_ms(arcs, start, end)
            if limit_ms is not None and expected > limit_ms:
                expected = UNREACHABLE_MS
            assert found[i, j] == expected


@given(arc_lists, place_lists, place_lists)
def test_path_is_as_long_as_the_matrix_says(
    arcs: Arcs, starts: Places, ends: Places
) -> None:
    engine = DijkstraEngine(graph(arcs, NODES))
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            path = engine.path(seeds(starts), seeds(ends), i, j)
            expected = plain_ms(arcs, start, end)
            if path is None:
                assert expected == UNREACHABLE_MS
                continue
            assert path.ms == expected
            # Walked arc by arc, the cheapest of parallel ones, it takes as long.
            ms = min(offset for node, offset in start if node == path.nodes[0])
            for tail, head in zip(path.nodes, path.nodes[1:], strict=False):
                ms += min(w for t, h, w in arcs if (t, h) == (tail, head))
            ms += min(offset for node, offset in end if node == path.nodes[-1])
            assert ms == expected


def test_from_the_smaller_side_all_the_same() -> None:
    # 0 -> 1 -> 2, 5 ms and 7; a costly arc beside the first.
    engine = DijkstraEngine(graph([(0, 1, 5), (0, 1, 500), (1, 2, 7)], 3))
    one, three = seeds([[(0, 1)]]), seeds([[(2, 2)], [(1, 0)], [(0, 0)]])
    # 1 + 5 + 7 + 2, 1 + 5, 1.
    assert engine.matrix(one, three, None).tolist() == [[15, 6, 1]]
    many = seeds([[(0, 1)], [(1, 1)], [(2, 1)]])
    # 1 + 5 + 7 + 2, 1 + 7 + 2, 1 + 2: more starts than ends.
    assert engine.matrix(many, seeds([[(2, 2)]]), None).tolist() == [[15], [10], [3]]


def test_limit_is_kept_to_the_millisecond() -> None:
    engine = DijkstraEngine(graph([(0, 1, 5), (1, 2, 7)], 3))
    start, end = seeds([[(0, 1)]]), seeds([[(2, 2)]])
    assert engine.matrix(start, end, 15).tolist() == [[15]]
    assert engine.matrix(start, end, 14).tolist() == [[UNREACHABLE_MS]]


def test_arcs_without_weight_are_arcs() -> None:
    engine = DijkstraEngine(graph([(0, 1, 0), (1, 2, 0)], 3))
    start, end = seeds([[(0, 0)]]), seeds([[(2, 0)]])
    assert engine.matrix(start, end, None).tolist() == [[0]]
    path = engine.path(start, end, 0, 0)
    assert path is not None
    assert (path.ms, path.nodes) == (0, (0, 1, 2))
