"""Times and routes between points on networks made by hand.

Roads of class "other" are driven at 30 km/h: 25 m take 3 s, 100 m take 12.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.geometry import along_m
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.speeds import SpeedProfile
from maps.travel_times import TravelTimes, TurnGraph
from tests.networks import Street, network, networks, point_on, points_on
from tests.osm_text import degrees
from tests.towns import grid_town
from tests.turn_oracle import length_m, oracle

# 0 ---- 1 ---- 2, 500 m each.
LINE = [(0, 0), (500, 0), (1000, 0)]
BLOCK = [(0, 0), (500, 0), (500, 500), (0, 500)]


def seconds(
    roads: RoadNetwork, start: RoadPoint, end: RoadPoint, **options: float
) -> float:
    """Return the time of one pair, and see that its route takes as long."""
    travel = TravelTimes(roads)
    found = float(travel.seconds([start], [end], **options)[0, 0])
    route = travel.route(start, end)
    if not options:
        assert (np.inf if route is None else route.seconds) == found
    return found


def test_ahead_on_the_same_two_way_road() -> None:
    roads = network(LINE, [Street(0, 1), Street(1, 2)])
    here, there = point_on(roads, 0, 0.2), point_on(roads, 0, 0.8)
    # 300 m: 36 s, either way: both directions are driven.
    assert seconds(roads, here, there) == pytest.approx(36, abs=0.01)
    assert seconds(roads, there, here) == pytest.approx(36, abs=0.01)


def test_ahead_and_behind_on_a_one_way_road() -> None:
    streets = [Street(0, 1, one_way=True), Street(1, 2), Street(2, 3), Street(3, 0)]
    roads = network(BLOCK, [replace(street, one_way=True) for street in streets])
    here, there = point_on(roads, 0, 0.2), point_on(roads, 0, 0.8)
    assert seconds(roads, here, there) == pytest.approx(36, abs=0.01)
    # Behind: round the block, 2000 - 300 m: 204 s. Two roads meet: no turns.
    assert seconds(roads, there, here) == pytest.approx(204, abs=0.05)


def test_nowhere_to_go_takes_no_time() -> None:
    roads = network(LINE, [Street(0, 1), Street(1, 2)])
    for fraction in (0.0, 0.3, 1.0):
        here = point_on(roads, 0, fraction)
        assert seconds(roads, here, here) == 0
        route = TravelTimes(roads).route(here, here)
        assert route is not None
        assert route.distance_m == pytest.approx(0)


def test_behind_on_a_one_way_road_without_a_way_round() -> None:
    roads = network(LINE, [Street(0, 1, one_way=True), Street(1, 2, one_way=True)])
    here, there = point_on(roads, 0, 0.2), point_on(roads, 0, 0.8)
    assert seconds(roads, here, there) == pytest.approx(36, abs=0.01)
    assert seconds(roads, there, here) == np.inf


def test_unreachable_is_inf() -> None:
    nodes = [*LINE, (0, 900), (500, 900)]
    roads = network(nodes, [Street(0, 1), Street(1, 2), Street(3, 4)])
    here, there = point_on(roads, 0, 0.5), point_on(roads, 2, 0.5)
    travel = TravelTimes(roads)
    times = travel.seconds([here, there], [here, there])
    assert times.tolist() == [[0, np.inf], [np.inf, 0]]
    assert travel.route(here, there) is None


def test_start_from_which_no_road_leads_on() -> None:
    # The second road is one-way into a place without a way out.
    roads = network(LINE, [Street(0, 1), Street(1, 2, one_way=True)])
    stuck = point_on(roads, 1, 0.5)
    free = point_on(roads, 0, 0.5)
    travel = TravelTimes(roads)
    # From stuck to nowhere; more starts than ends, fewer, and as many.
    assert travel.seconds([stuck, free], [free]).tolist() == [[np.inf], [0]]
    assert travel.seconds([free, stuck], [free]).tolist() == [[0], [np.inf]]
    assert travel.seconds([stuck], [free, stuck]).tolist() == [[np.inf, 0]]
    # In: 250 + 250 m, 60 s; two roads meet, no turn.
    assert travel.seconds([free], [stuck])[0, 0] == pytest.approx(60, abs=0.01)


def test_limit() -> None:
    roads = network(LINE, [Street(0, 1), Street(1, 2)])
    here, ahead = point_on(roads, 0, 0.0), point_on(roads, 0, 1.0)
    beyond = point_on(roads, 1, 1.0)
    travel = TravelTimes(roads)
    # 500 m, 60 s, on the same road; 1000 m, 120 s.
    for limit_s, expected in (
        (59, [np.inf, np.inf]),
        (61, [60, np.inf]),
        (121, [60, 120]),
    ):
        times = travel.seconds([here], [ahead, beyond], limit_s=limit_s)
        assert times[0].tolist() == pytest.approx(expected, abs=0.01)
        back = travel.seconds([beyond, ahead], [here], limit_s=limit_s)
        assert back[::-1, 0].tolist() == pytest.approx(expected, abs=0.01)


def test_lights_and_siren() -> None:
    roads = network(
        [*LINE, (500, 500)],
        [Street(0, 1), Street(1, 2), Street(1, 3, restricted=True, gates=[0.5])],
    )
    here, there = point_on(roads, 0, 0.5), point_on(roads, 2, 0.8)
    # 250 + 400 m: 78 s; a turn 12, an entry 15, a gate 10: 115 s; 0.8 of it 92.
    calm, fast = TravelTimes(roads), TravelTimes(roads, emergency=True)
    assert calm.seconds([here], [there])[0, 0] == pytest.approx(115, abs=0.01)
    assert fast.seconds([here], [there])[0, 0] == pytest.approx(92, abs=0.01)
    half = SpeedProfile(emergency_factor=0.5)
    fast = TravelTimes(roads, half, emergency=True)
    assert fast.seconds([here], [there])[0, 0] == pytest.approx(57.5, abs=0.01)


def test_nobody_asked_nobody_answered() -> None:
    roads = grid_town(3, 3)
    here = point_on(roads, 0, 0.5)
    travel = TravelTimes(roads)
    assert travel.seconds([], [here]).shape == (0, 1)
    assert travel.seconds([here], []).shape == (1, 0)
    assert travel.seconds([], []).shape == (0, 0)


def test_route_across_a_grid() -> None:
    roads = grid_town(4, 4, 200.0, origin=(10.0, 0.0))
    # From the middle of the south street's first block to the north end of its third
    # cross street: east 500 m along primary road, then north.
    start, end = point_on(roads, 0, 0.5), point_on(roads, 12 + 3 * 3 + 2, 1.0)
    route = TravelTimes(roads).route(start, end)
    assert route is not None
    assert len(route.edges) == 6
    assert route.distance_m == pytest.approx(500 + 600, rel=1e-3)
    assert route.line[0] == pytest.approx((start.road_lon, start.road_lat))
    assert route.line[-1] == pytest.approx((end.road_lon, end.road_lat))
    # Start, four... the junctions passed, and the end.
    assert len(route.line) == 7
    # At the end the route's own time; before it, what the edges take, turns spread.
    assert route.at_s[[0, -1]] == pytest.approx([0.0, route.seconds])
    assert (np.diff(route.at_s) > 0).all()


def test_route_within_one_bent_road() -> None:
    roads = network([(0, 0), (200, 200)], [Street(0, 1, by=[(200, 0)])])
    start, end = point_on(roads, 0, 0.75), point_on(roads, 0, 0.25)
    route = TravelTimes(roads).route(start, end)
    assert route is not None
    # Against the points: from (200, 100) by the corner to (100, 0).
    expected = [degrees(200, 100), degrees(200, 0), degrees(100, 0)]
    assert route.line == pytest.approx(np.array(expected))
    assert route.distance_m == pytest.approx(200, abs=0.01)
    # One road, driven evenly: half of the time is over at the corner.
    assert route.at_s == pytest.approx(np.array([0.0, 0.5, 1.0]) * route.seconds)


def test_a_slow_road_takes_its_share_of_the_time() -> None:
    points = [(0, 0), (300, 0), (600, 0)]
    roads = network(
        points, [Street(0, 1, kind="primary"), Street(1, 2, kind="service")]
    )
    travel = TravelTimes(roads)
    route = travel.route(point_on(roads, 0, 0.0), point_on(roads, 1, 1.0))
    assert route is not None
    speeds = SpeedProfile().class_kph
    # As long as each other: the time goes as one speed to the other.
    ahead = speeds["service"] / (speeds["service"] + speeds["primary"])
    assert route.at_s[1] / route.seconds == pytest.approx(ahead, abs=0.02)


def test_route_back_to_its_own_road() -> None:
    one_way = [Street(k, (k + 1) % 4, one_way=True) for k in range(4)]
    roads = network(BLOCK, one_way)
    start, end = point_on(roads, 0, 0.8), point_on(roads, 0, 0.2)
    route = TravelTimes(roads).route(start, end)
    assert route is not None
    assert route.edges == (0, 1, 2, 3, 0)
    assert route.distance_m == pytest.approx(1700, abs=0.1)
    assert length_m(map(tuple, route.line.tolist())) == pytest.approx(1700, abs=0.1)


@settings(max_examples=300)
@given(st.data())
def test_small_networks_against_the_oracle(data: st.DataObject) -> None:
    roads = data.draw(networks())
    starts = data.draw(st.lists(points_on(roads), min_size=1, max_size=3))
    ends = data.draw(st.lists(points_on(roads), min_size=1, max_size=3))
    emergency = data.draw(st.booleans())
    truth = oracle(
        roads, [point.edges for point in (*starts, *ends)], emergency=emergency
    )
    travel = TravelTimes(roads, emergency=emergency)
    times = travel.seconds(starts, ends)
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            expected = truth.seconds(start.edges, end.edges)
            assert times[i, j] == pytest.approx(expected, abs=0.05)
            route = travel.route(start, end)
            assert (np.inf if route is None else route.seconds) == times[i, j]
            if route is not None:
                _check_route(roads, route.edges, route.line, route.distance_m)


def _check_route(
    roads: RoadNetwork, edges: tuple[int, ...], line: np.ndarray, distance_m: float
) -> None:
    """A route's edges follow each other, and its line is as long as it says."""
    heads, tails = roads.edges.head[list(edges)], roads.edges.tail[list(edges)]
    assert (heads[:-1] == tails[1:]).all()
    drawn = along_m(line[:, 0], line[:, 1], np.array([0, len(line)]))[-1]
    assert drawn == pytest.approx(distance_m, abs=0.05)


