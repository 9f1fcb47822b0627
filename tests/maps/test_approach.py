"""Where the car is left: by an entrance, by a gate, on the roads within walls."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.approach import Approaches
from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from tests.osm_text import ROAD, SERVICE, Node, Way, degrees
from tests.walled_town import (
    DOOR,
    GATE,
    GROUNDS,
    WALL,
    approach,
    walled_town,
    ways,
)

HOUSE: dict[int, Node] = {
    31: (300, 20, {"entrance": "yes"}),
    32: (320, 20),
    33: (320, 40, {"entrance": "main"}),
    34: (300, 40),
}


def test_without_walls_the_nearest_road(tmp_path: Path) -> None:
    roads = walled_town(tmp_path, tags={"building": "no"})
    found = approach(roads, *DOOR)
    assert found == Snapper(roads).snap(*degrees(*DOOR))
    assert found.distance_m == pytest.approx(60, abs=0.05)


def test_through_the_gate_and_not_the_wall(tmp_path: Path) -> None:
    roads = walled_town(tmp_path)
    found = approach(roads, *DOOR)
    # From the road at (0, 100) 100 m to the gate, then 50 east and 40 south: 64.03.
    assert ways(roads, found) == ["barrier=gate"]
    assert found.distance_m == pytest.approx(164.03, abs=0.1)
    assert (found.road_lon, found.road_lat) == pytest.approx(degrees(0, 100), abs=1e-6)
    assert (found.lon, found.lat) == degrees(*DOOR)


def test_outside_the_wall_nothing_changes(tmp_path: Path) -> None:
    found = approach(walled_town(tmp_path), 90, 60)
    assert not found.by
    assert found.distance_m == pytest.approx(60, abs=0.05)


def test_of_two_gates_the_shorter_walk(tmp_path: Path) -> None:
    south: dict[int, Node] = {15: (190, 50, {"barrier": "lift_gate"})}
    roads = walled_town(
        tmp_path, nodes=south, ways={20: ([11, 10, 12, 13, 14, 15, 11], WALL)}
    )
    found = approach(roads, *DOOR)
    # 50 m from the road to the southern gate, then 40 west and 10 north: 41.23.
    assert ways(roads, found) == ["barrier=lift_gate"]
    assert found.distance_m == pytest.approx(91.23, abs=0.1)


INNER: dict[int, Node] = {41: (150, 0), 43: (150, 100)}
DRIVE: dict[int, Way] = {
    100: ([3, 1, 41, 2], ROAD),
    101: ([41, 42, 43], SERVICE),
    20: ([11, 10, 12, 13, 14, 42, 11], WALL),
}


def test_a_gate_for_cars_is_no_end_of_driving(tmp_path: Path) -> None:
    nodes = {**INNER, 42: (150, 50, {"barrier": "lift_gate"})}
    roads = walled_town(tmp_path, nodes=nodes, ways=DRIVE)
    found = approach(roads, 115, 55)
    # The road within is 35 m away; that in the south, beyond the wall, 55 m, and the
    # western gate 47 m and 100 more.
    assert not found.by
    assert found.distance_m == pytest.approx(35, abs=0.05)
    assert (found.road_lon, found.road_lat) == pytest.approx(degrees(150, 55), abs=1e-6)


def test_the_road_within_though_one_beyond_the_wall_is_nearer(tmp_path: Path) -> None:
    nodes = {**INNER, 42: (150, 50, GATE), 44: (0, 45), 45: (400, 45)}
    lane = {104: ([1, 44, 45, 2], ROAD)}
    roads = walled_town(tmp_path, nodes=nodes, ways={**DRIVE, **lane})
    assert Snapper(roads).snap(*degrees(115, 52)).distance_m == pytest.approx(7, abs=1)
    found = approach(roads, 115, 52)
    assert not found.by
    assert found.distance_m == pytest.approx(35, abs=0.05)


def test_a_gate_that_no_car_passes_ends_the_drive(tmp_path: Path) -> None:
    closed = {"barrier": "lift_gate", "motor_vehicle": "no"}
    nodes = {**INNER, 42: (150, 50, closed)}
    roads = walled_town(tmp_path, nodes=nodes, ways=DRIVE)
    found = approach(roads, 115, 55)
    # The drive ends at the gate; 35 west and 5 north from there: 35.36.
    assert ways(roads, found) == ["barrier=lift_gate"]
    assert found.distance_m == pytest.approx(35.36, abs=0.05)
    assert (found.road_lon, found.road_lat) == pytest.approx(degrees(150, 50), abs=1e-6)


def test_grounds_within_walls_gate_by_gate(tmp_path: Path) -> None:
    yard: dict[int, Node] = {
        51: (120, 60),
        52: (180, 60),
        53: (180, 100),
        54: (150, 100, GATE),
        55: (120, 100),
    }
    roads = walled_town(
        tmp_path, nodes=yard, ways={21: ([51, 52, 53, 54, 55, 51], WALL)}
    )
    found = approach(roads, 150, 80)
    # 100 m to the outer gate, 50 to the inner, 20 to the door.
    assert ways(roads, found) == ["barrier=gate"] * 2
    assert [round(float(roads.ways_in.lon[row] - 10), 5) for row in found.by] == [
        round(x_m / 111_195.08, 5) for x_m in (100, 150)
    ]
    assert found.distance_m == pytest.approx(170, abs=0.1)


def test_a_building_by_its_main_entrance(tmp_path: Path) -> None:
    building: dict[int, Way] = {22: ([31, 32, 33, 34, 31], {"building": "yes"})}
    roads = walled_town(tmp_path, nodes=HOUSE, ways=building)
    found = approach(roads, 305, 25)
    # The main entrance, (320, 40), though the other is nearer; what is walked indoors
    # does not count.
    assert ways(roads, found) == ["entrance=main"]
    assert found.distance_m == pytest.approx(40, abs=0.05)


def test_a_building_in_a_compound(tmp_path: Path) -> None:
    house: dict[int, Node] = {
        31: (140, 70),
        32: (160, 70),
        33: (160, 90),
        34: (140, 90),
        35: (140, 80, {"entrance": "staircase"}),
    }
    building: dict[int, Way] = {22: ([31, 32, 33, 34, 35, 31], {"building": "yes"})}
    roads = walled_town(tmp_path, nodes=house, ways=building)
    found = approach(roads, 150, 80)
    # 100 m to the gate, from there 40 east and 20 south to the entrance: 44.72.
    assert ways(roads, found) == ["barrier=gate", "entrance=staircase"]
    assert found.distance_m == pytest.approx(144.72, abs=0.1)


def test_a_gate_far_from_every_road_is_not_taken(tmp_path: Path) -> None:
    far: dict[int, Node] = {
        61: (1000, 50),
        62: (1700, 50),
        63: (1700, 600),
        64: (1350, 600, GATE),
        65: (1000, 600),
        4: (1700, 0),
    }
    roads = walled_town(
        tmp_path,
        nodes=far,
        ways={
            100: ([3, 1, 2, 4], ROAD),
            23: ([61, 62, 63, 64, 65, 61], GROUNDS | WALL),
        },
    )
    assert approach(roads, 1350, 60).by == ()


def test_no_road_near(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="from the nearest road"):
        approach(walled_town(tmp_path), 0, 2000)


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory) -> RoadNetwork:
    return walled_town(tmp_path_factory.mktemp("walled"))


@given(x_m=st.floats(101, 199), y_m=st.floats(51, 149))
def test_whatever_is_within_goes_by_the_one_gate(
    walled: RoadNetwork, x_m: float, y_m: float
) -> None:
    found = approach(walled, x_m, y_m)
    metres = 100 + math.hypot(x_m - 100, y_m - 100)
    assert found.distance_m == pytest.approx(metres, abs=0.1)


def test_on_foot_around_walls(tmp_path: Path) -> None:
    roads = walled_town(tmp_path)
    on_foot_m = Approaches(roads, Snapper(roads)).on_foot_m
    door, gate = degrees(*DOOR), degrees(100, 100)
    # Within the walls straight; out of them by the gate: 64.03 and 90 m west.
    assert on_foot_m(door, degrees(120, 100)) == pytest.approx(50, abs=0.1)
    assert on_foot_m(door, gate) == pytest.approx(64.03, abs=0.1)
    assert on_foot_m(door, degrees(10, 100)) == pytest.approx(154.03, abs=0.1)
    # Between two places outside nothing is in the way that we know of.
    assert on_foot_m(degrees(0, 10), degrees(300, 10)) == pytest.approx(300, abs=0.1)
