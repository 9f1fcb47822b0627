"""Driving on the roads: where a moving unit is, and what the hour makes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.simulation import road_travel
from dispatch.simulation.edge_points import EdgePoints
from dispatch.simulation.road_travel import RoadTravel
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from maps.travel_times import TurnGraph
from tests.dispatch.simulation.shifts import GRAPH, metres_of
from tests.street import START, at, policy

STREET = Snapper(GRAPH.roads)


def points(*metres: float) -> list[object]:
    places = [at(each) for each in metres]
    return [STREET.snap(place.lon or 0.0, place.lat or 0.0) for place in places]


def on_street(*metres: float, rules: Policy | None = None) -> RoadTravel:
    return RoadTravel(GRAPH, points(*metres), rules or policy(), START)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999, 1.0])
@pytest.mark.parametrize(("start", "end"), [(250, 7300), (7300, 250), (250, 900)])
def test_a_unit_is_where_its_time_has_brought_it(start: int, end: int, share: float):
    travel = on_street(start, end)
    spot = travel.way(0, 1, 0.0).spot(share)
    expected = start + share * (end - start)
    assert metres_of(travel.place(spot).lon or 0.0) == pytest.approx(expected, abs=0.1)
    [[ahead_s, back_s]] = travel.seconds([spot], [1, 0], 0.0)
    assert ahead_s == pytest.approx(abs(end - expected) / 10, abs=0.02)
    # It may turn where it is.
    assert back_s == pytest.approx(abs(start - expected) / 10, abs=0.02)


def test_a_redirected_unit_begins_between_places():
    travel = on_street(0, 9000, 4000)
    spot = travel.way(0, 1, 0.0).spot(0.5)
    onward = travel.way(spot, 2, 0.0)
    place = travel.place(onward.spot(0.5))
    assert metres_of(place.lon or 0.0) == pytest.approx(4250, abs=0.1)


def test_many_places_are_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch):
    known = on_street(0, 9000, 4000).seconds([0, 2], [1, 2], 0.0)
    monkeypatch.setattr(road_travel, "_MOST_AT_ONCE", 2)
    asked = on_street(0, 9000, 4000).seconds([0, 2], [1, 2], 0.0)
    assert asked.tolist() == known.tolist() == [[900, 400], [500, 0]]


def test_the_hour_has_its_speed():
    # The street's shift begins on a Saturday at 17:00; from 18:00 on at half speed.
    speeds = replace(policy().speeds, hour_factor={"all": {"18-24": 0.5}})
    rules = replace(policy(), speeds=speeds)
    travel = on_street(0, 1000, rules=rules)
    seconds = [travel.seconds([0], [1], at_s)[0, 0] for at_s in (3599.0, 3600.0)]
    assert seconds == [100, 200]
    # Half of the time is half of the way, at any speed.
    place = travel.place(travel.way(0, 1, 3600.0).spot(0.5))
    assert metres_of(place.lon or 0.0) == pytest.approx(500, abs=0.1)


def test_points_on_edges_are_those_that_are_snapped(city: RoadNetwork):
    made, snapper = EdgePoints(city), Snapper(city)
    rng = np.random.default_rng(0)
    for edge in rng.integers(0, len(city.edges), 20).tolist():
        point = made.point(edge, 0.37)
        assert dict(point.edges)[edge] == pytest.approx(0.37)
        assert snapper.snap(point.lon, point.lat).distance_m < 0.05


def test_what_lies_ahead_in_the_city(city: RoadNetwork):
    # Gates are spread over their edges, and a unit may turn in the road: some seconds.
    rng = np.random.default_rng(1)
    rows = rng.integers(0, len(city.addresses), 12)
    lon, lat = city.addresses.lon[rows], city.addresses.lat[rows]
    places = Snapper(city).snap_all(lon.tolist(), lat.tolist())
    travel = RoadTravel(TurnGraph(city), places, Policy(), START)
    for start, end in zip(range(6), range(6, 12), strict=True):
        whole_s = float(travel.seconds([start], [end], 0.0)[0, 0])
        way = travel.way(start, end, 0.0)
        for share in (0.25, 0.5, 0.75):
            ahead_s = float(travel.seconds([way.spot(share)], [end], 0.0)[0, 0])
            assert ahead_s == pytest.approx((1 - share) * whole_s, abs=8.0)