def test_field_passes_what_stands_at_an_edges_end() -> None:
    streets = [Street(0, 1, one_way=True, gates=[1.0]), Street(1, 2, one_way=True)]
    roads = network(LINE, streets)
    here, edge, fraction = point_on(roads, 0, 0.5), np.array([0, 1, 1]), [1, 0, 0.5]
    times = TravelTimes(roads).field_s([here], edge, np.array(fraction))
    # 250 m, 30 s; the gate 10 s; 250 m, 30 s.
    assert times.tolist() == pytest.approx([30, 40, 70], abs=0.01)


@pytest.mark.slow
@settings(max_examples=200)
@given(st.data())
def test_field_is_the_least_of_the_matrix(data: st.DataObject) -> None:
    roads = data.draw(networks())
    points = data.draw(st.lists(points_on(roads), max_size=3))
    places = [
        replace(place, edges=(pair,))
        for place in data.draw(st.lists(points_on(roads), max_size=4))
        for pair in place.edges
    ]
    closed = data.draw(st.lists(st.integers(0, len(roads.edges) - 1), max_size=2))
    limit_s = data.draw(st.none() | st.integers(0, 300))
    travel = TravelTimes(roads, closed=closed)
    edge = np.array([place.edges[0][0] for place in places], np.int64)
    fraction = np.array([place.edges[0][1] for place in places])
    out = travel.field_s(points, edge, fraction, limit_s=limit_s)
    back = travel.field_s(points, edge, fraction, limit_s=limit_s, towards=True)
    there = travel.seconds(points, places, limit_s=limit_s)
    home = travel.seconds(places, points, limit_s=limit_s)
    assert out.tolist() == there.min(axis=0, initial=np.inf).tolist()
    assert back.tolist() == home.min(axis=1, initial=np.inf).tolist()


