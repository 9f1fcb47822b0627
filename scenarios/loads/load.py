"""`Load`: the alerts and the units of some hours, all known beforehand.

    read_load_spec ──► LoadSpec ──► draw_load ──► Load ──► load_to_scenario
                                                   ▲             │
                                                   └── load_of ◄─┘

In a scenario a shift is told by the unit's status at the start and by events: it is
`freed` where its shift begins later, and `lost` where it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scenarios.alert import Alert
from scenarios.events.event import Event, UnitFreed, UnitLost
from scenarios.events.known import moment_of
from scenarios.scenario import Scenario
from scenarios.unit import Unit

_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """When a unit is on duty, from `start_s` up to but not at `end_s`.

    start_s, end_s : seconds since the load's start. A shift that began before the
    load starts at 0; one that outlasts it ends after `length_s`.
    """

    unit_id: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Alerts and units of some hours.

    start : aware, the zero of all seconds. length_s : of the span in which alerts
    are received. alerts : by received time, then id; `received_s` from 0 up to
    `length_s`. units : each where it stands when its shift begins, free, whether or
    not it is on duty at the start; officers and whether it is rolling as they say.
    shifts : one of each unit, in the units' order. roads : the network it is meant
    for.
    """

    name: str
    start: datetime
    length_s: float
    alerts: tuple[Alert, ...]
    units: tuple[Unit, ...]
    shifts: tuple[Shift, ...]
    title: str = ""
    description: str = ""
    roads: str | None = None


def load_to_scenario(load: Load) -> Scenario:
    """Write a load as a scenario.

    Its moment of planning is when the last alert of the first hour is received, else
    the first of all.
    """
    told = zip(load.units, load.shifts, strict=True)
    units = tuple(
        replace(unit, status="offline") if shift.start_s > 0 else unit
        for unit, shift in told
    )
    return Scenario(
        name=load.name,
        title=load.title,
        description=load.description,
        start=load.start,
        now_s=_first_look_s(load),
        roads=load.roads,
        units=units,
        alerts=load.alerts,
        events=tuple(sorted(_shift_events(load), key=moment_of)),
    )


def load_of(scenario: Scenario, *, length_s: float | None = None) -> Load:
    """Make a load of any scenario that knows its alerts beforehand.

    A unit that nothing frees or loses is on duty all the time; one that is offline
    and never freed is left out. Other events are left out too.

    Parameters
    ----------
    length_s : of the span in which alerts are received; None: whole hours up to the
    last of them.
    """
    last_s = max((alert.received_s for alert in scenario.alerts), default=0.0)
    span_s = _HOUR_S * (last_s // _HOUR_S + 1) if length_s is None else length_s
    freed = _moments(scenario, UnitFreed)
    lost = _moments(scenario, UnitLost)
    there = [u for u in scenario.units if u.status != "offline" or u.id in freed]
    return Load(
        name=scenario.name,
        title=scenario.title,
        description=scenario.description,
        start=scenario.start,
        length_s=span_s,
        roads=scenario.roads,
        alerts=tuple(sorted(scenario.alerts, key=lambda a: (a.received_s, a.id))),
        units=tuple(_on_duty(unit) for unit in there),
        shifts=tuple(_shift(unit, freed, lost, max(last_s, span_s)) for unit in there),
    )


def _first_look_s(load: Load) -> float:
    received = [alert.received_s for alert in load.alerts]
    early = [moment_s for moment_s in received if moment_s < _HOUR_S]
    return max(early, default=min(received, default=0.0))


def _shift_events(load: Load) -> Iterator[Event]:
    """Give the events that tell of the shifts."""
    for shift in load.shifts:
        if shift.start_s > 0:
            yield UnitFreed(at_s=shift.start_s, unit_id=shift.unit_id)
        yield UnitLost(at_s=shift.end_s, unit_id=shift.unit_id)


def _moments(
    scenario: Scenario, kind: type[UnitFreed | UnitLost]
) -> Mapping[str, float]:
    """Give the first moment of a kind of events, by unit."""
    told = [event for event in scenario.events if isinstance(event, kind)]
    told.sort(key=moment_of, reverse=True)
    return {event.unit_id: max(0.0, moment_of(event)) for event in told}


def _on_duty(unit: Unit) -> Unit:
    return replace(unit, status="free") if unit.status == "offline" else unit


def _shift(
    unit: Unit, freed: Mapping[str, float], lost: Mapping[str, float], end_s: float
) -> Shift:
    start_s = freed[unit.id] if unit.status == "offline" else 0.0
    return Shift(unit_id=unit.id, start_s=start_s, end_s=lost.get(unit.id, end_s))
