"""What is wrong with the rows of a log: found, made empty where it cannot be, counted.

One function per kind of dirt; each gives marks, of rows and, where several fields may
have it, by field. `finding.KINDS` says what is done with each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scenarios.call_logs.call_log import MOMENTS
from scenarios.call_logs.clock import FIRST, KNOWN, SKIPPED
from scenarios.call_logs.finding import KINDS, Finding
from scenarios.call_logs.log_mapping import TIMES
from scenarios.call_logs.raw_log import ROW, RawLog
from scenarios.call_logs.typed_columns import (
    SELECTED,
    bad_mark,
    below_mark,
    null_mark,
)

_N_EXAMPLES = 5
_WHO = ("call_id", "unit_id", "received")  # equal rows have these equal
_MOST_LON, _MOST_LAT = 180.0, 90.0
# A call's course lasts hours; *assumed*: a moment so far from its receipt is a slip.
FAR_FROM_CALL = pl.duration(days=30)
# *Assumed*: a log has no gap of a year and ten times the middle half of its length.
_FAR_DAYS, _FAR_SPREADS = 366.0, 10.0
_DAY_S = 86_400.0

Marks = dict[str, pl.Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A table as it goes through the checks. marks : by kind, by field, of rows."""

    table: pl.DataFrame
    marks: dict[str, Marks] = field(default_factory=dict)

    def found(self, kind: str, marks: Marks) -> Checked:
        """Add the marks of a kind, and leave the table as it is."""
        return Checked(table=self.table, marks=self.marks | {kind: marks})

    def with_columns(self, *columns: pl.Expr | pl.Series) -> Checked:
        """Change columns."""
        return Checked(table=self.table.with_columns(*columns), marks=self.marks)


def checked(table: pl.DataFrame, *, per_unit: bool) -> Checked:
    """Check a table in UTC, in the order in which one thing hides another.

    table : typed columns with their marks; the fields that the log has.
    """
    found = Checked(table=table)
    for check in (_cells, _places, _hours, _far_dates, _order, _ids, _arrivals):
        found = check(found)
    return _units(_calls(found)) if per_unit else _calls(found)


def without_repeats(
    table: pl.DataFrame, raw: RawLog
) -> tuple[pl.DataFrame, list[Finding]]:
    """Leave out rows that are empty or the same as an earlier one, and count them."""
    values = [name for name in table.columns if name != "row" and "\0" not in name]
    empty = table.select(pl.all_horizontal(pl.col(values).is_null())).to_series()
    repeated = _repeated(table, values, raw) & ~empty
    findings = [
        finding_of("empty_row", {"": empty}, table),
        finding_of("duplicate", {"": repeated}, table),
    ]
    gone = empty | repeated
    return table.filter(~gone) if gone.any() else table, [f for f in findings if f.n]


def _repeated(table: pl.DataFrame, values: Sequence[str], raw: RawLog) -> pl.Series:
    """Mark rows that are the same as an earlier one.

    Rows of units are so when all that is read of them is the same; of calls, every
    cell, for what tells two units apart may stand in a column that is not read.
    """
    few = [name for name in _WHO if name in values]
    alike = table.select(pl.struct(few).hash().is_duplicated()).to_series()
    some = table.filter(alike).select("row", same=pl.struct(values).hash())
    repeated = some["row"].filter(~some["same"].is_first_distinct())
    if "unit_id" not in values and len(repeated):
        repeated = _repeated_whole(
            some["row"].filter(some["same"].is_duplicated()), raw
        )
    return table["row"].is_in(repeated.implode())


def _repeated_whole(rows: pl.Series, raw: RawLog) -> pl.Series:
    """Return the numbers of rows that are in every cell as an earlier one."""
    whole = raw.frame.filter(pl.col(ROW).is_in(rows.implode())).select(
        ROW, pl.struct(raw.names).hash().alias("same")
    )
    alike = whole.collect(engine="streaming").sort(ROW)
    return alike[ROW].filter(~alike["same"].is_first_distinct()).cast(pl.Int64)


