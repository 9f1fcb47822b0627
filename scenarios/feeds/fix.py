"""`Fix`: where a receiver was, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

_MOST_LON, _MOST_LAT = 180, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A unit's measured position in WGS-84 degrees at an aware moment."""

    unit_id: str
    lon: float
    lat: float
    at: datetime


def on_earth(lon: float, lat: float) -> bool:
    """Whether degrees are a point; not a number is none."""
    return abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT
