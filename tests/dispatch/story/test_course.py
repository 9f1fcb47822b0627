"""Events in order, each with what it is of."""

from __future__ import annotations

from dataclasses import replace

from dispatch.story.course import between, happened
from scenarios.events.event import UnitMoved, WarningCame
from tests.dispatch.story.lives import incident
from tests.street import at


def test_each_is_of_its_alert_and_its_unit() -> None:
    rows = happened(incident())
    assert [(row.at_s, row.kind) for row in rows] == [
        (0.0, "warning"),
        (30.0, "accepted"),
        (60.0, "call"),
        (90.0, "dispatched"),
        (120.0, "call"),
        (150.0, "rolling"),
        (200.0, "meeting_point_agreed"),
        (350.0, "at_gate"),
        (380.0, "at_door"),
        (400.0, "contact"),
        (900.0, "explained"),
        (1000.0, "clear"),
    ]
    assert {row.alert.id for row in rows if row.alert} == {"A"}
    units = [row.unit.id if row.unit else None for row in rows]
    assert units == [None] * 3 + ["P1", None, "P1", None] + ["P1"] * 3 + [None, "P1"]


def test_a_warning_that_is_told_is_told_once() -> None:
    given = incident()
    told = WarningCame(alert_id="A", at_s=0.0, note="told")
    rows = happened(replace(given, events=(*given.events, told)))
    assert [row.event for row in rows if row.kind == "warning"] == [told]


def test_a_unit_that_was_sent_nowhere_is_of_no_alert() -> None:
    moved = UnitMoved(unit_id="P9", place=at(10), at_s=10.0)
    rows = happened(replace(incident(), events=(moved,)))
    assert rows[1].alert is None
    assert rows[1].unit is not None


def test_an_alert_is_as_its_event_left_it() -> None:
    rows = happened(incident())
    points = [row.alert.meeting_point is not None for row in rows if row.alert]
    assert points == [False] * 6 + [True] * 6


def test_between_two_moments() -> None:
    rows = between(happened(incident()), 60.0, 120.0)
    assert [row.at_s for row in rows] == [90.0, 120.0]
