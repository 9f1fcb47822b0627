"""From a log's cells to columns of their types, in one pass over the source.

Beside each column stand marks: which cells held a word for nothing, and which could
not be read. Times without an offset are still by the clock of the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from maps.errors import FieldError, FileError
from scenarios.call_logs.log_mapping import NUMBERS, TEXTS, TIMES, UNITS_S, LogMapping
from scenarios.call_logs.moment_cells import moment_of
from scenarios.call_logs.number_cells import flag, number, point, seconds
from scenarios.call_logs.raw_log import ROW, RawLog, text_of
from scenarios.call_logs.time_text import Written, is_zoned, written

NOTHING = (
    *("", "NULL", "null", "Null", "(null)", "(NULL)", "<null>", "<NULL>", r"\N"),
    *("NONE", "None", "none", "NaN", "nan", "NAN", "NaT", "nil", "NIL"),
    *("N/A", "n/a", "NA", "#N/A", "-", "--", "---", ".", "?", "无", "空"),
)
"""Words for nothing, as exports write them; *assumed* never to be a value."""

SELECTED = "\x00selected"
_OFFSET = r"(?i)\d ?(z|utc|gmt|[+-]\d{2}:?(?:\d{2})?)$"
_FEW = 1000
_SOME = 5000  # texts that tell how the others are written


def null_mark(name: str) -> str:
    """Name of the mark of cells that held a word for nothing."""
    return f"\x00null {name}"


def bad_mark(name: str) -> str:
    """Name of the mark of cells that could not be read."""
    return f"\x00bad {name}"


def below_mark(name: str) -> str:
    """Name of the mark of durations below zero."""
    return f"\x00below {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLog:
    """Columns of their types, with marks.

    zoned : whether moments are in UTC. offsets : those that receipts were written with.
    """

    table: pl.DataFrame
    zoned: bool
    offsets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A field: its cells as text, empty ones null, and some of them.

    moment : where the source has moments, these.
    """

    name: str
    text: pl.Expr
    was_null: pl.Expr
    sample: tuple[str, ...]
    moment: pl.Expr | None = None


def typed_log(raw: RawLog, mapping: LogMapping, chosen: pl.Expr) -> TypedLog:
    """Read the columns that a mapping names.

    chosen : of the source's columns, which rows the user asked for.

    Raises
    ------
    FieldError : moments with an offset and without, or a column of no times.
    """
    sources = {each.name: each for each in _sources(raw, mapping)}
    times = {
        name: _written(raw, mapping, sources[name])
        for name in TIMES
        if name in sources and name not in mapping.durations
    }
    zoned = _one_clock(times, mapping, raw.name)
    columns = [
        *_time_columns(times, sources, zoned=zoned),
        *_other_columns(mapping, sources),
        *(each.was_null.alias(null_mark(each.name)) for each in sources.values()),
    ]
    table = raw.frame.select(
        pl.col(ROW).cast(pl.Int64).alias("row"),
        chosen.fill_null(value=False).alias(SELECTED),
        *columns,
    ).collect(engine="streaming")
    for name, how in times.items():
        table = _reread(table, raw, sources[name], how, zoned=zoned)
    table = _with_durations(table, mapping)
    offsets = _offsets(raw, sources["received"]) if zoned else frozenset()
    return TypedLog(table=table, zoned=zoned, offsets=offsets)


def _reread(
    table: pl.DataFrame, raw: RawLog, source: _Source, how: Written, *, zoned: bool
) -> pl.DataFrame:
    """Read once more what the first rows' forms do not read.

    Raises
    ------
    FieldError : times with an offset among such without, or the other way.
    """
    mark = table[bad_mark(source.name)]
    if not mark.any():
        return table
    rows = table["row"].filter(mark)
    texts = (
        raw.frame.filter(pl.col(ROW).is_in(rows.implode()))
        .select(pl.col(ROW).cast(pl.Int64).alias("row"), source.text.alias("text"))
        .collect(engine="streaming")
    )
    found = written(texts["text"].unique(maintain_order=True).head(_SOME).to_list())
    forms = [form for form in found.forms if form not in how.forms]
    if not forms:
        return table
    if any(is_zoned(form) != zoned for form in forms):
        raise _two_clocks(source.name, raw.name)
    value = moment_of(pl.col("text"), forms, zoned=zoned).alias("again")
    again = table.select("row").join(texts.select("row", value), on="row", how="left")
    whole = pl.coalesce(pl.col(source.name), again["again"]).alias(source.name)
    return table.with_columns(whole, (mark & again["again"].is_null()))


def _two_clocks(column: str, file: str) -> FieldError:
    problem = "times with an offset and times without stand in one log"
    mend = "write all with one, or all without and give --tz"
    return FieldError(problem, file=file, field=column, mend=mend)


def _offsets(raw: RawLog, received: _Source) -> frozenset[str]:
    """Return the offsets that receipts are written with; of bare numbers UTC's."""
    found = raw.frame.select(received.text.str.extract(_OFFSET).unique().alias("of"))
    said = found.collect(engine="streaming")["of"].drop_nulls().to_list()
    return frozenset(said) or frozenset({"Z"})


def _sources(raw: RawLog, mapping: LogMapping) -> Iterator[_Source]:
    """Give each field that the source has with its cells."""
    schema = raw.frame.collect_schema()
    columns = dict(mapping.columns)
    columns |= {name: (each.column,) for name, each in mapping.durations.items()}
    if mapping.called_off is not None:
        columns["called_off"] = (mapping.called_off.column,)
    if {"lon", "lat"} <= columns.keys():
        columns.pop("point", None)
    for name, parts in columns.items():
        texts = [text_of(part, schema[part]) for part in parts]
        whole = _joined(texts)
        nothing = whole.is_in(NOTHING)
        yield _Source(
            name=name,
            text=pl.when(~nothing).then(whole),
            was_null=nothing & (whole != ""),
            sample=_sample(raw, parts, pl.when(~nothing).then(whole)),
            moment=_moment(parts[0], schema[parts[0]]) if len(parts) == 1 else None,
        )


