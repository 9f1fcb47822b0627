"""Areas in reach: on grids of streets made by hand, and in the city.

Roads of class "other" are driven at 30 km/h: 500 m a minute.
"""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.errors import FieldError
from maps.geometry import METRES_PER_DEGREE, along_m
from maps.reach import reach
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.travel_times import TravelTimes
from tests.networks import Street, network, networks, point_on, points_on
from tests.osm_text import degrees
from tests.towns import box_areas, grid_town

# 0 ---- 1 ---- 2, 1000 m each.
LINE = [(0, 0), (1000, 0), (2000, 0)]
STREETS = [Street(0, 1), Street(1, 2)]


def area_of(
    roads: RoadNetwork, point: RoadPoint, minutes: float, *, towards: bool = False
) -> shapely.MultiPolygon:
    """Return the one area of a point."""
    layer = reach(TravelTimes(roads), [point], [minutes], towards=towards)
    return only_multipolygon(layer)


def only_multipolygon(layer: gpd.GeoDataFrame) -> shapely.MultiPolygon:
    """Return the one area of a layer."""
    (area,) = layer.geometry
    assert isinstance(area, shapely.MultiPolygon)
    return area


def holds(area: shapely.MultiPolygon, x_m: float, y_m: float) -> bool:
    """Whether a place in metres lies inside."""
    return bool(shapely.contains_xy(area, *degrees(x_m, y_m)))


def test_along_a_road_as_far_as_one_drives() -> None:
    roads = network(LINE, STREETS)
    area = area_of(roads, point_on(roads, 0, 0.5), 1)
    # A minute: 500 m either way, to the end and to the junction.
    west, south, east, north = np.array(area.bounds) * METRES_PER_DEGREE
    west, east = west - 10 * METRES_PER_DEGREE, east - 10 * METRES_PER_DEGREE
    # 45 m beyond, to a cell of 25 m.
    assert [-west, east - 1000, -south, north] == pytest.approx([45] * 4, abs=25)


def test_whatever_lies_beside_a_road_is_reached_with_it() -> None:
    roads = network(LINE, STREETS)
    area = area_of(roads, point_on(roads, 0, 0.5), 1)
    assert holds(area, 300, 20)
    assert not holds(area, 300, 100)
    assert not holds(area, 1100, 0)


def test_a_block_is_filled_and_a_field_is_not() -> None:
    # Streets every 200 m; with every third one only, every 600.
    for spacing, filled in ((200.0, True), (600.0, False)):
        roads = grid_town(4, 4, spacing, origin=(10.0, 0.0))
        area = area_of(roads, point_on(roads, 0, 0.0), 60)
        assert holds(area, 0.5 * spacing, 0.5 * spacing) == filled
        assert holds(area, spacing, 1.5 * spacing)
        assert not holds(area, -100, spacing)


def test_water_is_no_block() -> None:
    pond = (*degrees(220, 220), *degrees(380, 380))
    green = (*degrees(420, 420), *degrees(580, 580))
    areas = box_areas(("water", pond), ("green", green))
    roads = grid_town(4, 4, 200.0, origin=(10.0, 0.0), areas=areas)
    area = area_of(roads, point_on(roads, 0, 0.0), 60)
    assert not holds(area, 300, 300)
    assert holds(area, 500, 500)
    # The road beside it is driven all the same.
    assert holds(area, 200, 300)


def test_a_bridge_lies_in_its_area_and_the_far_bank_does_not() -> None:
    river = (*degrees(200, -900), *degrees(800, 900))
    roads = network(
        [*LINE, (1000, 1000), (0, 1000)],
        [*STREETS, Street(1, 3), Street(0, 4)],
    )
    roads = replace(roads, areas=box_areas(("water", river)))
    area = area_of(roads, point_on(roads, 0, 0.0), 2)
    assert all(holds(area, x, 0) for x in range(0, 1000, 10))
    assert holds(area, 0, 900)
    # 1000 m take two minutes: of the far bank only the bridge's head.
    assert not holds(area, 1000, 200)


def test_one_way_from_and_towards() -> None:
    # Round a block of 1000 m a side, one way: 0 - 1 - 2 - 3.
    nodes = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
    streets = [Street(k, (k + 1) % 4, one_way=True) for k in range(4)]
    roads = network(nodes, streets)
    middle = point_on(roads, 0, 0.5)
    ahead, behind = area_of(roads, middle, 2), area_of(roads, middle, 2, towards=True)
    # 1000 m: from the middle of the south side to the middle of the east side, and
    # from the middle of the west side.
    assert [holds(ahead, *place) for place in ((1000, 450), (0, 450))] == [True, False]
    assert [holds(behind, *place) for place in ((1000, 450), (0, 450))] == [False, True]
    assert not holds(ahead, 400, 0)
    assert not holds(behind, 600, 0)


def test_several_units_reach_what_any_of_them_reaches() -> None:
    roads = network([*LINE, (0, 5000), (1000, 5000)], [*STREETS, Street(3, 4)])
    units = [point_on(roads, 0, 0.2), point_on(roads, 1, 0.9), point_on(roads, 2, 0.5)]
    together = only_multipolygon(reach(TravelTimes(roads), units, [0.5]))
    alone = [area_of(roads, unit, 0.5) for unit in units]
    # Three areas that do not touch.
    assert len(together.geoms) == 3
    assert together.area == pytest.approx(sum(each.area for each in alone), rel=0.02)


