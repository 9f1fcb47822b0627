"""Rows and columns: who and what takes part in a plan."""

from __future__ import annotations

import dispatch
from dispatch.situation.situation import in_order
from scenarios.alert import MeetingPoint
from tests.street import alert, at, pairs, policy, scene, street, unit, zone

THERE = unit("P1", 1000, status="on_scene", assigned="A")
ATTENDED = scene(
    THERE,
    unit("P3", 3000, status="en_route", rolling=True, assigned="A"),
    unit("P2", 0),
    alert("B", 2000),
    alert("A", 1000),
    zone("Z", 5000),
    locks=pairs("P2=A"),
)


def test_by_their_ids() -> None:
    units, alerts = in_order(scene(unit("2", 0), unit("1", 0), alert("B", 0)))
    assert [row.id for row in units] == ["1", "2"]
    assert [row.id for row in alerts] == ["B"]


def test_an_alert_whose_officers_are_there_asks_for_nobody() -> None:
    units, alerts = in_order(ATTENDED)
    assert [row.id for row in alerts] == ["B"]
    assert units[0] == THERE
    # Who was under way there may go anywhere, and moves on.
    assert units[2] == unit("P3", 3000, rolling=True)


def test_it_is_neither_served_nor_unserved() -> None:
    plan = dispatch.plan(ATTENDED, street(), policy())
    assert plan.unserved == ()
    (row,) = plan.assignments
    assert row.alert_id == "B"
    # P3 moves already: 90 s dispatch and 1000 m at 10 m/s; P2 would take 350 s.
    assert (row.unit_ids, row.time_to_door_s) == (("P3",), 190)
    assert set(plan.alerts_at) == {"B"}
    assert plan.scenario == ATTENDED


def test_half_of_its_officers_are_not_enough() -> None:
    asks = alert("A", 1000, officers=4)
    plan = dispatch.plan(scene(THERE, unit("P2", 0), asks), street(), policy())
    (row,) = plan.assignments
    # Two more are needed: 90 + 60 + 100 s.
    assert (row.unit_ids, row.officers, row.time_to_door_s) == (("P2",), 2, 250)


def test_a_meeting_point_replaces_the_door() -> None:
    met = alert("A", 4000, access_s=168, meeting_point=MeetingPoint(place=at(1000)))
    plan = dispatch.plan(scene(unit("P1", 0), met), street(), policy())
    (row,) = plan.assignments
    # 90 + 60 + 100 s to the meeting point, and 30 s outdoors.
    assert row.time_to_door_s == 280
    assert plan.alerts_at["A"].lon == round(at(1000).lon or 0, 7)
