"""Times by the clock of a place, turned into moments; and what a change of clocks does.

An hour that the clocks skipped has no moment. An hour that came twice has two: taken is
the one that keeps the row's moments in order. Where both do, and the row's later moment
is sure while no earlier one is, the later, nearer one; else the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maps.errors import InputError
from scenarios.call_logs.log_mapping import TIMES
from scenarios.nearest_word import hint

SKIPPED, KNOWN, FIRST = "\x00skipped", "\x00known", "\x00first"
_DAY = timedelta(days=1)
_EARLIEST, _LATEST = date(1970, 1, 1), date(2100, 1, 1)  # of changes looked for
Floats = NDArray[np.float64]

_EXAMPLE = "give --tz, as --tz America/Los_Angeles or --tz Asia/Shanghai"


def zone_of(name: str) -> ZoneInfo:
    """Find a time zone.

    Raises
    ------
    InputError : there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from zoneinfo import available_timezones  # noqa: PLC0415 - slow, of faults only

        mend = hint(name, available_timezones()) or _EXAMPLE
        raise InputError(f"there is no time zone {name!r:.60}", mend=mend) from None


def zone_of_offset(offset: str) -> str | None:
    """Return the zone of an offset that is always the same; None for half hours.

    >>> zone_of_offset("+08:00"), zone_of_offset("Z"), zone_of_offset("+0530")
    ('Etc/GMT-8', 'UTC', None)
    """
    digits = offset.replace(":", "").lstrip("+-")
    hours, minutes = int(digits[:2] or 0) if digits.isdigit() else 0, digits[2:4]
    if minutes.strip("0"):
        return None
    if not hours:
        return "UTC"
    # POSIX counts westwards: Etc/GMT-8 is eight hours east.
    return f"Etc/GMT{'+' if offset.startswith('-') else '-'}{hours}"


def one_offset(offsets: Collection[str], file: str) -> str:
    """Return the zone of moments that have offsets, where nobody says it.

    Raises
    ------
    InputError : they have several, or one of no whole hours.
    """
    zones = {zone_of_offset(offset) for offset in offsets}
    zone = zones.pop() if len(zones) == 1 else None
    if zone is None:
        some = ", ".join(sorted(offsets)[:4])
        problem = f"times of several zones, with offsets {some}"
        raise InputError(problem, file=file, mend=_EXAMPLE)
    return zone


def check_offsets(
    offsets: Collection[str], received: pl.Series, zone: ZoneInfo, file: str
) -> None:
    """Refuse offsets that a zone does not have while the log lasts; one alone may be.

    Raises
    ------
    InputError : several, and one that is not the zone's.
    """
    said = {_minutes(offset): offset for offset in offsets}
    if len(said) < 2:  # noqa: PLR2004 - such as UTC for all
        return
    local = received.drop_nulls().dt.convert_time_zone(zone.key)
    ours = (local.dt.base_utc_offset() + local.dt.dst_offset()).dt.total_minutes()
    odd = sorted({*said} - {*ours.unique().to_list()})
    if odd:
        problem = f"times of several zones, and {zone.key} has no offset {said[odd[0]]}"
        mend = "write all times in one zone"
        raise InputError(problem, file=file, mend=mend)


def _minutes(offset: str) -> int:
    digits = offset.replace(":", "").lstrip("+-")
    if not digits.isdigit():
        return 0
    minutes = 60 * int(digits[:2]) + int(digits[2:4] or 0)
    return -minutes if offset.startswith("-") else minutes


def need_zone(file: str) -> InputError:
    """Return what asks for the zone."""
    return InputError("the times have no time zone", file=file, mend=_EXAMPLE)


