"""What is measured in a log: intervals from one moment to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maps.errors import FileError

REACHED, OVER, OPEN = 0, 1, 2  # in this order where they fall on one moment
_MAIN = (
    "time_to_door",
    "received_to_on_scene",
    "dispatched_to_on_scene",
    "received_to_dispatched",
)
_HALF = 0.5  # *assumed*: doors in fewer calls do not stand for the log


_NEVER = pl.lit(value=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Interval:
    """From one moment to another, by their columns in `calls.calls_of`.

    over : when it could no longer end. unseen : where it must have ended although the
    log does not say when; such calls are not counted in it.
    """

    name: str
    start: str
    stop: str
    over: str | None = "over"
    unseen: pl.Expr = _NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spells:
    """How long an interval lasted, in those rows of a table that began it.

    row : which, from 0, n of them. ms : milliseconds to its end, or as long as it was
    watched. state : REACHED its end; OVER without it, the call cancelled or its units
    clear; still OPEN when the log ended.
    """

    row: NDArray[np.uint32]
    ms: NDArray[np.int64]
    state: NDArray[np.int8]


def _known(*names: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).is_not_null() for name in names)


INTERVALS = (
    Interval(
        name="received_to_dispatched",
        start="received",
        stop="dispatched",
        unseen=_known("first_rolling", "on_scene", "at_door"),
    ),
    Interval(
        name="turnout",
        start="first_dispatched",
        stop="first_rolling",
        over="first_over",
        unseen=_known("on_scene", "first_at_door"),
    ),
    Interval(
        name="travel",
        start="first_rolling",
        stop="on_scene",
        over="first_over",
        unseen=_known("first_at_door"),
    ),
    Interval(
        name="access",
        start="on_scene",
        stop="first_at_door",
        over=None,
        unseen=_known("first_over"),
    ),
    Interval(
        name="dispatched_to_on_scene",
        start="dispatched",
        stop="on_scene",
        unseen=_known("at_door"),
    ),
    Interval(
        name="received_to_on_scene",
        start="received",
        stop="on_scene",
        unseen=_known("at_door"),
    ),
    Interval(
        name="time_to_door",
        start="received",
        stop="at_door",
        unseen=_known("on_scene") & _known("over"),
    ),
    Interval(name="received_to_full_crew", start="received", stop="crew_on_scene"),
    Interval(name="time_to_door_full_crew", start="received", stop="crew_at_door"),
    Interval(name="on_scene_to_clear", start="on_scene", stop="first_clear", over=None),
)
"""All of them: the first unit's, unless their name says full crew."""


def all_spells(table: pl.DataFrame, end: datetime) -> Iterator[tuple[str, Spells]]:
    """Give the spells of those intervals that a table knows at all.

    table : of `calls.calls_of` or `calls.unit_rows`. end : of the log.
    """
    for interval in INTERVALS:
        spells = spells_of(interval, table, end)
        if (spells.state == REACHED).any():
            yield interval.name, spells


def spells_of(interval: Interval, table: pl.DataFrame, end: datetime) -> Spells:
    """Tell how long an interval lasted in each row that began it.

    What is over before it began counts as over at once. An end before the beginning,
    and none in a row where a moment had to be struck out, were not recorded.
    """
    start, stop = pl.col(interval.start), pl.col(interval.stop)
    over = pl.lit(None) if interval.over is None else pl.col(interval.over)
    watched = pl.coalesce(stop, over, pl.lit(end)) - start
    state = (
        pl.when(stop.is_not_null())
        .then(pl.when(stop >= start).then(REACHED))
        .when(interval.unseen | pl.col("doubtful"))
        .then(None)
        .when(over.is_not_null())
        .then(OVER)
        .otherwise(OPEN)
    )
    spells = table.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32),
        ms=watched.dt.total_milliseconds().clip(lower_bound=0),
        state=state.cast(pl.Int8),
    ).drop_nulls()
    return Spells(**{name: spells[name].to_numpy() for name in spells.columns})


def main_interval(spells: Mapping[str, Spells], file: object = None) -> str:
    """Name the interval that says most: as near to the door as the log goes.

    Doors count where at least half as many are known as arrivals: *assumed*. file :
    named in the error.

    Raises
    ------
    FileError : there is none.
    """
    reached = {name: int((s.state == REACHED).sum()) for name, s in spells.items()}
    arrivals = reached.get("received_to_on_scene", 0)
    for name in _MAIN:
        enough = _HALF * arrivals if name == "time_to_door" else 0
        if name in reached and reached[name] >= enough:
            return name
    for name in reached:
        return name
    raise FileError(
        "no call has two moments, so that no time can be counted",
        file=file,
        mend="name the columns of its times with --mapping FILE",
    )
