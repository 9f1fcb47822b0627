"""A scenario after what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.event import (
    AlertCancelled,
    AlertMoved,
    AlertReceived,
    Event,
    UnitFreed,
    UnitLost,
    UnitMoved,
    after,
)
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

HERE, THERE = Place(lon=0.0, lat=0.0), Place(lon=1.0, lat=1.0)
BUSY = Unit(id="P1", place=HERE, status="on_scene", free_at_s=600.0)
MOVING = Unit(
    id="P2",
    place=HERE,
    status="en_route",
    rolling=True,
    assigned="A",
    notified_s=30.0,
)
BEFORE = Scenario(
    name="s",
    start=datetime(2026, 3, 21, 17, tzinfo=UTC),
    units=(BUSY, MOVING),
    alerts=(Alert(id="A", received_s=0.0, place=HERE),),
    locks=(Pair(unit_id="P2", alert_id="A"),),
    forbidden=(Pair(unit_id="P1", alert_id="A"),),
)


def test_nothing_happened() -> None:
    assert after(BEFORE, ()) == BEFORE


def test_a_new_alert() -> None:
    new = Alert(id="B", received_s=60.0, place=THERE)
    found = after(BEFORE, [AlertReceived(alert=new)])
    assert found == replace(BEFORE, alerts=(*BEFORE.alerts, new))


def test_who_was_under_way_to_a_cancelled_alert_is_free_and_still_moves() -> None:
    found = after(BEFORE, [AlertCancelled(alert_id="A")])
    assert found.alerts == ()
    assert (found.locks, found.forbidden) == ((), ())
    assert found.units == (
        BUSY,
        replace(MOVING, status="free", assigned=None, notified_s=None),
    )


def test_an_alert_that_is_elsewhere() -> None:
    found = after(BEFORE, [AlertMoved(alert_id="A", place=THERE)])
    assert found == replace(BEFORE, alerts=(replace(BEFORE.alerts[0], place=THERE),))


@pytest.mark.parametrize(("place", "expected"), [(THERE, THERE), (None, HERE)])
def test_a_unit_with_nothing_to_do(place: Place | None, expected: Place) -> None:
    found = after(BEFORE, [UnitFreed(unit_id="P1", place=place)])
    assert found.units[0] == Unit(id="P1", place=expected)


def test_a_unit_that_moved_does_what_it_did() -> None:
    found = after(BEFORE, [UnitMoved(unit_id="P2", place=THERE, at_s=55.0)])
    assert found.units[1] == replace(MOVING, place=THERE, position_s=55.0)


def test_a_lost_unit_keeps_nobody_from_its_alert() -> None:
    found = after(BEFORE, [UnitLost(unit_id="P2")])
    assert found.units[1].status == "offline"
    assert found.units[1].assigned is None
    assert found.locks == ()
    assert found.forbidden == BEFORE.forbidden


def test_one_after_the_other() -> None:
    new = Alert(id="B", received_s=60.0, place=THERE)
    events: list[Event] = [
        AlertReceived(alert=new),
        AlertMoved(alert_id="B", place=HERE),
        AlertCancelled(alert_id="B"),
        UnitFreed(unit_id="P1"),
        UnitLost(unit_id="P1"),
    ]
    found = after(BEFORE, events)
    assert found.alerts == BEFORE.alerts
    assert found.units == (replace(Unit(id="P1", place=HERE), status="offline"), MOVING)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (AlertReceived(alert=BEFORE.alerts[0]), "alert 'A' is there already"),
        (AlertCancelled(alert_id="B"), "there is no alert 'B'; name one of A"),
        (AlertMoved(alert_id="B", place=HERE), "there is no alert 'B'"),
        (UnitFreed(unit_id="P3"), "there is no unit 'P3'; name one of P1, P2"),
        (UnitMoved(unit_id="A", place=HERE), "there is no unit 'A'"),
        (UnitLost(unit_id=""), "there is no unit ''"),
    ],
)
def test_an_event_that_does_not_fit(event: Event, said: str) -> None:
    with pytest.raises(FieldError) as fault:
        after(BEFORE, [event])
    assert said in str(fault.value)
