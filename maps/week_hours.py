"""Hours of the week: 0 is Monday 00:00 to 01:00, 167 Sunday 23:00 to 24:00.

In files a span of them is a text: "mon-fri 07-09", "sat,sun", "22-06". Days and
hours may each be left out, and then mean all; hours that pass midnight go on into
the day after, so "fri 22-02" ends on Saturday.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from maps.errors import FieldError
from maps.road_network import Floats

HOURS = 168
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_A_DAY = 24
_SPAN = re.compile(
    r"(?P<days>[a-z]{3}(?:[-,][a-z]{3})*)?\s*(?:(?P<first>\d{1,2})-(?P<last>\d{1,2}))?"
)
_LIKE = 'write it like "mon-fri 07-09", "sat,sun" or "22-06"'


def hour_of_week(moment: datetime) -> int:
    """Return the hour that a moment is in, by the clock of the moment's own zone.

    >>> hour_of_week(datetime(2013, 1, 13, 4, 41))
    148
    """
    return _IN_A_DAY * moment.weekday() + moment.hour


def hours_of(span: str) -> tuple[int, ...]:
    """Hours of the week that a span names.

    Raises
    ------
    FieldError : it is not a span.

    >>> hours_of("tue 07-09"), hours_of("sun 23-01")
    ((31, 32), (167, 0))
    """
    match = _SPAN.fullmatch(span.strip().lower())
    if match is None or not span.strip():
        raise _not_a_span(span)
    days = _days(match["days"], span)
    first, last = int(match["first"] or 0), int(match["last"] or _IN_A_DAY)
    if first >= _IN_A_DAY or last > _IN_A_DAY or first == last:
        raise _not_a_span(span)
    length = (last - first) % _IN_A_DAY or _IN_A_DAY
    starts = [_IN_A_DAY * day + first for day in days]
    return tuple((start + step) % HOURS for start in starts for step in range(length))


def by_hour(spans: Mapping[str, float]) -> Floats:
    """Values by hour of the week, [168]; nan in hours that no span names.

    Raises
    ------
    FieldError : not a span, or two that meet in one hour.
    """
    values = np.full(HOURS, np.nan)
    for span, value in spans.items():
        hours = list(hours_of(span))
        if not np.isnan(values[hours]).all():
            problem = "another span holds a part of these hours"
            raise FieldError(problem, field=f'"{span}"', mend="give each hour once")
        values[hours] = value
    return values


def spans_of(values: Sequence[float] | Floats) -> dict[str, float]:
    """Turn values by hour of the week, nan where there is none, into spans.

    Hours of one day that follow each other with the same value are one span.

    >>> spans_of([float("nan")] * 7 + [0.8, 0.8] + [float("nan")] * 159)
    {'mon 07-09': 0.8}
    """
    spans: dict[str, float] = {}
    for day, name in enumerate(_DAYS):
        row = np.asarray(values[_IN_A_DAY * day : _IN_A_DAY * (day + 1)])
        changes = np.flatnonzero(np.diff(row)) + 1
        edges = [0, *changes.tolist(), _IN_A_DAY]
        for first, last in itertools.pairwise(edges):
            if not np.isnan(row[first]):
                spans[f"{name} {first:02d}-{last:02d}"] = float(row[first])
    return spans


def _days(text: str | None, span: str) -> list[int]:
    """Return the days that are named, in the order of the week."""
    if text is None:
        return list(range(len(_DAYS)))
    days: set[int] = set()
    for part in text.split(","):
        names = part.split("-")
        if len(names) > 2 or not set(names) <= set(_DAYS):  # noqa: PLR2004 - from, to
            raise _not_a_span(span)
        first, last = _DAYS.index(names[0]), _DAYS.index(names[-1])
        length = (last - first) % len(_DAYS) + 1
        days |= {(first + step) % len(_DAYS) for step in range(length)}
    return sorted(days)


def _not_a_span(span: str) -> FieldError:
    return FieldError("not a span of hours", field=f'"{span}"', mend=_LIKE)
