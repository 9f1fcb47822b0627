"""Doors on nodes, outlines and relations, and where their street comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, SERVICE, Node, Relation, Way, degrees, town

ROADS: dict[int, Way] = {10: ([1, 2], {**ROAD, "name": "Laugavegur"})}
ENDS: dict[int, Node] = {1: (0, 0), 2: (500, 0)}
SQUARE: dict[int, Node] = {11: (100, 20), 12: (120, 20), 13: (120, 40), 14: (100, 40)}
OUTLINE = [11, 12, 13, 14, 11]


def doors(
    folder: Path,
    nodes: dict[int, Node] | None = None,
    ways: dict[int, Way] | None = None,
    relations: dict[int, Relation] | None = None,
) -> list[str]:
    """Load a town of one road, and list its doors."""
    roads = town(
        folder,
        {**ENDS, **SQUARE, **(nodes or {})},
        {**ROADS, **(ways or {})},
        relations,
    )
    return [roads.addresses.text(row) for row in range(len(roads.addresses))]


def place(roads: RoadNetwork, row: int) -> tuple[float, float]:
    return float(roads.addresses.lon[row]), float(roads.addresses.lat[row])


def number(text: str, **tags: str) -> dict[str, str]:
    return {
        "addr:housenumber": text,
        **{f"addr:{key}": value for key, value in tags.items()},
    }


def test_on_a_node(tmp_path: Path) -> None:
    tags = number("22", street="Laugavegur", postcode="101", city="Reykjavík")
    assert doors(tmp_path, {5: (10, 10, tags)}) == ["Laugavegur 22, 101 Reykjavík"]


def test_on_an_outline_its_middle(tmp_path: Path) -> None:
    tags = {**number("22", street="Laugavegur"), "building": "house"}
    tags |= {"building:levels": "3"}
    roads = town(tmp_path, {**ENDS, **SQUARE}, {**ROADS, 20: (OUTLINE, tags)})
    assert place(roads, 0) == pytest.approx(degrees(110, 30), abs=1e-7)
    assert (roads.addresses.building, roads.addresses.levels) == (("house",), ("3",))


@pytest.mark.parametrize(
    ("entrances", "at"),
    [
        ({12: "yes"}, (120, 20)),
        ({12: "yes", 13: "main"}, (120, 40)),
        ({11: "shop", 13: "home"}, (120, 40)),
        ({12: "unheard-of", 13: "yes"}, (120, 40)),
        ({12: "unheard-of"}, (120, 20)),
        ({13: "yes", 12: "yes"}, (120, 20)),  # of equals the lower number
        ({12: "exit", 13: "garage", 14: "service", 11: "no"}, (110, 30)),
    ],
)
def test_on_an_outline_with_entrances_the_best(
    tmp_path: Path, entrances: dict[int, str], at: tuple[float, float]
) -> None:
    tags = {**number("22", street="Laugavegur"), "building": "house"}
    square: dict[int, Node] = {
        node: (*SQUARE[node][:2], {"entrance": entrances[node]})
        if node in entrances
        else SQUARE[node]
        for node in SQUARE
    }
    roads = town(tmp_path, {**ENDS, **square}, {**ROADS, 20: (OUTLINE, tags)})
    assert place(roads, 0) == pytest.approx(degrees(*at), abs=1e-7)


def test_on_a_multipolygon_its_middle(tmp_path: Path) -> None:
    # The outline as two ways without tags, and a courtyard in its north-east.
    yard: dict[int, Node] = {
        21: (110, 30),
        22: (115, 30),
        23: (115, 35),
        24: (110, 35),
    }
    ways: dict[int, Way] = {
        20: ([11, 12, 13], {}),
        21: ([13, 14, 11], {}),
        22: ([21, 22, 23, 24, 21], {}),
    }
    tags = {"type": "multipolygon", "building": "yes", **number("1", street="A")}
    members = [("way", 20, "outer"), ("way", 21, "outer"), ("way", 22, "inner")]
    roads = town(
        tmp_path, {**ENDS, **SQUARE, **yard}, {**ROADS, **ways}, {1: (members, tags)}
    )
    # 400 square metres around (110, 30) less 25 around (112.5, 32.5):
    # (400 * 110 - 25 * 112.5) / 375 = 109.8333, and 29.8333.
    assert place(roads, 0) == pytest.approx(degrees(109.8333, 29.8333), abs=1e-7)


def test_street_from_the_relation(tmp_path: Path) -> None:
    relation: Relation = (
        [("way", 20, "house"), ("node", 5, "address"), ("way", 10, "street")],
        {"type": "associatedStreet", "name": "Ægisgata", "addr:postcode": "101"},
    )
    found = doors(
        tmp_path,
        {5: (10, 10, number("2"))},
        {20: (OUTLINE, number("4"))},
        {1: relation},
    )
    assert found == ["Ægisgata 2, 101", "Ægisgata 4, 101"]


def test_street_from_the_relations_street(tmp_path: Path) -> None:
    relation: Relation = (
        [("node", 5, "house"), ("way", 99, "street"), ("way", 10, "street")],
        {"type": "associatedStreet"},
    )
    found = doors(tmp_path, {5: (10, 10, number("2"))}, relations={1: relation})
    assert found == ["Laugavegur 2"]


def test_street_from_a_relation_of_the_other_name(tmp_path: Path) -> None:
    relation: Relation = ([("node", 5, "")], {"type": "street", "name": "Ægisgata"})
    found = doors(tmp_path, {5: (10, 10, number("2"))}, relations={1: relation})
    assert found == ["Ægisgata 2"]


def test_own_street_wins(tmp_path: Path) -> None:
    relation: Relation = (
        [("node", 5, "house")],
        {"type": "associatedStreet", "name": "Ægisgata"},
    )
    own = number("2", street="Laugavegur")
    assert doors(tmp_path, {5: (10, 10, own)}, relations={1: relation}) == [
        "Laugavegur 2"
    ]


def test_first_relation_wins(tmp_path: Path) -> None:
    relations: dict[int, Relation] = {
        n: ([("node", 5, "house")], {"type": "associatedStreet", "name": name})
        for n, name in ((2, "Second"), (1, "First"))
    }
    assert doors(tmp_path, {5: (10, 10, number("2"))}, relations=relations) == [
        "First 2"
    ]


def test_relation_without_a_name_gives_nothing(tmp_path: Path) -> None:
    relation: Relation = ([("node", 5, "house")], {"type": "associatedStreet"})
    assert doors(tmp_path, {5: (10, 10, number("2"))}, relations={1: relation}) == ["2"]


def test_place_where_there_is_no_street(tmp_path: Path) -> None:
    assert doors(tmp_path, {5: (10, 10, number("2", place="Grund"))}) == ["Grund 2"]


def test_roads_are_no_doors(tmp_path: Path) -> None:
    ways: dict[int, Way] = {20: ([11, 12], {**SERVICE, **number("2", street="A")})}
    assert doors(tmp_path, ways=ways) == []


def test_outline_that_is_not_all_there(tmp_path: Path) -> None:
    ways: dict[int, Way] = {
        20: ([11, 12, 77, 78, 11], number("1", street="A")),
        21: ([77, 78, 79, 77], number("2", street="A")),
    }
    # Of the first two points are known: between them. Of the second none: no door.
    roads = town(tmp_path, {**ENDS, **SQUARE}, {**ROADS, **ways})
    assert roads.addresses.number == ("1",)
    assert place(roads, 0)[1] == pytest.approx(degrees(0, 20)[1], abs=1e-7)


def test_none_is_said(tmp_path: Path) -> None:
    roads = town(tmp_path, ENDS, ROADS)
    assert roads.notes == ("no addresses in the file: give places by coordinates",)
    assert len(roads.addresses) == 0


def test_landmarks(tmp_path: Path) -> None:
    nodes: dict[int, Node] = {
        5: (10, 10, {"amenity": "police"}),
        6: (20, 10, {"place": "suburb", "name": "Vesturbær"}),
        7: (30, 10, {"amenity": "bench"}),
    }
    ways: dict[int, Way] = {20: (OUTLINE, {"building": "yes", "name": "Harpa"})}
    roads = town(tmp_path, {**ENDS, **SQUARE, **nodes}, {**ROADS, **ways})
    assert dict(zip(roads.landmarks.kind, roads.landmarks.name, strict=True)) == {
        "amenity=police": "",
        "place=suburb": "Vesturbær",
        "building=yes": "Harpa",
    }


@pytest.mark.parametrize(
    ("spot", "own", "kind"),
    [
        ((110, 30), {}, ("apartments", "6")),
        ((120, 30), {}, ("apartments", "6")),  # on its edge
        ((125, 30), {}, ("", "")),
        ((110, 30), {"building": "house"}, ("house", "")),
    ],
)
def test_a_door_in_a_building_is_of_its_kind(
    tmp_path: Path,
    spot: tuple[float, float],
    own: dict[str, str],
    kind: tuple[str, str],
) -> None:
    tags = {"building": "apartments", "building:levels": "6"}
    door = {**number("2", street="A"), **own}
    roads = town(
        tmp_path, {**ENDS, **SQUARE, 5: (*spot, door)}, {**ROADS, 20: (OUTLINE, tags)}
    )
    assert (roads.addresses.building, roads.addresses.levels) == (
        (kind[0],),
        (kind[1],),
    )


def test_a_door_between_two_houses_is_of_the_first(tmp_path: Path) -> None:
    east: dict[int, Node] = {15: (140, 20), 16: (140, 40)}
    ways: dict[int, Way] = {
        20: ([12, 15, 16, 13, 12], {"building": "house"}),
        21: (OUTLINE, {"building": "apartments"}),
    }
    nodes = {**ENDS, **SQUARE, **east, 5: (120, 30, number("2", street="A"))}
    roads = town(tmp_path, nodes, {**ROADS, **ways})
    assert roads.addresses.building == ("house",)


def test_on_a_multipolygon_with_an_entrance(tmp_path: Path) -> None:
    square = {**SQUARE, 12: (120, 20, {"entrance": "main"})}
    tags = {"type": "multipolygon", "building": "yes", **number("1", street="A")}
    roads = town(
        tmp_path,
        {**ENDS, **square},
        {**ROADS, 20: (OUTLINE, {})},
        {1: ([("way", 20, "outer")], tags)},
    )
    assert place(roads, 0) == pytest.approx(degrees(120, 20), abs=1e-7)
