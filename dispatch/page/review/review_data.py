"""A review as the data its page is filled from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import polars as pl
from h3.api import basic_str

if TYPE_CHECKING:
    from dispatch.review.against import Against
    from dispatch.review.calibration import Calibration
    from dispatch.review.could_have_been import CouldHaveBeen
    from dispatch.review.review import Review

MOST_GROUPS = 300
"""Of one dimension, those with the most calls (assumed); tables have all of them."""

MOST_CELLS = 2000
"""Likewise: 150 bytes each."""

MOST_WORST = 40
"""Streets, calls and savings."""

_LONG = timedelta(days=2)
_OF_MAIN_ALONE = ("weekday_hour", "cell")
_DEGREE_DECIMALS = 5  # one metre
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Row = dict[str, Any]


def review_data(review: Review) -> Row:
    """Return what the page's scripts read, JSON values only.

    A table is {columns, rows}; times in seconds, shares from 0 to 1, points
    [lat, lon], as Leaflet takes them.
    """
    measures, more = _measures(review.measures)
    return {
        "name": review.name,
        "tz": review.tz,
        **_span(review),
        "target_s": review.target_s,
        "own_targets": review.own_targets,
        "main": review.main,
        "n_rows": review.n_rows,
        "n_calls": review.n_calls,
        "n_units": review.n_units,
        "sentences": {
            language: [*lines] for language, lines in review.sentences.items()
        },
        "histogram": _table(review.histogram),
        "hours": _hours(review.measures, review.main),
        "measures": measures,
        "more_groups": more,
        "load": _table(review.load),
        "cells": _cells(review.cells),
        "streets": _table(review.streets.head(MOST_WORST)),
        "calls": _table(review.calls.drop("lon", "lat").head(MOST_WORST)),
        "longest": _longest(review.calls),
        "quality": _table(review.quality),
        "mapping": _table(review.mapping),
        "against": _against(review.against),
        "calibration": _calibration(review.calibration),
        "could_have_been": _could_have_been(review.could_have_been),
    }


def _span(review: Review) -> Row:
    """Write the first moment and the last by the clock on the spot."""
    tz = ZoneInfo(review.tz)
    form = "%Y-%m-%d %H:%M" if review.end - review.first < _LONG else "%Y-%m-%d"
    return {
        name: moment.astimezone(tz).strftime(form)
        for name, moment in (("first", review.first), ("end", review.end))
    }


def _table(table: pl.DataFrame) -> Row:
    rows = [
        [_value(value, name) for name, value in _pairs(table, row)]
        for row in table.rows()
    ]
    return {"columns": table.columns, "rows": rows}


def _pairs(table: pl.DataFrame, row: tuple[object, ...]) -> zip[tuple[str, object]]:
    return zip(table.columns, row, strict=True)


def _value(value: object, name: str) -> object:
    """Return a JSON value; times to a tenth of a second, shares to a hundredth of 1 %.

    What is no number (unbounded) is null.
    """
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return round(value, 1 if name.endswith("_s") else 4)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value


def _measures(measures: pl.DataFrame) -> tuple[Row, dict[str, int]]:
    """Return the measures, and how many groups of each dimension are not among them."""
    if measures.is_empty():
        return _table(measures), {}
    shown = measures.filter(~pl.col("dimension").is_in(_OF_MAIN_ALONE))
    by = ("interval", "dimension")
    rank = pl.col("n_calls").rank("ordinal", descending=True).over(*by)
    kept = shown.filter(rank <= MOST_GROUPS)
    sizes = shown.group_by(*by, maintain_order=True).len()
    more = sizes.group_by("dimension", maintain_order=True).agg(pl.col("len").max())
    left = {
        name: size - MOST_GROUPS
        for name, size in more.iter_rows()
        if size > MOST_GROUPS
    }
    value = pl.col("group").str.replace("^[^=]*=", "")
    return _table(kept.with_columns(group=value)), left


def _hours(measures: pl.DataFrame, main: str) -> Row:
    """Return a row for each hour of the week that has calls; Monday is 0."""
    columns = ["weekday", "hour", "n", "median_s", "within_target"]
    if measures.is_empty():
        return {"columns": columns, "rows": []}
    of_week = (pl.col("dimension") == "weekday_hour") & (pl.col("interval") == main)
    rows = []
    for row in measures.filter(of_week).iter_rows(named=True):
        named = dict(part.split("=", 1) for part in row["group"].split(","))
        if named.get("weekday") in _WEEKDAYS and named["hour"].isdecimal():
            at = [_WEEKDAYS.index(named["weekday"]), int(named["hour"]), row["n"]]
            rows.append([*at, *(_value(row[name], name) for name in columns[3:])])
    return {"columns": columns, "rows": sorted(rows, key=lambda row: row[:2])}


def _cells(cells: pl.DataFrame) -> Row:
    """Return the cells, worst first, each with its outline."""
    table = cells
    if cells.height > MOST_CELLS:
        most = pl.col("n").rank("ordinal", descending=True) <= MOST_CELLS
        table = cells.filter(most)
    made = _table(table.drop("lon", "lat"))
    outlines = [_outline(cell) for cell in table["cell"].to_list()]
    return {
        "columns": [*made["columns"], "outline"],
        "rows": [
            [*row, outline] for row, outline in zip(made["rows"], outlines, strict=True)
        ],
    }


def _outline(cell: str) -> list[list[float]]:
    return [
        [round(degrees, _DEGREE_DECIMALS) for degrees in corner]
        for corner in basic_str.cell_to_boundary(cell)
    ]


def _longest(calls: pl.DataFrame) -> list[list[float]]:
    """Return where the longest calls were, as far as that is known."""
    placed = calls.select("lat", "lon").drop_nulls()
    return [
        [round(lat, _DEGREE_DECIMALS), round(lon, _DEGREE_DECIMALS)]
        for lat, lon in placed.iter_rows()
    ]


def _against(against: Against | None) -> Row | None:
    if against is None:
        return None
    return {
        "before": against.before,
        "after": against.after,
        "n_calls_before": against.n_calls_before,
        "n_calls_after": against.n_calls_after,
        "differences": _table(against.differences),
    }


def _calibration(calibration: Calibration | None) -> Row | None:
    if calibration is None:
        return None
    form = calibration.form()
    tables = calibration.tables()
    on_time = form["on_time"]
    if on_time is not None:
        on_time = {
            name: _rounded(each) for name, each in on_time.items() if name != "bins"
        }
    return {
        "on_time": on_time,
        "left_out": form["left_out"],
        "bins": _table(tables["calibration_on_time"]),
        "travel": _table(tables["calibration_travel"]),
    }


def _could_have_been(could: CouldHaveBeen | None) -> Row | None:
    if could is None:
        return None
    form = could.form()
    tables = could.tables()
    calls = tables["could_have_been"].sort(
        "saved_s", descending=True, maintain_order=True
    )
    return {
        **{name: _rounded(each) for name, each in form.items() if name != "model"},
        "n_trips": form["model"]["n_trips"],
        "calls": _table(calls.filter(pl.col("saved_s") > 0).head(MOST_WORST)),
        "travel": _table(tables["trips_bias"]),
    }


def _rounded(value: object) -> object:
    """Round what stands in a form, however deep."""
    if isinstance(value, Mapping):
        return {str(name): _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return _value(value, "")
