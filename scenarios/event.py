"""`Event`: what happens between two plans, and a scenario after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReceived:
    """A new alert."""

    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCancelled:
    """Nobody has to go there any more; who was under way is free, where it is."""

    alert_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMoved:
    """The victim is elsewhere, or will be met elsewhere."""

    alert_id: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFreed:
    """A unit has nothing to do, and is at a place, or where it was known to be."""

    unit_id: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMoved:
    """A unit is at another place; what it does stays. at_s : when it was measured."""

    unit_id: str
    place: Place
    at_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLost:
    """A unit can be sent nowhere any more: broken down, or off duty."""

    unit_id: str


Event = AlertReceived | AlertCancelled | AlertMoved | UnitFreed | UnitMoved | UnitLost


def after(scenario: Scenario, events: Iterable[Event]) -> Scenario:
    """Return a scenario as it is after some events, one by one.

    Raises
    ------
    FieldError : an event of a unit or an alert that is not there, or of a new alert
        that is there already.
    """
    for event in events:
        scenario = _after(scenario, event)
    return scenario


def _after(scenario: Scenario, event: Event) -> Scenario:
    match event:
        case AlertReceived(alert=alert):
            return _with_alert(scenario, alert)
        case AlertCancelled(alert_id=alert_id):
            return _without_alert(scenario, alert_id)
        case AlertMoved(alert_id=alert_id, place=place):
            return _alert(scenario, alert_id, lambda alert: replace(alert, place=place))
        case UnitFreed(unit_id=unit_id, place=there):
            return _unit(scenario, unit_id, lambda unit: _freed(unit, there))
        case UnitMoved(unit_id=unit_id, place=place, at_s=at_s):
            return _unit(
                scenario,
                unit_id,
                lambda unit: replace(unit, place=place, position_s=at_s),
            )
        case UnitLost(unit_id=unit_id):
            return _without_unit(scenario, unit_id)


def _with_alert(scenario: Scenario, alert: Alert) -> Scenario:
    if any(other.id == alert.id for other in scenario.alerts):
        raise FieldError(
            f"alert {alert.id!r} is there already",
            field="id",
            mend="give each alert an id of its own",
        )
    return replace(scenario, alerts=(*scenario.alerts, alert))


def _without_alert(scenario: Scenario, alert_id: str) -> Scenario:
    _check_known("alert", alert_id, [alert.id for alert in scenario.alerts])
    return replace(
        scenario,
        alerts=tuple(a for a in scenario.alerts if a.id != alert_id),
        units=tuple(
            _freed(unit, None) if unit.assigned == alert_id else unit
            for unit in scenario.units
        ),
        locks=tuple(pair for pair in scenario.locks if pair.alert_id != alert_id),
        forbidden=tuple(p for p in scenario.forbidden if p.alert_id != alert_id),
    )


def _alert(
    scenario: Scenario, alert_id: str, change: Callable[[Alert], Alert]
) -> Scenario:
    _check_known("alert", alert_id, [alert.id for alert in scenario.alerts])
    alerts = tuple(change(a) if a.id == alert_id else a for a in scenario.alerts)
    return replace(scenario, alerts=alerts)


def _unit(scenario: Scenario, unit_id: str, change: Callable[[Unit], Unit]) -> Scenario:
    _check_known("unit", unit_id, [unit.id for unit in scenario.units])
    units = tuple(change(u) if u.id == unit_id else u for u in scenario.units)
    return replace(scenario, units=units)


def _without_unit(scenario: Scenario, unit_id: str) -> Scenario:
    """Lose a unit; locked to an alert it would keep all others from there."""
    kept = tuple(pair for pair in scenario.locks if pair.unit_id != unit_id)
    return replace(_unit(scenario, unit_id, _lost), locks=kept)


def _freed(unit: Unit, place: Place | None) -> Unit:
    return replace(
        unit,
        place=place or unit.place,
        status="free",
        free_at_s=None,
        assigned=None,
        notified_s=None,
    )


def _lost(unit: Unit) -> Unit:
    return replace(unit, status="offline", assigned=None, notified_s=None)


def _check_known(kind: str, id_: str, known: list[str]) -> None:
    if id_ not in known:
        raise FieldError(
            f"there is no {kind} {id_!r}",
            field=f"{kind}_id",
            mend=f"name one of {', '.join(known[:5])}",
        )
