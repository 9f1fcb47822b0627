"""`Groups`: rows of a table by what they have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNKNOWN, OTHERS = "unknown", "others"
MOST_GROUPS = 5000  # of a dimension; *assumed*: beyond, the column holds something else
_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """A dimension: of each row its group, -1 of none, and what the groups are called.

    code : n rows. names : as in "priority=A".
    """

    dimension: str
    code: NDArray[np.int64]
    names: tuple[str, ...]


def everything(rows: int) -> Groups:
    """Put all rows into one group."""
    return Groups(dimension="all", code=np.zeros(rows, np.int64), names=("all",))


def by_text(
    table: pl.DataFrame, column: str, dimension: str | None = None
) -> Groups | None:
    """Group by a column of texts, those without as unknown; None where all are.

    Where there are over 5000, the rarest are taken together as others.

    dimension : as it is called; else as the column is.
    """
    dimension = dimension or column
    values = table[column]
    if values.null_count() == len(values):
        return None
    values = _most_frequent(values.fill_null(UNKNOWN))
    words = values.unique().sort()
    code = values.cast(pl.Enum(words)).to_physical().cast(pl.Int64).to_numpy()
    names = tuple(f"{dimension}={word}" for word in words)
    return Groups(dimension=dimension, code=code, names=names)


def _most_frequent(values: pl.Series) -> pl.Series:
    """Put rare words together where there are too many to tell apart."""
    if values.n_unique() <= MOST_GROUPS:
        return values
    counts = values.value_counts(name="n").sort(
        "n", values.name, descending=[True, False]
    )
    known = counts[values.name].head(MOST_GROUPS - 1)
    kept = pl.when(values.is_in(known.implode())).then(values).otherwise(pl.lit(OTHERS))
    return values.to_frame().select(kept.alias(values.name)).to_series()


def by_hours(table: pl.DataFrame, tz: ZoneInfo) -> Iterator[Groups]:
    """Group by hour, weekday, and both, of receipt on the clocks of a zone."""
    local = table["received"].dt.convert_time_zone(tz.key)
    hour = local.dt.hour().cast(pl.Int64).fill_null(-1).to_numpy()
    day = local.dt.weekday().cast(pl.Int64).fill_null(0).to_numpy() - 1
    both = np.where(day < 0, -1, day * _HOURS + hour)
    hours = tuple(f"hour={hour}" for hour in range(_HOURS))
    yield Groups(dimension="hour", code=hour, names=hours)
    days = tuple(f"weekday={each}" for each in DAYS)
    yield Groups(dimension="weekday", code=day, names=days)
    names = tuple(f"{day},{hour}" for day in days for hour in hours)
    yield Groups(dimension="weekday_hour", code=both, names=names)
