"""Points onto roads: where, how far, refused, warned."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from tests.networks import Street, network
from tests.osm_text import degrees
from tests.turn_oracle import apart_m

# Main road 1000 m east, by way of (500, 0); a side road north from its end.
ROADS = network(
    [(0, 0), (1000, 0), (1000, 400)],
    [Street(0, 1, by=[(500, 0)]), Street(1, 2, one_way=True)],
)


def test_place_and_fraction():
    point = Snapper(ROADS).snap(*degrees(300, 40))
    assert (point.road_lon, point.road_lat) == pytest.approx(degrees(300, 0), abs=1e-9)
    assert point.distance_m == pytest.approx(40, abs=0.01)
    assert (point.stretch, point.fraction) == (0, pytest.approx(0.3))
    # Along the points, and against them.
    assert point.edges == ((0, pytest.approx(0.3)), (1, pytest.approx(0.7)))


def test_one_way_has_one_edge():
    point = Snapper(ROADS).snap(*degrees(1010, 100))
    assert point.edges == ((2, pytest.approx(0.25)),)


def test_beyond_the_end_is_the_end():
    point = Snapper(ROADS).snap(*degrees(-30, 40))
    assert point.fraction == 0
    assert point.distance_m == pytest.approx(50, abs=0.01)


@pytest.mark.parametrize("away_m", [59, 61, 300, 499])
def test_both_sizes_of_search(away_m):
    point = Snapper(ROADS).snap(*degrees(300, -away_m))
    assert point.distance_m == pytest.approx(away_m, abs=0.1)


def test_too_far_names_the_nearest_road():
    with pytest.raises(PlaceError) as caught:
        Snapper(ROADS).snap(*degrees(300, -501))
    assert "501 m from the nearest road (Street 0) of by hand" in str(caught.value)


def test_far_away_in_kilometres_and_a_road_without_a_name():
    stretches = replace(ROADS.stretches, name=np.full(2, -1, np.int32))
    roads = replace(ROADS, stretches=stretches)
    with pytest.raises(PlaceError, match=r"km from the nearest road \(a road without"):
        Snapper(roads).snap(*degrees(0, 40_000))


def test_swapped_is_seen_through(city):
    with pytest.raises(PlaceError, match="swap lon and lat"):
        Snapper(city).snap(64.14, -21.93)
    with pytest.raises(PlaceError, match="check the point, or load its roads"):
        Snapper(city).snap(120.2, 30.2)


@pytest.mark.parametrize("place", [(0.0, 90.0), (180.0, -90.0), (-180.0, 0.0)])
def test_odd_places_are_refused(place):
    with pytest.raises(PlaceError):
        Snapper(ROADS).snap(*place)


def test_warning_of_a_left_out_road():
    snapper = Snapper(replace(ROADS, dropped=ROADS.stretches, stretches=_moved(ROADS)))
    # The road left out is 10 m away, the one used 200 - 10 m.
    warning = "a road left out (Street 0) is 10 m away, the one used 190 m"
    assert snapper.snap(*degrees(300, 10)).warning == warning
    # 85 m and 115 m: by exactly 30 m, which is not more.
    assert snapper.snap(*degrees(300, 85.01)).warning == ""


def _moved(roads):
    """The same stretches, 200 m farther north."""
    return replace(
        roads.stretches, lat=roads.stretches.lat + degrees(0, 200)[1] - degrees(0, 0)[1]
    )


def test_many_are_as_one_by_one(city):
    rows = range(0, len(city.addresses), 8000)
    lon = [float(city.addresses.lon[row]) for row in rows]
    lat = [float(city.addresses.lat[row]) for row in rows]
    snapper = Snapper(city)
    assert snapper.snap_all(lon, lat) == [
        snapper.snap(*place) for place in zip(lon, lat, strict=True)
    ]


@pytest.fixture(scope="module")
def snapper(city: RoadNetwork) -> Snapper:
    return Snapper(city)


@given(row=st.integers(0, 40_049), off=st.tuples(*[st.floats(-3e-3, 3e-3)] * 2))
def test_nearest_of_all_roads(city: RoadNetwork, snapper: Snapper, row, off):
    """Against every piece of every road, by a formula of its own."""
    lon = float(city.addresses.lon[row]) + off[0]
    lat = float(city.addresses.lat[row]) + off[1]
    expected = _nearest_m(city, lon, lat)
    try:
        point = snapper.snap(lon, lat)
    except PlaceError:
        assert expected > 499
        return
    assert point.distance_m == pytest.approx(expected, rel=1e-3, abs=0.1)
    # It lies where its fraction says, and as far off as it says.
    assert apart_m((lon, lat), (point.road_lon, point.road_lat)) == pytest.approx(
        point.distance_m, rel=2e-3, abs=0.1
    )
    line = city.stretches.line(point.stretch).tolist()
    assert _along(line, point.fraction) == pytest.approx(
        (point.road_lon, point.road_lat), abs=5e-6
    )


def _nearest_m(city: RoadNetwork, lon: float, lat: float) -> float:
    scale = np.array([np.cos(np.radians(lat)), 1.0]) * 6_371_008.8 * np.pi / 180
    points = np.column_stack((city.stretches.lon - lon, city.stretches.lat - lat))
    points = points * scale
    here, step = points[:-1], np.diff(points, axis=0)
    ends = city.stretches.first[1:-1] - 1
    step[ends] = 0.0  # from one road to the next there is none
    size = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(-(here * step).sum(axis=1) / size, 0, 1)
    return float(np.hypot(*(here + share[:, None] * step).T).min())


def _along(line: list[list[float]], fraction: float) -> tuple[float, float]:
    points = [tuple(point) for point in line]
    steps = [(apart_m(a, b), a, b) for a, b in pairwise(points)]
    left = fraction * sum(size for size, _, _ in steps)
    for size, a, b in steps:
        if left <= size:
            share = left / size if size else 0.0
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        left -= size
    return points[-1]


def test_near_takes_every_road_nearly_as_close():
    # 30 m north of the corner at (1000, 0), 20 m west of the side road: 20 m to it,
    # 30 m to the main road.
    snapper, place = Snapper(ROADS), degrees(980, 30)
    nearest = snapper.snap(*place)
    assert snapper.snap_near(*place, 5.0) == nearest
    wide = snapper.snap_near(*place, 11.0)
    assert replace(wide, edges=nearest.edges) == nearest
    assert wide.edges == (
        (0, pytest.approx(0.98)),
        (1, pytest.approx(0.02)),
        (2, pytest.approx(0.075)),  # 30 m of 400
    )


def test_near_refuses_what_is_too_far_from_all():
    with pytest.raises(PlaceError, match="from the nearest road"):
        Snapper(ROADS).snap_near(*degrees(0, 600), 1000.0)