def findings_of(found: Checked) -> list[Finding]:
    """Count what was found among the rows that the user chose."""
    made = (
        finding_of(kind, found.marks[kind], found.table)
        for kind in KINDS
        if kind in found.marks
    )
    return [finding for finding in made if finding.n]


def finding_of(
    kind: str, marks: Mapping[str, pl.Series], table: pl.DataFrame
) -> Finding:
    """Count the rows that any field marks, and each field's."""
    chosen = {name: mark & table[SELECTED] for name, mark in marks.items()}
    by_field = {name: int(mark.sum()) for name, mark in chosen.items()}
    rows = pl.select(
        pl.any_horizontal(pl.lit(value=False), *chosen.values()).alias("any")
    )["any"]
    if len(rows) != len(table):  # no field has it
        rows = pl.repeat(value=False, n=len(table), eager=True)
    examples = table["row"].filter(rows).head(_N_EXAMPLES)
    return Finding(
        kind=kind,
        n=int(rows.sum()),
        rows=tuple(examples.to_list()),
        by_field={name: n for name, n in by_field.items() if name and n},
    )


def _marked(table: pl.DataFrame, mark: Callable[[str], str]) -> Marks:
    """Take marks out of a table, by field."""
    prefix = mark("")
    return {
        name.removeprefix(prefix): table[name].fill_null(value=False)
        for name in table.columns
        if name.startswith(prefix)
    }


def _cells(found: Checked) -> Checked:
    """Words for nothing, what cannot be read, durations below zero: empty by now."""
    table = found.table
    bad, below = _marked(table, bad_mark), _marked(table, below_mark)
    wrong = [mark for marks in (bad, below) for f, mark in marks.items() if f in TIMES]
    doubtful = _any(wrong, len(table)).alias("doubtful")
    found = Checked(table=table.with_columns(doubtful))
    found = found.found("null_text", _marked(table, null_mark))
    return found.found("unreadable", bad).found("negative_duration", below)


def _any(marks: Iterable[pl.Series], n: int) -> pl.Series:
    total = pl.repeat(value=False, n=n, eager=True)
    for mark in marks:
        total |= mark
    return total


def _places(found: Checked) -> Checked:
    """Places: none, at 0, 0 or not on Earth are made empty."""
    degrees = {"lon", "lat"} & {*found.table.columns}
    if not degrees:
        return found
    for name in {"lon", "lat"} - degrees:  # half a place is none
        found = found.with_columns(pl.lit(None, dtype=pl.Float64).alias(name))
    table = found.table
    lon, lat = pl.col("lon"), pl.col("lat")
    both = lon.is_not_null() & lat.is_not_null()
    zero = both & (lon == 0) & (lat == 0)
    on_earth = (lon.abs() <= _MOST_LON) & (lat.abs() <= _MOST_LAT)
    half = lon.is_null() != lat.is_null()
    impossible = half | (both & ~on_earth)
    marks = table.select(
        none=(lon.is_null() & lat.is_null()),
        zero=zero.fill_null(value=False),
        impossible=impossible.fill_null(value=False),
    )
    keep = both & ~zero & on_earth
    changed = [pl.when(keep).then(pl.col(n)).alias(n) for n in ("lon", "lat")]
    found = found.with_columns(*changed).found("no_place", {"place": marks["none"]})
    found = found.found("zero_place", {"place": marks["zero"]})
    return found.found("impossible_place", {"place": marks["impossible"]})


def _hours(found: Checked) -> Checked:
    """Hours that the clocks skipped, empty by now, or that came twice."""
    table = found.table
    if SKIPPED not in table.columns:
        return found
    found = found.with_columns(pl.col("doubtful") | pl.col(SKIPPED))
    for kind, mark in (
        ("missing_hour", SKIPPED),
        ("repeated_hour_known", KNOWN),
        ("repeated_hour_first", FIRST),
    ):
        found = found.found(kind, {"": table[mark]})
    return found


