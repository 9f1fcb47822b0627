"""The main job on the embedded city: what must hold of every plan."""

import json
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

import dispatch
import scenarios
from dispatch.assignment.evaluate import value
from dispatch.assignment.problem import Goal
from dispatch.plan import Plan, moment_s
from dispatch.plan_file import plan_text
from dispatch.plan_rows import Reason
from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from scenarios.events.event import UnitDispatched
from scenarios.place import Place
from scenarios.scenario import Pair
from tests.street import alert, policy, random_scene, scene, street, unit

NAMES = ["evening", "one_step_away", "surge"]


@pytest.mark.parametrize("name", NAMES)
def test_plan_is_proved_and_no_worse_than_the_old_rule(
    name: str, shipped_plans: dict[str, Plan]
) -> None:
    plan = shipped_plans[name]
    assert plan.solver.status == "optimal"
    assert plan.solver.gap == 0
    # A core is proved by the solver that tried it, not by prices.
    assert plan.solver.certified or "core" in plan.solver.path
    first = [row for row in plan.goals if row.goal in ("on_time", "served", "loss")]
    by_rule = [value(plan.closest_idle_score, cast("Goal", row.goal)) for row in first]
    assert [row.optimum or 0 for row in first] <= by_rule


@pytest.mark.parametrize("name", NAMES)
def test_every_alert_is_served_once_or_has_a_reason(
    name: str, shipped_plans: dict[str, Plan]
) -> None:
    plan = shipped_plans[name]
    served = [row.alert_id for row in plan.assignments]
    waiting = [row.alert_id for row in plan.unserved]
    assert sorted(served + waiting) == sorted(a.id for a in plan.scenario.alerts)
    sent = [unit for row in plan.assignments for unit in row.unit_ids]
    assert len(set(sent)) == len(sent)


@pytest.mark.parametrize("name", NAMES)
def test_rows_add_up(name: str, shipped_plans: dict[str, Plan]) -> None:
    plan = shipped_plans[name]
    for row in plan.assignments:
        assert row.time_to_door_s == row.intervals.time_to_door_s
        assert row.on_time == (row.time_to_door_s <= row.target_s)
        assert row.nearest_time_to_door_s <= row.time_to_door_s
        assert 0 <= row.probability_on_time <= 1
        assert row.units[0].travel_s == row.intervals.travel_s
        assert row.same_as_closest_idle == (row.unit_ids == row.closest_idle_unit_ids)
    times = [row.time_to_door_s for row in plan.assignments]
    assert plan.score.total_time_to_door_s == sum(times)
    assert plan.score.worst_time_to_door_s == max(times)
    assert plan.score.on_time == sum(row.on_time for row in plan.assignments)
    assert plan.score.unserved == len(plan.unserved)


@pytest.mark.parametrize("name", NAMES)
def test_worst_first(name: str, shipped_plans: dict[str, Plan]) -> None:
    rows = shipped_plans[name].assignments
    spare = [row.target_s - row.time_to_door_s for row in rows]
    assert spare == sorted(spare)


@pytest.mark.parametrize("name", NAMES)
def test_routes_lead_from_unit_to_alert(
    name: str, shipped_plans: dict[str, Plan]
) -> None:
    plan = shipped_plans[name]
    for row in plan.assignments:
        (sent,) = row.units
        line = np.radians(np.array(sent.route))
        ends = (plan.units_at[sent.unit_id], plan.alerts_at[row.alert_id])
        for at, (lon, lat) in zip(ends, (sent.route[0], sent.route[-1]), strict=True):
            east = (lon - at.lon) * np.cos(np.radians(lat))
            away = np.hypot(east, lat - at.lat) * 111_195
            assert away == pytest.approx(at.snapped_m, abs=1.0)
        step = np.diff(line, axis=0)
        step[:, 0] *= np.cos(line[1:, 1])
        metres = np.hypot(step[:, 0], step[:, 1]).sum() * 6_371_008.8
        assert metres == pytest.approx(sent.distance_m, rel=0.005, abs=1.0)


def test_evening_is_what_it_says(shipped_plans: dict[str, Plan]) -> None:
    plan = shipped_plans["evening"]
    beyond = [row for row in plan.assignments if row.nearest_time_to_door_s > 480]
    assert [row.alert_id for row in beyond] == ["A-2046"]
    assert not all(row.same_as_closest_idle for row in plan.assignments)
    assert plan.score.on_time > plan.closest_idle_score.on_time


