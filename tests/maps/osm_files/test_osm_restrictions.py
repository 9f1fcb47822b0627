"""Turn bans over a node: on a crossing of four roads, each a way of its own.

                        4
                        |
                    1 - 2 - 3
                        |
                        5

All roads end in loops' stead in a dead end, so that every detour is known: to turn
off against a ban, a car drives on to an end, turns back there, and comes again.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, drive_s, town

NODES = {1: (0, 0), 2: (250, 0), 3: (500, 0), 4: (250, 250), 5: (250, -250)}
WAYS = {
    10: ([1, 2], ROAD),
    20: ([2, 3], ROAD),
    30: ([2, 4], ROAD),
    40: ([2, 5], ROAD),
}
WEST, EAST, NORTH, SOUTH = (100, 0), (400, 0), (250, 150), (250, -150)


def banned(
    folder: Path,
    kind: str,
    start: int = 10,
    end: int = 30,
    key: str = "restriction",
    **tags: str,
) -> RoadNetwork:
    """Load the crossing with one restriction over node 2."""
    members = [("way", start, "from"), ("node", 2, "via"), ("way", end, "to")]
    relation = (members, {"type": "restriction", key: kind, **tags})
    return town(folder, NODES, WAYS, {1: relation})


def test_no_left_turn(tmp_path: Path) -> None:
    roads = banned(tmp_path, "no_left_turn")
    # West to north, not allowed: on to the east end, back, and right: 150 + 250 m,
    # turn back 12 s, 250 m, turn 12 s, 150 m: 800 m, 96 s, and 24.
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)
    # No other turn is forbidden: 300 m, 36 s, and 12 where it turns.
    assert drive_s(roads, WEST, EAST) == pytest.approx(36, abs=0.01)
    assert drive_s(roads, WEST, SOUTH) == pytest.approx(48, abs=0.01)
    assert drive_s(roads, NORTH, WEST) == pytest.approx(48, abs=0.01)
    assert drive_s(roads, SOUTH, NORTH) == pytest.approx(36, abs=0.01)


def test_only_straight_on(tmp_path: Path) -> None:
    roads = banned(tmp_path, "only_straight_on", end=20)
    assert drive_s(roads, WEST, EAST) == pytest.approx(36, abs=0.01)
    # To the north and to the south by the east end, as above.
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)
    assert drive_s(roads, WEST, SOUTH) == pytest.approx(120, abs=0.05)
    assert drive_s(roads, EAST, NORTH) == pytest.approx(48, abs=0.01)


def test_only_whose_target_is_no_road_is_passed_over(tmp_path: Path) -> None:
    roads = banned(tmp_path, "only_right_turn", end=99)
    assert drive_s(roads, WEST, NORTH) == pytest.approx(48, abs=0.01)
    assert not len(roads.bans)


def test_no_entry_has_several_from(tmp_path: Path) -> None:
    members = [
        ("way", 10, "from"),
        ("way", 20, "from"),
        ("node", 2, "via"),
        ("way", 30, "to"),
    ]
    relation = (members, {"type": "restriction", "restriction": "no_entry"})
    roads = town(tmp_path, NODES, WAYS, {1: relation})
    assert len(roads.bans) == 2
    # From the west to the north: on over the crossing to the south end, back, and
    # straight on: 150 m, turn, 250 m, back, 250 + 150 m: 800 m, 96 s, and 24.
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)
    assert drive_s(roads, SOUTH, NORTH) == pytest.approx(36, abs=0.01)


def test_no_u_turn_on_the_road_itself(tmp_path: Path) -> None:
    members = [("way", 20, "from"), ("node", 3, "via"), ("way", 20, "to")]
    relation = (members, {"type": "restriction", "restriction": "no_u_turn"})
    roads = town(tmp_path, NODES, WAYS, {1: relation})
    # The east road is then a trap: it is left out, and what is left still connects.
    assert roads.dropped.way_id.tolist() == [20]
    assert any("cannot be driven" in note for note in roads.notes)
    assert drive_s(roads, WEST, NORTH) == pytest.approx(48, abs=0.01)


@pytest.mark.parametrize("who", ["motorcar", "motor_vehicle", "police", "emergency"])
def test_except_us(tmp_path: Path, who: str) -> None:
    roads = banned(tmp_path, "no_left_turn", **{"except": f"bus; {who}"})
    assert drive_s(roads, WEST, NORTH) == pytest.approx(48, abs=0.01)
    assert "1 turn restrictions left out: not for cars" in roads.notes


def test_except_others(tmp_path: Path) -> None:
    roads = banned(tmp_path, "no_left_turn", **{"except": "psv;bicycle"})
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("restriction:conditional", "conditional"),
        ("restriction:hgv", "not for cars"),
    ],
)
def test_left_out_and_counted(tmp_path: Path, key: str, reason: str) -> None:
    roads = banned(tmp_path, "no_left_turn", key=key)
    assert drive_s(roads, WEST, NORTH) == pytest.approx(48, abs=0.01)
    assert f"1 turn restrictions left out: {reason}" in roads.notes


@pytest.mark.parametrize("key", ["restriction:motorcar", "restriction:motor_vehicle"])
def test_for_cars_alone(tmp_path: Path, key: str) -> None:
    roads = banned(tmp_path, "no_left_turn", key=key)
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)


@pytest.mark.parametrize("key", ["hour_on", "day_on", "date_on"])
def test_old_conditions(tmp_path: Path, key: str) -> None:
    roads = banned(tmp_path, "no_left_turn", **{key: "07:30"})
    assert drive_s(roads, WEST, NORTH) == pytest.approx(48, abs=0.01)
    assert "1 turn restrictions left out: conditional" in roads.notes


def test_no_exit_has_several_to(tmp_path: Path) -> None:
    members = [
        ("way", 10, "from"),
        ("node", 2, "via"),
        ("way", 30, "to"),
        ("way", 40, "to"),
    ]
    relation = (members, {"type": "restriction", "restriction": "no_exit"})
    roads = town(tmp_path, NODES, WAYS, {1: relation})
    # To either side only by the east end.
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)
    assert drive_s(roads, WEST, SOUTH) == pytest.approx(120, abs=0.05)
    assert drive_s(roads, WEST, EAST) == pytest.approx(36, abs=0.01)


def test_two_only_allow_two(tmp_path: Path) -> None:
    relations = {
        number: (
            [("way", 10, "from"), ("node", 2, "via"), ("way", to, "to")],
            {"type": "restriction", "restriction": kind},
        )
        for number, to, kind in [
            (1, 20, "only_straight_on"),
            (2, 40, "only_right_turn"),
        ]
    }
    roads = town(tmp_path, NODES, WAYS, relations)
    assert drive_s(roads, WEST, EAST) == pytest.approx(36, abs=0.01)
    assert drive_s(roads, WEST, SOUTH) == pytest.approx(48, abs=0.01)
    assert drive_s(roads, WEST, NORTH) == pytest.approx(120, abs=0.05)


def test_no_u_turn_at_a_node_that_its_road_passes(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 30: ([2, 4], ROAD), 40: ([2, 5], ROAD)}
    members = [("way", 10, "from"), ("node", 2, "via"), ("way", 10, "to")]
    relation = (members, {"type": "restriction", "restriction": "no_u_turn"})
    roads = town(tmp_path, NODES, ways, {1: relation})
    # Straight on along the same road is no U-turn.
    assert drive_s(roads, WEST, EAST) == pytest.approx(36, abs=0.01)


def test_without_a_via_is_left_out_and_counted(tmp_path: Path) -> None:
    members = [("way", 10, "from"), ("way", 20, "to")]
    relation = (members, {"type": "restriction", "restriction": "no_left_turn"})
    roads = town(tmp_path, NODES, WAYS, {1: relation})
    assert "1 turn restrictions left out: without a via" in roads.notes


def test_of_roads_that_the_file_lacks(tmp_path: Path) -> None:
    members = [("way", 98, "from"), ("node", 97, "via"), ("way", 99, "to")]
    relation = (members, {"type": "restriction", "restriction": "no_left_turn"})
    roads = town(tmp_path, NODES, WAYS, {1: relation})
    assert not len(roads.bans)


def test_same_ban_twice_is_one(tmp_path: Path) -> None:
    members = [("way", 10, "from"), ("node", 2, "via"), ("way", 30, "to")]
    relation = (members, {"type": "restriction", "restriction": "no_left_turn"})
    roads = town(tmp_path, NODES, WAYS, {1: relation, 2: relation})
    assert len(roads.bans) == 1
