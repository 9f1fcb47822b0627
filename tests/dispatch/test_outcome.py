"""Who is sent, with teams: times to door worked out by hand."""

from __future__ import annotations

import pytest

import dispatch
from dispatch.plan import Plan
from dispatch.plan_rows import Assignment
from scenarios.unit import Unit
from tests.street import alert, pairs, policy, scene, street, unit

STREET = street()


def single(id_: str, metres: float, **fields: object) -> Unit:
    """Put a motorcycle with one officer on the street."""
    return unit(id_, metres, officers=1, **fields)


def row_of(plan: Plan, alert_id: str = "A") -> Assignment:
    [row] = [row for row in plan.assignments if row.alert_id == alert_id]
    return row


@pytest.fixture(scope="module")
def team() -> Assignment:
    """Two motorcycles, 500 m and 2000 m off, instead of a car 6000 m off."""
    scenario = scene(
        single("M1", 3000), single("M2", 500), unit("P1", 7000), alert("A", 1000)
    )
    return row_of(dispatch.plan(scenario, STREET, policy()))


def test_a_team_is_there_with_its_last_officer(team: Assignment) -> None:
    # 150 + 50 s for M2, 150 + 200 s for M1; P1 would take 150 + 600 s.
    assert team.unit_ids == ("M2", "M1")  # as they arrive
    assert team.contact_s == 200
    assert team.time_to_door_s == 350
    assert [sent.time_to_door_s for sent in team.units] == [200, 350]
    assert team.on_time
    assert team.officers == 2


def test_intervals_are_those_of_the_last_one_needed(team: Assignment) -> None:
    parts = team.intervals
    assert (parts.dispatch_s, parts.turnout_s, parts.travel_s) == (90, 60, 200)
    assert parts.time_to_door_s == team.time_to_door_s
    assert team.distance_m == 2000.0
    assert [sent.distance_m for sent in team.units] == [500.0, 2000.0]


def test_the_nearest_and_the_old_rule_are_teams_too(team: Assignment) -> None:
    assert team.nearest_unit_ids == ("M1", "M2")
    assert team.nearest_time_to_door_s == 350
    assert team.closest_idle_unit_ids == ("M1", "M2")
    assert team.closest_idle_time_to_door_s == 350
    assert team.same_as_closest_idle


def test_who_comes_along_after_the_last_one_needed_does_not_count() -> None:
    # Both are locked to it. P1 brings two officers at 150 + 100 s; M1 is there at
    # 150 + 600 s, and no one waits for it.
    scenario = scene(
        unit("P1", 0),
        single("M1", 7000),
        alert("A", 1000),
        locks=pairs("P1=A", "M1=A"),
    )
    row = row_of(dispatch.plan(scenario, STREET, policy()))
    assert row.unit_ids == ("P1", "M1")
    assert (row.contact_s, row.time_to_door_s, row.officers) == (250, 250, 3)
    assert row.distance_m == 1000.0


def test_the_first_there_may_lack_what_is_asked_for() -> None:
    # M1 is there at 200 s, but it takes the one who speaks Chinese, at 350 s, and
    # nobody else: he comes with a colleague.
    scenario = scene(
        single("M1", 500),
        unit("P1", 3000, skills=("chinese",)),
        alert("A", 1000, officers=3, skills=("chinese",)),
    )
    row = row_of(dispatch.plan(scenario, STREET, policy()))
    assert (row.unit_ids, row.contact_s, row.time_to_door_s) == (("M1", "P1"), 200, 350)


def test_the_nearest_team_may_be_wanted_elsewhere() -> None:
    # A was received first, and the old rule sends P1 there, 200 m away; P2 is 800 m
    # from A, on the other side of it.
    scenario = scene(
        unit("P1", 1200),
        unit("P2", 200),
        alert("A", 1000, received_s=-1.0),
        alert("B", 4500),
    )
    plan = dispatch.plan(scenario, STREET, policy())
    assert row_of(plan, "A").unit_ids == ("P2",)
    assert row_of(plan, "A").nearest_unit_ids == ("P1",)
    assert row_of(plan, "A").closest_idle_unit_ids == ("P1",)
    # B by P1: 150 + 330 = 480 s, on time; by P2, the old rule's, 150 + 430 s.
    assert row_of(plan, "B").time_to_door_s == 480
    assert row_of(plan, "B").closest_idle_unit_ids == ("P2",)
    assert row_of(plan, "B").closest_idle_time_to_door_s == 580
    assert not row_of(plan, "B").same_as_closest_idle


def test_the_old_rule_may_find_nobody() -> None:
    # One car: the old rule sends it to A, first received; the plan to B, for its
    # weight of 4 against 1.
    scenario = scene(
        unit("P1", 0),
        alert("A", 1000, received_s=-1.0, level="low"),
        alert("B", 1000, level="high"),
    )
    row = row_of(dispatch.plan(scenario, STREET, policy()), "B")
    assert row.closest_idle_unit_ids == ()
    assert row.closest_idle_time_to_door_s is None
    assert not row.same_as_closest_idle
