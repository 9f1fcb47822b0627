"""A log in, its `Review` out.

CallLog ──► Counted (calls, spells) ──► measures, cells, load ──► Review
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from dispatch.review.against import Against
from dispatch.review.cells import by_cell
from dispatch.review.counted import Counted, answered, counted, targets_of
from dispatch.review.groups import Groups, by_text
from dispatch.review.histogram import histogram
from dispatch.review.intervals import all_spells
from dispatch.review.load import busy_units, load_table
from dispatch.review.measures import measures
from dispatch.review.quality import mapping_table, quality_table
from dispatch.review.review import Review
from dispatch.review.sentences import sentences
from dispatch.review.worst import worst_calls, worst_cells, worst_streets
from scenarios.call_logs.call_log import CallLog

_OF_MAIN = ("weekday_hour", "cell")  # with many groups: not of every interval
_NEEDED = ("unit_id", "dispatched", "over")


def review_of(
    log: CallLog,
    target_s: float | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Review:
    """Look back on a log.

    target_s : see `counted`. progress : told each step.

    Raises
    ------
    FileError : no call has two moments.
    """
    progress("counting intervals")
    return review_counted(counted(log, target_s), progress)


def review_counted(
    of: Counted,
    progress: Callable[[str], None] = lambda _: None,
    against: Against | None = None,
) -> Review:
    """Look back on a log that is counted, beside another or not."""
    log, zone = of.log, of.log.tz
    progress("placing calls in cells")
    cells = by_cell(of.calls)
    progress("measuring groups")
    table = _measures(of, cells)
    progress("looking for the worst")
    calls = _with_cells(answered(of), cells)
    busy = busy_units(_all_rows(of), of.calls["received"])
    reached = calls.drop_nulls("time_s")
    received = of.calls["received"].drop_nulls()
    review = Review(
        name=Path(log.name).name,
        tz=zone.key,
        first=_local(received.min(), of),
        end=_local(of.end, of),
        target_s=of.targets.target_s,
        own_targets=of.targets.own_ms is not None,
        main=of.main,
        n_rows=of.rows.height,
        n_calls=of.calls.height,
        n_units=of.rows["unit_id"].drop_nulls().n_unique(),
        quality=quality_table(log),
        mapping=mapping_table(log),
        measures=table,
        histogram=histogram(reached["time_s"].to_numpy(), of.targets.target_s),
        load=load_table(busy, calls),
        cells=worst_cells(reached),
        streets=worst_streets(reached),
        calls=worst_calls(reached, zone.key),
        against=against,
        sentences={},
    )
    return replace(review, sentences=sentences(review))


def _measures(of: Counted, cells: Groups | None) -> pl.DataFrame:
    many = [each for each in (*of.dimensions, cells) if each is not None]
    few = [each for each in many if each.dimension not in _OF_MAIN]
    many = [each for each in many if each.dimension in _OF_MAIN]
    tables = [
        measures(of.spells.items(), few, of.targets),
        measures([(of.main, of.spells[of.main])], many, of.targets),
    ]
    units = by_text(of.rows, "unit_id", "unit")
    if units is not None:
        spells = all_spells(of.rows, of.end)
        targets = targets_of(of.rows, _one_target(of))
        tables.append(measures(spells, [units], targets))
    return pl.concat(table for table in tables if table.height)


def _one_target(of: Counted) -> float | None:
    return of.targets.target_s if of.targets.own_ms is None else None


def _all_rows(of: Counted) -> pl.DataFrame:
    """Return who was where when, of the rows left out too."""
    over = pl.coalesce("cancelled", "clear").alias("over")
    others = of.log.others.select("unit_id", "dispatched", over)
    return pl.concat([of.rows.select(_NEEDED), others])


def _with_cells(calls: pl.DataFrame, cells: Groups | None) -> pl.DataFrame:
    if cells is None:
        return calls.with_columns(cell=pl.lit(None, dtype=pl.String))
    names = pl.Series([name.partition("=")[2] for name in cells.names])
    code = pl.Series(cells.code)
    known = code.set(code < 0, None)
    return calls.with_columns(cell=names.gather(known))


def _local(moment: Any, of: Counted) -> datetime:  # noqa: ANN401 - of any column
    at = moment if isinstance(moment, datetime) else of.end
    return at.astimezone(of.log.tz)
