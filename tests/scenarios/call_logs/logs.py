"""Small logs, written as exports are."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from scenarios.call_logs.call_log import CallLog
from scenarios.call_logs.finding import Finding
from scenarios.call_logs.read import read_call_log

HEAD = "call id,unit id,received,dispatched,enroute,on scene,cleared,lon,lat"
SHANGHAI = "Asia/Shanghai"


def row(  # noqa: PLR0913, PLR0917 - a cell each
    call: str = "1",
    unit: str = "P1",
    received: str = "10:00:00",
    dispatched: str = "10:01:00",
    enroute: str = "10:02:00",
    on_scene: str = "10:06:00",
    cleared: str = "10:30:00",
    place: str = "139.7,35.6",
) -> str:
    """One row; times of 21 March 2026, unless they have a date of their own."""
    times = (received, dispatched, enroute, on_scene, cleared)
    dated = (f"2026-03-21 {t}" if t[2:3] == ":" else t for t in times)
    return ",".join((call, unit, *dated, place))


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    """Write a log in CSV."""
    file = folder / "calls.csv"
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


def read(folder: Path, *rows: str, head: str = HEAD, tz: str = SHANGHAI) -> CallLog:
    """Write a log and read it."""
    return read_call_log(written(folder, *rows, head=head), tz=tz)


def found(log: CallLog) -> dict[str, int]:
    """How many rows each kind of dirt has."""
    return {finding.kind: finding.n for finding in log.findings}


def finding(log: CallLog, kind: str) -> Finding:
    """What was found of a kind."""
    return next(each for each in log.findings if each.kind == kind)


def clock(log: CallLog, moment: str) -> list[str | None]:
    """The moments of a log by its own clock, as 10:06:00."""
    local = pl.col(moment).dt.convert_time_zone(log.tz.key).dt.strftime("%H:%M:%S")
    return log.table.select(local).to_series().to_list()
