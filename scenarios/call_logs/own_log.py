"""Our own log, as a simulation writes it, as a `CallLog`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from scenarios.call_logs.call_log import CallLog
from scenarios.call_logs.clock import zone_of_offset
from scenarios.call_logs.raw_log import raw_log
from scenarios.call_logs.read import call_log
from scenarios.response_log.columns import COLUMNS, MOMENTS
from scenarios.response_log.response_log import ResponseLog

_DTYPES = {
    "string": pl.String(),
    "float64": pl.Float64(),
    "Int64": pl.Int64(),
    "boolean": pl.Boolean(),
}


def call_log_of(
    log: ResponseLog, *, tz: str | None = None, where: str | None = None
) -> CallLog:
    """Take our own log for one of calls.

    tz : the zone in which hours are meant; else the start's.

    Raises
    ------
    FileError : without a row.
    InputError : as `read_call_log`.
    """
    frame = _frame(log)
    raw = raw_log(frame.lazy(), "log")
    zone = tz or _zone(log.start)
    return call_log(raw, mapping="officer-dispatch", tz=zone, where=where)


def _zone(start: datetime) -> str | None:
    if isinstance(start.tzinfo, ZoneInfo):
        return start.tzinfo.key
    return zone_of_offset(start.strftime("%z"))


def _frame(log: ResponseLog) -> pl.DataFrame:
    """Copy a table, and add its moments, in UTC."""
    columns = [
        pl.Series(
            column.name,
            log.table[column.name]
            .astype(object)
            .where(log.table[column.name].notna(), None)
            .tolist(),
            dtype=_DTYPES[column.dtype],
        )
        for column in COLUMNS
    ]
    start_us = round(log.start.timestamp() * 1e6)
    moments = [
        ((pl.col(f"{name}_s") * 1e6).round().cast(pl.Int64) + start_us)
        .cast(pl.Datetime("us", "UTC"))
        .alias(name)
        for name in MOMENTS
    ]
    return pl.DataFrame(columns).with_columns(moments)
