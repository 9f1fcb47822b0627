"""Where calls were late most, and which waited longest."""

from __future__ import annotations

import polars as pl

from dispatch.review.cells import middle_of
from dispatch.review.load import with_late_interval
from dispatch.review.measures import MEDIAN, P90

FAINT = 5  # calls; fewer tell little of a place, and too much of whoever lives there
WORST_CALLS, WORST_STREETS = 20, 1000
_PLACE = ("n", "median_s", "p90_s", "late", "late_low", "late_high", "faint")
_CALL = ("call_id", "received", "priority", "zone", "street", "lon", "lat", "unit_id")


def worst_cells(answered: pl.DataFrame) -> pl.DataFrame:
    """Return lateness by cell, worst first. answered : cell, time_s, late."""
    found = _by_place(answered, "cell")
    middles = [middle_of(cell) for cell in found["cell"]]
    lon = pl.Series([lon for lon, _ in middles], dtype=pl.Float64)
    lat = pl.Series([lat for _, lat in middles], dtype=pl.Float64)
    return found.with_columns(lon=lon, lat=lat).select("cell", "lon", "lat", *_PLACE)


def worst_streets(answered: pl.DataFrame) -> pl.DataFrame:
    """Return lateness by street, the worst 1000. answered : street, time_s, late."""
    found = _by_place(answered, "street").head(WORST_STREETS)
    return found.select("street", *_PLACE)


def worst_calls(answered: pl.DataFrame, tz: str) -> pl.DataFrame:
    """Return the calls that waited longest, `received` on the clocks of a zone.

    answered : a row per call, with time_s and over_s.
    """
    least = answered["time_s"].drop_nulls().top_k(WORST_CALLS).min()
    found = answered.filter(pl.col("time_s") >= least)
    local = pl.col("received").dt.convert_time_zone(tz)
    ordered = found.sort("time_s", "row", descending=[True, False])
    longest = ordered.head(WORST_CALLS).with_columns(local)
    return longest.select(*_CALL, "time_s", "over_s")


def _by_place(answered: pl.DataFrame, place: str) -> pl.DataFrame:
    """Return lateness by place, worst first: by what the share late is at least.

    So that two calls out of two do not come before ninety of a hundred.
    """
    found = (
        answered.drop_nulls([place, "time_s"])
        .group_by(place)
        .agg(
            n=pl.len().cast(pl.Int64),
            n_late=pl.col("late").sum(),
            median_s=pl.col("time_s").quantile(MEDIAN, "linear"),
            p90_s=pl.col("time_s").quantile(P90, "linear"),
            late=pl.col("late").mean(),
        )
    )
    found = with_late_interval(found).with_columns(faint=pl.col("n") < FAINT)
    return found.sort("faint", "late_low", place, descending=[False, True, False])
