"""How far two places are from each other."""

from __future__ import annotations

from math import cos, hypot, radians

from maps.geometry import METRES_PER_DEGREE

Point = tuple[float, float]
"""lon, lat, WGS-84 degrees."""


def apart_m(first: Point, second: Point) -> float:
    """Metres between two points that are not far apart, on a flat map of the spot."""
    east = (first[0] - second[0]) * cos(radians(first[1]))
    return float(hypot(east, first[1] - second[1]) * METRES_PER_DEGREE)
