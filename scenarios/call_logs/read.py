"""Reading others' logs of calls, whatever their columns are called.

open_log ──► mapping ──► typed columns ──► UTC ──► checks ──► CallLog
"""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from zoneinfo import ZoneInfo

import polars as pl
from polars.exceptions import PolarsError

from maps.coordinates import Frame
from maps.errors import FieldError, InputError
from scenarios.call_logs.call_log import SCHEMA, CallLog
from scenarios.call_logs.clock import (
    check_offsets,
    in_utc,
    need_zone,
    one_offset,
    zone_of,
)
from scenarios.call_logs.csv_log import csv_fault, is_ragged
from scenarios.call_logs.finding import Finding
from scenarios.call_logs.frames import framed
from scenarios.call_logs.log_mapping import LogMapping
from scenarios.call_logs.mapping_file import PRESETS, mapping_of
from scenarios.call_logs.open_log import open_log
from scenarios.call_logs.quality import checked, findings_of, without_repeats
from scenarios.call_logs.raw_log import RawLog, text_of
from scenarios.call_logs.recognise import recognised
from scenarios.call_logs.typed_columns import NOTHING, SELECTED, TypedLog, typed_log
from scenarios.call_logs.where import condition
from scenarios.nearest_word import hint

Source = str | PathLike[str]


def read_call_log(  # noqa: PLR0913 - an option each
    source: Source,
    *,
    mapping: LogMapping | Source | None = None,
    tz: str | None = None,
    where: str | None = None,
    query: str | None = None,
    frame: Frame | None = None,
) -> CallLog:
    """Read a log.

    Parameters
    ----------
    source : CSV, packed or not, Parquet, Excel, our own log, or the URL of a database.
    mapping : one that ships, a file or one made; else columns are recognised.
    tz : zone of times that have none, and of hours and weekdays; else the mapping's.
    where : which rows, by the log's own columns. query : of a database.
    frame : of the places; else the mapping's.

    Raises
    ------
    FileError : not to be read as a table.
    FieldError : a mapping that names a column that is not there; times with an offset
        and times without; no time column recognised.
    InputError : no zone, an unknown one, a condition that is none, or no row left.
    """
    raw = open_log(source, query)
    try:
        return call_log(raw, mapping=mapping, tz=tz, where=where, frame=frame)
    except PolarsError as error:
        if not is_ragged(error):
            raise csv_fault(error, raw.name) from None
    except OSError as error:
        raise csv_fault(error, raw.name) from None
    raw = open_log(source, query, lenient=True)
    return call_log(raw, mapping=mapping, tz=tz, where=where, frame=frame)


def call_log(
    raw: RawLog,
    *,
    mapping: LogMapping | Source | None = None,
    tz: str | None = None,
    where: str | None = None,
    frame: Frame | None = None,
) -> CallLog:
    """Make a log of a source that is open; as `read_call_log`."""
    chosen = _mapping(raw, mapping)
    typed = typed_log(raw, chosen, _selection(raw, chosen, where))
    zone = _zone(typed, tz or chosen.tz, raw)
    table = typed.table if typed.zoned else in_utc(typed.table, zone)
    table = _with_cancelled(table)
    table, repeats = without_repeats(table, raw)
    found = checked(table, per_unit="unit_id" in chosen.columns)
    found = framed(found, frame or chosen.frame)
    whole = _whole(found.table)
    selected = found.table[SELECTED]
    if not selected.any():
        raise InputError(
            "no row is left", file=raw.name, field="--where", mend="ask for less"
        )
    return CallLog(
        table=whole.filter(selected),
        others=whole.filter(~selected),
        tz=zone,
        mapping=replace(chosen, tz=zone.key, frame=frame or chosen.frame),
        findings=(*_extra_cells(raw), *repeats, *findings_of(found)),
        name=raw.name,
    )


