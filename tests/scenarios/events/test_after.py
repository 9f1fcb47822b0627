"""A scenario after what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maps.errors import FieldError
from scenarios.alert import Alert, MeetingPoint, OnSceneStep
from scenarios.call import Call
from scenarios.events.after import after
from scenarios.events.event import (
    AlertAccepted,
    AlertCancelled,
    AlertMoved,
    AlertReceived,
    CallMade,
    ContactMade,
    Event,
    LossReported,
    MeetingPointAgreed,
    StepDone,
    StopRequested,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitFreed,
    UnitLost,
    UnitMoved,
    UnitRolling,
    WarningCame,
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


# --- An alert's life ----------------------------------------------------------------

WARNED = replace(BEFORE, units=(Unit(id="P1", place=HERE),), locks=(), forbidden=())
MET = MeetingPoint(place=THERE, note="by the gate")


def alert_after(*events: Event) -> Alert:
    (alert,) = after(WARNED, events).alerts
    return alert


def unit_after(*events: Event) -> Unit:
    (unit,) = after(WARNED, events).units
    return unit


def persuaded(at_s: float, stage: str | None = None) -> CallMade:
    return CallMade(alert_id="A", at_s=at_s, outcome="persuaded", stage=stage)


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (WarningCame(alert_id="A", at_s=0.0), {}),
        (AlertAccepted(alert_id="A", at_s=20.0), {"accepted_s": 20.0}),
        (
            CallMade(alert_id="A", at_s=30.0, outcome="busy"),
            {"calls": (Call(at_s=30.0, outcome="busy"),)},
        ),
        (
            persuaded(40.0, stage="code"),
            {
                "calls": (Call(at_s=40.0, outcome="persuaded"),),
                "stage": "code",
                "stage_since_s": 40.0,
            },
        ),
        (
            MeetingPointAgreed(alert_id="A", place=THERE, note="by the gate"),
            {"meeting_point": MET},
        ),
        (ContactMade(alert_id="A", at_s=50.0), {"contact_s": 50.0}),
        (
            StepDone(alert_id="A", at_s=60.0, step="explained"),
            {"on_scene": (OnSceneStep(step="explained", at_s=60.0),)},
        ),
        (StopRequested(alert_id="A", at_s=70.0), {"stop_requested_s": 70.0}),
        (LossReported(alert_id="A", at_s=80.0, amount=5.0), {"loss_reported": 5.0}),
        (AlertMoved(alert_id="A", place=THERE), {"place": THERE}),
    ],
)
def test_what_is_known_of_an_alert(event: Event, fields: dict[str, object]) -> None:
    (alert,) = WARNED.alerts
    assert alert_after(event) == replace(alert, **fields)  # type: ignore[arg-type]


def test_calls_gather_and_the_first_contact_stays() -> None:
    busy = CallMade(alert_id="A", at_s=30.0, outcome="busy")
    contact = ContactMade(alert_id="A", at_s=50.0)
    found = alert_after(busy, persuaded(45.0), contact, replace(contact, at_s=90.0))
    assert [call.outcome for call in found.calls] == ["busy", "persuaded"]
    assert found.contact_s == 50.0


def test_a_stage_told_again_began_when_it_was_first_told() -> None:
    found = alert_after(persuaded(40.0, "code"), persuaded(90.0, "code"))
    assert (found.stage, found.stage_since_s) == ("code", 40.0)


def test_a_meeting_point_is_the_door_until_the_victim_moves() -> None:
    agreed = MeetingPointAgreed(alert_id="A", place=THERE)
    assert alert_after(agreed).door == THERE
    assert alert_after(agreed).place == HERE
    third = Place(lon=2.0, lat=2.0)
    assert alert_after(agreed, AlertMoved(alert_id="A", place=third)).door == third


# --- A unit's ----------------------------------------------------------------------

TOLD = UnitDispatched(unit_id="P1", alert_id="A", at_s=60.0)
ROLLING = UnitRolling(unit_id="P1", at_s=120.0)
AT_DOOR = UnitAtDoor(unit_id="P1", at_s=300.0)
SENT = Unit(id="P1", place=HERE, assigned="A", notified_s=60.0)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([TOLD], SENT),
        ([TOLD, ROLLING], replace(SENT, status="en_route", rolling=True)),
        ([ROLLING, TOLD], replace(SENT, status="en_route", rolling=True)),
        (
            [TOLD, UnitAtGate(unit_id="P1", at_s=250.0)],
            replace(SENT, status="on_scene", position_s=250.0),
        ),
        (
            [TOLD, ROLLING, AT_DOOR],
            replace(SENT, status="on_scene", position_s=300.0),
        ),
        (
            [ContactMade(alert_id="A", unit_id="P1", at_s=310.0)],
            Unit(
                id="P1", place=HERE, status="on_scene", assigned="A", position_s=310.0
            ),
        ),
        (
            [MeetingPointAgreed(alert_id="A", place=THERE), TOLD, AT_DOOR],
            replace(SENT, place=THERE, status="on_scene", position_s=300.0),
        ),
        (
            [TOLD, AT_DOOR, UnitClear(unit_id="P1", at_s=900.0)],
            Unit(id="P1", place=HERE, position_s=900.0),
        ),
    ],
)
def test_what_a_unit_does(events: list[Event], expected: Unit) -> None:
    assert unit_after(*events) == expected


def test_with_its_last_unit_clear_an_alert_is_closed() -> None:
    two = replace(WARNED, units=(*WARNED.units, Unit(id="P2", place=HERE)))
    also = UnitDispatched(unit_id="P2", alert_id="A", at_s=60.0)
    both = [TOLD, also, AT_DOOR, replace(AT_DOOR, unit_id="P2")]
    one_clear = after(two, [*both, UnitClear(unit_id="P1")])
    assert [alert.id for alert in one_clear.alerts] == ["A"]
    assert after(one_clear, [UnitClear(unit_id="P2")]).alerts == ()


def test_who_was_still_on_the_way_to_a_closed_alert_is_free() -> None:
    two = replace(WARNED, units=(*WARNED.units, Unit(id="P2", place=HERE)))
    also = UnitDispatched(unit_id="P2", alert_id="A", at_s=60.0)
    found = after(two, [TOLD, also, AT_DOOR, UnitClear(unit_id="P1")])
    assert found.units[1] == Unit(id="P2", place=HERE)