def _far_dates(found: Checked) -> Checked:
    """Moments far from the log's middle, or from the call's receipt, are made empty."""
    names = [name for name in TIMES if name in found.table.columns]
    received = pl.col("received")
    far = {"received": _far_from_log(found.table["received"])}
    found = found.with_columns(
        pl.when(~far["received"]).then(received).alias("received")
    )
    others = [name for name in names if name != "received"]
    marks = found.table.select(
        ((pl.col(n) - received).abs() > FAR_FROM_CALL).fill_null(value=False).alias(n)
        for n in others
    )
    far |= {name: marks[name] for name in others}
    return _emptied(found, far).found("far_date", far)


def _far_from_log(received: pl.Series) -> pl.Series:
    """Mark receipts far from the log's median, against its middle half's length."""
    days = received.dt.epoch("s") / _DAY_S
    middle = days.median()
    low, high = days.quantile(0.25), days.quantile(0.75)
    if middle is None or low is None or high is None:
        return pl.repeat(value=False, n=len(received), eager=True)
    limit = _FAR_DAYS + _FAR_SPREADS * (high - low)
    return ((days - float(str(middle))).abs() > limit).fill_null(value=False)


def _emptied(found: Checked, wrong: Mapping[str, pl.Series]) -> Checked:
    """Make moments empty, and mark their rows doubtful."""
    some = {name: mark for name, mark in wrong.items() if mark.any()}
    return found.with_columns(
        *(pl.when(~mark).then(pl.col(name)).alias(name) for name, mark in some.items()),
        (found.table["doubtful"] | _any(some.values(), len(found.table))).alias(
            "doubtful"
        ),
    )


def _order(found: Checked) -> Checked:
    """Moments before one that comes first: the fewest that leave an order go.

    Of as many, those that come later in `MOMENTS`, so an arrival before its dispatch
    goes, and the dispatch stays. A cancellation goes that is before the receipt.
    """
    table = found.table
    names = [name for name in MOMENTS if name in table.columns]
    rows = np.flatnonzero(table.select(_is_out_of_order(names)).to_series().to_numpy())
    wrong = {name: np.zeros(len(table), bool) for name in names}
    if len(rows):
        moments = table[rows].select(
            pl.col(name).dt.epoch("us").cast(pl.Float64) for name in names
        )
        for name, mark in zip(names, _misfits(moments.to_numpy()).T, strict=True):
            wrong[name][rows] = mark
    marks = {name: pl.Series(mark) for name, mark in wrong.items()}
    if "cancelled" in table.columns:
        early = (table["cancelled"] < table["received"]).fill_null(value=False)
        marks["cancelled"] = early
    return _emptied(found, marks).found("out_of_order", marks)


def _is_out_of_order(names: Sequence[str]) -> pl.Expr:
    latest, wrong = pl.col(names[0]), pl.lit(value=False)
    for name in names[1:]:
        wrong |= (pl.col(name) < latest).fill_null(value=False)
        latest = pl.max_horizontal(latest, name)
    return wrong.alias("wrong")