def test_a_way_is_a_routes_seconds_and_edges() -> None:
    roads = grid_town(4, 4)
    travel = TravelTimes(roads)
    for start, end in ((0, 17), (3, 3), (5, 20)):
        points = point_on(roads, start, 0.3), point_on(roads, end, 0.6)
        route = travel.route(*points)
        assert route is not None
        assert travel.way(*points) == (route.seconds, route.edges)
    lone = network([(0, 0), (100, 0), (300, 0), (400, 0)], [Street(0, 1), Street(2, 3)])
    ends = point_on(lone, 0, 0.5), point_on(lone, 1, 0.5)
    assert TravelTimes(lone).way(*ends) is None


def test_whoever_expects_many_gets_the_same() -> None:
    roads = grid_town(5, 4)
    ready, searching = TravelTimes(roads), TravelTimes(roads)
    ready.expect(10**9)
    for start, end in ((0, 30), (4, 11), (22, 22)):
        points = point_on(roads, start, 0.1), point_on(roads, end, 0.9)
        found, expected = ready.way(*points), searching.way(*points)
        assert found is not None
        assert expected is not None
        assert found[0] == expected[0]


def test_an_hours_factor() -> None:
    roads = network(LINE, [Street(0, 1), Street(1, 2)])
    profile = SpeedProfile(hour_factor={"all": {"mon 07-09": 0.5}})
    points = point_on(roads, 0, 0.2), point_on(roads, 0, 0.8)
    # 300 m take 36 s at 30 km/h and 72 at half of it.
    for hour, expected in ((7, 72), (9, 36), (None, 36)):
        way = TravelTimes(roads, profile, hour=hour).way(*points)
        assert way is not None
        assert way[0] == pytest.approx(expected, abs=0.01)


