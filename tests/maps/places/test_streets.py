"""Streets as places, and their junctions."""

from dataclasses import replace

import numpy as np
import pytest

from maps.places.place_rows import streets_of_doors
from maps.places.streets import corners, hanging_together, streets
from tests.named_town import named_roads
from tests.networks import Street, network
from tests.osm_text import degrees


def test_a_street_is_one_place_and_its_namesake_another():
    # Two stretches of A hang together; the third is 3 km off.
    roads = network(
        [(0, 0), (100, 0), (200, 0), (3200, 0), (3300, 0)],
        [Street(0, 1), Street(1, 2), Street(3, 4)],
    )
    same = replace(roads.stretches, name=np.zeros(3, np.int32))
    found = list(streets(replace(roads, names=("A",), stretches=same)))
    assert [row.name for row in found] == ["A", "A"]
    assert found[0].lon == pytest.approx(degrees(0, 0)[0], abs=0.001)
    assert found[1].lon == pytest.approx(degrees(3200, 0)[0], abs=0.001)


def test_a_name_in_parentheses_is_another_name():
    roads = network([(0, 0), (100, 0)], [Street(0, 1)])
    (row,) = streets(replace(roads, names=("丰登街(沁园路)",)))
    assert (row.name, row.aliases) == ("丰登街(沁园路)", ("丰登街", "沁园路"))


def test_gaps_within_500_m_hang_together():
    lon = np.array([degrees(east, 0) for east in (0, 499, 998, 1499)])
    parts = [part.tolist() for part in hanging_together(lon)]
    assert parts == [[0, 1, 2], [3]]


def test_roads_without_a_name_are_no_streets():
    roads = network([(0, 0), (100, 0)], [Street(0, 1)])
    bare = replace(roads.stretches, name=np.full(1, -1, np.int32))
    roads = replace(roads, stretches=bare)
    assert list(streets(roads)) == list(corners(roads)) == []


def test_corners_are_each_name_and_junction_once():
    found = list(corners(named_roads()))
    assert sorted((c.name, c.node) for c in found) == [
        *(("Kirkjugata", 5), ("Kirkjugata", 6)),
        *(("Mühlenstraße", 1), ("Mühlenstraße", 3), ("Mühlenstraße", 4)),
        *(("Æðarstræti", 0), ("Æðarstræti", 1), ("Æðarstræti", 2)),
    ]


def test_streets_that_doors_alone_have():
    names = [row.name for row in streets_of_doors(named_roads())]
    assert names == ["Mylna", "Mylnu"]
