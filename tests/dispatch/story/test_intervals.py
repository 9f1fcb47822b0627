"""How long each step took."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.policy import Policy
from dispatch.story.course import happened
from dispatch.story.intervals import Interval, intervals
from scenarios.events.event import CallMade, ContactMade, UnitAtGate
from scenarios.scenario import Scenario
from tests.dispatch.story.lives import incident


def told(scenario: Scenario) -> list[Interval]:
    return list(intervals(happened(scenario), Policy()).values())


def test_each_from_the_step_before() -> None:
    assert [(row.name, row.seconds, row.left_s) for row in told(incident())] == [
        ("accepted", 30.0, 450.0),
        ("dispatched", 90.0, 390.0),
        ("rolling", 60.0, 330.0),  # 90 to 150 s
        ("at_gate", 200.0, 130.0),  # 150 to 350 s
        ("at_door", 30.0, 100.0),  # 350 to 380 s
        ("contact", 20.0, 80.0),  # 380 to 400 s
    ]


def test_later_events_are_as_long_by_the_alerts_own_clock() -> None:
    assert told(incident(later_s=600.0)) == told(incident())


@pytest.mark.parametrize(("target_s", "on_time"), [(380, True), (379, False)])
def test_against_the_alerts_target(target_s: int, *, on_time: bool) -> None:
    given = incident()
    alerts = tuple(replace(row, target_s=target_s) for row in given.alerts)
    (door,) = (r for r in told(replace(given, alerts=alerts)) if r.name == "at_door")
    assert door.on_time is on_time


def test_nobody_told_of_the_gate() -> None:
    given = incident()
    events = tuple(e for e in given.events if not isinstance(e, UnitAtGate))
    rows = {row.name: row.seconds for row in told(replace(given, events=events))}
    assert rows["at_door_from_road"] == 230.0  # 150 to 380 s


def test_contact_by_phone_counts_from_the_warning() -> None:
    call = CallMade(alert_id="A", at_s=100.0, outcome="answered")
    reached = ContactMade(alert_id="A", at_s=110.0)
    (row,) = told(replace(incident(), events=(call, reached)))
    assert (row.name, row.seconds, row.unit_id) == ("contact_by_phone", 110.0, None)
