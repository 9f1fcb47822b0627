"""Gates and entrances, and which walls they lead through."""

from __future__ import annotations

from pathlib import Path

import pytest

from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, SERVICE, Node, Relation, Way, degrees, town
from tests.walled_town import GATE, GROUNDS, RING, WALL, walled_town


def compounds(roads: RoadNetwork) -> list[list[str]]:
    """Gates of each compound."""
    rows = [row for row, of in enumerate(roads.ways_in.is_building) if not of]
    return [[roads.ways_in.tag[way] for way in roads.ways_in.into(row)] for row in rows]


def test_a_ring_of_wall_with_a_gate(tmp_path: Path) -> None:
    roads = walled_town(tmp_path)
    found = roads.ways_in
    assert (found.tag, len(found)) == (("barrier=gate",), 1)
    assert (found.lon[0], found.lat[0]) == pytest.approx(degrees(100, 100), abs=1e-7)
    assert compounds(roads) == [["barrier=gate"]]
    assert found.behind[0].bounds[:2] == pytest.approx(degrees(100, 50), abs=1e-7)


@pytest.mark.parametrize(
    ("tags", "is_one"),
    [
        ({"barrier": "fence"}, True),
        (GROUNDS, True),
        ({"amenity": "university"}, True),
        ({"landuse": "farmland"}, False),
        ({"barrier": "kerb"}, False),
    ],
)
def test_what_may_be_a_compound(
    tmp_path: Path, tags: dict[str, str], *, is_one: bool
) -> None:
    assert bool(compounds(walled_town(tmp_path, tags))) == is_one


@pytest.mark.parametrize(
    ("gate", "is_one"),
    [
        ({"barrier": "kissing_gate"}, True),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "gate", "access": "no"}, False),
        ({"barrier": "gate", "access": "no", "foot": "yes"}, True),
        ({"barrier": "gate", "foot": "no"}, False),
        ({"barrier": "bollard"}, False),
        ({"entrance": "main"}, False),  # of a building that stands in the wall
    ],
)
def test_what_is_a_gate(tmp_path: Path, gate: dict[str, str], *, is_one: bool) -> None:
    roads = walled_town(tmp_path, nodes={10: (100, 100, gate)})
    assert bool(compounds(roads)) == is_one


# A gate beside the western edge, on no line of it; a lane that crosses the southern.
@pytest.mark.parametrize(
    ("off_m", "tags", "is_one"),
    [
        (9, WALL, True),
        (11, WALL, False),
        (0.5, GROUNDS, True),
        (9, GROUNDS, False),  # nothing says that it leads into them
    ],
)
def test_a_gate_beside_its_wall(
    tmp_path: Path, off_m: float, tags: dict[str, str], *, is_one: bool
) -> None:
    beside: dict[int, Node] = {10: (100, 110), 16: (100 - off_m, 100, GATE)}
    assert bool(compounds(walled_town(tmp_path, tags, beside))) == is_one


@pytest.mark.parametrize(
    ("gate_m", "is_one"),
    [(50, True), (42, True), (58, True), (34, False), (None, False)],
)
@pytest.mark.parametrize("tags", [WALL, GROUNDS])
def test_roads_come_in_by_gates_alone(
    tmp_path: Path, gate_m: float | None, tags: dict[str, str], *, is_one: bool
) -> None:
    # The lane from (150, 0) crosses the edge at (150, 50).
    lane = [41, 42, 43] if gate_m else [41, 43]
    nodes: dict[int, Node] = {41: (150, 0), 43: (150, 100), 10: (100, 100)}
    if gate_m:
        nodes[42] = (150, gate_m, GATE)
    ways: dict[int, Way] = {100: ([3, 1, 41, 2], ROAD), 101: (lane, SERVICE)}
    roads = walled_town(tmp_path, tags, nodes, ways)
    assert bool(compounds(roads)) == is_one


def test_one_gate_does_not_close_what_a_road_crosses_elsewhere(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {41: (150, 0), 43: (150, 100)}
    ways: dict[int, Way] = {100: ([3, 1, 41, 2], ROAD), 101: ([41, 43], SERVICE)}
    assert compounds(walled_town(tmp_path, nodes=nodes, ways=ways)) == []


@pytest.mark.parametrize(("x_m", "is_one"), [(136, True), (134, False)])
def test_a_road_beside_a_gate_comes_through_it(
    tmp_path: Path, x_m: float, *, is_one: bool
) -> None:
    # The lane crosses the wall at (150, 50), 14 or 16 m from the gate in it.
    nodes: dict[int, Node] = {41: (150, 0), 43: (150, 100), 16: (x_m, 50, GATE)}
    ways: dict[int, Way] = {100: ([3, 1, 41, 2], ROAD), 101: ([41, 43], SERVICE)}
    assert bool(compounds(walled_town(tmp_path, nodes=nodes, ways=ways))) == is_one


def test_a_multipolygon_of_grounds(tmp_path: Path) -> None:
    halves: dict[int, Way] = {20: (RING[:3], {}), 21: (RING[2:], {})}
    members = [("way", 20, "outer"), ("way", 21, "outer")]
    relation: Relation = (members, {"type": "multipolygon", **GROUNDS})
    roads = walled_town(tmp_path, ways=halves, relations={1: relation})
    assert compounds(roads) == [["barrier=gate"]]


SQUARE: dict[int, Node] = {
    31: (300, 20, {"entrance": "yes"}),
    32: (320, 20, {"entrance": "main"}),
    33: (320, 40, {"entrance": "main"}),
    34: (300, 40, {"entrance": "garage"}),
}


@pytest.mark.parametrize("by_relation", [False, True])
def test_a_building_and_its_best_entrances(
    tmp_path: Path, *, by_relation: bool
) -> None:
    tags = {"building": "yes"}
    ring = [31, 32, 33, 34, 31]
    ways: dict[int, Way] = {22: (ring, {} if by_relation else tags)}
    relation: Relation = ([("way", 22, "outer")], {"type": "multipolygon", **tags})
    roads = walled_town(
        tmp_path, {}, SQUARE, ways, {1: relation} if by_relation else None
    )
    found = roads.ways_in
    assert sorted(found.tag) == ["barrier=gate", *["entrance=main"] * 2, "entrance=yes"]
    assert found.is_building.tolist() == [True]
    assert [found.tag[row] for row in found.into(0)] == ["entrance=main"] * 2


def test_neither_walls_nor_gates(tmp_path: Path) -> None:
    roads = town(tmp_path, {1: (0, 0), 2: (500, 0)}, {100: ([1, 2], ROAD)})
    assert (len(roads.ways_in), len(roads.ways_in.behind)) == (0, 0)


def test_a_wall_that_crosses_itself(tmp_path: Path) -> None:
    bow = [11, 13, 12, 14, 11]
    roads = walled_town(tmp_path, ways={20: (bow, WALL)}, nodes={10: (105, 55, GATE)})
    assert all(shape.is_valid for shape in roads.ways_in.behind)
