"""Where alerts may be."""

import numpy as np
import pytest

from maps.errors import FieldError
from scenarios.loads.demand import (
    demand_of_addresses,
    demand_of_points,
    demand_of_zones,
)
from tests.scenarios.loads.doors import doors


def test_points_are_chosen_by_weight():
    demand = demand_of_points(np.zeros(4), np.zeros(4), np.array([1.0, 0, 3, 0]))
    # Of a weight of 4 the first point has shares up to 1/4, the third the rest.
    assert demand.rows(np.array([0, 0.2499, 0.25, 0.999999])).tolist() == [0, 0, 2, 2]


def test_evenly_drawn_shares_give_each_point_its_weight():
    weight = np.array([1.0, 2, 3, 4])
    demand = demand_of_points(np.zeros(4), np.zeros(4), weight)
    counts = np.bincount(demand.rows(np.random.default_rng(1).random(20_000)))
    # A count of mean m has a deviation below sqrt(m).
    expected = 20_000 * weight / 10
    assert (np.abs(counts - expected) < 4 * np.sqrt(expected)).all()


def test_an_address_is_told_with_its_point_and_its_kind_of_place():
    demand = demand_of_addresses(doors([(1.0, 2.0)], building="apartments"))
    place = demand.place(0)
    assert (place.lon, place.lat, place.address) == (1.0, 2.0, "Street 1")
    assert demand.kind(0) == "tower"


def test_a_point_without_an_address_is_of_no_known_kind():
    demand = demand_of_points(np.array([1.0]), np.array([2.0]), np.ones(1))
    assert demand.place(0).address is None
    assert demand.kind(0) == "unknown"


def test_a_district_is_what_lies_within_its_radius():
    demand = demand_of_points(np.array([0, 0.01, 0.1]), np.zeros(3), np.ones(3))
    # A hundredth of a degree on the equator is 1112 m.
    assert len(demand.within(0.0, 0.0, 1000.0)) == 1
    assert len(demand.within(0.0, 0.0, 1200.0)) == 2


def test_a_district_without_any_weight():
    demand = demand_of_points(np.array([0, 1.0]), np.zeros(2), np.array([0, 1.0]))
    with pytest.raises(FieldError, match="no place of any weight lies within"):
        demand.within(0.0, 0.0, 1000.0)


def test_the_weight_of_a_zone_goes_to_its_addresses():
    # Middles 0.01 degrees apart; two doors beside the first, one beside the second,
    # none beside the third, and one far off.
    middles = demand_of_points(
        np.array([0, 0.01, 0.02]), np.zeros(3), np.array([1.0, 5, 2])
    )
    addresses = doors([(0.001, 0.0), (-0.001, 0.0), (0.011, 0.0), (3.0, 0.0)])
    spread = demand_of_zones(middles, addresses)
    assert spread.door.tolist() == [0, 1, 2, -1]
    assert spread.weight.tolist() == [0.5, 0.5, 5, 2]
    assert spread.place(3).lon == 0.02


def test_a_lone_zone_reaches_500_m():
    middle = demand_of_points(np.zeros(1), np.zeros(1), np.ones(1))
    addresses = doors([(0.004, 0.0), (0.005, 0.0)])  # 445 and 556 m
    assert demand_of_zones(middle, addresses).door.tolist() == [0]
