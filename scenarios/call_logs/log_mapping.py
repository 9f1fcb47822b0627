"""`LogMapping`: which columns of a log hold what.

A field of ours has one column, or several whose texts are joined with a space, as a
date and a time. A moment may also be given as a duration since another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from maps.coordinates import Frame

Value = TypeVar("Value")

TIMES = (
    *("received", "dispatched", "rolling", "on_scene", "at_door", "clear"),
    "cancelled",
)
"""Fields that are moments."""
NUMBERS = (
    *("lon", "lat", "amount", "target_s", "planned_travel_s", "planned_on_time"),
    *("officers", "officers_needed"),
)
TEXTS = ("call_id", "unit_id", "priority", "kind", "zone", "street")
FIELDS = (*TIMES, *TEXTS, *NUMBERS, "point", "on_time")
"""All that a column may be; `point` is a text of both degrees."""

UNITS_S: Mapping[str, float] = MappingProxyType(
    {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
)


def _none() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A moment as the time since another: `column` in `unit`, after `since`."""

    column: str
    since: str
    unit: str = "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """Which texts of a column say that a row was called off before arrival.

    Its moment is that of `clear`.
    """

    column: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMapping:
    """Which columns of a log hold what.

    name : of the preset or the file. columns : field to columns. durations : moment
    to duration. formats : moment to how it is written, in the letters of strftime;
    found out where not said. tz : zone of times that have none. frame : of the places,
    which in mainland China must be said. why : field to how it
    was recognised. optional : fields whose column may be lacking.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    durations: Mapping[str, Duration] = field(default_factory=_none)
    formats: Mapping[str, str] = field(default_factory=_none)
    tz: str | None = None
    frame: Frame | None = None
    called_off: Cancelled | None = None
    optional: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=_none)

    def named(self) -> Iterator[tuple[str, str]]:
        """Give each field with each column that it is made of."""
        for name, columns in self.columns.items():
            for column in columns:
                yield name, column
        for name, duration in self.durations.items():
            yield name, duration.column
        if self.called_off is not None:
            yield "called_off", self.called_off.column