def in_utc(table: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """Turn the moments of a table, by the clock of a zone, into UTC.

    Adds the marks `SKIPPED`, `KNOWN` and `FIRST`, of rows with such a moment.
    """
    names = [name for name in TIMES if name in table.columns]
    utc = table.with_columns(_utc(name, zone, "earliest") for name in names)
    skipped = pl.any_horizontal(
        pl.lit(value=False),
        *(table[name].is_not_null() & utc[name].is_null() for name in names),
    )
    utc = utc.with_columns(
        skipped.alias(SKIPPED),
        pl.lit(value=False).alias(KNOWN),
        pl.lit(value=False).alias(FIRST),
    )
    rows = _near_folds(table, names, zone)
    return _unfolded(utc, table, rows, names, zone) if len(rows) else utc


def _utc(name: str, zone: ZoneInfo, which: Literal["earliest", "latest"]) -> pl.Expr:
    aware = pl.col(name).dt.replace_time_zone(
        zone.key, ambiguous=which, non_existent="null"
    )
    return aware.dt.convert_time_zone("UTC")


def _near_folds(
    table: pl.DataFrame, names: Sequence[str], zone: ZoneInfo
) -> NDArray[np.int64]:
    """Return the places of rows with a moment on a day of which an hour comes twice."""
    days = _fold_days(table, names, zone)
    if not days:
        return np.empty(0, np.int64)
    near = table.select(
        pl.any_horizontal(pl.col(name).dt.date().is_in(days) for name in names)
    ).to_series()
    return np.flatnonzero(near.fill_null(value=False).to_numpy())


def _fold_days(table: pl.DataFrame, names: Sequence[str], zone: ZoneInfo) -> list[date]:
    """Return the days, as long as the log lasts, on which clocks are set back."""
    ends = [end for name in names for end in (table[name].min(), table[name].max())]
    known = [end.date() for end in ends if isinstance(end, datetime)]
    if not known:
        return []
    day, last = max(min(known), _EARLIEST), min(max(known), _LATEST)
    days = []
    while day <= last:
        if _offset(zone, day + _DAY) < _offset(zone, day):
            days.append(day)
        day += _DAY
    return days


def _offset(zone: ZoneInfo, day: date) -> timedelta:
    """Return the offset at midnight, the first of two."""
    return datetime.combine(day, time(), zone).utcoffset() or timedelta()


def _unfolded(
    utc: pl.DataFrame,
    local: pl.DataFrame,
    rows: NDArray[np.int64],
    names: Sequence[str],
    zone: ZoneInfo,
) -> pl.DataFrame:
    """Choose between the two moments of an hour that comes twice."""
    first = _numbers(utc[rows], names)
    second = _numbers(
        local[rows].with_columns(_utc(n, zone, "latest") for n in names), names
    )
    chosen, known = _chosen(first, second)
    twice = ((first != second) & ~np.isnan(first)).any(axis=1)
    at = pl.Series(rows)
    columns = [
        utc[name].scatter(at, _moments(column, utc[name].dtype))
        for name, column in zip(names, chosen.T, strict=True)
    ]
    marks = [
        utc[name].scatter(at, pl.Series(mark))
        for name, mark in ((KNOWN, twice & known), (FIRST, twice & ~known))
    ]
    return utc.with_columns(*columns, *marks)


def _moments(us: Floats, dtype: pl.DataType) -> pl.Series:
    return pl.Series(us).fill_nan(None).cast(pl.Int64).cast(dtype)


def _numbers(table: pl.DataFrame, names: Sequence[str]) -> Floats:
    """Return moments [row, moment], us since 1970; nan where there is none."""
    return table.select(
        pl.col(name).dt.epoch("us").cast(pl.Float64) for name in names
    ).to_numpy()


def _chosen(first: Floats, second: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Choose for each row, and say where the row's moments tell.

    first, second : [row, moment] in their order; the same where the hour came once.
    """
    early, late = _forward(first, second), _backward(first, second)
    given = ~np.isnan(first)
    sure = given & (first == second)
    starts = given.argmax(axis=1)
    begins_sure = np.take_along_axis(sure, starts[:, np.newaxis], axis=1)[:, 0]
    anchored = ~begins_sure & sure.any(axis=1)
    same = ((early == late) | ~given).all(axis=1)
    chosen = np.where(anchored[:, np.newaxis], late, early)
    return chosen, same | anchored


def _forward(first: Floats, second: Floats) -> Floats:
    """Take the first that is not before what came before."""
    chosen = first.copy()
    latest = np.full(len(first), -np.inf)
    for at in range(first.shape[1]):
        chosen[:, at] = np.where(first[:, at] < latest, second[:, at], first[:, at])
        latest = np.fmax(latest, chosen[:, at])
    return chosen


def _backward(first: Floats, second: Floats) -> Floats:
    """Take the second, unless that is after what comes after."""
    chosen = second.copy()
    earliest = np.full(len(first), np.inf)
    for at in range(first.shape[1] - 1, -1, -1):
        chosen[:, at] = np.where(second[:, at] > earliest, first[:, at], second[:, at])
        earliest = np.fmin(earliest, chosen[:, at])
    return chosen