def _moment(column: str, dtype: pl.DataType) -> pl.Expr | None:
    """Return a column of moments as it is; None for one of anything else."""
    if not isinstance(dtype, pl.Datetime):
        return None
    value = pl.col(column).dt.cast_time_unit("us")
    return value.dt.convert_time_zone("UTC") if dtype.time_zone else value


def _joined(texts: list[pl.Expr]) -> pl.Expr:
    """Join a date and a time; of a date, a clock time at midnight is cut off."""
    if len(texts) == 1:
        return texts[0]
    date = texts[0].str.replace(r"[T ]00:00(:00(\.0+)?)?$", "")
    return pl.concat_str([date, *texts[1:]], separator=" ", ignore_nulls=False)


def _sample(raw: RawLog, parts: Sequence[str], text: pl.Expr) -> tuple[str, ...]:
    """Return some texts of a field: of the first rows, or the first there are."""
    whole = _joined([pl.col(part) for part in parts])
    first = raw.sample.select(pl.when(~whole.is_in(NOTHING)).then(whole).alias("text"))
    first = first.drop_nulls()
    if not len(first):
        some = raw.frame.select(text.alias("text")).drop_nulls().head(_FEW)
        first = some.collect(engine="streaming")
    return tuple(first["text"].to_list())


def _written(raw: RawLog, mapping: LogMapping, source: _Source) -> Written:
    """Find out how the times of a field are written."""
    if source.name in mapping.formats:
        return Written(forms=(mapping.formats[source.name],), share=1.0)
    found = written(source.sample)
    if source.sample and not found.forms:
        column = " + ".join(mapping.columns[source.name])
        problem = f"{source.sample[0]!r:.40} is no time, nor is any other of its cells"
        mend = f"map another column to {source.name}, or say its [formats]"
        raise FieldError(problem, file=raw.name, field=column, mend=mend)
    return found


def _one_clock(times: Mapping[str, Written], mapping: LogMapping, file: str) -> bool:
    """Tell whether all moments have an offset.

    Raises
    ------
    FieldError : some have one and some have none.
    """
    said = {(name, zoned) for name, each in times.items() for zoned in each.zoned}
    if len({zoned for _, zoned in said}) > 1:
        column = next(
            " + ".join(mapping.columns[name])
            for name in times
            if any((name, zoned) in said for zoned in (False,))
        )
        raise _two_clocks(column, file)
    return any(zoned for _, zoned in said)


def _time_columns(
    times: Mapping[str, Written], sources: Mapping[str, _Source], *, zoned: bool
) -> Iterator[pl.Expr]:
    for name, how in times.items():
        text = sources[name].text
        value = sources[name].moment
        if value is None:
            value = moment_of(text, how.forms, zoned=zoned)
        yield from _read_as(sources[name], value)


def _other_columns(
    mapping: LogMapping, sources: Mapping[str, _Source]
) -> Iterator[pl.Expr]:
    """Give all columns but moments."""
    for name in TEXTS:
        if name in sources:
            yield sources[name].text.alias(name)
    for name in NUMBERS:
        if name in sources:
            each = sources[name]
            yield from _read_as(each, number(each.text, each.sample))
    for name, duration in mapping.durations.items():
        yield from _duration(sources[name], UNITS_S[duration.unit])
    if "point" in sources:
        yield from _point(sources["point"])
    if "on_time" in sources:
        yield from _read_as(sources["on_time"], flag(sources["on_time"].text))
    if mapping.called_off is not None:
        said = sources["called_off"].text
        yield said.is_in(mapping.called_off.texts).alias("called_off")


def _read_as(source: _Source, value: pl.Expr) -> Iterator[pl.Expr]:
    """Give what a field's cells say, and the mark of those that say nothing known."""
    yield value.alias(source.name)
    yield (source.text.is_not_null() & value.is_null()).alias(bad_mark(source.name))


def _duration(source: _Source, unit_s: float) -> Iterator[pl.Expr]:
    value = seconds(source.text, source.sample, unit_s)
    yield from _read_as(source, value)
    yield (value < 0).fill_null(value=False).alias(below_mark(source.name))


def _point(source: _Source) -> Iterator[pl.Expr]:
    lon, lat = point(source.text)
    yield from (lon.alias("lon"), lat.alias("lat"))
    yield (source.text.is_not_null() & lon.is_null()).alias(bad_mark("point"))


def _with_durations(table: pl.DataFrame, mapping: LogMapping) -> pl.DataFrame:
    """Turn durations into moments, whatever order they were named in."""
    left = dict(mapping.durations)
    while left:
        ready = [name for name, each in left.items() if each.since not in left]
        table = table.with_columns(
            _moment_after(table, name, left[name].since) for name in ready
        )
        left = {name: each for name, each in left.items() if name not in ready}
    return table


def _moment_after(table: pl.DataFrame, name: str, since: str) -> pl.Expr:
    if since not in table.columns:
        problem = f"is since {since}, which no column gives"
        raise FileError(problem, mend=f"map a column to {since}")
    value = pl.when(pl.col(name) >= 0).then(pl.col(name))
    us = (value * 1e6).round().cast(pl.Int64).cast(pl.Duration("us"))
    return (pl.col(since) + us).alias(name)
