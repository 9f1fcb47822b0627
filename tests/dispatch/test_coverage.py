"""Zones made of addresses, and the share of them within reach."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.assignment.problem import Zones
from dispatch.coverage import coverage_share, zones_of_addresses
from dispatch.locate import locate
from maps.address import Addresses
from maps.errors import PlaceError
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone
from tests.towns import METRES_PER_DEGREE, grid_town, no_addresses

START = datetime(2026, 3, 21, 17, tzinfo=UTC)


def doors(*metres: tuple[float, float]) -> Addresses:
    """Doors by metres east and north of 0, 0, where both degrees are as long."""
    at = np.array(metres).reshape(-1, 2) / METRES_PER_DEGREE
    texts = ("",) * len(at)
    words = dict.fromkeys(
        ("street", "number", "postcode", "city", "building", "levels"), texts
    )
    return Addresses(**words, lon=at[:, 0], lat=at[:, 1])


def metres(zones: tuple[Zone, ...]) -> list[tuple[int, int]]:
    places = [(zone.place.lon, zone.place.lat) for zone in zones]
    return [
        (round(lon * METRES_PER_DEGREE), round(lat * METRES_PER_DEGREE))
        for lon, lat in places
    ]


HAMLETS = doors(
    *((0, 0), (30, 0), (40, 0)),  # the mean is at 23 m
    *((1000, 0), (1010, 0)),
    *((0, 1000),),
    *((1000, 1000), (1010, 1000), (1020, 1000), (1030, 1000)),  # at 1015 m
)


def test_each_cluster_of_addresses_is_a_zone() -> None:
    zones = zones_of_addresses(HAMLETS, 4)
    assert metres(zones) == [(30, 0), (1000, 0), (0, 1000), (1010, 1000)]
    # 3, 2, 1 and 4 addresses, where 4 are 100.
    assert [zone.weight for zone in zones] == [75, 50, 25, 100]
    assert [zone.id for zone in zones] == ["zone 1", "zone 2", "zone 3", "zone 4"]
    assert {zone.wanted for zone in zones} == {1}


def test_with_one_zone_all_are_in_it() -> None:
    (zone,) = zones_of_addresses(HAMLETS, 1)
    assert zone.weight == 100


def test_cells_are_not_made_smaller_than_they_need_to_be() -> None:
    assert len(zones_of_addresses(HAMLETS, 100)) == 4


def test_without_addresses_or_without_a_wish_there_are_none() -> None:
    assert zones_of_addresses(no_addresses(), 100) == ()
    assert zones_of_addresses(HAMLETS, 0) == ()


places = st.lists(
    st.tuples(st.floats(0, 5000), st.floats(0, 5000)), min_size=1, max_size=40
)


@given(places, st.integers(1, 12))
def test_zones_are_addresses_and_not_too_many(
    at: list[tuple[float, float]], at_most: int
) -> None:
    addresses = doors(*at)
    zones = zones_of_addresses(addresses, at_most)
    assert 1 <= len(zones) <= at_most
    assert zones_of_addresses(addresses, at_most) == zones
    known = set(zip(addresses.lon.tolist(), addresses.lat.tolist(), strict=True))
    assert {(zone.place.lon, zone.place.lat) for zone in zones} <= known
    assert max(zone.weight for zone in zones) == 100
    assert min(zone.weight for zone in zones) >= 1


@pytest.mark.parametrize(
    ("stays", "share"),
    [([True, True], 0.9), ([True, False], 0.7), ([False, True], 0.5), ([False] * 2, 0)],
)
def test_share_of_the_weight_that_somebody_reaches(
    stays: list[bool], share: float
) -> None:
    # Unit 0 reaches weights 4 and 3, unit 1 weights 3 and 2, nobody the last 1.
    zones = Zones(
        reaches=np.array([[1, 1, 0, 0], [0, 1, 1, 0]], np.bool_),
        weight=np.array([4, 3, 2, 1]),
        wanted=np.ones(4, np.int64),
    )
    assert coverage_share(zones, np.array(stays)) == share


TOWN = grid_town(3, 3)


def scenario(*zones: Zone) -> Scenario:
    unit = Unit(id="P1", place=Place(lon=120.0, lat=30.0))
    return Scenario(name="s", start=START, units=(unit,), alerts=(), zones=zones)


def test_listed_zones_are_put_on_the_roads() -> None:
    zone = Zone(id="z", place=Place(lon=120.001, lat=30.0001), weight=3)
    town = replace(TOWN, addresses=_addresses_in_town())
    spots = locate(scenario(zone), town, zones_at_most=5)
    assert spots.zones == (zone,)
    assert spots.zones_at[0].distance_m == pytest.approx(11.1, abs=0.1)


def test_a_listed_zone_away_from_every_road_is_refused() -> None:
    zone = Zone(id="z", place=Place(lon=121.0, lat=30.0))
    with pytest.raises(PlaceError, match=r"zone z, lon, lat: .*nearest road"):
        locate(scenario(zone), TOWN)


def test_made_zones_are_left_out_where_no_road_is() -> None:
    town = replace(TOWN, addresses=_addresses_in_town())
    spots = locate(scenario(), town, zones_at_most=5)
    # Three addresses, of which one is 100 km away.
    assert [zone.weight for zone in spots.zones] == [100]
    assert len(spots.zones_at) == 1
    assert locate(scenario(), town).zones == ()


def _addresses_in_town() -> Addresses:
    there = doors((0, 0), (10, 0), (100_000, 0))
    return replace(there, lon=there.lon + 120.0, lat=there.lat + 30.0)
