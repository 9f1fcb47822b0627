"""What one waits for: each once, and not before something stronger, within 40 m."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.osm_files.waits import wait_once
from maps.road_network import STANDING_KINDS, Standing

Row = tuple[int, float, str]
"""Edge, metres along it, kind."""

STRONGEST_FIRST = ("signals", "stop", "give_way", "crossing")


def kept(
    rows: Sequence[Row], length_m: Sequence[float], turns: Sequence[tuple[int, int]]
) -> list[Row]:
    """Rows that are left, of edges so long that follow each other so."""
    rows = sorted(rows)
    metres = np.array(length_m, float)
    edge = np.array([row[0] for row in rows], np.int32)
    fraction = np.array([at_m / length_m[e] for e, at_m, _ in rows])
    kind = np.array([STANDING_KINDS.index(row[2]) for row in rows], np.uint8)
    tail, head = np.array(turns, np.int32).reshape(-1, 2).T
    left = wait_once(
        Standing(edge=edge, fraction=fraction, kind=kind), metres, tail, head
    )
    return [
        (int(e), round(float(f * metres[e]), 6), STANDING_KINDS[k])
        for e, f, k in zip(left.edge, left.fraction, left.kind, strict=True)
    ]


@pytest.mark.parametrize(("apart_m", "count"), [(39.0, 1), (41.0, 2)])
def test_signals_one_after_the_other(apart_m: float, count: int) -> None:
    rows = [(0, 30.0, "signals"), (0, 30.0 + apart_m, "signals")]
    assert kept(rows, [100], []) == rows[:count]
    # The same over three edges: 30 m, 20 m, and what is left.
    rows = [(0, 30.0, "signals"), (2, apart_m - 20, "signals")]
    assert kept(rows, [30, 20, 80], [(0, 1), (1, 2)]) == rows[:count]


def test_the_stronger_one_stays() -> None:
    for strong, weak in pairwise(STRONGEST_FIRST):
        for rows in (
            [(0, 10.0, strong), (0, 20.0, weak)],
            [(0, 10.0, weak), (0, 20.0, strong)],
        ):
            assert kept(rows, [100], []) == [row for row in rows if row[2] == strong]


def test_gates_are_opened_each() -> None:
    rows = [(0, 10.0, "gate"), (0, 20.0, "signals"), (0, 30.0, "gate")]
    assert kept(rows, [100], []) == rows


def test_in_a_row_the_first_is_waited_for() -> None:
    # Each 30 m from the next: all one junction's.
    rows = [(0, 30.0 * n, "crossing") for n in range(1, 6)]
    assert kept(rows, [200], []) == rows[:1]


def test_one_way_in_is_enough() -> None:
    # Edges 0 and 1 both lead to 2; a signal on 1 alone.
    rows = [(1, 95.0, "signals"), (2, 10.0, "signals")]
    turns = [(0, 2), (1, 2)]
    assert kept(rows, [100, 100, 100], turns) == rows[:1]
    assert kept(rows, [100, 100, 100], [(0, 2)]) == rows


def test_crossing_before_one_of_several_signals() -> None:
    rows = [(0, 90.0, "crossing"), (2, 20.0, "signals")]
    assert kept(rows, [100, 100, 100], [(0, 1), (0, 2)]) == rows[1:]


def test_round_and_round_ends() -> None:
    # A ring without length between the road in and the road out.
    rows = [(2, 45.0, "signals"), (3, 5.0, "signals")]
    turns = [(0, 1), (1, 0), (1, 3), (2, 0), (0, 0)]
    assert kept(rows, [0, 0, 50, 50], turns) == rows[:1]


def test_nothing_stands() -> None:
    assert kept([], [100], []) == []


_rows = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(1, 6).map(lambda part: part / 6),
        st.sampled_from(STANDING_KINDS),
    ),
    unique_by=lambda row: row[:2],
    max_size=8,
)
_turns = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=10, unique=True
)


@settings(max_examples=300)
@given(
    _rows, st.lists(st.sampled_from([7.0, 18.0, 60.0]), min_size=6, max_size=6), _turns
)
def test_against_all_drives(
    parts: list[tuple[int, float, str]],
    length_m: list[float],
    turns: list[tuple[int, int]],
) -> None:
    rows = sorted((edge, part * length_m[edge], kind) for edge, part, kind in parts)
    apart = _all_apart(rows, length_m, turns)
    strength = {"gate": 0}
    strength |= {kind: 4 - place for place, kind in enumerate(STRONGEST_FIRST)}

    def near(here: Row, there: Row) -> bool:
        return apart(here, there) <= 40

    expected = [
        row
        for row in rows
        if row[2] == "gate"
        or not any(
            (near(other, row) and strength[other[2]] >= strength[row[2]])
            or (near(row, other) and strength[other[2]] > strength[row[2]])
            for other in rows
        )
    ]
    assert kept(rows, length_m, turns) == [(e, round(m, 6), k) for e, m, k in expected]


def _all_apart(
    rows: list[Row], length_m: list[float], turns: list[tuple[int, int]]
) -> Callable[[Row, Row], float]:
    """Metres of the shortest drive from one row on to another, or to itself again."""
    graph: networkx.DiGraph[object] = networkx.DiGraph()
    for edge, whole in enumerate(length_m):
        on_edge = [row for row in rows if row[0] == edge]
        stops: list[object] = [("in", edge), *on_edge, ("out", edge)]
        places = [0.0, *(row[1] for row in on_edge), whole]
        for (here, begin), (there, end) in pairwise(zip(stops, places, strict=True)):
            graph.add_edge(here, there, m=end - begin)
    graph.add_edges_from((("out", a), ("in", b), {"m": 0.0}) for a, b in turns)
    metres = dict(networkx.all_pairs_dijkstra_path_length(graph, weight="m"))

    def apart(here: Row, there: Row) -> float:
        if here != there:
            return float(metres[here].get(there, np.inf))
        (onward,) = graph.successors(here)
        return float(graph[here][onward]["m"] + metres[onward].get(here, np.inf))

    return apart