def both_ways(roads: RoadNetwork) -> list[TravelTimes]:
    """Return travel times that search, and some that look up; nothing is kept."""
    graph = TurnGraph(roads, keep=False)
    searching, looking_up = TravelTimes(graph), TravelTimes(graph)
    looking_up.expect(10**9)
    return [searching, looking_up]


@settings(max_examples=60)
@given(st.data())
def test_closing_is_as_good_as_a_new_start(data: st.DataObject) -> None:
    roads = data.draw(networks())
    starts = data.draw(st.lists(points_on(roads), min_size=1, max_size=3))
    ends = data.draw(st.lists(points_on(roads), min_size=1, max_size=3))
    edges = st.lists(st.integers(0, len(roads.edges) - 1), max_size=3)
    travels = both_ways(roads)
    for closed in data.draw(st.lists(edges, min_size=1, max_size=3)):
        expected = TravelTimes(roads, closed=closed).seconds(starts, ends)
        for travel in travels:
            travel.close(closed)
            assert travel.seconds(starts, ends).tolist() == expected.tolist()
            route = travel.route(starts[0], ends[0])
            assert (np.inf if route is None else route.seconds) == expected[0, 0]


@settings(max_examples=100)
@given(st.data())
def test_closing_a_road_never_makes_a_way_faster(data: st.DataObject) -> None:
    roads = data.draw(networks())
    points = data.draw(st.lists(points_on(roads), min_size=1, max_size=4))
    closed = data.draw(st.lists(st.integers(0, len(roads.edges) - 1), max_size=3))
    for travel in both_ways(roads):
        before = travel.seconds(points, points)
        travel.close(closed)
        assert (travel.seconds(points, points) >= before).all()


def city_points(city: RoadNetwork, count: int, seed: int) -> list[RoadPoint]:
    random = np.random.default_rng(seed)
    nodes = random.integers(0, len(city.nodes), count)
    aside = random.normal(0, 3e-4, (2, count))
    return Snapper(city).snap_all(
        city.nodes.lon[nodes] + aside[0], city.nodes.lat[nodes] + aside[1]
    )


def driven_ms(
    travel: TravelTimes, edges: tuple[int, ...], start: RoadPoint, end: RoadPoint
) -> int:
    """Milliseconds of a route, edge by edge and turn by turn."""
    times, turns, standing = travel._times, travel._turns, travel.roads.standing
    begin = times.part_ms(standing, edges[0], dict(start.edges)[edges[0]])
    total = times.part_ms(standing, edges[-1], dict(end.edges)[edges[-1]]) - begin
    for edge, after in pairwise(edges):
        rows = (turns.from_edge == edge) & (turns.to_edge == after)
        total += int(times.edge_ms[edge]) + int(times.turn_ms[rows].min())
    return total


def test_routes_through_the_city_take_what_the_matrix_says(city: RoadNetwork) -> None:
    travel = TravelTimes(city, emergency=True)
    starts, ends = city_points(city, 8, seed=1), city_points(city, 15, seed=2)
    searched = travel.seconds(starts, ends)
    travel.expect(10**9)
    assert travel.seconds(starts, ends).tolist() == searched.tolist()
    for i, start in enumerate(starts):
        for j, end in enumerate(ends):
            route = travel.route(start, end)
            if route is None:
                assert searched[i, j] == np.inf
                continue
            assert route.seconds == searched[i, j]
            assert driven_ms(travel, route.edges, start, end) / 1000 == route.seconds


def test_closing_roads_of_the_city(city: RoadNetwork) -> None:
    graph = TurnGraph(city)
    travel = TravelTimes(graph)
    travel.expect(10**9)
    points = city_points(city, 40, seed=3)
    open_all = travel.seconds(points, points)
    random = np.random.default_rng(6)
    for count in (1, 30, 2000):
        closed = random.integers(0, len(city.edges), count).tolist()
        travel.close(closed)
        times = travel.seconds(points, points)
        assert (times >= open_all).all()
        fresh = TravelTimes(graph, closed=closed)
        assert times[:3].tolist() == fresh.seconds(points[:3], points).tolist()
    travel.close([])
    assert travel.seconds(points, points).tolist() == open_all.tolist()
