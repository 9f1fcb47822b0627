"""Call logs of a few rows, written by hand in seconds after a Monday's midnight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from scenarios.call_logs.call_log import MOMENTS, SCHEMA, CallLog
from scenarios.call_logs.log_mapping import LogMapping
from tests.street import at

START = datetime(2026, 3, 16, tzinfo=UTC)
_TIMES = {*MOMENTS, "cancelled"}

Row = dict[str, object]


def row(call_id: str, unit_id: str | None = None, **fields: object) -> Row:
    """Return a row; moments in seconds, `metres` is the place along the street."""
    metres = fields.pop("metres", None)
    if isinstance(metres, int | float):
        place = at(float(metres))
        fields |= {"lon": place.lon, "lat": place.lat}
    made: Row = {"call_id": call_id, "unit_id": unit_id}
    for name, value in fields.items():
        if name in _TIMES and isinstance(value, int | float):
            made[name] = START + timedelta(seconds=value)
        else:
            made[name] = value
    return made


def log_of(*rows: Row, others: tuple[Row, ...] = (), tz: str = "UTC") -> CallLog:
    """Make a log of rows; others are those that the user's choice left out."""
    return CallLog(
        table=_table(rows, 1),
        others=_table(others, 1 + len(rows)),
        tz=ZoneInfo(tz),
        mapping=LogMapping(name="hand", columns={}),
    )


def _table(rows: tuple[Row, ...], first: int) -> pl.DataFrame:
    blank: Row = {**dict.fromkeys(SCHEMA), "doubtful": False}
    full = [
        {**blank, "row": number, **fields}
        for number, fields in enumerate(rows, start=first)
    ]
    return pl.DataFrame(full, schema=dict(SCHEMA))
