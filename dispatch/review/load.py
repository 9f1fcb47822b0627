"""How late calls are, by how many units were busy when they were received."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dispatch.review.runs import Counts
from dispatch.review.shares import wilson

_BINS = 8  # *assumed*: as many as can be told apart at a glance
_NO_LOAD = {
    "busy_from": pl.Int64(),
    "busy_to": pl.Int64(),
    "n": pl.Int64(),
    "median_s": pl.Float64(),
    "late": pl.Float64(),
    "late_low": pl.Float64(),
    "late_high": pl.Float64(),
}


def busy_units(rows: pl.DataFrame, moments: pl.Series) -> NDArray[np.int64] | None:
    """Count the units that are busy at some moments: sent, and not yet clear.

    rows : unit_id, dispatched, and over, when it was clear or called off; a unit on two
    calls at once counts once. Rows that lack one of these are not counted. None where
    no row has them all.
    """
    spans = rows.select("unit_id", "dispatched", "over").drop_nulls()
    if spans.is_empty():
        return None
    units = pl.Enum(spans["unit_id"].unique())
    starts, stops = _busy(
        spans["unit_id"].cast(units).to_physical().cast(pl.Int64).to_numpy(),
        spans["dispatched"].dt.epoch("ms").to_numpy(),
        spans["over"].dt.epoch("ms").to_numpy(),
    )
    at = moments.dt.epoch("ms").fill_null(0).to_numpy()
    order = np.argsort(at)
    busy = np.empty(len(at), np.int64)
    sent, clear = (np.searchsorted(e, at[order], side="right") for e in (starts, stops))
    busy[order] = sent - clear
    return busy


def _busy(unit: Counts, start: Counts, stop: Counts) -> tuple[Counts, Counts]:
    """Return when units begin and cease to be busy, each in order, in milliseconds."""
    first = int(min(start.min(), stop.min()))
    span = int(max(start.max(), stop.max())) - first + 1
    # A clock of its own for each unit, one after the other.
    base = unit * span - first
    order = np.argsort(base + start)
    begin, end = (base + start)[order], (base + stop)[order]
    # What a unit does while it is on another call already makes it no busier.
    done = np.r_[-1, np.maximum.accumulate(end)[:-1]]
    begin = np.maximum(begin, done)
    busy = end > begin
    back = base[order][busy]
    return np.sort(begin[busy] - back), np.sort(end[busy] - back)


def load_table(busy: NDArray[np.int64] | None, answered: pl.DataFrame) -> pl.DataFrame:
    """Return lateness by load: busy_from, busy_to, n, median_s, late and its interval.

    busy : of each call, or None. answered : time_s and late of each call, null where
    nobody came. Classes hold about as many calls each.
    """
    if busy is None:
        return pl.DataFrame(schema=_NO_LOAD)
    table = answered.select("time_s", "late", busy=pl.Series(busy)).drop_nulls("time_s")
    if table.is_empty():
        return pl.DataFrame(schema=_NO_LOAD)
    edges = np.quantile(table["busy"].to_numpy(), np.linspace(0, 1, _BINS + 1)[1:-1])
    inner = np.unique(np.floor(edges)).astype(np.int64)
    classes = np.searchsorted(inner, table["busy"].to_numpy(), side="left")
    found = (
        table.with_columns(part=pl.Series(classes))
        .group_by("part")
        .agg(
            busy_from=pl.col("busy").min(),
            busy_to=pl.col("busy").max(),
            n=pl.len().cast(pl.Int64),
            median_s=pl.col("time_s").median(),
            late=pl.col("late").mean(),
            n_late=pl.col("late").sum(),
        )
        .sort("part")
    )
    return with_late_interval(found).select(*_NO_LOAD)


def with_late_interval(table: pl.DataFrame) -> pl.DataFrame:
    """Add late_low and late_high. table : n, n_late."""
    low, high = wilson(table["n_late"].to_numpy(), table["n"].to_numpy())
    return table.with_columns(late_low=pl.Series(low), late_high=pl.Series(high))
