"""`Zone`: a place that free units should be able to reach in time."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A place where the next alert may be.

    weight : its share of what is expected, against the other zones'. wanted : how
    many free units should reach it in time.
    """

    id: str
    place: Place
    weight: int = 1
    wanted: int = 1
