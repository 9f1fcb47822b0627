"""A load as a scenario, and back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scenarios.alert import Alert
from scenarios.events.event import UnitFreed, UnitLost
from scenarios.events.known import known_at
from scenarios.loads.load import Load, Shift, load_of, load_to_scenario
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit

HERE = Place(lon=10.0, lat=50.0)
LOAD = Load(
    name="two shifts",
    start=datetime(2026, 3, 23, tzinfo=UTC),
    length_s=7200.0,
    alerts=(
        Alert(id="a", received_s=30.5, place=HERE),
        Alert(id="b", received_s=4000.0, place=HERE),
    ),
    units=(Unit(id="early", place=HERE), Unit(id="late", place=HERE, rolling=True)),
    shifts=(
        Shift(unit_id="early", start_s=0.0, end_s=3600.0),
        Shift(unit_id="late", start_s=3000.0, end_s=32_000.0),
    ),
)


def on_duty(scenario, now_s):
    known = known_at(scenario, now_s)
    return [unit.id for unit in known.units if unit.status == "free"]


def test_shifts_are_told_by_events():
    assert load_to_scenario(LOAD).events == (
        UnitFreed(at_s=3000.0, unit_id="late"),
        UnitLost(at_s=3600.0, unit_id="early"),
        UnitLost(at_s=32_000.0, unit_id="late"),
    )


@pytest.mark.parametrize(
    ("now_s", "units"),
    [(0, ["early"]), (3000, ["early", "late"]), (3600, ["late"]), (32_000, [])],
)
def test_who_is_on_duty(now_s, units):
    assert on_duty(load_to_scenario(LOAD), now_s) == units


def test_a_unit_that_comes_later_keeps_whether_it_is_rolling():
    known = known_at(load_to_scenario(LOAD), 3000)
    assert [unit.rolling for unit in known.units] == [False, True]


def test_the_plan_is_made_with_the_last_alert_of_the_first_hour():
    assert load_to_scenario(LOAD).now_s == 30.5
    assert load_to_scenario(replace(LOAD, alerts=LOAD.alerts[1:])).now_s == 4000
    assert load_to_scenario(replace(LOAD, alerts=())).now_s == 0


def test_a_load_comes_back_from_its_scenario():
    assert load_of(load_to_scenario(LOAD)) == LOAD
    assert load_of(load_to_scenario(LOAD), length_s=5000.0).length_s == 5000


def test_any_scenario_is_a_load():
    scenario = Scenario(
        name="any",
        start=LOAD.start,
        units=(
            Unit(id="busy", place=HERE, status="on_scene", free_at_s=60.0),
            Unit(id="off", place=HERE, status="offline"),
        ),
        alerts=(LOAD.alerts[1], LOAD.alerts[0]),
    )
    load = load_of(scenario)
    assert [alert.id for alert in load.alerts] == ["a", "b"]
    assert load.units == scenario.units[:1]
    # The last alert comes in the second hour.
    assert load.shifts == (Shift(unit_id="busy", start_s=0.0, end_s=7200.0),)
