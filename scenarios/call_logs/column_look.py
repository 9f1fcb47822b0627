"""`Look`: what a column holds, from its first cells, whatever it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scenarios.call_logs.moment_cells import moment_of
from scenarios.call_logs.number_cells import NO, YES
from scenarios.call_logs.raw_log import RawLog
from scenarios.call_logs.time_text import NUMBERS, Written, written
from scenarios.call_logs.typed_columns import NOTHING

_FIRST = 100  # cells that tell whether it is worth to look at more
_FEW_TIMES = 1000  # that are read to know how they are written
_TIMES, _NUMBERS, _POINTS = 0.5, 0.95, 0.8  # shares of the cells; *assumed*
_FINE = 0.8  # share of cells with three decimals or more
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?", re.IGNORECASE)
_POINT = (
    r"(?i)^(?:srid=\d+;)?(?:point ?)?\(?\s*-?\d{1,3}\.\d+[\s,]+-?\d{1,3}\.\d+\s*\)?$"
)
_CODE = r"^[A-Za-z]{1,6}[- ]?\d{1,5}[A-Za-z]?$"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What a column holds.

    cells : as text, empty ones null. filled : share of cells that are not. numbers :
    [row], nan where none; None for a column of texts. how, seconds : of a column of
    times, how they are written, and seconds since 1970 [row], nan where none. by_number
    : the times are bare numbers, so it may be an id as well. clock : times of day
    without a date. points : both degrees in one text. fine : numbers with decimals, as
    degrees have. codes : share of cells as E39. flags : yes and no alone.
    """

    name: str
    cells: pl.Series
    filled: float
    n_unique: int
    numbers: NDArray[np.float64] | None = None
    how: Written | None = None
    seconds: NDArray[np.float64] | None = None
    clock: bool = False
    points: bool = False
    fine: bool = False
    codes: float = 0.0
    flags: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it holds dates with their times."""
        return self.how is not None and not self.how.date_only

    @property
    def is_date(self) -> bool:
        """Whether it holds dates alone."""
        return self.how is not None and self.how.date_only

    def within(self, most: float) -> bool:
        """Tell whether most of its numbers are no further than so from 0."""
        known = np.empty(0) if self.numbers is None else self.numbers
        known = known[np.isfinite(known)]
        return len(known) > 0 and float(np.median(np.abs(known))) <= most

    @property
    def by_number(self) -> bool:
        """Whether its times are bare numbers."""
        return self.how is not None and all(
            form in NUMBERS or form.startswith("%Y%m%d") for form in self.how.forms
        )


def looks(raw: RawLog) -> list[Look]:
    """Look at every column of a log."""
    return [look(raw.sample[name]) for name in raw.names]


def look(column: pl.Series) -> Look:
    """Look at a column of texts."""
    cells = column.set(column.is_in(NOTHING).fill_null(value=False), None)
    known = cells.drop_nulls()
    n = len(known)
    how = _how(known)
    return Look(
        name=column.name,
        cells=cells,
        filled=n / len(cells) if len(cells) else 0.0,
        n_unique=known.n_unique(),
        numbers=_numbers(cells, n),
        how=how,
        seconds=None if how is None else _seconds(cells, how),
        clock=how is None and _are_clock(known),
        points=n > 0 and _share(known.str.contains(_POINT), n) >= _POINTS,
        fine=n > 0 and _share(known.str.contains(r"\.\d{3,}$"), n) >= _FINE,
        flags=bool(n) and known.str.to_lowercase().is_in([*YES, *NO]).all(),
        codes=_share(known.str.contains(_CODE), n) if n else 0.0,
    )


def _share(marks: pl.Series, n: int) -> float:
    return float(marks.sum()) / n


def _how(known: pl.Series) -> Written | None:
    """Find out how times are written; None for a column of something else."""
    some = known.head(_FEW_TIMES).to_list()
    if not some or written(some[:_FIRST]).share < _TIMES:
        return None
    found = written(some)
    return found if found.share >= _TIMES else None


def _seconds(cells: pl.Series, how: Written) -> NDArray[np.float64]:
    times = moment_of(pl.col("cells"), how.forms[:1], zoned=any(how.zoned))
    seconds = times.dt.epoch("us").cast(pl.Float64) / 1e6
    frame = cells.alias("cells").to_frame().lazy().select(seconds)
    return frame.collect().to_series().to_numpy().astype(float)


def _are_clock(known: pl.Series) -> bool:
    some = known.head(_FIRST).to_list()
    right = sum(_CLOCK.fullmatch(text) is not None for text in some)
    return bool(some) and right >= _NUMBERS * len(some)


def _numbers(cells: pl.Series, n: int) -> NDArray[np.float64] | None:
    plain = cells.str.replace(",", ".", literal=True)
    numbers = plain.cast(pl.Float64, strict=False)
    read = len(numbers) - numbers.null_count()
    if not n or read < _NUMBERS * n:
        return None
    return numbers.to_numpy().astype(float)
