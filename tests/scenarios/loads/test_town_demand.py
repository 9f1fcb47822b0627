"""Where alerts are in a town that is known by its roads alone."""

from dataclasses import replace

import numpy as np
import pytest

from maps.errors import FieldError
from scenarios.loads.town_demand import known_addresses, town_demand
from tests.scenarios.loads.doors import block
from tests.towns import grid_town

TOWN = grid_town(5, 5)


def test_addresses_where_there_are_enough_of_them():
    # Streets of 5 x 5 junctions, 200 m apart: well under 8 km, and 100 doors.
    demand, notes = town_demand(replace(TOWN, addresses=block(10, 10)))
    assert len(demand) == 100
    assert notes == ()


def test_a_door_on_an_island_is_left_out():
    doors, town = block(10, 10), grid_town(9, 9, origin=(10.0, 50.0))
    lat = doors.lat.copy()
    lat[7] -= 0.02  # a mile and more from the nearest road
    demand, _ = town_demand(replace(town, addresses=replace(doors, lat=lat)))
    assert sorted({*range(100)} - {*demand.door.tolist()}) == [7]


def test_few_addresses_are_as_good_as_none():
    few, many = (replace(TOWN, addresses=block(n, n)) for n in (1, 10))
    assert len(known_addresses(few)) == 0
    assert len(known_addresses(many)) == 100


def test_residential_roads_by_their_metres_where_there_are_few():
    demand, (note,) = town_demand(replace(TOWN, addresses=block(2, 1)))
    # Streets 1, 2 and 4 of either way are residential, 4 stretches of 200 m each.
    assert len(demand) == 24
    assert demand.weight == pytest.approx(200, rel=0.01)
    assert (demand.door == -1).all()
    assert "has few addresses" in note


def test_a_town_of_neither():
    stretches = replace(
        TOWN.stretches, road_class=np.zeros_like(TOWN.stretches.road_class)
    )
    with pytest.raises(FieldError, match=r"neither addresses nor residential roads"):
        town_demand(replace(TOWN, stretches=stretches))
