"""Advice on a plan's free units."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import dispatch
import scenarios
from dispatch.policy import Policy
from dispatch.waiting_places.move_rule import MoveRule
from dispatch.waiting_places.move_up import move_up, place_name
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone
from tests.towns import grid_town

START = datetime(2026, 3, 21, 17, tzinfo=UTC)
TOWN = grid_town(9, 9)
WEST, SOUTH = TOWN.nodes.lon.min(), TOWN.nodes.lat.min()
EAST, NORTH = TOWN.nodes.lon.max(), TOWN.nodes.lat.max()
CORNER, OTHER = Place(lon=WEST, lat=SOUTH), Place(lon=EAST, lat=NORTH)
UNITS = tuple(Unit(id=name, place=CORNER) for name in ("P1", "P2", "P3"))
ZONES = (
    Zone(id="here", place=CORNER, weight=3),
    Zone(id="there", place=OTHER, weight=1),
)
SCENARIO = Scenario(name="s", start=START, units=UNITS, alerts=(), zones=ZONES)


def policy(**changes):
    return Policy(coverage_s=80, **changes)


def test_one_goes_to_the_zone_that_nobody_reaches() -> None:
    # A unit is there after 15 + 60 s and its drive: within 80 s only where it stands.
    found = move_up(dispatch.plan(SCENARIO, TOWN, policy()))
    (move,) = found.moves
    assert (move.unit_id, move.to.lon, move.to.lat) == (
        "P3",
        pytest.approx(EAST),
        pytest.approx(NORTH),
    )
    assert (found.before.covered, found.after.covered) == (0.75, 1.0)
    # One of three leaves: 0.75 (1 - 0.3^3) = 0.7298, then 0.75 (1 - 0.3^2) + 0.25 x
    # 0.7 = 0.8575.
    assert (found.before.expected, found.after.expected) == (0.7298, 0.8575)
    assert move.adds == 0.1277
    assert found.gap == 0
    assert found.drive_s == move.drive_s > 0
    assert found.drive_m == move.drive_m > 0


def test_who_is_sent_or_busy_is_not_moved() -> None:
    units = (UNITS[0], replace(UNITS[1], status="on_scene"), UNITS[2])
    alert = Alert(id="A1", received_s=0.0, place=CORNER)
    made = dispatch.plan(replace(SCENARIO, units=units, alerts=(alert,)), TOWN)
    sent = made.assignments[0].unit_ids
    assert move_up(made).free == tuple(sorted({"P1", "P3"} - set(sent)))


@pytest.mark.slow
def test_before_the_moves_it_is_the_plans_coverage(city) -> None:
    made = dispatch.plan(scenarios.read("evening"), city)
    found = move_up(made)
    assert found.before.covered == made.coverage
    assert found.after.expected > found.before.expected
    first = move_up(made, most_moves=1)
    assert first.moves == found.moves[:1]
    assert first.after.expected < found.after.expected


def test_rows_of_a_scenario_may_stand_in_any_order() -> None:
    turned = replace(SCENARIO, units=UNITS[::-1], zones=ZONES[::-1])
    one, other = (move_up(dispatch.plan(s, TOWN, policy())) for s in (SCENARIO, turned))
    assert one == other


@pytest.mark.slow
def test_zones_are_made_where_the_policy_asks_for_none(city) -> None:
    rules = policy(goals=("on_time", "served", "loss"), zones_at_most=0)
    found = move_up(dispatch.plan(scenarios.read("evening"), city, rules))
    assert 0 < found.zones <= 100
    assert 0 < found.sites <= 200


def test_neither_zones_nor_addresses() -> None:
    made = dispatch.plan(replace(SCENARIO, zones=()), TOWN, policy())
    with pytest.raises(FieldError, match=r"zones: .* no addresses .*list zones"):
        move_up(made)


def test_a_plan_that_nothing_is_known_of() -> None:
    made = dispatch.plan(SCENARIO, TOWN, policy())
    with pytest.raises(ValueError, match="worked out"):
        move_up(replace(made, working=None))


def test_a_place_is_named_by_its_address_or_its_street(city) -> None:
    made = dispatch.plan(SCENARIO, TOWN, policy())
    point = made.working.starts[0]
    assert place_name(TOWN, point) == TOWN.edge_name(point.edges[0][0])
    doors = city.addresses
    here = replace(
        point, road_lon=float(doors.lon[7]), road_lat=float(doors.lat[7]) + 1e-7
    )
    assert place_name(city, here).startswith(doors.street[7])


def test_by_mean_time_all_may_be_worth_it() -> None:
    rule = MoveRule(model="pmedian")
    found = move_up(dispatch.plan(SCENARIO, TOWN, policy()), rule)
    assert found.after.mean_s == pytest.approx(75.0, abs=1.0)
