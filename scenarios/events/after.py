"""`after`: a scenario once some events have happened, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from maps.errors import FieldError
from scenarios.alert import Alert, MeetingPoint, OnSceneStep
from scenarios.call import Call
from scenarios.events.event import (
    AlertAccepted,
    AlertCancelled,
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
    UnitLost,
    UnitMoved,
    UnitRolling,
    WarningCame,
)
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit


def after(scenario: Scenario, events: Iterable[Event]) -> Scenario:
    """Return a scenario as it is after some events, in the order given.

    Raises
    ------
    FieldError : an event of a unit or an alert that is not there, or of a new alert
        that is there already.
    """
    course = Course(scenario)
    for event in events:
        course.take(event)
    return course.scenario


class Course:
    """A scenario in the course of its events.

    units, alerts : as they are now, by id.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._before = scenario
        self.units = {unit.id: unit for unit in scenario.units}
        self.alerts = {alert.id: alert for alert in scenario.alerts}
        self._locks = scenario.locks
        self._forbidden = scenario.forbidden

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is now."""
        return replace(
            self._before,
            units=tuple(self.units.values()),
            alerts=tuple(self.alerts.values()),
            locks=self._locks,
            forbidden=self._forbidden,
        )

    def take(self, event: Event) -> None:
        """Let one event happen.

        Raises
        ------
        FieldError : it is of a unit or an alert that is not there, or of a new alert
            that is there already.
        """
        if isinstance(event, AlertReceived):
            self._receive(event.alert)
        elif isinstance(event, OfAlert):
            _check_known("alert", event.alert_id, self.alerts)
            self._take_alerts(event)
        else:
            _check_known("unit", event.unit_id, self.units)
            self._take_units(event)

    def _receive(self, alert: Alert) -> None:
        if alert.id in self.alerts:
            raise FieldError(
                f"alert {alert.id!r} is there already",
                field="id",
                mend="give each alert an id of its own",
            )
        self.alerts[alert.id] = alert

    def _take_alerts(self, event: AlertEvent) -> None:
        if isinstance(event, AlertCancelled):
            self._close(event.alert_id)
            return
        alert = self.alerts[event.alert_id]
        self.alerts[alert.id] = _alert_after(alert, event)
        if isinstance(event, ContactMade) and event.unit_id is not None:
            _check_known("unit", event.unit_id, self.units)
            self._arrive(event.unit_id, alert, event.at_s)

    def _take_units(self, event: UnitEvent) -> None:
        unit = self.units[event.unit_id]
        alert = None if unit.assigned is None else self.alerts.get(unit.assigned)
        if isinstance(event, UnitDispatched):
            _check_known("alert", event.alert_id, self.alerts)
        if isinstance(event, UnitAtGate | UnitAtDoor):
            if alert is not None:
                self._arrive(unit.id, alert, event.at_s)
            return
        self.units[unit.id] = _unit_after(unit, event)
        if isinstance(event, UnitLost):
            # Locked to an alert it would keep all others from there.
            kept = (pair for pair in self._locks if pair.unit_id != unit.id)
            self._locks = tuple(kept)
        if isinstance(event, UnitClear) and alert is not None:
            self._close_unless_attended(alert.id)

    def _arrive(self, unit_id: str, alert: Alert, at_s: float | None) -> None:
        """Put a unit where its alert is: it asks for nobody else from the gate on."""
        self.units[unit_id] = replace(
            self.units[unit_id],
            place=alert.door,
            status="on_scene",
            free_at_s=None,
            rolling=False,
            assigned=alert.id,
            position_s=at_s,
        )

    def _close_unless_attended(self, alert_id: str) -> None:
        there = (
            unit.status == "on_scene" and unit.assigned == alert_id
            for unit in self.units.values()
        )
        if not any(there):
            self._close(alert_id)

    def _close(self, alert_id: str) -> None:
        """Take an alert out, and all that asked for it."""
        del self.alerts[alert_id]
        for unit in self.units.values():
            if unit.assigned == alert_id:
                self.units[unit.id] = _freed(unit, None)
        self._locks = tuple(p for p in self._locks if p.alert_id != alert_id)
        self._forbidden = tuple(p for p in self._forbidden if p.alert_id != alert_id)


def _alert_after(alert: Alert, event: AlertEvent) -> Alert:
    """Change what is known of an alert."""
    changed = alert
    match event:
        case WarningCame() | AlertCancelled():
            pass
        case AlertAccepted():
            changed = replace(alert, accepted_s=event.at_s)
        case CallMade():
            changed = _called(alert, event)
        case MeetingPointAgreed():
            meeting = MeetingPoint(place=event.place, note=event.note)
            changed = replace(alert, meeting_point=meeting)
        case ContactMade():
            first = event.at_s if alert.contact_s is None else alert.contact_s
            changed = replace(alert, contact_s=first)
        case StepDone():
            done = OnSceneStep(step=event.step, at_s=event.at_s or 0.0)
            changed = replace(alert, on_scene=(*alert.on_scene, done))
        case StopRequested():
            changed = replace(alert, stop_requested_s=event.at_s)
        case LossReported():
            changed = replace(alert, loss_reported=event.amount)
        case AlertMoved():
            changed = replace(alert, place=event.place, meeting_point=None)
        case _:
            assert_never(event)
    return changed


def _called(alert: Alert, event: CallMade) -> Alert:
    call = Call(at_s=event.at_s or 0.0, outcome=event.outcome)
    called = replace(alert, calls=(*alert.calls, call))
    if event.stage is None:
        return called
    since_s = alert.stage_since_s if event.stage == alert.stage else event.at_s
    return replace(called, stage=event.stage, stage_since_s=since_s)


def _unit_after(unit: Unit, event: UnitEvent) -> Unit:
    """Change what a unit does, or where it is known to be."""
    changed = unit
    match event:
        case UnitDispatched():
            changed = replace(
                unit,
                status="en_route" if unit.rolling else "free",
                free_at_s=None,
                assigned=event.alert_id,
                notified_s=event.at_s,
            )
        case UnitRolling():
            sent = unit.status == "free" and unit.assigned is not None
            status = "en_route" if sent else unit.status
            changed = replace(unit, status=status, rolling=True)
        case UnitMoved():
            changed = replace(unit, place=event.place, position_s=event.at_s)
        case UnitFreed():
            changed = _freed(unit, event.place)
        case UnitClear():
            changed = replace(_freed(unit, None), position_s=event.at_s)
        case UnitLost():
            changed = replace(unit, status="offline", assigned=None, notified_s=None)
        case UnitAtGate() | UnitAtDoor():
            pass
        case _:
            assert_never(event)
    return changed


def _freed(unit: Unit, place: Place | None) -> Unit:
    return replace(
        unit,
        place=place or unit.place,
        status="free",
        free_at_s=None,
        assigned=None,
        notified_s=None,
    )


def _check_known(kind: str, id_: str, known: Mapping[str, object]) -> None:
    if id_ not in known:
        raise FieldError(
            f"there is no {kind} {id_!r}",
            field=f"{kind}_id",
            mend=f"name one of {', '.join([*known][:5])}",
        )
