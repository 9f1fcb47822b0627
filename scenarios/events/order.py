"""Which events cannot be: of what is not there, before their turn, or twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from maps.errors import InputError
from scenarios.alert import Alert
from scenarios.events.after import Course
from scenarios.events.event import (
    AlertEvent,
    AlertMoved,
    AlertReceived,
    CallMade,
    ContactMade,
    Event,
    LossReported,
    MeetingPointAgreed,
    OfAlert,
    StepDone,
    StopRequested,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitEvent,
    UnitFreed,
    UnitMoved,
    UnitRolling,
    WarningCame,
)
from scenarios.events.kinds import kind_of
from scenarios.events.known import moment_of
from scenarios.nearest_word import hint
from scenarios.row_faults import Spot, shown
from scenarios.scenario import Scenario
from scenarios.unit import Unit

Spotted = tuple[Spot, Event, str | None]
Finding = tuple[str, str, str | None] | None

# What may happen again to the same alert or unit, at another time or place.
_AGAIN = (
    *(AlertMoved, CallMade, LossReported, MeetingPointAgreed, StopRequested),
    *(UnitDispatched, UnitFreed, UnitMoved),
)
_REACHED = ("answered", "persuaded")
_FREE_FIRST = "let it be clear or freed before"


def event_faults(scenario: Scenario, rows: Iterable[Spotted]) -> Iterator[InputError]:
    """Find the events that cannot follow those before them.

    Parameters
    ----------
    rows : where each stands, the event, and the alert that the row of a unit's event
        names, if it names one.
    """
    order = Order(scenario)
    for spot, event, alert_id in sorted(rows, key=lambda row: moment_of(row[1])):
        found = order.wrong(event, alert_id)
        if found is None:
            order.take(event)
        else:
            problem, field, mend = found
            yield spot.fault(problem, field=field, mend=mend)


def faults_of_events(scenario: Scenario) -> Iterator[InputError]:
    """Find what is wrong with the events that a scenario carries."""
    rows = (
        (Spot(row=f"events {number}"), event, None)
        for number, event in enumerate(scenario.events, start=1)
    )
    return event_faults(scenario, rows)


class Order:
    """A scenario in its course, and what has happened in it."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._course = Course(replace(scenario, events=()))
        self._alerts = {alert.id: alert for alert in scenario.alerts}
        self._done: set[object] = set()
        self._at_door: set[str] = {
            unit.id for unit in scenario.units if unit.status == "on_scene"
        }

    def take(self, event: Event) -> None:
        """Let an event that can be happen."""
        self._done.add(self._mark(event))
        if isinstance(event, UnitAtDoor):
            self._at_door.add(event.unit_id)
        elif isinstance(event, UnitClear | UnitFreed | UnitDispatched):
            self._at_door.discard(event.unit_id)
        self._course.take(event)

    def wrong(self, event: Event, alert_id: str | None) -> Finding:
        """Say what is wrong with the next event: problem, field, mend."""
        if isinstance(event, AlertReceived):
            problem = f"alert {shown(event.alert.id)} is received by its own row"
            return problem, "kind", "write it among the alerts"
        if isinstance(event, OfAlert):
            return (
                self._absent(event.alert_id, moment_of(event))
                or self._twice(event)
                or self._too_soon(event)
            )
        return (
            self._unknown_unit(event.unit_id)
            or self._order_not_possible(event, alert_id)
            or self._twice(event)
        )

    def _absent(self, alert_id: str, at_s: float) -> Finding:
        """Find an alert that is not there at a moment."""
        if alert_id not in self._alerts:
            mend = hint(alert_id, self._alerts)
            return f"there is no alert {shown(alert_id)}", "alert", mend
        received = self._received(self._alerts[alert_id])
        if at_s < self._alerts[alert_id].received_s:
            problem = f"before the warning of {shown(alert_id)}, {received}"
            return problem, "at", "write that time or a later one"
        if alert_id not in self._course.alerts:
            problem = f"{shown(alert_id)} is closed by then: cancelled, or visited"
            return problem, "at", "write an earlier time, or take the event out"
        return None

    def _received(self, alert: Alert) -> str:
        moment = self._scenario.start + timedelta(seconds=alert.received_s)
        return moment.isoformat()

    def _too_soon(self, event: AlertEvent) -> Finding:
        """Find what has to come before an alert's event and did not."""
        alert = self._course.alerts[event.alert_id]
        name = shown(alert.id)
        match event:
            case WarningCame() if event.at_s != alert.received_s:
                problem = f"{name} is received {self._received(alert)}"
                return problem, "at", "write the same time, or leave the event out"
            case CallMade(outcome="relapsed") if "persuaded" not in _heard(alert):
                problem = f"{name} relapses and was not persuaded before"
                return problem, "outcome", "write the call that persuaded first"
            case ContactMade(unit_id=None) if not _heard(alert) & {*_REACHED}:
                problem = f"contact with {name} by phone, and no call was answered"
                return problem, "at", "write that call first, or the unit at the door"
            case ContactMade(unit_id=str(unit_id)):
                return self._unknown_unit(unit_id) or self._not_at_door(unit_id, alert)
            case StepDone() if alert.contact_s is None:
                problem = f"{event.step} before contact with {name}"
                return problem, "at", "write the contact first"
            case _:
                return None

    def _not_at_door(self, unit_id: str, alert: Alert) -> Finding:
        unit = self._course.units[unit_id]
        if unit_id in self._at_door and unit.assigned == alert.id:
            return None
        problem = f"{shown(unit_id)} is not at the door of {shown(alert.id)} by then"
        return problem, "unit", "write its at_door first"

    def _unknown_unit(self, unit_id: str) -> Finding:
        if unit_id in self._course.units:
            return None
        mend = hint(unit_id, self._course.units)
        return f"there is no unit {shown(unit_id)}", "unit", mend

    def _order_not_possible(self, event: UnitEvent, alert_id: str | None) -> Finding:
        """Find what a unit cannot do, by what it does already."""
        unit = self._course.units[event.unit_id]
        name = shown(unit.id)
        if unit.status == "offline" and not isinstance(event, UnitMoved | UnitFreed):
            return f"{name} is off duty by then", "unit", "let it be freed before"
        if isinstance(event, UnitDispatched):
            return self._absent(event.alert_id, moment_of(event)) or _busy(unit, event)
        if isinstance(event, UnitRolling | UnitAtGate | UnitAtDoor | UnitClear):
            turn = self._out_of_turn(event, unit)
            if turn is not None:
                why, mend = turn
                return f"{name} is {kind_of(event)} and {why}", "kind", mend
        if alert_id is not None and alert_id != unit.assigned:
            sent = "nowhere" if unit.assigned is None else f"to {shown(unit.assigned)}"
            problem = f"{name} was sent {sent}, not to {shown(alert_id)}"
            return problem, "alert", "write the alert that it was dispatched to"
        return None

    def _out_of_turn(self, event: UnitEvent, unit: Unit) -> tuple[str, str] | None:
        """Find what a unit has to do first, or has done already; and the mend."""
        if unit.assigned is None:
            return "was not dispatched before", "write its dispatched first"
        there = unit.status == "on_scene"
        if isinstance(event, UnitClear) and not there:
            return "was not there before", "write its at_door first, or freed for clear"
        if isinstance(event, UnitRolling) and there:
            return "is there already", _FREE_FIRST
        if isinstance(event, UnitAtGate) and unit.id in self._at_door:
            return "was at the door before", "write at_gate before at_door"
        return None

    def _twice(self, event: Event) -> Finding:
        if self._mark(event) not in self._done:
            return None
        return "the same has happened before", "kind", "take one of the two out"

    def _mark(self, event: Event) -> object:
        """By what an event is the same as another."""
        if isinstance(event, (AlertReceived, *_AGAIN)):
            return replace(event, note="", note_zh="")
        kind = kind_of(event)
        if isinstance(event, OfAlert):
            return kind, event.alert_id, getattr(event, "unit_id", None)
        unit = self._course.units[event.unit_id]
        return kind, unit.id, unit.assigned, unit.notified_s


def _heard(alert: Alert) -> set[str]:
    """What calls to an alert's victim came to."""
    return {call.outcome for call in alert.calls}


def _busy(unit: Unit, event: UnitDispatched) -> Finding:
    """Find a unit that is told to go where it goes, or that is at another door."""
    name = shown(unit.id)
    if unit.assigned == event.alert_id:
        problem = f"{name} was dispatched to {shown(event.alert_id)} before"
        return problem, "kind", "take one of the two out"
    if unit.status == "on_scene" and unit.assigned is not None:
        problem = f"{name} is at {shown(unit.assigned)} still"
        return problem, "unit", _FREE_FIRST
    return None
