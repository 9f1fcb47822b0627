"""What drives pass, and that a profile's time for it is the route's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.fitting.passages import COUNTED, Drive, PassageCounter, Passages
from maps.road_network import ROAD_CLASSES, STANDING_KINDS, Standing
from maps.speeds import SpeedProfile
from maps.travel_times import TravelTimes, TurnGraph
from tests.networks import Street, network, networks, point_on, points_on

# 0 ---- 1 ---- 2, and from 1 a road to the north that only residents may enter.
ROADS = network(
    [(0, 0), (500, 0), (1000, 0), (500, 500)],
    [
        Street(0, 1, gates=[0.2, 0.6]),
        Street(1, 2, kind="primary", limit_kph=30),
        Street(1, 3, kind="residential", restricted=True),
    ],
)


def passages(roads, profile, start, end, hour=-1):
    """Count what the fastest way passes, and give its seconds."""
    graph = TurnGraph(roads)
    way = TravelTimes(graph, profile, hour=None if hour < 0 else hour).way(start, end)
    if way is None:
        return None, np.inf
    seconds, edges = way
    drive = Drive(
        edges=edges,
        begin=dict(start.edges)[edges[0]],
        end=dict(end.edges)[edges[-1]],
    )
    return PassageCounter(graph).count([drive], np.array([hour])), seconds


def counts(found: Passages) -> dict[str, float]:
    row = zip(COUNTED, found.counts[0].tolist(), strict=True)
    return {name: count for name, count in row if count}


def metres(found: Passages) -> dict[tuple[str, float], float]:
    return {
        (ROAD_CLASSES[road_class], limit): length
        for road_class, limit, length in zip(
            found.road_class.tolist(),
            np.nan_to_num(found.limit_kph).tolist(),
            found.metres[0].tolist(),
            strict=True,
        )
        if length
    }


def test_metres_and_counts():
    start, end = point_on(ROADS, 0, 0.5), point_on(ROADS, 1, 0.25)
    found, _ = passages(ROADS, SpeedProfile(), start, end)
    # 250 m of the first road and 125 of the second; the gate at 0.6 and not that at
    # 0.2; straight on where three roads meet.
    assert metres(found) == {
        ("other", 0): pytest.approx(250, abs=0.1),
        ("primary", 30): pytest.approx(125, abs=0.1),
    }
    assert counts(found) == {"straight": 1, "junction": 1, "gate": 1}


def test_a_turn_into_a_private_road():
    start, end = point_on(ROADS, 1, 0.5), point_on(ROADS, 2, 1.0)
    found, _ = passages(ROADS, SpeedProfile(), start, end)
    assert counts(found) == {"right": 1, "restricted_entry": 1}


def test_along_one_edge_alone():
    start, end = point_on(ROADS, 0, 0.1), point_on(ROADS, 0, 0.7)
    found, _ = passages(ROADS, SpeedProfile(), start, end)
    assert sum(metres(found).values()) == pytest.approx(300, abs=0.1)
    assert counts(found) == {"gate": 2}


def test_seconds():
    start, end = point_on(ROADS, 0, 0.5), point_on(ROADS, 1, 0.25)
    found, _ = passages(ROADS, SpeedProfile(), start, end)
    # 250 m at 30 km/h: 30 s. 125 m at 30, the limit, though the class has 37: 15 s. A
    # gate: 10 s. Start and stop: 75 s.
    assert found.seconds(SpeedProfile())[0] == pytest.approx(130, abs=0.05)
    # And with 4 s for the junction, 20 s for start and stop.
    other = SpeedProfile(junction_s=4.0, start_stop_s=20.0)
    assert found.seconds(other)[0] == pytest.approx(79, abs=0.05)


def test_hours():
    start, end = point_on(ROADS, 0, 0.5), point_on(ROADS, 1, 0.25)
    slow = SpeedProfile(hour_factor={"all": {"mon 07-09": 0.5}})
    for hour, expected in ((7, 175), (9, 130), (-1, 130)):
        found, _ = passages(ROADS, slow, start, end, hour)
        # 30 and 15 s take double in that hour.
        assert found.seconds(slow)[0] == pytest.approx(expected, abs=0.05)


def test_some_of_the_drives():
    graph = TurnGraph(ROADS)
    drives = [Drive(edges=(edge,), begin=0.0, end=1.0) for edge in (0, 2, 4)]
    found = PassageCounter(graph).count(drives, np.array([5, 6, 7]))
    some = found.rows(np.array([2, 0]))
    assert some.hour.tolist() == [7, 5]
    assert some.metres.tolist() == found.metres[[2, 0]].tolist()
    assert some.counts.tolist() == found.counts[[2, 0]].tolist()


@settings(max_examples=60)
@given(st.data())
def test_the_time_is_the_routes(data):
    roads = data.draw(networks())
    kinds = np.arange(len(roads.standing.edge)) % len(STANDING_KINDS)
    standing = replace(roads.standing, kind=kinds.astype(np.uint8))
    roads = replace(roads, standing=standing)
    start, end = data.draw(points_on(roads)), data.draw(points_on(roads))
    profile = SpeedProfile(
        hour_factor={"all": {"mon": 0.5}, "primary": {"mon 06-12": 1.5}},
        turn_s={"straight": 1.0, "right": 8.0, "left": 13.0, "back": 21.0},
        junction_s=2.5,
        standing_s={"signals": 9, "stop": 5, "give_way": 3, "crossing": 2, "gate": 10},
        restricted_entry_s=7.0,
        start_stop_s=0.0,
    )
    hour = data.draw(st.sampled_from([-1, 5, 7, 30]))
    found, seconds = passages(roads, profile, start, end, hour)
    if found is not None:
        # Each edge, turn and delay is rounded to a millisecond.
        assert found.seconds(profile)[0] == pytest.approx(seconds, abs=0.05)


def test_standing_is_what_the_network_says():
    none = Standing(
        edge=np.zeros(0, np.int32), fraction=np.zeros(0), kind=np.zeros(0, np.uint8)
    )
    start, end = point_on(ROADS, 0, 0.0), point_on(ROADS, 0, 1.0)
    found, _ = passages(replace(ROADS, standing=none), SpeedProfile(), start, end)
    assert counts(found) == {}
