"""A plan as layers, and layers in a GeoPackage."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from dispatch.layers import (
    Timeliness,
    alerts_layer,
    plan_layers,
    routes_layer,
    timeliness,
    units_layer,
    write_geopackage,
)
from dispatch.plan import Plan
from tests.plans import crowded_plan, empty_plan, small_plan, small_town

TOWN = small_town()
NAMES = ["routes", "units", "alerts"]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return a plan with an alert of every kind and a unit in every state."""
    return small_plan(TOWN)


@pytest.mark.parametrize(
    ("time_s", "target_s", "expected"),
    [
        # 75 % of 480 is 360, of 600 is 450
        (360, 480, Timeliness.IN_TIME),
        (361, 480, Timeliness.AT_RISK),
        (480, 480, Timeliness.AT_RISK),
        (481, 480, Timeliness.LATE),
        (450, 600, Timeliness.IN_TIME),
        (451, 600, Timeliness.AT_RISK),
    ],
)
def test_timeliness(time_s: int, target_s: int, expected: Timeliness) -> None:
    assert timeliness(time_s, target_s) is expected


def test_layers_are_in_wgs84(plan: Plan) -> None:
    layers = plan_layers(plan)
    assert list(layers) == NAMES
    assert {layer.crs.to_epsg() for layer in layers.values()} == {4326}


def test_a_route_for_each_unit_sent(plan: Plan) -> None:
    routes = routes_layer(plan)
    assert routes["unit_id"].tolist() == ["P1", "P2", "P3"]
    assert routes["alert_id"].tolist() == ["A2", "A3", "A4"]
    assert routes["timeliness"].tolist() == ["late", "at_risk", "in_time"]
    # 120 + 15 + 60 + 200 + 168 = 563
    assert routes["time_to_door_s"].tolist() == [563, 378, 180]
    assert shapely.get_coordinates(routes.geometry[0]).tolist() == [
        list(point) for point in plan.assignments[0].units[0].route
    ]


def test_units_say_where_they_go(plan: Plan) -> None:
    units = units_layer(plan).set_index("unit_id")
    assert units["status"].tolist() == [
        "free",
        "free",
        "free",
        "free",
        "on_scene",
        "en_route",
        "offline",
    ]
    assert units.loc["P1", ["alert_id", "timeliness"]].tolist() == ["A2", "late"]
    assert units.loc["P4", ["alert_id", "timeliness"]].tolist() == ["", ""]
    # free at 900 s, now is 300 s
    assert units.loc["P5", "free_in_s"] == 600
    assert units["free_in_s"].isna().sum() == 6


def test_alerts_come_worst_first(plan: Plan) -> None:
    alerts = alerts_layer(plan)
    assert alerts["alert_id"].tolist() == ["A1", "A2", "A3", "A4"]
    assert alerts["timeliness"].tolist() == ["unserved", "late", "at_risk", "in_time"]
    assert alerts["reason"].tolist() == ["BEYOND_CUT_OFF", "", "", ""]


def test_the_five_parts_make_up_the_time_to_door(plan: Plan) -> None:
    served = alerts_layer(plan).iloc[1:]
    parts = served[["elapsed_s", "dispatch_s", "turnout_s", "travel_s", "access_s"]]
    assert parts.sum(axis=1).tolist() == served["time_to_door_s"].tolist()


def test_what_an_unserved_alert_lacks_is_missing(plan: Plan) -> None:
    unserved = alerts_layer(plan).iloc[0]
    assert pd.isna(unserved["time_to_door_s"])
    assert pd.isna(unserved["probability_on_time"])
    assert unserved["unit_ids"] == ""
    # received at 180 s, now is 300 s
    assert unserved["elapsed_s"] == 120


def test_victims_are_in_no_layer(plan: Plan) -> None:
    for layer in plan_layers(plan).values():
        assert "Secret" not in layer.to_csv()
        assert "555" not in layer.to_csv()


def test_a_unit_that_is_there_has_a_route_without_length(plan: Plan) -> None:
    first = plan.assignments[0]
    there = first.units[0]
    point = (120.01, 30.01)
    moved = type(there)(
        **{name: getattr(there, name) for name in there.__slots__} | {"route": (point,)}
    )
    assignment = type(first)(
        **{name: getattr(first, name) for name in first.__slots__} | {"units": (moved,)}
    )
    [route] = routes_layer(small_plan(TOWN, assignments=(assignment,))).geometry
    assert route.length == 0
    assert route.geom_type == "LineString"


@pytest.mark.parametrize(
    "plan",
    [small_plan(TOWN), empty_plan(TOWN), crowded_plan(TOWN, units=20, alerts=30)],
    ids=["small", "empty", "crowded"],
)
def test_a_geopackage_gives_back_the_layers(plan: Plan, tmp_path: Path) -> None:
    layers = plan_layers(plan)
    write_geopackage(layers, tmp_path / "plan.gpkg")
    assert pyogrio.list_layers(tmp_path / "plan.gpkg")[:, 0].tolist() == NAMES
    for name, layer in layers.items():
        read = gpd.read_file(tmp_path / "plan.gpkg", layer=name)
        assert len(read) == len(layer)
        assert read.crs.to_epsg() == 4326
        assert read.columns.tolist() == layer.columns.tolist()
        if len(layer):
            assert_geodataframe_equal(
                read[["geometry"]], layer[["geometry"]], check_less_precise=True
            )


def test_numbers_and_missing_ones_arrive(plan: Plan, tmp_path: Path) -> None:
    write_geopackage(plan_layers(plan), tmp_path / "plan.gpkg")
    with sqlite3.connect(tmp_path / "plan.gpkg") as file:
        rows = file.execute(
            "SELECT alert_id, reason, time_to_door_s, same_as_closest_idle FROM alerts"
        ).fetchall()
    file.close()
    assert rows == [
        ("A1", "BEYOND_CUT_OFF", None, None),
        ("A2", "", 563, 0),
        ("A3", "", 378, 0),
        ("A4", "", 180, 1),
    ]


def test_the_same_plan_gives_the_same_bytes_later(plan: Plan, tmp_path: Path) -> None:
    write_geopackage(plan_layers(plan), tmp_path / "one.gpkg")
    time.sleep(1.2)
    write_geopackage(plan_layers(small_plan(TOWN)), tmp_path / "another.gpkg")
    one = (tmp_path / "one.gpkg").read_bytes()
    assert one == (tmp_path / "another.gpkg").read_bytes()


def test_gdal_is_left_as_it_was(plan: Plan, tmp_path: Path) -> None:
    name = "OGR_CURRENT_DATE"
    write_geopackage(plan_layers(plan), tmp_path / "one.gpkg")
    assert pyogrio.get_gdal_config_option(name) is None
    pyogrio.set_gdal_config_options({name: "2001-02-03T04:05:06.000Z"})
    try:
        write_geopackage(plan_layers(plan), tmp_path / "two.gpkg")
        assert pyogrio.get_gdal_config_option(name) == "2001-02-03T04:05:06.000Z"
    finally:
        pyogrio.set_gdal_config_options({name: None})
