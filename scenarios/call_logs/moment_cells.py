"""Cells of times, turned into moments by the form in which they are written."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from scenarios.call_logs.time_text import (
    EPOCH_MS,
    EPOCH_S,
    EPOCH_US,
    NUMBERS,
    SERIAL,
    is_zoned,
)

_DAY_US = 86_400_000_000
_SERIAL_ZERO_US = -25_569 * _DAY_US  # 30 December 1899
# 1900 and 2200: *assumed*, beyond them a date is a slip, and some no calendar has.
_EARLIEST_US, _LATEST_US = -25_567 * _DAY_US, 84_006 * _DAY_US - 1
_US = pl.Datetime("us")
_UTC = pl.Datetime("us", "UTC")


def moment_of(text: pl.Expr, forms: Iterable[str], *, zoned: bool) -> pl.Expr:
    """Read times written in one of some forms, of the years 1900 to 2199."""
    read = [_read(text, form, zoned=zoned) for form in forms]
    if not read:
        return pl.lit(None, dtype=_UTC if zoned else _US)
    value = pl.coalesce(read)
    possible = value.dt.epoch("us").is_between(_EARLIEST_US, _LATEST_US)
    return pl.when(possible).then(value)


def _read(text: pl.Expr, form: str, *, zoned: bool) -> pl.Expr:
    if form in NUMBERS:
        number = text.cast(pl.Float64, strict=False)
        unit_us = {EPOCH_S: 1e6, EPOCH_MS: 1e3, EPOCH_US: 1.0, SERIAL: _DAY_US}[form]
        zero_us = _SERIAL_ZERO_US if form == SERIAL else 0
        # Days have about 11 digits after the dot: to the millisecond, not more.
        step_us = 1000 if form == SERIAL else 1
        us = (number * (unit_us / step_us)).round().cast(pl.Int64, strict=False)
        value = (us * step_us + zero_us).cast(_US)
    else:
        value = text.str.to_datetime(form, strict=False, time_unit="us")
    if is_zoned(form) and not form.endswith(("%#z", "%z", "%:z")):
        return value.dt.replace_time_zone("UTC")
    return value if is_zoned(form) or not zoned else value.dt.replace_time_zone("UTC")
