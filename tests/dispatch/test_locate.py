"""Alerts on the roads: by gates and entrances, which is said and counts as access."""

from __future__ import annotations

from pathlib import Path

import pytest

import dispatch
from dispatch.locate import locate
from dispatch.policy import Policy
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from tests.osm_text import degrees
from tests.plans import START
from tests.walled_town import DOOR, walled_town


def _place(x_m: float, y_m: float) -> Place:
    lon, lat = degrees(x_m, y_m)
    return Place(lon=lon, lat=lat)


def _scenario(x_m: float, y_m: float) -> Scenario:
    return Scenario(
        name="one",
        start=START,
        units=(Unit(id="P1", place=_place(400, 60)),),
        alerts=(
            Alert(id="A", received_s=0, place=_place(x_m, y_m), place_kind="tower"),
        ),
    )


def test_a_door_in_a_compound_is_reached_by_its_gate(tmp_path: Path) -> None:
    spots = locate(_scenario(*DOOR), walled_town(tmp_path))
    assert spots.warnings == (
        "alert A: on foot through the gate at 10.00090, 0.00090, 164 m from the road",
    )
    # 60 m, beyond no wall: the unit is put on the road right below it.
    assert spots.units["P1"].distance_m == pytest.approx(60, abs=0.05)


def test_the_walk_through_the_gate_is_access(tmp_path: Path) -> None:
    roads = walled_town(tmp_path)
    walled, free = (
        dispatch.plan(_scenario(*spot), roads).assignments[0].intervals
        for spot in (DOOR, (50.0, 20.0))
    )
    # 168 s in a tower, and (164.03 - 30) / 1.3 = 103.1 on foot; outside nothing.
    assert Policy().access_s["tower"] == 168
    assert (walled.access_s, free.access_s) == (271, 168)