def test_what_no_road_leads_to_is_not_reached() -> None:
    roads = network([*LINE, (0, 300), (1000, 300)], [*STREETS, Street(3, 4)])
    area = area_of(roads, point_on(roads, 0, 0.5), 600)
    assert holds(area, 1900, 0)
    assert not holds(area, 500, 300)


def test_nobody_reaches_nothing() -> None:
    layer = reach(TravelTimes(grid_town(3, 3)), [])
    assert layer.geometry.is_empty.tolist() == [True, True]
    assert layer.minutes.tolist() == [8, 4]


def test_no_minutes_no_rows() -> None:
    roads = grid_town(3, 3)
    assert reach(TravelTimes(roads), [point_on(roads, 0, 0.5)], []).empty


def test_no_time_at_all_is_where_one_stands() -> None:
    roads = network(LINE, STREETS)
    area = area_of(roads, point_on(roads, 0, 0.333), 0)
    assert holds(area, 333, 0)
    assert not holds(area, 433, 0)


def test_columns_and_order() -> None:
    roads = grid_town(3, 3)
    layer = reach(TravelTimes(roads), [point_on(roads, 0, 0.5)], [2, 8, 4, 2])
    assert list(layer.columns) == ["minutes", "geometry"]
    assert layer.minutes.tolist() == [8, 4, 2]
    assert layer.crs == "EPSG:4326"
    assert set(layer.geom_type) == {"MultiPolygon"}


@pytest.mark.parametrize("minutes", [-1.0, float("nan"), float("inf")])
def test_minutes_that_are_none(minutes: float) -> None:
    roads = grid_town(3, 3)
    with pytest.raises(FieldError, match="0 or more minutes"):
        reach(TravelTimes(roads), [point_on(roads, 0, 0.5)], [4, minutes])


def check(
    layer: gpd.GeoDataFrame,
    travel: TravelTimes,
    points: list[RoadPoint],
    *,
    towards: bool,
    step_m: float,
) -> None:
    """Areas are valid, lie in each other, and hold all that is driven in time."""
    assert layer.is_valid.all()
    lon, lat, seconds = driven(travel, points, towards=towards, step_m=step_m)
    for minutes, area in zip(layer.minutes, layer.geometry, strict=True):
        shapely.prepare(area)
        in_time = seconds <= 60 * minutes
        assert shapely.contains_xy(area, lon[in_time], lat[in_time]).all()
    for longer, shorter in zip(layer.geometry[:-1], layer.geometry[1:], strict=True):
        # A centimetre is 1e-7 of a degree.
        assert longer.buffer(2e-7).covers(shorter)


def driven(
    travel: TravelTimes, points: list[RoadPoint], *, towards: bool, step_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places along every edge, lon, lat, and their seconds, one edge at a time."""
    roads = travel.roads
    parts = []
    for edge, stretch in enumerate(roads.edges.stretch.tolist()):
        count = int(roads.stretches.length_m[stretch] // step_m) + 2
        fraction = np.linspace(0, 1, count)
        line = roads.stretches.line(stretch)
        line = line if roads.edges.forward[edge] else line[::-1]
        along = along_m(line[:, 0], line[:, 1], np.array([0, len(line)]))
        lon, lat = (np.interp(fraction * along[-1], along, each) for each in line.T)
        parts.append((lon, lat, np.full(count, edge), fraction))
    lon, lat, edges, fraction = (
        np.concatenate(part) for part in zip(*parts, strict=True)
    )
    return lon, lat, travel.field_s(points, edges, fraction, towards=towards)


@settings(max_examples=200)
@given(st.data())
def test_areas_hold_what_is_driven_in_time(data: st.DataObject) -> None:
    roads = data.draw(networks())
    points = data.draw(st.lists(points_on(roads), min_size=1, max_size=3))
    towards = data.draw(st.booleans())
    minutes = data.draw(st.lists(st.floats(0, 3), min_size=1, max_size=3))
    travel = TravelTimes(roads)
    layer = reach(travel, points, minutes, towards=towards)
    check(layer, travel, points, towards=towards, step_m=5)


@pytest.mark.slow
@pytest.mark.parametrize("towards", [False, True])
def test_areas_of_the_city(city: RoadNetwork, towards: bool) -> None:  # noqa: FBT001 - parametrised
    rows = np.random.default_rng(1).choice(len(city.addresses), 6, replace=False)
    lon, lat = city.addresses.lon[rows], city.addresses.lat[rows]
    points = Snapper(city).snap_all(lon.tolist(), lat.tolist())
    travel = TravelTimes(city, emergency=True)
    layer = reach(travel, points, (2, 8, 30), towards=towards)
    check(layer, travel, points, towards=towards, step_m=20)
    areas = layer.to_crs(32627).area / 1e6
    # Six units go out over a town of about 100 km2 of streets.
    assert areas[0] > areas[1] > areas[2] > 1
    assert areas[0] < 300
    # Viðey is an island, and the bay is water.
    for place in ((-21.85, 64.164), (-21.93, 64.165)):
        assert not shapely.contains_xy(layer.geometry.iloc[0], *place)
