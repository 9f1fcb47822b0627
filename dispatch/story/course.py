"""Events in the order in which they happen, each with what it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scenarios.alert import Alert
from scenarios.events.after import Course
from scenarios.events.event import (
    AlertReceived,
    Event,
    OfAlert,
    UnitDispatched,
    WarningCame,
)
from scenarios.events.kinds import kind_of
from scenarios.events.known import in_time, moment_of
from scenarios.scenario import Scenario
from scenarios.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event with what it is of.

    kind : as in files. alert : as the event left it, or as it was where it is closed;
    None where a unit has none. unit : as it was; None without.
    """

    at_s: float
    kind: str
    event: Event
    alert: Alert | None
    unit: Unit | None


def happened(scenario: Scenario) -> tuple[Happened, ...]:
    """Return all events in order, with a warning of every alert."""
    told = {e.alert_id for e in scenario.events if isinstance(e, WarningCame)}
    untold = (
        WarningCame(alert_id=alert.id, at_s=alert.received_s)
        for alert in scenario.alerts
        if alert.id not in told
    )
    warned = replace(scenario, events=(*untold, *scenario.events))
    return tuple(_told(Course(replace(scenario, events=())), in_time(warned)))


def between(
    rows: tuple[Happened, ...], after_s: float, until_s: float
) -> tuple[Happened, ...]:
    """Return what happened later than one moment and not later than another."""
    return tuple(row for row in rows if after_s < row.at_s <= until_s)


def _told(course: Course, events: list[Event]) -> Iterator[Happened]:
    for event in events:
        if isinstance(event, AlertReceived):
            continue
        unit = course.units.get(getattr(event, "unit_id", None) or "")
        if isinstance(event, OfAlert | UnitDispatched):
            alert = course.alerts.get(event.alert_id)
        else:
            alert = course.alerts.get((unit.assigned if unit else None) or "")
        course.take(event)
        yield Happened(
            at_s=moment_of(event),
            kind=kind_of(event),
            event=event,
            alert=None if alert is None else course.alerts.get(alert.id, alert),
            unit=unit,
        )