def _misfits(moments: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the fewest moments without which the others are in order.

    moments : [row, moment] in their order, nan where there is none. The longest
    non-decreasing chain of each row is found by dynamic programming.
    """
    n, k = moments.shape
    given = ~np.isnan(moments)
    worth = 1.0 + np.arange(k, 0, -1) / (k * k + 1.0)  # the earlier, of as many
    best = np.where(given, worth, -np.inf)
    before = np.full((n, k), -1)
    for at in range(k):
        for earlier in range(at):
            longer = best[:, earlier] + worth[at]
            fits = moments[:, earlier] <= moments[:, at]
            better = fits & given[:, at] & (longer > best[:, at])
            best[better, at] = longer[better]
            before[better, at] = earlier
    kept = np.zeros((n, k), bool)
    rows, at = np.arange(n), best.argmax(axis=1)
    while len(rows):
        kept[rows, at] = True
        at = before[rows, at]
        rows, at = rows[at >= 0], at[at >= 0]
    return given & ~kept


def _ids(found: Checked) -> Checked:
    """Rows without a call's id get their number for one."""
    table = found.table
    if "call_id" not in table.columns:
        none = pl.repeat(value=True, n=len(table), eager=True)
        found = found.with_columns(pl.lit(None, dtype=pl.String).alias("call_id"))
    else:
        none = table["call_id"].is_null()
    own = pl.format("row {}", pl.col("row"))
    found = found.with_columns(pl.coalesce("call_id", own).alias("call_id"))
    return found.found("no_call_id", {"call_id": none})


def _arrivals(found: Checked) -> Checked:
    """Rows without receipt or arrival, and those that arrived when they were sent."""
    table = found.table
    found = found.found("no_received", {"received": table["received"].is_null()})
    arrived = [name for name in ("on_scene", "at_door") if name in table.columns]
    if not arrived:
        return found
    none = pl.all_horizontal(pl.col(name).is_null() for name in arrived)
    marks = table.select(none=none & ~pl.col("doubtful"))
    found = found.found("no_arrival", {"on_scene": marks["none"]})
    if not {"dispatched", "on_scene"} <= {*table.columns}:
        return found
    at_once = (table["on_scene"] == table["dispatched"]).fill_null(value=False)
    return found.found("arrival_at_dispatch", {"on_scene": at_once})


def _calls(found: Checked) -> Checked:
    """Rows of one call that say other moments of receipt."""
    table = found.table
    if table["call_id"].is_first_distinct().all():
        return found
    calls = table.lazy().select("received", call=pl.col("call_id").hash())
    spans = calls.group_by("call").agg(
        first=pl.col("received").min(), last=pl.col("received").max()
    )
    several = spans.filter(pl.col("first") < pl.col("last")).collect()
    if several.is_empty():
        return found
    first = calls.join(several.lazy(), on="call", how="left", maintain_order="left")
    differs = first.select(
        (pl.col("received") > pl.col("first")).fill_null(value=False)
    )
    return found.found("received_differs", {"received": differs.collect().to_series()})


def _units(found: Checked) -> Checked:
    """Rows without a unit, of a unit twice on a call, or on two calls at once."""
    table = found.table
    named = table["unit_id"].is_not_null()
    first = table.select(pl.struct("call_id", "unit_id").hash().is_first_distinct())
    twice = named & ~first.to_series()
    found = found.found("no_unit_id", {"unit_id": ~named})
    found = found.found("unit_twice", {"unit_id": twice})
    busy = np.flatnonzero((named & ~twice).to_numpy())
    marks = np.zeros(len(table), bool)
    marks[busy[_overlapping(table, busy)]] = True
    return found.found("unit_on_two_calls", {"unit_id": pl.Series(marks)})


def _overlapping(table: pl.DataFrame, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which of some rows begin before their unit's earlier ones end.

    rows : their places. A row lasts from its dispatch to its last moment.
    """
    names = [name for name in MOMENTS[1:] if name in table.columns]
    if "dispatched" not in names:
        return np.empty(0, np.int64)
    spans = table.select(
        unit=pl.col("unit_id").cast(pl.Categorical).to_physical().cast(pl.Int64),
        begin=pl.col("dispatched").dt.epoch("ms"),
        end=pl.max_horizontal(names).dt.epoch("ms"),
    )[rows]
    spans = spans.with_row_index("at").drop_nulls()
    if spans.is_empty():
        return np.empty(0, np.int64)
    unit, begin, end = (spans[name].to_numpy() for name in ("unit", "begin", "end"))
    # One unit's times after the other's on one axis, so that none reaches the next.
    shift = (end.max() - begin.min() + 1) * unit - begin.min()
    order = np.argsort(begin + shift, kind="stable")
    latest = np.maximum.accumulate((end + shift)[order])
    overlaps = (begin + shift)[order][1:] < latest[:-1]
    later: NDArray[np.int64] = order[1:][overlaps]
    return spans["at"].to_numpy()[later].astype(np.int64)
