"""Graphs for the engines: by hand, by hypothesis, and grids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from maps.paths.elimination import eliminate
from maps.paths.engine import UNREACHABLE_MS, ArcGraph, Seeds
from maps.paths.tree_labels import TreeLabelEngine

Arcs = list[tuple[int, int, int]]
"""Tail, head, milliseconds."""

Places = list[list[tuple[int, int]]]
"""Of each place its nodes with milliseconds to or from them."""

CLOSED = int(UNREACHABLE_MS)
NODES = 9

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


def single(nodes: Sequence[int]) -> Seeds:
    """Places that are one node each."""
    return seeds([[(int(node), 0)] for node in nodes])


def fast(given: ArcGraph, order: Sequence[int] | None = None) -> TreeLabelEngine:
    """Make the fast engine, with any order of the nodes."""
    order = list(range(given.n_nodes)) if order is None else order
    tree = eliminate(given.tail, given.head, np.array(order, np.int32))
    return TreeLabelEngine(given, tree)


def grid(side: int) -> tuple[ArcGraph, np.ndarray]:
    """Streets of random lengths, those of one direction one-way; and the places."""
    random = np.random.default_rng(side)
    number = np.arange(side * side).reshape(side, side)
    across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.stack([number[:-1].ravel(), number[1:].ravel()])
    tail, head = np.concatenate((across, down, across[::-1]), axis=1)
    made = ArcGraph(
        n_nodes=side * side,
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        weight_ms=random.integers(0, 1000, len(tail)),
    )
    place = np.stack(np.meshgrid(range(side), range(side)), axis=-1)
    return made, place.reshape(-1, 2).astype(float)
