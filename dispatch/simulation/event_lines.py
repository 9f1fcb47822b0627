"""What happened when, as JSON Lines: rows as those of events in scenario files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import Any

from maps.errors import FileError
from maps.safe_file import writing
from scenarios.events.kinds import FiledEvent, kind_of
from scenarios.place import Place

_NAMES = {"alert_id": "alert", "unit_id": "unit"}
_OWN = ("alert_id", "unit_id", "outcome", "place")


def event_lines(events: Iterable[FiledEvent], start: datetime) -> str:
    """Write events, a line each, by their time.

    start : aware; the zero of their seconds.
    """
    return "".join(
        json.dumps(_row(event, start), ensure_ascii=False) + "\n" for event in events
    )


def write_events(
    events: Iterable[FiledEvent], start: datetime, file: str | PathLike[str]
) -> None:
    """Write events into a file, readable by its owner alone.

    Raises
    ------
    FileError : it cannot be written.
    """
    try:
        with writing(Path(file)) as path:
            path.write_text(event_lines(events, start), encoding="utf-8")
    except OSError as error:
        problem = f"cannot be written: {error.strerror}"
        raise FileError(problem, file=file) from None


def _row(event: FiledEvent, start: datetime) -> dict[str, Any]:
    at = start + timedelta(seconds=round(event.at_s or 0.0, 3))
    row: dict[str, Any] = {"at": at.isoformat(), "kind": kind_of(event)}
    for name in _OWN:
        value = getattr(event, name, None)
        if isinstance(value, Place):
            row |= _place(value)
        elif value is not None:
            row[_NAMES.get(name, name)] = value
    return row


def _place(place: Place) -> dict[str, Any]:
    if place.has_point:
        return {"lon": round(place.lon or 0.0, 7), "lat": round(place.lat or 0.0, 7)}
    return {"address": place.address}
