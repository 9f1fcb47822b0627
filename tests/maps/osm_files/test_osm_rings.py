"""Areas from rings of ways, and the sea from its coast. Square metres by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from maps.road_network import RoadNetwork
from tests.osm_text import (
    METRES_PER_DEGREE,
    ROAD,
    Node,
    Relation,
    Way,
    degrees,
    town,
)

ROADS: dict[int, Way] = {10: ([1, 2], ROAD)}
NODES: dict[int, Node] = {
    1: (0, 0),
    2: (500, 0),
}
for first, ring in (
    (11, [(0, 100), (100, 100), (100, 200), (0, 200)]),
    (21, [(20, 120), (40, 120), (40, 140), (20, 140)]),
    (31, [(200, 200), (200, 300), (100, 300)]),
):
    NODES |= dict(enumerate(ring, first))
WATER = {"natural": "water"}
LAKE = {"type": "multipolygon", **WATER}


def area_m2(roads: RoadNetwork, kind: str) -> float:
    """Return the square metres of all areas of a kind."""
    pairs = zip(roads.areas.kind, roads.areas.polygons, strict=True)
    return sum(p.area * METRES_PER_DEGREE**2 for k, p in pairs if k == kind)


def lake(
    folder: Path, ways: dict[int, Way], *members: tuple[str, int, str]
) -> RoadNetwork:
    relation: Relation = (list(members), LAKE)
    return town(folder, NODES, {**ROADS, **ways}, {1: relation})


def test_closed_way(tmp_path: Path) -> None:
    ways: dict[int, Way] = {
        20: ([11, 12, 13, 14, 11], WATER),
        21: ([21, 22, 23, 24, 21], {"leisure": "park"}),
        22: ([11, 12, 13], WATER),  # open: no area
    }
    roads = town(tmp_path, NODES, {**ROADS, **ways})
    assert sorted(roads.areas.kind) == ["green", "water"]
    assert area_m2(roads, "water") == pytest.approx(10_000, rel=1e-3)
    assert area_m2(roads, "green") == pytest.approx(400, rel=1e-3)


def test_ring_of_several_ways_with_an_island(tmp_path: Path) -> None:
    ways: dict[int, Way] = {
        20: ([13, 12, 11], {}),  # against the other
        21: ([13, 14, 11], {}),
        22: ([21, 22, 23, 24, 21], {}),
    }
    roads = lake(
        tmp_path, ways, ("way", 20, "outer"), ("way", 21, ""), ("way", 22, "inner")
    )
    # 100 * 100 less 20 * 20.
    assert area_m2(roads, "water") == pytest.approx(9600, rel=1e-3)


def test_rings_that_touch_in_a_point(tmp_path: Path) -> None:
    ways: dict[int, Way] = {
        20: ([11, 12, 13, 14, 11], {}),
        21: ([13, 31, 32, 33, 13], {}),
    }
    roads = lake(tmp_path, ways, ("way", 20, "outer"), ("way", 21, "outer"))
    assert area_m2(roads, "water") == pytest.approx(20_000, rel=1e-3)


def test_ring_that_is_not_all_there(tmp_path: Path) -> None:
    ways: dict[int, Way] = {20: ([11, 12, 13], {})}
    roads = lake(tmp_path, ways, ("way", 20, "outer"), ("way", 99, "outer"))
    assert roads.areas.kind == ()


def test_outline_that_crosses_itself(tmp_path: Path) -> None:
    ways: dict[int, Way] = {20: ([11, 12, 14, 13, 11], WATER)}
    roads = town(tmp_path, NODES, {**ROADS, **ways})
    # Two triangles of 100 * 50 / 2.
    assert area_m2(roads, "water") == pytest.approx(5000, rel=1e-3)
    assert all(polygon.is_valid for polygon in roads.areas.polygons)


def is_sea(roads: RoadNetwork, x_m: float, y_m: float) -> bool:
    point = shapely.Point(*degrees(x_m, y_m))
    pairs = zip(roads.areas.kind, roads.areas.polygons, strict=True)
    return any(k == "sea" and p.contains(point) for k, p in pairs)


def test_buildings_by_way_and_by_relation(tmp_path: Path) -> None:
    # A square of 100 m; one with a hole of 20 m; none, and one that is open.
    house = {"building": "yes"}
    ways: dict[int, Way] = {
        20: ([11, 12, 13, 14, 11], house),
        21: ([11, 12, 13, 14, 11], {}),
        22: ([21, 22, 23, 24, 21], {}),
        23: ([21, 22, 23, 24, 21], {"building": "no", "name": "Ruin"}),
        24: ([11, 12, 13], house),
    }
    block: Relation = (
        [("w", 21, "outer"), ("w", 22, "inner")],
        {"type": "multipolygon", **house},
    )
    roads = town(tmp_path, NODES, {**ROADS, **ways}, {1: block})
    assert roads.areas.kind == ("building", "building")
    assert area_m2(roads, "building") == pytest.approx(10_000 + 9600, rel=1e-3)


def test_a_building_that_crosses_itself_is_made_whole(tmp_path: Path) -> None:
    # A bow tie of two triangles, 100 m high and 50 m deep each.
    ways: dict[int, Way] = {20: ([11, 12, 14, 13, 11], {"building": "yes"})}
    roads = town(tmp_path, NODES, {**ROADS, **ways})
    assert roads.areas.kind == ("building", "building")
    assert area_m2(roads, "building") == pytest.approx(5000, rel=1e-3)
    assert all(polygon.is_valid for polygon in roads.areas.polygons)


COAST = {"natural": "coastline"}


def test_sea_is_right_of_the_coast(tmp_path: Path) -> None:
    # Eastwards along a bay: the land is to the left, the sea to the south.
    nodes: dict[int, Node] = {
        **NODES,
        41: (0, -300),
        42: (250, -100),
        43: (500, -300),
    }
    ways: dict[int, Way] = {20: ([41, 42, 43], COAST)}
    roads = town(tmp_path, nodes, {**ROADS, **ways})
    assert is_sea(roads, 250, -200)
    assert not is_sea(roads, 10, -150)
    ways = {20: ([43, 42, 41], COAST)}
    roads = town(tmp_path, nodes, {**ROADS, **ways})
    assert not is_sea(roads, 250, -200)
    assert is_sea(roads, 10, -150)


def test_island_in_the_sea(tmp_path: Path) -> None:
    # Counterclockwise: the land is inside.
    ways: dict[int, Way] = {
        20: ([11, 12, 13, 14, 11], COAST),
        21: ([31, 32, 33, 31], COAST),
    }
    roads = town(tmp_path, NODES, {**ROADS, **ways})
    assert not is_sea(roads, 50, 150)
    assert is_sea(roads, 150, 130)


def test_the_sea_goes_on_beyond_the_file_past_corners_too(tmp_path: Path) -> None:
    # An island that fills the upper right half of its frame: of the corners, the one
    # at the lower left is sea.
    ways: dict[int, Way] = {20: ([31, 32, 33, 31], COAST)}
    roads = town(tmp_path, NODES, {**ROADS, **ways})
    assert is_sea(roads, 110, 210)
    assert is_sea(roads, 50, 150)
    assert not is_sea(roads, 250, 350)


def test_no_coast_no_sea(tmp_path: Path) -> None:
    assert town(tmp_path, NODES, ROADS).areas.kind == ()


def test_sea_and_land_of_the_city(city: RoadNetwork) -> None:
    def wet(lon: float, lat: float) -> bool:
        point = shapely.Point(lon, lat)
        pairs = zip(city.areas.kind, city.areas.polygons, strict=True)
        return any(k == "sea" and p.contains(point) for k, p in pairs)

    assert wet(-21.95, 64.18)  # Faxaflói, north of the old harbour
    assert wet(-21.93, 64.13) is False  # the airport's neighbourhood
    assert wet(-21.88, 64.135) is False  # Kringlan
    assert not wet(-21.85, 64.163)  # Viðey