def _mapping(raw: RawLog, given: LogMapping | Source | None) -> LogMapping:
    """Take the mapping that is given, less columns that may be lacking."""
    if given is None:
        mapping = recognised(raw)
    else:
        mapping = given if isinstance(given, LogMapping) else mapping_of(given)
    if "received" not in mapping.columns:
        problem, mend = "no column is mapped to received", "name it under [columns]"
        raise FieldError(problem, file=mapping.name, field="received", mend=mend)
    return present(_as_written(mapping, raw), raw)


def _as_written(mapping: LogMapping, raw: RawLog) -> LogMapping:
    """Call the columns of one that ships as the log does: received_dttm, too."""
    if mapping.name not in PRESETS:
        return mapping
    spelled = {_letters(name): name for name in raw.names}

    def own(column: str) -> str:
        return column if column in raw.names else spelled.get(_letters(column), column)

    off = mapping.called_off
    return replace(
        mapping,
        columns={n: tuple(map(own, parts)) for n, parts in mapping.columns.items()},
        durations={
            n: replace(each, column=own(each.column))
            for n, each in mapping.durations.items()
        },
        called_off=off and replace(off, column=own(off.column)),
    )


def _letters(name: str) -> str:
    """Return a name without its signs and capitals."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def present(mapping: LogMapping, raw: RawLog) -> LogMapping:
    """Return a mapping's columns that a log has.

    Raises
    ------
    FieldError : it lacks one that it must have.
    """
    lacking = {
        name: column for name, column in mapping.named() if column not in raw.names
    }
    for name, column in lacking.items():
        if name not in mapping.optional:
            problem = f"{mapping.name} names the column {column!r}, which is not there"
            mend = hint(column, raw.names)
            raise FieldError(problem, file=raw.name, field=name, mend=mend)
    called_off = None if "called_off" in lacking else mapping.called_off
    return replace(
        mapping,
        columns={n: c for n, c in mapping.columns.items() if n not in lacking},
        durations={n: d for n, d in mapping.durations.items() if n not in lacking},
        called_off=called_off,
    )


def _selection(raw: RawLog, mapping: LogMapping, where: str | None) -> pl.Expr:
    if where is None:
        return pl.lit(value=True)
    schema = raw.frame.collect_schema()
    columns = {name: _cells(name, schema[name]) for name in raw.names}
    aliases = {
        name: columns[parts[0]]
        for name, parts in mapping.columns.items()
        if len(parts) == 1
    }
    return condition(where, columns, aliases)


def _cells(name: str, dtype: pl.DataType) -> pl.Expr:
    text = text_of(name, dtype)
    return pl.when(~text.is_in(NOTHING)).then(text)


def _zone(typed: TypedLog, name: str | None, raw: RawLog) -> ZoneInfo:
    """Return the zone in which hours are meant, checked against the times' own."""
    if name is None and not typed.zoned:
        raise need_zone(raw.name)
    zone = zone_of(name or one_offset(typed.offsets, raw.name))
    if typed.zoned:
        check_offsets(typed.offsets, typed.table["received"], zone, raw.name)
    return zone


def _with_cancelled(table: pl.DataFrame) -> pl.DataFrame:
    """Give rows that were called off before arrival the moment when they were clear."""
    if "called_off" not in table.columns or "clear" not in table.columns:
        return table
    off = pl.col("called_off").fill_null(value=False)
    if "on_scene" in table.columns:
        off &= pl.col("on_scene").is_null()
    return table.with_columns(pl.when(off).then(pl.col("clear")).alias("cancelled"))


def _whole(table: pl.DataFrame) -> pl.DataFrame:
    """Take the columns of a log, those that it lacks empty."""
    return table.select(
        pl.col(name).cast(dtype, strict=False)
        if name in table.columns
        else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in SCHEMA.items()
    )


def _extra_cells(raw: RawLog) -> list[Finding]:
    rows = raw.extra_cells
    return [Finding(kind="extra_cells", n=len(rows), rows=rows[:5])] if rows else []
