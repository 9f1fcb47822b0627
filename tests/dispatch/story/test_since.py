"""Why one plan differs from another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.difference import AlertChange, IntervalChange, PlanDifference
from dispatch.story.since import plan_difference
from dispatch.story.texts import story_texts
from dispatch.story.words import difference_words
from maps.road_network import RoadNetwork
from scenarios.events.known import known_at
from scenarios.scenario import Scenario
from tests.dispatch.story.lives import incident, planner
from tests.street import alert, street, unit


@pytest.fixture(scope="module")
def roads() -> RoadNetwork:
    return street()


def compare(
    roads: RoadNetwork, scenario: Scenario, one_s: float, other_s: float
) -> PlanDifference:
    plan_of = planner(roads)
    return plan_difference(
        plan_of(known_at(scenario, one_s)), plan_of(known_at(scenario, other_s))
    )


def test_what_an_agreed_meeting_point_changes(roads: RoadNetwork) -> None:
    found = compare(roads, incident(), 150.0, 200.0)
    (change,) = found.visits
    # At 150 s: 150 elapsed, rolling, 2000 m, 168 s access: 518 s.
    # At 200 s: 200 elapsed, and from where it is known to be 1000 m, 30 s: 330 s.
    assert change.visit == AlertChange(
        alert_id="A", before=("P1",), before_s=518, after=("P1",), after_s=330
    )
    assert change.intervals == (
        IntervalChange(name="elapsed_s", before_s=150, after_s=200),
        IntervalChange(name="travel_s", before_s=200, after_s=100),
        IntervalChange(name="access_s", before_s=168, after_s=30),
    )
    assert found.met_elsewhere == ("A",)
    assert (found.changes, found.attended, found.closed) == ((), (), ())
    # In time are 480 s: ln(162/200)/0.35 = -0.60 and ln(250/100)/0.35 = 2.6 sigma.
    (line,) = difference_words(found, story_texts())
    assert line == (
        "A: P1 8:38 → P1 5:30 (elapsed 150 → 200 s, travel 200 → 100 s, access "
        "168 → 30 s: the meeting point replaces the door, P(on time) 27% → 99%)"
    )


def test_who_is_there_and_who_is_free(roads: RoadNetwork) -> None:
    there = compare(roads, incident(), 200.0, 350.0)
    assert (there.attended, there.not_free, there.free_now) == (("A",), (), ())
    lines = list(difference_words(there, story_texts()))
    assert lines == ["A has its officers there, and needs nobody else"]
    over = compare(roads, incident(), 400.0, 1000.0)
    assert (over.closed, over.free_now) == (("A",), ("P1",))
    assert compare(roads, incident(), 60.0, 90.0).not_free == ("P1",)


def test_a_new_alert_and_another_unit(roads: RoadNetwork) -> None:
    given = incident(later_s=100.0)
    found = compare(roads, given, 50.0, 100.0)
    assert (found.received, found.closed) == (("A",), ())
    assert found.changes[0].before == ()
    plan_of = planner(roads)
    one = replace(given, events=(), now_s=100.0)
    lost = replace(one, units=(unit("P1", 0, status="offline"), unit("P9", 9000)))
    (change,) = plan_difference(plan_of(one), plan_of(lost)).changes
    # P9 drives 7000 m: 90 + 60 + 700 + 168 s; P1 2000 m.
    assert (change.before_s, change.after_s) == (518, 1018)


def test_the_same_plan_differs_in_nothing(roads: RoadNetwork) -> None:
    found = compare(roads, incident(), 30.0, 30.0)
    assert list(difference_words(found, story_texts())) == []
    assert found.visits == ()


def test_a_busy_unit_is_free_by_the_clock(roads: RoadNetwork) -> None:
    given = incident()
    busy = unit("P2", 500, status="on_scene", free_at_s=80.0)
    more = replace(given, units=(*given.units, busy), alerts=(alert("A", 2000),))
    assert compare(roads, more, 60.0, 85.0).free_now == ("P2",)
