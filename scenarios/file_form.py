"""A scenario as a JSON-ready table, and back.

The table is what a scenario file holds: reading it gives the same scenario again.
Points are in WGS-84 and say so; times are ISO texts in the offset of the
scenario's start, to the microsecond.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from maps.errors import FieldError, InputError
from scenarios.alert import Alert, MeetingPoint, Victim
from scenarios.area import Area
from scenarios.events.event import AlertReceived, Event
from scenarios.events.kinds import kind_of
from scenarios.file_rows import ScenarioFile
from scenarios.place import Place
from scenarios.row_faults import Spot, checked, shown
from scenarios.rows_to_scenario import Sheets, to_scenario
from scenarios.scenario import Pair, Scenario
from scenarios.sheet import sheet_of
from scenarios.unit import Unit
from scenarios.zone import Zone

_LISTS = ("units", "alerts", "locks", "forbidden", "areas", "zones", "events")
_NAMELESS = "scenario"


def to_file_form(scenario: Scenario, *, with_names: bool = False) -> dict[str, Any]:
    """Write a scenario as a table of texts, numbers, lists and tables.

    with_names : keep the victims' names and phone numbers; they are left out
    otherwise.
    """
    start = _in_fixed_offset(scenario.start)
    table = {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "start": start.isoformat(),
        "now": _moment(start, scenario.now_s),
        "roads": scenario.roads,
        "units": [_unit(unit, start) for unit in scenario.units],
        "alerts": [
            _alert(alert, start, with_names=with_names) for alert in scenario.alerts
        ],
        "locks": [_pair(pair) for pair in scenario.locks],
        "forbidden": [_pair(pair) for pair in scenario.forbidden],
        "areas": [_area(area) for area in scenario.areas],
        "zones": [_zone(zone) for zone in scenario.zones],
        "events": [_event(event, start) for event in scenario.events] or None,
    }
    return _without_none(table)


def from_file_form(data: object, *, file: str | None = None) -> Scenario:
    """Make a scenario of a file's table.

    file : what to call it where something is wrong; a scenario that gives itself
    no name is called as its file.

    Raises
    ------
    InputError : the first fault, with its row, its field and the number of the
    others.
    """
    faults: list[InputError] = []
    spot = Spot(file=file)
    if not isinstance(data, Mapping):
        raise spot.fault(f"{shown(data)} is not a table of fields")
    top = {name: value for name, value in data.items() if name not in _LISTS}
    head = checked(ScenarioFile, top, spot, faults, strict=True)
    # Where the head is wrong no scenario comes of it, and any frame will do.
    frame = head.frame if head else "wgs84"
    sheets = Sheets(
        **{kind: sheet_of(data, kind, spot, faults, frame) for kind in _LISTS}
    )
    name = Path(file).stem if file else _NAMELESS
    return to_scenario(head, name, sheets, faults)


def _unit(unit: Unit, start: datetime) -> dict[str, Any]:
    """Write a unit."""
    row = {
        "id": unit.id,
        **_place(unit.place),
        "officers": unit.officers,
        "status": unit.status,
        "free_at": _moment(start, unit.free_at_s),
        "rolling": unit.rolling,
        "skills": list(unit.skills) or None,
        "area": unit.area,
        "assigned": unit.assigned,
        "notified_at": _moment(start, unit.notified_s),
        "position_at": _moment(start, unit.position_s),
    }
    return _without_none(row)


def _alert(alert: Alert, start: datetime, *, with_names: bool) -> dict[str, Any]:
    """Write an alert."""
    row = {
        "id": alert.id,
        "received": _moment(start, alert.received_s),
        **_place(alert.place),
        "title": alert.title,
        "level": alert.level,
        "officers": alert.officers,
        "skills": list(alert.skills) or None,
        "skills_by": alert.skills_by,
        "area": alert.area,
        "target_s": alert.target_s,
        "cut_off_s": alert.cut_off_s,
        "place_kind": alert.place_kind,
        "access_s": alert.access_s,
        "script": alert.script,
        "stage": alert.stage,
        "stage_since": _moment(start, alert.stage_since_s),
        "exposure": alert.exposure,
        "currency": alert.currency,
        "cards": alert.cards,
        "phone_contact": alert.phone_contact,
        "calls": [
            {"at": _moment(start, call.at_s), "outcome": call.outcome}
            for call in alert.calls
        ]
        or None,
        "meeting_point": _meeting_point(alert.meeting_point),
        "accepted_at": _moment(start, alert.accepted_s),
        "contact_at": _moment(start, alert.contact_s),
        "stop_requested_at": _moment(start, alert.stop_requested_s),
        "loss_reported": alert.loss_reported,
        "on_scene": [
            {"at": _moment(start, done.at_s), "step": done.step}
            for done in alert.on_scene
        ]
        or None,
        "victim": _victim(alert.victim) if with_names else None,
    }
    return _without_none(row)


def _meeting_point(meeting: MeetingPoint | None) -> dict[str, Any] | None:
    """Write a meeting point."""
    return {**_place(meeting.place), "note": meeting.note} if meeting else None


def _victim(victim: Victim | None) -> dict[str, Any] | None:
    """Write a victim."""
    if victim is None:
        return None
    return _without_none({"name": victim.name, "phone": victim.phone})


def _pair(pair: Pair) -> dict[str, Any]:
    """Write a unit and an alert that stay together or never meet."""
    return {"unit": pair.unit_id, "alert": pair.alert_id}


def _area(area: Area) -> dict[str, Any]:
    """Write an area."""
    return {"id": area.id, "least_free": area.least_free}


def _zone(zone: Zone) -> dict[str, Any]:
    """Write a zone."""
    row = {"id": zone.id, **_place(zone.place)}
    return {**row, "weight": zone.weight, "wanted": zone.wanted}


def _event(event: Event, start: datetime) -> dict[str, Any]:
    """Write an event.

    Raises
    ------
    FieldError : an alert that the scenario does not have yet.
    """
    if isinstance(event, AlertReceived):
        problem = "an alert that is to be received is no row of a file"
        raise FieldError(problem, row=f"alert {event.alert.id}", mend="add the alert")
    place: Place | None = getattr(event, "place", None)
    row = {
        "at": _moment(start, event.at_s),
        "kind": kind_of(event),
        "unit": getattr(event, "unit_id", None),
        "alert": getattr(event, "alert_id", None),
        **({} if place is None else _place(place)),
        "outcome": getattr(event, "outcome", None),
        "stage": getattr(event, "stage", None),
        "amount": getattr(event, "amount", None),
        "note": event.note or None,
        "note_zh": event.note_zh or None,
    }
    return _without_none(row)


def _place(place: Place) -> dict[str, Any]:
    """Write a place's fields, which stand in the row itself."""
    frame = "wgs84" if place.has_point else None
    point = {"lon": place.lon, "lat": place.lat, "frame": frame}
    return _without_none({**point, "address": place.address})


def _without_none(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {name: value for name, value in table.items() if value is not None}


def _in_fixed_offset(moment: datetime) -> datetime:
    """Keep a moment's offset and forget its zone, whose offset may change."""
    offset = moment.utcoffset()
    return moment if offset is None else moment.astimezone(timezone(offset))


def _moment(start: datetime, after_s: float | None) -> str | None:
    """Write the moment some seconds after the start."""
    if after_s is None:
        return None
    return (start + timedelta(seconds=after_s)).isoformat()
