"""Places to meet near a door: gates, lobbies, public places, corners, the road."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.meeting.spots import Spot, spots_around
from maps.approach import Approaches
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from tests.osm_text import ROAD, Node, Way, degrees, town
from tests.walled_town import DOOR, walled_town


def spots(roads: RoadNetwork, x_m: float, y_m: float) -> dict[tuple[str, str], Spot]:
    approaches = Approaches(roads, Snapper(roads))
    found = spots_around(roads, approaches, approaches.find(*degrees(x_m, y_m)))
    return {(spot.kind, spot.name): spot for spot in found}


def test_the_gates_of_a_compound_and_the_road_beyond(tmp_path: Path):
    found = spots(walled_town(tmp_path), *DOOR)
    gate, road = found["gate", ""], found["road", ""]
    # 50 m west and 40 north to the gate; from there 100 m on to the road.
    assert gate.foot_m == pytest.approx(64.03, abs=0.1)
    assert road.foot_m == pytest.approx(164.03, abs=0.1)
    assert (gate.lon, gate.lat) == pytest.approx(degrees(100, 100), abs=1e-6)
    assert (road.lon, road.lat) == pytest.approx(degrees(0, 100), abs=1e-6)


ENDS: dict[int, Node] = {1: (-400, 0), 2: (0, 0), 3: (400, 0), 4: (0, 300)}
STREETS: dict[int, Way] = {
    10: ([1, 2, 3], {**ROAD, "name": "Laugavegur"}),
    11: ([2, 4], {**ROAD, "name": "Ægisgata"}),
}


def crossing_town(folder: Path, **places: Node) -> RoadNetwork:
    """Two named streets that cross at (0, 0), and some places."""
    nodes = {**ENDS, **dict(enumerate(places.values(), 20))}
    return town(folder, nodes, STREETS)


def test_the_road_below_and_the_corner(tmp_path: Path):
    found = spots(crossing_town(tmp_path), 60, 25)
    assert set(found) == {("corner", "Laugavegur / Ægisgata"), ("road", "Laugavegur")}
    assert found["corner", "Laugavegur / Ægisgata"].foot_m == pytest.approx(65, abs=0.1)
    assert found["road", "Laugavegur"].foot_m == pytest.approx(25, abs=0.1)


def test_a_corner_that_is_the_road_below_stands_once(tmp_path: Path):
    assert list(spots(crossing_town(tmp_path), 3, -20)) == [
        ("corner", "Laugavegur / Ægisgata")
    ]


def test_public_places_but_no_banks(tmp_path: Path):
    roads = crossing_town(
        tmp_path,
        chemist=(60, -40, {"amenity": "pharmacy", "name": "Lyfja"}),
        station=(0, 60, {"amenity": "police"}),
        bank=(60, 60, {"amenity": "bank", "name": "Bank"}),
        machine=(80, 60, {"amenity": "atm", "name": "Cash"}),
        hall=(80, 80, {"building": "yes", "name": "Hall"}),
        far=(60, 280, {"amenity": "cafe", "name": "Far"}),
    )
    found = spots(roads, 60, 25)
    places = {
        name: spot.foot_m for (kind, name), spot in found.items() if kind == "place"
    }
    assert places == {
        "Lyfja (pharmacy)": pytest.approx(65, abs=0.1),
        "police": pytest.approx(69.46, abs=0.1),
    }


def test_lobbies_of_the_building_and_of_one_without_outline(tmp_path: Path):
    house: dict[int, Node] = {
        31: (140, 70),
        32: (160, 70),
        33: (160, 90),
        34: (140, 90),
        35: (140, 80, {"entrance": "main"}),
        36: (160, 80, {"entrance": "yes"}),
        37: (190, 140, {"entrance": "yes"}),
    }
    outline = [31, 32, 36, 33, 34, 35, 31]
    building: dict[int, Way] = {22: (outline, {"building": "yes"})}
    found = spots(walled_town(tmp_path, nodes=house, ways=building), 150, 80)
    # The main one is its own; the other is 10 m off; the third another building's.
    assert {name for kind, name in found if kind == "entrance"} == {"main", ""}
    # To the gate she goes by the main entrance: 40 m east and 20 south of it.
    assert found["gate", ""].foot_m == pytest.approx(44.72, abs=0.1)
    assert found["entrance", "main"].foot_m == 0
