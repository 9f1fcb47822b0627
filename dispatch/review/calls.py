"""One row per call, of the rows of its units."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

_EARLIEST = ("received", "dispatched", "on_scene", "at_door")
_OF_THE_FIRST = ("dispatched", "rolling", "at_door", "clear", "over")
_CREW = ("on_scene", "at_door")
_ABOUT = ("priority", "zone", "street", "lon", "lat", "target_s")
_KEPT = (
    *("row", "call_id", "unit_id", *_ABOUT, *_EARLIEST),
    *("rolling", "clear", "doubtful", "officers", "officers_needed"),
)
_LATER = timedelta(days=365 * 200)  # than any arrival
_NEVER = np.iinfo(np.int64).max


def unit_rows(table: pl.DataFrame) -> pl.DataFrame:
    """Return a log's rows in the form of `calls_of`, each by itself.

    table : of a `CallLog`.
    """
    kept = [name for name in _KEPT if name in table.columns]
    rows = table.select(*kept, pl.coalesce("cancelled", "clear").alias("over"))
    firsts = [pl.col(name).alias(f"first_{name}") for name in _OF_THE_FIRST]
    never = pl.lit(None, dtype=rows.schema["on_scene"])
    return rows.with_columns(*firsts, *(never.alias(f"crew_{name}") for name in _CREW))


def calls_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row per call, in the order of their first rows.

    rows : of `unit_rows`. received, dispatched, on_scene and at_door are the call's
    earliest; first_* are those of the unit that was first at the scene, or that would
    have been: of a call that nobody reached, of the first that was sent. crew_* : when
    as many officers were there as the call needs; null where the log does not say.
    over : when the last of its units was called off or clear; null while one is not.
    """
    ids = rows.select(pl.col("call_id").unique(maintain_order=True))
    if ids.height == rows.height:
        return rows
    numbers = ids.with_row_index("call")
    call = rows.select("call_id").join(numbers, on="call_id", maintain_order="left")
    own = call["call"]
    first = rows[_first_rows(rows, own.to_numpy(), ids.height)]
    together = [
        *(pl.col(name).min() for name in _EARLIEST),
        *(pl.col(name).drop_nulls().first() for name in _partly_known(rows)),
        pl.col("doubtful").any(),
        pl.col("over").max(),
    ]
    never = pl.col("over").to_physical().fill_null(_NEVER)
    calls = (
        rows.select(own, *_EARLIEST, *_partly_known(rows), "doubtful", over=never)
        .group_by("call")
        .agg(together)
        .sort("call")
        .drop("call")
        .with_columns(_moment(rows, "over"))
    )
    return _with_crews(first.with_columns(calls), rows)


def _moment(rows: pl.DataFrame, name: str) -> pl.Expr:
    """Turn numbers into moments again, _NEVER into none."""
    known = pl.when(pl.col(name) != _NEVER).then(pl.col(name))
    return known.cast(rows.schema[name]).alias(name)


def _first_rows(
    rows: pl.DataFrame, call: NDArray[np.uint32], calls: int
) -> NDArray[np.int64]:
    """Return which row is of the unit that was first there, for each call."""
    arrives = pl.coalesce("on_scene", pl.col("dispatched") + _LATER)
    moments = rows.select(arrives.to_physical().fill_null(_NEVER)).to_series()
    backwards = np.argsort(moments.to_numpy(), kind="stable")[::-1]
    found = np.zeros(calls, np.int64)
    found[call[backwards]] = backwards  # the first is written last, and stays
    return found


def _partly_known(rows: pl.DataFrame) -> list[str]:
    """Name what some rows of a call may say and others not."""
    return [name for name in _ABOUT if 0 < rows[name].null_count() < rows.height]


def _with_crews(calls: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Say when each call had its officers, where the log counts them."""
    if "officers" not in rows.columns or not rows["officers"].count():
        return calls
    for name in _CREW:
        there = pl.col("officers").cum_sum().over("call_id")
        came = rows.drop_nulls(name).sort(name)
        came = came.filter(there >= pl.col("officers_needed"))
        crew = came.group_by("call_id").agg(pl.col(name).min().alias(f"crew_{name}"))
        calls = calls.drop(f"crew_{name}").join(crew, on="call_id", how="left")
    return calls