def test_the_seed_story_is_in_time(shipped_plans: dict[str, Plan]) -> None:
    (row,) = shipped_plans["one_step_away"].assignments
    assert row.on_time
    # A rolling unit saves the minute of turnout, so the nearer one is not the first.
    assert row.nearest_unit_ids == ("P02",)
    # Another may go for the sake of preparedness, within the slack of 30 s.
    assert row.time_to_door_s <= row.nearest_time_to_door_s + 30


def test_surge_leaves_some_waiting(shipped_plans: dict[str, Plan]) -> None:
    plan = shipped_plans["surge"]
    assert len(plan.scenario.units) == 60
    assert len(plan.scenario.alerts) == 80
    assert {row.reason for row in plan.unserved} == {Reason.OTHERS_FIRST}


def test_order_of_rows_changes_nothing_but_the_inputs(
    city: RoadNetwork, shipped_plans: dict[str, Plan]
) -> None:
    known = shipped_plans["evening"]
    shuffled = replace(
        known.scenario,
        units=known.scenario.units[::-1],
        alerts=known.scenario.alerts[3:] + known.scenario.alerts[:3],
    )
    one, other = (
        json.loads(plan_text(plan)) for plan in (known, dispatch.plan(shuffled, city))
    )
    assert one.pop("inputs") != other.pop("inputs")
    # As text: the order of keys is part of it.
    assert json.dumps(one) == json.dumps(other)


@pytest.mark.parametrize("seed", range(8))
def test_nor_with_teams_areas_and_zones(seed: int) -> None:
    given, rng = random_scene(seed), np.random.default_rng(seed)
    shuffled = replace(
        given,
        units=tuple(given.units[row] for row in rng.permutation(len(given.units))),
        alerts=tuple(given.alerts[row] for row in rng.permutation(len(given.alerts))),
    )
    one, other = (
        json.loads(plan_text(dispatch.plan(each, street(), policy())))
        for each in (given, shuffled)
    )
    del one["inputs"], other["inputs"]
    assert json.dumps(one) == json.dumps(other)


def test_locks_and_bans_hold(city: RoadNetwork) -> None:
    evening = scenarios.read("evening")
    told = replace(
        evening,
        locks=(Pair(unit_id="P03", alert_id="A-2042"),),
        forbidden=(Pair(unit_id="P07", alert_id="A-2043"),),
    )
    sent = {row.alert_id: row.unit_ids for row in dispatch.plan(told, city).assignments}
    assert sent["A-2042"] == ("P03",)
    assert sent["A-2043"] != ("P07",)


def test_no_alerts_is_a_plan_of_nothing(city: RoadNetwork) -> None:
    plan = dispatch.plan(replace(scenarios.read("evening"), alerts=()), city)
    assert plan.assignments == ()
    assert plan.score.worst_time_to_door_s == 0
    assert plan.solver.certified


def test_moment_of_planning() -> None:
    evening = scenarios.read("evening")
    assert moment_s(evening) == 165.0
    assert moment_s(replace(evening, now_s=None)) == 150.0


def test_place_off_the_roads_names_its_row(city: RoadNetwork) -> None:
    evening = scenarios.read("evening")
    lost = replace(evening.units[0], place=Place(lon=-22.5, lat=64.3))
    with pytest.raises(PlaceError, match=r"^unit P01, lon, lat: .*nearest road"):
        dispatch.plan(replace(evening, units=(lost, *evening.units[1:])), city)


def test_of_a_scenario_with_events_what_is_known_counts() -> None:
    # P1 is told at 10 s and on its way; the second alert comes at 100 s.
    given = scene(
        unit("P1", 0),
        unit("P2", 9000),
        alert("A", 1000),
        alert("B", 2000, received_s=100.0),
        events=(UnitDispatched(alert_id="A", unit_id="P2", at_s=10.0),),
    )
    early = dispatch.plan(given, street(), policy(), now_s=50.0)
    assert set(early.alerts_at) == {"A"}
    assert [u.assigned for u in early.scenario.units] == [None, "A"]
    late = dispatch.plan(given, street(), policy(), now_s=100.0)
    assert set(late.alerts_at) == {"A", "B"}
    assert late.scenario.events == ()
