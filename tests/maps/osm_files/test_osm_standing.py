"""For whom signals and signs count, and that a junction has one wait."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maps.osm_files.osm_file import read_osm
from maps.osm_files.osm_roads import read_roads
from maps.osm_files.osm_standing import to_junction_m
from tests.osm_text import ROAD, Node, osm_text, standing, town

SIGNALS = {"highway": "traffic_signals"}
STOP, GIVE_WAY = {"highway": "stop"}, {"highway": "give_way"}
CROSSING = {"highway": "crossing"}
ONE_WAY = {**ROAD, "oneway": "yes"}

# Two junctions, 2 and 3, 400 m apart, on a road from 1 to 4; node 9 is 10 m east of
# the first:
#            5       6
#            |       |
#        1 - 2 -9--- 3 - 4
PLACES: dict[int, Node] = {
    1: (-400, 0),
    2: (0, 0),
    3: (400, 0),
    4: (800, 0),
    5: (0, 400),
    6: (400, 400),
}
SIDES = {20: ([2, 5], ROAD), 30: ([3, 6], ROAD)}


@pytest.mark.parametrize("sign", [STOP, GIVE_WAY, SIGNALS])
def test_sign_that_does_not_say_looks_to_the_nearer_junction(
    tmp_path: Path, sign: dict[str, str]
) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (10, 0, sign)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    kind = sign["highway"].removeprefix("traffic_")
    # 10 m to node 2, 390 m to node 3: it counts westwards, 390 / 400 along.
    assert standing(roads) == [((3, 2), 0.975, kind)]


@pytest.mark.parametrize(
    ("tags", "edges"),
    [
        ({"direction": "forward"}, [(2, 3)]),
        ({"direction": "backward"}, [(3, 2)]),
        ({"direction": "both"}, [(2, 3), (3, 2)]),
        ({"direction": "90"}, [(3, 2)]),  # degrees say nothing of the way
        ({"traffic_signals:direction": "forward"}, [(2, 3)]),
    ],
)
def test_sign_that_says_it(
    tmp_path: Path, tags: dict[str, str], edges: list[tuple[int, int]]
) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (10, 0, {**STOP, **tags})}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    assert [row[0] for row in standing(roads)] == edges


def test_on_a_one_way_road_there_is_nothing_to_guess(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (10, 0, STOP)}
    ways = {10: ([1, 2], ROAD), 11: ([2, 9, 3], ONE_WAY), 12: ([3, 4], ROAD), **SIDES}
    back = {13: ([6, 5], ONE_WAY)}
    roads = town(tmp_path, nodes, {**ways, **back})
    assert standing(roads) == [((2, 3), 0.025, "stop")]


def test_signal_far_from_junctions_is_a_crossings(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (50, 0, SIGNALS)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    assert [row[0] for row in standing(roads)] == [(2, 3), (3, 2)]
    nodes = {**PLACES, 9: (50, 0, STOP)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    assert [row[0] for row in standing(roads)] == [(3, 2)]


def test_crossing_stops_both_ways(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (10, 0, CROSSING)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    assert standing(roads) == [((2, 3), 0.025, "crossing"), ((3, 2), 0.975, "crossing")]


def test_in_the_middle_it_looks_both_ways(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {**PLACES, 9: (200, 0, STOP)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 9, 3, 4], ROAD), **SIDES})
    assert [row[0] for row in standing(roads)] == [(2, 3), (3, 2)]


@pytest.mark.parametrize("cut", [5, 10, 15])
def test_a_way_that_is_cut_is_no_junction(tmp_path: Path, cut: int) -> None:
    # Before, at and behind the sign.
    nodes: dict[int, Node] = {**PLACES, 8: (cut, 0), 9: (10, 0, STOP)}
    if cut == 10:
        nodes[8] = nodes.pop(9)
    along = sorted({8, 9} & nodes.keys(), key=lambda node: float(nodes[node][0]))
    place = along.index(8)
    ways = {
        10: ([1, 2, *along[: place + 1]], ROAD),
        11: ([*along[place:], 3, 4], ROAD),
        **SIDES,
    }
    ((edge, _, kind),) = standing(town(tmp_path, nodes, ways))
    assert kind == "stop"
    assert edge == {5: (3, 8), 10: (3, 8), 15: (8, 2)}[cut]


def test_metres_to_the_next_junction(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {**PLACES, 7: (100, 0), 8: (150, 0)}
    ways = {10: ([1, 2], ROAD), 11: ([2, 7], ROAD), 12: ([8, 7], ROAD)}
    ways |= {13: ([8, 3, 4], ROAD), **SIDES}
    path = tmp_path / "town.osm"
    path.write_text(osm_text(nodes, ways), encoding="utf-8")
    roads = read_roads(read_osm(path))
    metres = to_junction_m(roads.stretches, roads.edges)
    ways_of = roads.stretches.way_id.tolist()
    found = {way: metres[ways_of.index(way)].round(1).tolist() for way in ways}
    assert found == {
        10: [np.inf, 0.0],
        11: [0.0, 300.0],
        12: [250.0, 100.0],  # from 8 on to 3, from 7 on to 2
        13: [150.0, 0.0],
        20: [0.0, np.inf],
        30: [0.0, np.inf],
    }


def test_dual_carriageways_meet_in_one_wait(tmp_path: Path) -> None:
    # Two roads of two carriageways, 20 m apart; traffic keeps right.
    #            b   d          4 - 3   signals at all four corners
    #        ... | - | ...      |   |
    #            a   c          1 - 2
    nodes: dict[int, Node] = {
        1: (0, 0, SIGNALS),
        2: (20, 0, SIGNALS),
        3: (20, 20, SIGNALS),
        4: (0, 20, SIGNALS),
        11: (-300, 0),
        12: (300, 0),
        13: (300, 20),
        14: (-300, 20),
        21: (20, -300),
        22: (20, 300),
        23: (0, 300),
        24: (0, -300),
    }
    ways = {
        10: ([11, 1, 2, 12], ONE_WAY),  # eastwards
        11: ([13, 3, 4, 14], ONE_WAY),
        12: ([21, 2, 3, 22], ONE_WAY),  # northwards
        13: ([23, 4, 1, 24], ONE_WAY),
        14: ([12, 13], ONE_WAY),
        15: ([14, 11], ONE_WAY),
        16: ([22, 23], ONE_WAY),
        17: ([24, 21], ONE_WAY),
    }
    roads = town(tmp_path, nodes, ways)
    # One wait on each way in, none between the corners.
    assert standing(roads) == [
        ((11, 1), 1.0, "signals"),
        ((13, 3), 1.0, "signals"),
        ((21, 2), 1.0, "signals"),
        ((23, 4), 1.0, "signals"),
    ]


def test_stop_lines_and_crossings_of_one_junction(tmp_path: Path) -> None:
    # Signals before the junction on every arm, a crossing between them and it.
    nodes: dict[int, Node] = {1: (0, 0)}
    ways = {}
    for arm, (x, y) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1)), start=1):
        nodes[10 * arm] = (12 * x, 12 * y, CROSSING)
        nodes[10 * arm + 1] = (15 * x, 15 * y, SIGNALS)
        nodes[10 * arm + 2] = (200 * x, 200 * y)
        ways[arm] = ([1, 10 * arm, 10 * arm + 1, 10 * arm + 2], ROAD)
    roads = town(tmp_path, nodes, ways)
    # Waited for once on the way in, 185 / 200 along; not again on the way out.
    assert standing(roads) == [
        ((10 * arm + 2, 1), 0.925, "signals") for arm in (1, 2, 3, 4)
    ]
