"""Alerts per hour by hour of the week, as a spec gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from maps.errors import FieldError
from maps.road_network import Floats
from maps.week_hours import HOURS, by_hour, spans_of

DAY_SHAPE = (
    *(0.25, 0.15, 0.10, 0.10, 0.10, 0.15, 0.30, 0.60),
    *(1.10, 1.60, 1.75, 1.55, 1.30, 1.45, 1.70, 1.75),
    *(1.65, 1.45, 1.30, 1.40, 1.45, 1.25, 0.90, 0.65),
)
"""Rate by hour of the day, mean 1: *assumed*; most when people are up and at work."""

_IN_A_DAY = 24
_DAYS = 7
_MOST_PER_HOUR = 100_000.0  # *assumed*: beyond it a load is a slip of the pen


def shaped_rates(per_hour: float) -> Floats:
    """Rates of the default shape, every day alike, [168] per hour.

    per_hour : their mean.

    Raises
    ------
    FieldError : a rate that cannot be.
    """
    checked_rates(np.array([per_hour], np.float64), "rates.per_hour")
    shape = np.array(DAY_SHAPE) / np.mean(DAY_SHAPE)
    return checked_rates(per_hour * np.tile(shape, _DAYS), "rates.per_hour")


def rates_by_hour(values: Sequence[float], factors: Sequence[float] | None) -> Floats:
    """Rates from a list, [168] per hour.

    values : 24 by hour of the day, or 168 from Monday 00:00. factors : 7 from Monday,
    by which those of 24 are multiplied; None: all days alike.

    Raises
    ------
    FieldError : another number of them, or a rate that cannot be.
    """
    field = "rates.by_hour"
    if len(values) == HOURS and factors is None:
        return checked_rates(np.array(values, np.float64), field)
    if len(values) != _IN_A_DAY:
        problem = f"{len(values)} rates leave hours without one or give them two"
        mend = "write 24 of a day, or 168 of a week and no weekday_factors"
        raise FieldError(problem, field=field, mend=mend)
    days = np.ones(_DAYS) if factors is None else np.array(factors, np.float64)
    if len(days) != _DAYS:
        problem = f"{len(days)} factors for 7 days"
        raise FieldError(problem, field="rates.weekday_factors", mend="write 7")
    checked_rates(days, "rates.weekday_factors")
    return checked_rates(np.outer(days, values).ravel(), field)


def rates_of_spans(spans: Mapping[str, float]) -> Floats:
    """Rates from spans as "mon-fri 07-09", [168] per hour.

    Raises
    ------
    FieldError : not a span, one that meets another, hours without a rate, or a rate
        that cannot be.
    """
    field = "rates.spans"
    rates = by_hour(spans)
    holes = np.isnan(rates)
    if holes.any():
        first = next(iter(spans_of(np.where(holes, 1.0, np.nan))))
        problem = f"{int(holes.sum())} hours of the week have no rate, as {first!r}"
        raise FieldError(problem, field=field, mend="name all 168, if only with 0")
    return checked_rates(rates, field)


def checked_rates(rates: Floats, field: str) -> Floats:
    """Return rates, or refuse those that cannot be.

    Raises
    ------
    FieldError : below 0, not finite, or beyond all measure.
    """
    for rate in rates[~((rates >= 0) & (rates <= _MOST_PER_HOUR))][:1].tolist():
        problem = f"{rate:g} is no rate per hour"
        mend = f"write 0 to {_MOST_PER_HOUR:.0f}"
        raise FieldError(problem, field=field, mend=mend)
    return rates
