"""Which side traffic keeps to, by roundabouts and by place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import maps
from maps.driving_side import drives_on_left
from maps.osm_files.osmnx_graph import from_osmnx
from maps.road_network import RoadNetwork
from maps.speeds import SpeedProfile
from maps.travel_times import TravelTimes
from maps.turns import TURN_KINDS, turns_of
from tests.networks import Street, network, point_on
from tests.osm_text import ROAD, town

CLOCKWISE = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], float)
OTHERWISE = CLOCKWISE[::-1]
STRAIGHT = np.array([(0, 0), (1, 0), (2, 0)], float)
LONDON, PARIS = (-0.1, 51.5), (2.3, 48.9)


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        ([CLOCKWISE] * 3, True),
        ([OTHERWISE] * 3, False),
        ([CLOCKWISE] * 4 + [OTHERWISE] * 2, True),
        ([OTHERWISE] * 9 + [CLOCKWISE] * 2 + [STRAIGHT] * 20, False),
        ([CLOCKWISE[:3], CLOCKWISE[1:4], CLOCKWISE[2:]], True),
    ],
)
def test_roundabouts_that_agree_decide(pieces: list[np.ndarray], left: bool) -> None:  # noqa: FBT001 - parametrised
    for place in (LONDON, PARIS):
        assert drives_on_left(pieces, *place) == left


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [CLOCKWISE] * 2,
        [OTHERWISE] * 2,
        [CLOCKWISE, OTHERWISE] * 5,
        [CLOCKWISE] * 5 + [OTHERWISE] * 4,
        [STRAIGHT] * 9,
    ],
)
def test_else_the_place_does(pieces: list[np.ndarray]) -> None:
    assert drives_on_left(pieces, *LONDON)
    assert not drives_on_left(pieces, *PARIS)


PLACES = {
    "left": {
        "Dover": (1.31, 51.13),
        "Dublin": (-6.26, 53.35),
        "Tokyo": (139.7, 35.7),
        "Sapporo": (141.35, 43.06),
        "Hong Kong": (114.17, 22.3),
        "Bangkok": (100.5, 13.75),
        "Singapore": (103.8, 1.35),
        "Jakarta": (106.8, -6.2),
        "Sydney": (151.2, -33.9),
        "Auckland": (174.8, -36.9),
        "Delhi": (77.2, 28.6),
        "Karachi": (67.0, 24.9),
        "Lahore": (74.3, 31.5),
        "Dhaka": (90.4, 23.8),
        "Kathmandu": (85.3, 27.7),
        "Colombo": (79.9, 6.9),
        "Cape Town": (18.4, -33.9),
        "Nairobi": (36.8, -1.3),
        "Lusaka": (28.3, -15.4),
        "Kampala": (32.6, 0.3),
        "Kingston": (-76.8, 18.0),
        "Nicosia": (33.4, 35.2),
        "Valletta": (14.5, 35.9),
    },
    "right": {
        "Calais": (1.85, 50.95),
        "Reykjavik": (-21.9, 64.1),
        "Hangzhou": (120.2, 30.2),
        "Beijing": (116.4, 39.9),
        "Guangzhou": (113.3, 23.1),
        "Seoul": (127.0, 37.6),
        "Busan": (129.08, 35.1),
        "Taipei": (121.5, 25.0),
        "Vladivostok": (131.9, 43.1),
        "Manila": (121.0, 14.6),
        "Hanoi": (105.8, 21.0),
        "Vientiane": (102.6, 17.97),
        "Phnom Penh": (104.9, 11.6),
        "Yangon": (96.2, 16.8),
        "Lhasa": (91.1, 29.65),
        "Kabul": (69.2, 34.5),
        "New York": (-74.0, 40.7),
        "Columbus": (-83.0, 40.0),
        "Havana": (-82.4, 23.1),
        "Miami": (-80.2, 25.8),
        "Lagos": (3.4, 6.5),
        "Luanda": (13.2, -8.8),
        "Lubumbashi": (27.5, -11.66),
        "Kigali": (30.06, -1.95),
        "Addis Ababa": (38.7, 9.0),
        "Vaduz": (9.5, 47.1),
    },
}


@pytest.mark.parametrize(
    ("side", "name"), [(side, name) for side in PLACES for name in PLACES[side]]
)
def test_places(side: str, name: str) -> None:
    assert drives_on_left([], *PLACES[side][name]) == (side == "left")


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_mirrored_world_drives_on_the_other_side(lon: float, lat: float) -> None:
    assert drives_on_left([CLOCKWISE] * 3, lon, lat)
    assert not drives_on_left([CLOCKWISE * (-1, 1)] * 3, lon, lat)


RING = {1: (0, 50), 2: (50, 0), 3: (0, -50), 4: (-50, 0), 5: (500, 0)}


def rings(folder: Path, order: list[int], **tags: str) -> RoadNetwork:
    """Load three roundabouts, one above the other."""
    nodes = {
        10 * k + n: (x, y + 1000 * k) for k in range(3) for n, (x, y) in RING.items()
    }
    ways = {}
    for k in range(3):
        ring = {**ROAD, "junction": "roundabout", **tags}
        ways[10 * k + 1] = ([10 * k + n for n in order], ring)
        ways[10 * k + 2] = ([10 * k + 2, 10 * k + 5], ROAD)
    ways[99] = ([5, 15, 25], ROAD)
    return town(folder, nodes, ways)


@pytest.mark.parametrize(
    ("order", "tags", "left"),
    [
        ([1, 2, 3, 4, 1], {}, True),
        ([1, 4, 3, 2, 1], {}, False),
        ([1, 4, 3, 2, 1], {"oneway": "-1"}, True),
        ([1, 2, 3, 4, 1], {"oneway": "no"}, False),  # they say nothing, the place does
    ],
)
def test_of_a_file(
    tmp_path: Path,
    order: list[int],
    tags: dict[str, str],
    left: bool,  # noqa: FBT001 - parametrised
) -> None:
    assert rings(tmp_path, order, **tags).drives_on_left == left


def test_the_city_keeps_right(city: RoadNetwork) -> None:
    assert not city.drives_on_left


def test_graphs_say_it_too(tmp_path: Path) -> None:
    graph = rings(tmp_path, [1, 2, 3, 4, 1]).to_osmnx()
    assert not from_osmnx(graph).drives_on_left
    for _, _, data in graph.edges(data=True):
        if data["oneway"]:
            data["junction"] = "roundabout"
    assert from_osmnx(graph).drives_on_left


def test_left_and_right_change_places() -> None:
    #        3
    #        |
    #    0 - 1 - 2
    nodes = [(0, 0), (500, 0), (1000, 0), (500, 500)]
    right = network(nodes, [Street(0, 1), Street(1, 2), Street(1, 3)])
    left = replace(right, drives_on_left=True)
    names = {"right": "left", "left": "right"}
    expected = [names.get(TURN_KINDS[k], TURN_KINDS[k]) for k in turns_of(right).kind]
    assert [TURN_KINDS[k] for k in turns_of(left).kind] == expected
    # 250 m from west to north, a turn to the left: across the others' way where they
    # keep right, 20 s, and close by where they keep left, 5 s. 500 m take 60 s.
    profile = SpeedProfile(
        turn_s={"straight": 0.0, "right": 5.0, "left": 20.0, "back": 9.0}
    )
    for roads, seconds in ((right, 80), (left, 65)):
        ends = [point_on(roads, 0, 0.5)], [point_on(roads, 2, 0.5)]
        times = TravelTimes(roads, profile).seconds(*ends)
        assert times[0, 0] == pytest.approx(seconds, abs=0.01)


def test_kept_with_the_roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: tmp_path / "cache")
    assert rings(tmp_path, [1, 2, 3, 4, 1]).drives_on_left
    kept = [maps.load(tmp_path / "town.osm").drives_on_left for _ in range(2)]
    assert kept == [True, True]
