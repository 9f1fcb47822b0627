"""`known_at`: a scenario as it is known at a moment."""

from __future__ import annotations

import math
from dataclasses import replace

from scenarios.events.after import after
from scenarios.events.event import Event
from scenarios.scenario import Scenario


def known_at(scenario: Scenario, now_s: float) -> Scenario:
    """Return what is known at a moment: alerts received, events up to it folded in.

    Alerts that are not received yet are not there, nor what names them; no event is
    left in it, for those to come are not known.

    Parameters
    ----------
    now_s : seconds since the scenario's start; the scenario's moment of planning then.

    Raises
    ------
    FieldError : an event of a unit or an alert that is not there.
    """
    received = {a.id for a in scenario.alerts if a.received_s <= now_s}
    base = replace(
        scenario,
        now_s=now_s,
        alerts=tuple(alert for alert in scenario.alerts if alert.id in received),
        units=tuple(
            replace(unit, assigned=None, notified_s=None)
            if unit.assigned is not None and unit.assigned not in received
            else unit
            for unit in scenario.units
        ),
        locks=tuple(p for p in scenario.locks if p.alert_id in received),
        forbidden=tuple(p for p in scenario.forbidden if p.alert_id in received),
        events=(),
    )
    return after(base, (e for e in in_time(scenario) if moment_of(e) <= now_s))


def in_time(scenario: Scenario) -> list[Event]:
    """Return a scenario's events by their time, equals as they stand."""
    return sorted(scenario.events, key=moment_of)


def moment_of(event: Event) -> float:
    """When it happens, seconds since the start; before all where nobody says."""
    return -math.inf if event.at_s is None else event.at_s


def moment_before(scenario: Scenario, now_s: float) -> float | None:
    """When something was last known to happen before a moment; None for never.

    Alerts received count as well as events.
    """
    moments = [moment_of(event) for event in scenario.events]
    moments += [alert.received_s for alert in scenario.alerts]
    before = [moment for moment in moments if -math.inf < moment < now_s]
    return max(before, default=None)
