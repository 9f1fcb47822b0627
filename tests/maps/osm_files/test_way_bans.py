"""Bans over ways: which drives the graph allows, one by one, and what they take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.osm_files.way_bans import TurnArcs, turn_arcs
from maps.road_network import RoadNetwork
from maps.travel_times import TravelTimes
from maps.turns import turns_of
from tests.networks import Street, network, point_on, points_on
from tests.turn_oracle import oracle

Drive = tuple[int, ...]

# Every one of four edges may follow every one.
ALL = [(a, b) for a in range(4) for b in range(4)]


def arcs_of(pairs: Sequence[tuple[int, int]], bans: Sequence[Drive]) -> TurnArcs:
    """Make the graph of four edges."""
    tail, head = np.array(sorted(pairs), np.int32).reshape(-1, 2).T
    width = max(map(len, bans), default=3)
    rows = [[*ban, *[-1] * (width - len(ban))] for ban in bans]
    return turn_arcs(tail, head, np.array(rows, np.int32).reshape(-1, width), 4)


def drives(arcs: TurnArcs, edges: int) -> list[Drive]:
    """All drives over so many edges that set out with no past."""
    after: dict[int, list[int]] = {}
    for tail, head in zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True):
        after.setdefault(tail, []).append(head)
    ways: list[Drive] = [(node,) for node in range(4)]
    for _ in range(edges - 1):
        ways = [(*way, node) for way in ways for node in after.get(way[-1], ())]
    return sorted(tuple(arcs.edge[list(way)].tolist()) for way in ways)


def allowed(
    pairs: Sequence[tuple[int, int]], bans: Sequence[Drive], edges: int
) -> list[Drive]:
    """As `drives`, by the words: no ban is a part of it."""
    found: list[Drive] = [(edge,) for edge in range(4)]
    for _ in range(edges - 1):
        found = [(*way, b) for way in found for a, b in set(pairs) if a == way[-1]]
    return sorted(
        way
        for way in found
        if not any(
            way[k : k + len(ban)] == ban for ban in bans for k in range(len(way))
        )
    )


def test_without_bans_there_are_no_copies() -> None:
    arcs = arcs_of(ALL, [])
    assert arcs.edge.tolist() == [0, 1, 2, 3]
    assert list(zip(arcs.tail, arcs.head, strict=True)) == ALL


def test_one_ban_has_one_copy() -> None:
    arcs = arcs_of([(0, 1), (1, 2), (1, 3), (2, 1)], [(0, 1, 2)])
    # Node 4 is edge 1 for those who come from 0; from there only to 3.
    assert arcs.edge.tolist() == [0, 1, 2, 3, 1]
    pairs = list(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True))
    assert pairs == [(0, 4), (1, 2), (1, 3), (2, 1), (4, 3)]


@pytest.mark.parametrize(
    "bans",
    [
        [(0, 1, 2), (1, 2, 3)],  # one goes on where the other ends
        [(0, 1, 2), (0, 1, 2, 3)],  # one within the other
        [(0, 1, 2, 3), (1, 2, 0), (2, 1, 2)],  # off one onto the other
        [(0, 0, 0), (0, 0, 1, 0)],  # round and round
        [(0, 1, 0, 2), (1, 0, 1)],
    ],
)
def test_bans_that_meet(bans: list[Drive]) -> None:
    assert drives(arcs_of(ALL, bans), 6) == allowed(ALL, bans, 6)


_edge = st.integers(0, 3)
_ban = st.lists(_edge, min_size=3, max_size=5).map(tuple)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(_edge, _edge), min_size=4, unique=True),
    st.lists(_ban, max_size=6),
)
def test_exactly_the_banned_drives_are_gone(
    pairs: list[tuple[int, int]], bans: list[Drive]
) -> None:
    assert drives(arcs_of(pairs, bans), 5) == allowed(pairs, bans, 5)


def test_turns_are_those_of_the_edges() -> None:
    roads = network(
        [(0, 0), (100, 0), (200, 0), (100, 100)],
        [Street(0, 1), Street(1, 2), Street(1, 3)],
        way_bans=[(0, 2, 3), (5, 1, 0)],
    )
    turns = turns_of(roads)
    assert turns.from_edge.tolist() == turns.edge[turns.tail].tolist()
    assert turns.to_edge.tolist() == turns.edge[turns.head].tolist()
    kinds = dict(
        zip(zip(turns.from_edge, turns.to_edge, strict=True), turns.kind, strict=True)
    )
    for row in range(len(turns)):
        assert turns.kind[row] == kinds[turns.from_edge[row], turns.to_edge[row]]


# Two blocks: 3 - 4 - 5
#             |   |   |
#             0 - 1 - 2
CORNERS = [(150 * (n % 3), 100 * (n // 3)) for n in range(6)]
SIDES = [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)]


@st.composite
def banned_blocks(draw: st.DrawFn) -> RoadNetwork:
    """Draw two blocks with bans all over, no turning back in them."""
    streets = [Street(*ends, one_way=draw(st.booleans())) for ends in SIDES]
    edges = network(CORNERS, streets).edges
    bans = []
    for _ in range(draw(st.integers(1, 12))):
        ban = [draw(st.integers(0, len(edges) - 1))]
        for _ in range(draw(st.integers(2, 3))):
            after = np.flatnonzero(
                (edges.tail == edges.head[ban[-1]])
                & (edges.stretch != edges.stretch[ban[-1]])
            )
            ban += [draw(st.sampled_from(after.tolist()))] if len(after) else []
        bans += [ban] if len(ban) > 2 else []
    return network(CORNERS, streets, way_bans=bans)


@pytest.mark.slow
@settings(max_examples=80)
@given(st.data())
def test_times_and_routes_against_the_oracle(data: st.DataObject) -> None:
    roads = data.draw(banned_blocks())
    points = [point_on(roads, stretch, 0.5) for stretch in range(len(SIDES))]
    points.append(data.draw(points_on(roads)))
    truth = oracle(roads, [point.edges for point in points], emergency=False)
    travel = TravelTimes(roads)
    times = travel.seconds(points, points)
    for i, start in enumerate(points):
        for j, end in enumerate(points):
            expected = truth.seconds(start.edges, end.edges)
            assert times[i, j] == pytest.approx(expected, abs=0.05)
            route = travel.route(start, end)
            assert (np.inf if route is None else route.seconds) == times[i, j]
            driven = [] if route is None else list(route.edges)
            for ban in roads.way_bans.tolist():
                row = [edge for edge in ban if edge >= 0]
                parts = (driven[k : k + len(row)] for k in range(len(driven)))
                assert row not in parts
    for place, start in enumerate(points):
        edge, fraction = np.array([pair for p in points for pair in p.edges]).T
        firsts = np.cumsum([0, *(len(point.edges) for point in points)])[:-1]
        out = travel.field_s([start], edge.astype(int), fraction)
        back = travel.field_s([start], edge.astype(int), fraction, towards=True)
        assert np.minimum.reduceat(out, firsts).tolist() == times[place].tolist()
        assert np.minimum.reduceat(back, firsts).tolist() == times[:, place].tolist()
