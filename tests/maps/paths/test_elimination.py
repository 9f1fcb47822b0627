"""What is left of a graph, against nodes taken away one after the other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given

from maps.paths.elimination import Elimination, eliminate
from tests.arc_graphs import NODES, Arcs, arc_lists, graph, orders


def tree_of(arcs: Arcs, order: list[int]) -> Elimination:
    made = graph(arcs, len(order))
    return eliminate(made.tail, made.head, np.array(order, np.int32))


def upper_of(tree: Elimination, rank: int) -> list[int]:
    return tree.upper[tree.first[rank] : tree.first[rank + 1]].tolist()


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
def test_upper_neighbours_are_those_left(arcs: Arcs, order: list[int]) -> None:
    tree = tree_of(arcs, order)
    for node, later in fill_in(arcs, order).items():
        rank = int(tree.rank[node])
        upper = upper_of(tree, rank)
        assert upper == sorted(int(tree.rank[other]) for other in later)
        assert int(tree.parent[rank]) == (upper[0] if upper else -1)


@given(arc_lists, orders)
def test_every_two_upper_neighbours_are_joined(arcs: Arcs, order: list[int]) -> None:
    tree = tree_of(arcs, order)
    for rank in range(NODES):
        start = int(tree.triangle_first[rank])
        for one, other in combinations(range(len(upper_of(tree, rank))), 2):
            low, high = upper_of(tree, rank)[one], upper_of(tree, rank)[other]
            assert high in upper_of(tree, low)
            # By the later of the two, then by the earlier: 01, 02, 12, 03, ...
            arc = int(tree.closing[start + other * (other - 1) // 2 + one])
            assert tree.upper[arc] == high
            assert tree.first[low] <= arc < tree.first[low + 1]


@given(arc_lists, orders)
def test_ancestors_and_descendants(arcs: Arcs, order: list[int]) -> None:
    tree = tree_of(arcs, order)
    below: dict[int, set[int]] = {rank: {rank} for rank in range(NODES)}
    for rank in range(NODES):
        above = []
        step = rank
        while tree.parent[step] >= 0:
            step = int(tree.parent[step])
            above.append(step)
            below[step].add(rank)
        assert len(above) == tree.depth[rank]
        assert set(upper_of(tree, rank)) <= set(above)
        assert tree.jump[rank] in (above or [rank])
    for rank in range(NODES):
        assert below[rank] == set(range(tree.lowest[rank], rank + 1))


@given(arc_lists, orders)
def test_arcs_lie_on_slots_and_are_found_from_below(
    arcs: Arcs, order: list[int]
) -> None:
    tree = tree_of(arcs, order)
    loops = 0
    for number, (tail, head, _) in enumerate(arcs):
        slot = int(tree.slot[number])
        if tail == head:
            assert slot == -1
            loops += 1
            continue
        ranks = int(tree.rank[tail]), int(tree.rank[head])
        arc, falls = divmod(slot, 2)
        assert bool(falls) == (ranks[0] > ranks[1])
        assert tree.upper[arc] == max(ranks)
        low = min(ranks)
        assert tree.first[low] <= arc < tree.first[low + 1]
        own = tree.given[tree.given_first[low] : tree.given_first[low + 1]]
        assert number in own
    assert len(tree.given) == len(arcs) - loops


@given(arc_lists, orders)
def test_the_same_arcs_seen_from_above(arcs: Arcs, order: list[int]) -> None:
    tree = tree_of(arcs, order)
    seen = [
        (int(tree.lower_node[k]), rank, int(tree.lower_arc[k]))
        for rank in range(NODES)
        for k in range(tree.lower_first[rank], tree.lower_first[rank + 1])
    ]
    expected = [
        (rank, int(tree.upper[arc]), arc)
        for rank in range(NODES)
        for arc in range(tree.first[rank], tree.first[rank + 1])
    ]
    assert sorted(seen) == sorted(expected)


def test_without_nodes() -> None:
    assert tree_of([], []).n_nodes == 0
