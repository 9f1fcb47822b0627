"""`AlertLog`: alerts of the past, from a table of CSV.

Columns are found by their usual names: the time (received, received_at, time,
timestamp, reported_at, ...), the place (lon, lat, or longitude, latitude; frame), and
what may be lacking: the money at risk (exposure, amount, loss), and the alert's id
(alert_id, call_number, ...). Rows of one id are one alert, as where a row is an alert
and a unit; the earliest counts. Times are ISO, by the clock of the place, with its
offset or without. A point at 0, 0 is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from maps.coordinates import Frame
from maps.errors import FieldError, FileError
from maps.road_network import Floats, Longs
from scenarios.loads.arrivals import HOUR_S, clock_s
from scenarios.loads.csv_table import number, placed, read_csv_table

_TIME = (
    *("received", "received_at", "received_time", "time", "timestamp", "datetime"),
    *("date_time", "reported_at", "report_time", "reported", "call_time"),
    *("call_received", "created_at", "created", "start_time", "incident_time"),
    *("received_dttm", "cad_event_original_time_queued"),
)
_ID = (
    *("alert_id", "call_number", "call_id", "cad_id", "incident_id"),
    *("incident_number", "case_number", "case_no", "event_number", "id"),
)
_EXPOSURE = ("exposure", "amount", "money", "loss", "amount_at_risk")
_FEWEST = 2  # from which anything can be fitted
_EARLIEST, _LATEST = 1970, 2200  # years, as in scenarios
_TIME_LIKE = "write times as 2026-03-21T17:00:00"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AlertLog:
    """Alerts of the past, by time.

    at_s : [n] since Monday, 29 December 1969 by the clock of the place. lon, lat : [n]
    WGS-84 degrees, nan where the place is not known. exposure : [n], nan likewise.
    unreadable : rows without a time, which are left out; repeated : those of an alert
    that an earlier one tells of, likewise.
    """

    file: str
    at_s: Floats
    lon: Floats
    lat: Floats
    exposure: Floats
    unreadable: int
    repeated: int = 0

    def __len__(self) -> int:
        """Count the alerts."""
        return len(self.at_s)

    @property
    def span_s(self) -> tuple[float, float]:
        """First and last moment of the whole clock hours that hold all alerts."""
        first, last = self.at_s[0] // HOUR_S, self.at_s[-1] // HOUR_S + 1
        return float(first * HOUR_S), float(last * HOUR_S)


def read_alert_log(file: Path, frame: Frame | None) -> AlertLog:
    """Read a log.

    frame : of the points whose row names none.

    Raises
    ------
    FileError : not to be read as a table, or too few rows with a time.
    FieldError : a column that is lacking, an unknown frame, or places in mainland
        China without one.
    """
    table = read_csv_table(file)
    texts = table.column("time", _TIME)
    where = placed(table, frame)
    nowhere = (where.lon == 0) & (where.lat == 0)
    where.lon[nowhere] = where.lat[nowhere] = np.nan
    at_s = np.array([*map(_moment, texts)])
    money = np.array([*map(number, table.find(_EXPOSURE) or [""] * len(table))])
    read = np.flatnonzero(np.isfinite(at_s))
    if not len(read):
        raise table.spot(0).fault("no time", field="time", mend=_TIME_LIKE)
    if len(read) < _FEWEST:
        raise FileError("one alert alone says no rate", file=file)
    if not np.isfinite(where.lon[read]).any():
        problem, mend = "no row has a point in degrees", "write lon and lat"
        raise FieldError(problem, file=file, field="lon, lat", mend=mend)
    by_time = read[np.argsort(at_s[read], kind="stable")]
    rows = _first_of_each(by_time, table.find(_ID))
    return AlertLog(
        file=str(file),
        at_s=at_s[rows],
        lon=where.lon[rows],
        lat=where.lat[rows],
        exposure=money[rows],
        unreadable=len(table) - len(read),
        repeated=len(read) - len(rows),
    )


def _first_of_each(rows: Longs, ids: Sequence[str] | None) -> Longs:
    """Leave out rows whose id an earlier one has; without an id each stays."""
    if ids is None:
        return rows
    firsts = {ids[row] or row: row for row in rows[::-1].tolist()}
    return rows[np.isin(rows, [*firsts.values()])]


def _moment(text: str) -> float:
    """Read a moment, nan where there is none that can be meant."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return np.nan
    return clock_s(moment) if _EARLIEST <= moment.year <= _LATEST else np.nan
