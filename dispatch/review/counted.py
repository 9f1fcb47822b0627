"""`Counted`: a log's calls and their spells, from which all numbers are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from dispatch.review.calls import calls_of, unit_rows
from dispatch.review.groups import Groups, by_hours, by_text, everything
from dispatch.review.intervals import (
    REACHED,
    Spells,
    all_spells,
    main_interval,
)
from dispatch.review.measures import Targets
from maps.errors import FileError
from scenarios.call_logs.call_log import MOMENTS, CallLog

_ABOUT = (
    *("row", "call_id", "received", "priority", "zone", "street", "lon", "lat"),
    "unit_id",
)
TARGET_S = 480.0  # of time to door: the design's eight minutes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """A log as counted.

    rows, calls : of `unit_rows` and `calls_of`. end : the log's last moment. spells :
    by interval, of calls. main : the interval that says most. dimensions : of calls.
    """

    log: CallLog
    rows: pl.DataFrame
    calls: pl.DataFrame
    end: datetime
    spells: Mapping[str, Spells]
    main: str
    targets: Targets
    dimensions: tuple[Groups, ...]


def counted(
    log: CallLog, target_s: float | None = None, *, end: datetime | None = None
) -> Counted:
    """Count a log's spells.

    target_s : in which calls are on time; None: each in the target that the log gives
    it, the others in 480 s. end : when the log was closed; None: at the last moment
    that any of its rows knows of. What is still open is censored there.

    Raises
    ------
    FileError : no call has two moments.
    """
    rows = unit_rows(log.table)
    calls = calls_of(rows)
    end = last_moment(log) if end is None else end
    spells = dict(all_spells(calls, end))
    return Counted(
        log=log,
        rows=rows,
        calls=calls,
        end=end,
        spells=spells,
        main=main_interval(spells, log.name),
        targets=targets_of(calls, target_s),
        dimensions=tuple(_dimensions(calls, log.tz)),
    )


def last_moment(log: CallLog) -> datetime:
    """Return the last moment that any row of a log knows of, chosen or not.

    Raises
    ------
    FileError : there is none.
    """
    every = [
        table[name].max()
        for table in (log.table, log.others)
        for name in (*MOMENTS, "cancelled")
    ]
    known = [moment for moment in every if isinstance(moment, datetime)]
    if not known:
        raise FileError(
            "no row has a moment",
            file=log.name,
            mend="name the columns of its times with --mapping FILE",
        )
    return max(known)


def targets_of(table: pl.DataFrame, target_s: float | None) -> Targets:
    """Return the targets of a table's rows."""
    own = table["target_s"]
    if target_s is not None or own.null_count() == len(own):
        return Targets(target_s=TARGET_S if target_s is None else target_s)
    if own.n_unique() == 1:
        return Targets(target_s=float(own[0]))
    own_ms = (own.fill_null(TARGET_S) * 1000).round().cast(pl.Int64).to_numpy()
    return Targets(target_s=TARGET_S, own_ms=own_ms)


def answered(of: Counted) -> pl.DataFrame:
    """Return what the calls are about, time_s of the main interval, over_s, late.

    The latter null where the interval was not reached.
    """
    spells = of.spells[of.main]
    reached = spells.state == REACHED
    row, ms = spells.row[reached], spells.ms[reached]
    own = of.targets.own_ms
    target_ms = of.targets.target_ms if own is None else own[row]
    time_s, over_s = np.full((2, of.calls.height), np.nan)
    time_s[row], over_s[row] = ms / 1000.0, (ms - target_ms) / 1000.0
    told = pl.DataFrame({"time_s": time_s, "over_s": over_s}, nan_to_null=True)
    return of.calls.select(_ABOUT).with_columns(told, late=told["over_s"] > 0)


def _dimensions(calls: pl.DataFrame, tz: ZoneInfo) -> Iterator[Groups]:
    yield everything(calls.height)
    for column in ("priority", "zone"):
        found = by_text(calls, column)
        if found is not None:
            yield found
    yield from by_hours(calls, tz)
