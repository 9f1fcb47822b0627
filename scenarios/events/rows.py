"""Rows of events in files: checked as a kind's form says, and made into events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from maps.coordinates import Frame
from maps.errors import InputError
from scenarios.events.event import StepDone
from scenarios.events.kinds import FORMS, FiledEvent, Form
from scenarios.file_places import check_place, to_places
from scenarios.file_rows import EventRow
from scenarios.place import Place
from scenarios.row_faults import Spot, add_faults
from scenarios.sheet import Sheet

EventRows = list[tuple[Spot, EventRow]]

_FIELDS = {"alert": "alert_id", "unit": "unit_id"}
_POINT = ("lon", "lat", "address")
_OF_KINDS = ("alert", "unit", "outcome", "stage", "amount", "place")


def event_rows(sheet: Sheet, faults: list[InputError]) -> EventRows:
    """Check the rows of events, each by itself."""
    rows = sheet.check(EventRow, faults)
    for spot, row in rows:
        add_faults(faults, _form_faults(spot, row))
        if _place_given(row):
            check_place(row, sheet.frame, spot, faults)
    return rows


def to_events(
    rows: EventRows, frame: Frame | None, start: datetime
) -> tuple[FiledEvent, ...]:
    """Turn checked rows into events."""
    placed = [row for _, row in rows if _place_given(row)]
    places = iter(to_places(placed, [frame] * len(placed)))
    return tuple(
        _event(row, next(places) if _place_given(row) else None, start)
        for _, row in rows
    )


def _form_faults(spot: Spot, row: EventRow) -> Iterator[InputError]:
    """Find fields that a kind needs and lacks, or does not take."""
    form = FORMS[row.kind]
    given = _given(row)
    for name in form.needs:
        if name not in given:
            field = "lon" if name == "place" else name
            what = "a place (lon and lat, or address)" if name == "place" else name
            yield spot.fault("not given", field=field, mend=f"{row.kind} needs {what}")
    for name in given:
        if name not in _taken(form):
            field = next(_point_fields(row)) if name == "place" else name
            problem = f"{row.kind} has none"
            yield spot.fault(problem, field=field, mend="take it out")


def _given(row: EventRow) -> Sequence[str]:
    """Which of the fields that depend on the kind a row has."""
    there = [name for name in _OF_KINDS if getattr(row, name, None) is not None]
    return [*there, "place"] if _place_given(row) else there


def _taken(form: Form) -> tuple[str, ...]:
    return (*form.needs, *form.may)


def _place_given(row: EventRow) -> bool:
    return any(_point_fields(row))


def _point_fields(row: EventRow) -> Iterator[str]:
    return (name for name in _POINT if getattr(row, name) is not None)


def _event(row: EventRow, place: Place | None, start: datetime) -> FiledEvent:
    """Make an event of its checked row; the alert of a unit's is known by its order."""
    form = FORMS[row.kind]
    known: dict[str, Any] = {
        "at_s": (row.at - start).total_seconds(),
        "note": row.note,
        "note_zh": row.note_zh,
    }
    if form.made is StepDone:
        known["step"] = row.kind
    for name in _taken(form):
        value = place if name == "place" else getattr(row, name)
        field = _FIELDS.get(name, name)
        if value is not None and field in form.made.__dataclass_fields__:
            known[field] = value
    return form.made(**known)
