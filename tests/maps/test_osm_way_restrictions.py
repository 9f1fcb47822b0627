"""Turn bans over ways: two crossings and the roads between and around them.

            7   8   9
            |   |   |
        1 - 2 - 3 - 4 - 10
            |   |   |
            5   6   11

Each road between two numbers is a way, 250 m long, 30 s. A turn takes 12 s, and so
does turning back at an end.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, drive_s, town

_CORNERS = [
    *[(1, 0, 0), (2, 250, 0), (3, 500, 0), (4, 750, 0), (10, 1000, 0)],
    *[(7, 250, 250), (8, 500, 250), (9, 750, 250)],
    *[(5, 250, -250), (6, 500, -250), (11, 750, -250)],
]
NODES = {number: (x, y) for number, x, y in _CORNERS}
_ENDS = [
    *[(12, 1, 2), (23, 2, 3), (34, 3, 4), (45, 4, 10)],  # from west to east
    *[(70, 2, 7), (80, 8, 3), (90, 4, 9)],  # to the north
    *[(50, 2, 5), (60, 3, 6), (61, 4, 11)],  # to the south
]
WAYS = {way: ([start, end], ROAD) for way, start, end in _ENDS}
WEST, EAST, BETWEEN = (100, 0), (900, 0), (300, 0)
NORTH_7, NORTH_8, NORTH_9 = (250, 150), (500, 150), (750, 150)


def banned(folder: Path, kind: str, *ways: int, **tags: str) -> RoadNetwork:
    """Load the town with one restriction: from, via, ..., to."""
    return restricted(folder, {1: (kind, ways)}, **tags)


def restricted(
    folder: Path, relations: dict[int, tuple[str, tuple[int, ...]]], **tags: str
) -> RoadNetwork:
    """Load the town with several restrictions."""
    return town(
        folder,
        NODES,
        WAYS,
        {
            number: (
                [
                    ("way", first, "from"),
                    *(("way", way, "via") for way in vias),
                    ("way", last, "to"),
                ],
                {"type": "restriction", "restriction": kind, **tags},
            )
            for number, (kind, (first, *vias, last)) in relations.items()
        },
    )


def test_no_left_turn_over_a_way(tmp_path: Path) -> None:
    roads = banned(tmp_path, "no_left_turn", 12, 23, 80)
    # At 3 south, back, and straight on: 150 + 250 m, turn, 250 m, back, 250 + 150 m:
    # 1050 m, 126 s, and 24.
    assert drive_s(roads, WEST, NORTH_8) == pytest.approx(150, abs=0.05)
    # Each part of it alone is allowed.
    assert drive_s(roads, WEST, EAST) == pytest.approx(96, abs=0.05)
    # From 7: 150 + 250 + 150 m, 66 s, and two turns.
    assert drive_s(roads, NORTH_7, NORTH_8) == pytest.approx(90, abs=0.05)
    # From between, with no past: 200 + 150 m, 42 s, and a turn.
    assert drive_s(roads, BETWEEN, NORTH_8) == pytest.approx(54, abs=0.05)


def test_only_straight_on_over_a_way(tmp_path: Path) -> None:
    roads = banned(tmp_path, "only_straight_on", 12, 23, 34)
    # Neither the first turn nor the second; at 4 it is over. On to the east end: 150
    # + 750 m, back, 250 + 250 m, right, 150 m: 1550 m, 186 s, and 24.
    assert drive_s(roads, WEST, NORTH_8) == pytest.approx(210, abs=0.05)
    # 250 m more to 7.
    assert drive_s(roads, WEST, NORTH_7) == pytest.approx(240, abs=0.05)
    # Beyond it all is free: 150 + 500 + 150 m, 96 s, and a turn.
    assert drive_s(roads, WEST, NORTH_9) == pytest.approx(108, abs=0.05)
    assert drive_s(roads, NORTH_7, NORTH_8) == pytest.approx(90, abs=0.05)
    assert drive_s(roads, BETWEEN, NORTH_8) == pytest.approx(54, abs=0.05)


@pytest.mark.parametrize("vias", [(23, 34), (34, 23)])
def test_several_ways_in_any_order(tmp_path: Path, vias: tuple[int, int]) -> None:
    roads = banned(tmp_path, "no_left_turn", 12, *vias, 90)
    # At 4 south, back, and straight on: 150 + 500 + 250 + 250 + 150 m, 156 s, and 24.
    assert drive_s(roads, WEST, NORTH_9) == pytest.approx(180, abs=0.05)
    assert drive_s(roads, NORTH_7, NORTH_9) == pytest.approx(120, abs=0.05)
    # With only a part of the past: from 8, 150 + 250 + 150 m, two turns.
    assert drive_s(roads, NORTH_8, NORTH_9) == pytest.approx(90, abs=0.05)


def test_bans_that_overlap(tmp_path: Path) -> None:
    roads = restricted(
        tmp_path, {1: ("no_left_turn", (12, 23, 80)), 2: ("no_left_turn", (23, 34, 90))}
    )
    # The second alone: at 4 south, back and straight on.
    assert drive_s(roads, WEST, NORTH_9) == pytest.approx(180, abs=0.05)
    # From between one is on the second's way too: 200 + 250 + 250 + 250 + 150 m, 132
    # s, and 24.
    assert drive_s(roads, BETWEEN, NORTH_9) == pytest.approx(156, abs=0.05)
    assert drive_s(roads, NORTH_8, NORTH_9) == pytest.approx(90, abs=0.05)
    assert drive_s(roads, WEST, NORTH_8) == pytest.approx(150, abs=0.05)


def test_ban_within_a_ban(tmp_path: Path) -> None:
    # Straight over 3 is no longer allowed at all, whoever comes.
    relation = (
        [("way", 23, "from"), ("node", 3, "via"), ("way", 34, "to")],
        {"type": "restriction", "restriction": "no_straight_on"},
    )
    over = (
        [
            ("way", 12, "from"),
            ("way", 23, "via"),
            ("way", 34, "via"),
            ("way", 90, "to"),
        ],
        {"type": "restriction", "restriction": "no_left_turn"},
    )
    roads = town(tmp_path, NODES, WAYS, {1: relation, 2: over})
    # At 3 south, back, and right, then left: 150 + 250 + 250 + 250 + 250 + 150 m, 156
    # s, and four turns.
    assert drive_s(roads, WEST, NORTH_9) == pytest.approx(204, abs=0.05)


def test_no_u_turn_over_a_way_and_back_on_it(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (250, 0), 3: (500, 0), 4: (250, 250), 5: (250, -500)}
    ways = {n: ([2, n], ROAD) for n in (1, 3, 4, 5)}
    turn = (
        [("way", 1, "from"), ("node", 2, "via"), ("way", 4, "to")],
        {"type": "restriction", "restriction": "no_left_turn"},
    )
    back = (
        [("way", 1, "from"), ("way", 3, "via"), ("way", 3, "to")],
        {"type": "restriction", "restriction": "no_u_turn"},
    )
    one, both = (
        town(tmp_path, nodes, ways, dict(enumerate(given, 1)))
        for given in ([turn], [turn, back])
    )
    # By the east end: 150 + 250 m, back, 250 m, right, 150 m: 96 s, and 24.
    assert drive_s(one, WEST, NORTH_7) == pytest.approx(120, abs=0.05)
    # By the south end: 150 m, right, 500 m, back, 500 + 150 m: 156 s, and 24.
    assert drive_s(both, WEST, NORTH_7) == pytest.approx(180, abs=0.05)


def test_via_that_is_cut_by_a_side_road(tmp_path: Path) -> None:
    ways = {**WAYS, 23: ([2, 3, 4], ROAD)}
    del ways[34]
    members = [("way", 12, "from"), ("way", 23, "via"), ("way", 90, "to")]
    tags = {"type": "restriction", "restriction": "no_left_turn"}
    roads = town(tmp_path, NODES, ways, {1: (members, tags)})
    assert drive_s(roads, WEST, NORTH_9) == pytest.approx(180, abs=0.05)
    # Left off the via half-way: 150 + 250 + 150 m, 66 s, and a turn.
    assert drive_s(roads, WEST, NORTH_8) == pytest.approx(78, abs=0.05)


def test_one_way_via_the_wrong_way_forbids_nothing(tmp_path: Path) -> None:
    ways = {**WAYS, 23: ([3, 2], {**ROAD, "oneway": "yes"})}
    members = [("way", 12, "from"), ("way", 23, "via"), ("way", 80, "to")]
    tags = {"type": "restriction", "restriction": "no_left_turn"}
    assert not len(town(tmp_path, NODES, ways, {1: (members, tags)}).way_bans)


@pytest.mark.parametrize(
    "ways", [(12, 99, 80), (99, 23, 80), (12, 23, 99), (12, 34, 80)]
)
def test_members_that_are_lacking_or_do_not_meet(
    tmp_path: Path, ways: tuple[int, int, int]
) -> None:
    for kind in ("no_left_turn", "only_left_turn"):
        roads = banned(tmp_path, kind, *ways)
        assert not len(roads.way_bans)
        assert not len(roads.bans)


def test_except_us(tmp_path: Path) -> None:
    roads = banned(tmp_path, "no_left_turn", 12, 23, 80, **{"except": "emergency"})
    assert not len(roads.way_bans)
    assert "1 turn restrictions left out: not for cars" in roads.notes


def test_shorter_rows_are_filled_up(tmp_path: Path) -> None:
    relations = {
        1: ("no_left_turn", (12, 23, 80)),
        2: ("no_left_turn", (12, 23, 34, 90)),
    }
    rows = restricted(tmp_path, relations).way_bans
    assert rows.shape == (2, 4)
    assert sorted(np.count_nonzero(rows < 0, axis=1)) == [0, 1]


def test_bans_follow_their_edges_when_roads_are_left_out(tmp_path: Path) -> None:
    # An island of lower numbers is read first, and left out.
    nodes = {**NODES, 20: (0, 5000), 21: (100, 5000)}
    ways = {1: ([20, 21], ROAD), **WAYS}
    members = [("way", 12, "from"), ("way", 23, "via"), ("way", 80, "to")]
    tags = {"type": "restriction", "restriction": "no_left_turn"}
    roads = town(tmp_path, nodes, ways, {1: (members, tags)})
    assert roads.dropped.way_id.tolist() == [1]
    assert drive_s(roads, WEST, NORTH_8) == pytest.approx(150, abs=0.05)
