"""The stories that ship, as they were told."""

from __future__ import annotations

import pytest

from scenarios.events.event import CallMade, LossReported, UnitAtDoor
from scenarios.events.known import in_time, known_at
from scenarios.files import read
from scenarios.references import check_references


@pytest.mark.parametrize("name", ["one_step_away", "fake_police"])
def test_every_note_is_in_both_languages(name: str) -> None:
    given = read(name)
    check_references(given)
    assert given.events
    assert all(bool(event.note) == bool(event.note_zh) for event in given.events)


def test_one_step_away_is_as_reported() -> None:
    given = read("one_step_away")
    events = in_time(given)
    calls = [event.outcome for event in events if isinstance(event, CallMade)]
    assert calls == ["busy", "busy", "busy", "persuaded"]
    (door,) = (event for event in events if isinstance(event, UnitAtDoor))
    (alert,) = given.alerts
    # Under eight minutes from the warning, and nothing is lost.
    assert door.at_s is not None
    assert door.at_s - alert.received_s < 480
    assert not any(isinstance(event, LossReported) for event in events)
    (there,) = known_at(given, door.at_s).alerts
    assert there.meeting_point is not None
    (left,) = known_at(given, 24 * 60.0).alerts
    assert [done.step for done in left.on_scene] == [
        "funds_verified",
        "passwords_changed",
        "app_installed",
        "explained",
    ]
    assert known_at(given, 29 * 60.0).alerts == ()


def test_fake_police_is_two_alerts_and_five_units() -> None:
    given = read("fake_police")
    assert (len(given.alerts), len(given.units)) == (2, 5)
    assert [row.id for row in known_at(given, 0.0).alerts] == ["F-1"]
