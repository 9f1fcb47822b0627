"""Cells of numbers, of durations, of points and of yes and no, by their text."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

YES = ("true", "t", "yes", "y", "1", "是")
NO = ("false", "f", "no", "n", "0", "否")
_DECIMAL_COMMA = r"^-?\d+,\d+$"
_CLOCK = r"^-?(?:(\d+):)?(\d+):(\d{2}(?:\.\d+)?)$"
_PAIR = r"(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)"
_MOST_LAT = 90.0


def number(text: pl.Expr, sample: Collection[str]) -> pl.Expr:
    """Read numbers, finite ones; with 37,7 and 1,234.5 where the sample has commas."""
    if any("," in each for each in sample):
        dotted = text.str.replace(",", ".", literal=True)
        bare = text.str.replace_all(",", "", literal=True)
        comma = text.str.contains(_DECIMAL_COMMA)
        text = pl.when(comma).then(dotted).otherwise(bare)
    value = text.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def seconds(text: pl.Expr, sample: Collection[str], unit_s: float) -> pl.Expr:
    """Read durations, s: numbers of a unit, or 0:07:35, and 7:35 of minutes."""
    value = number(text, sample) * unit_s
    if any(":" in each for each in sample):
        value = pl.coalesce(value, _clock_s(text))
    return value


def _clock_s(text: pl.Expr) -> pl.Expr:
    hours, minutes, rest = (
        text.str.extract(_CLOCK, at).cast(pl.Float64) for at in (1, 2, 3)
    )
    total = hours.fill_null(0.0) * 3600 + minutes * 60 + rest
    return pl.when(text.str.starts_with("-")).then(-total).otherwise(total)


def point(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Read lon and lat from a text, as (37.7, -122.4) or POINT (-122.4 37.7)."""
    first, second = (
        text.str.extract(_PAIR, at).cast(pl.Float64, strict=False) for at in (1, 2)
    )
    well_known = text.str.contains(r"(?i)^(?:srid=\d+;)?point")
    lon_first = well_known | (first.abs() > _MOST_LAT)
    lon = pl.when(lon_first).then(first).otherwise(second)
    return lon, pl.when(lon_first).then(second).otherwise(first)


def flag(text: pl.Expr) -> pl.Expr:
    """Read yes and no."""
    word = text.str.to_lowercase()
    yes = pl.when(word.is_in(YES)).then(statement=True)
    return yes.when(word.is_in(NO)).then(statement=False)
