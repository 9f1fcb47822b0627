"""Lengths and places on the ground, from degrees."""

from __future__ import annotations

import numpy as np

from maps.road_network import Floats, Longs

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius, IUGG (R1 of WGS-84)."""
METRES_PER_DEGREE = np.pi / 180 * EARTH_RADIUS_M


def haversine_m(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Great-circle metres between points in degrees, element by element."""
    north = np.radians(lat_b - lat_a)
    east = np.radians(lon_b - lon_a)
    middle = np.cos(np.radians(lat_a)) * np.cos(np.radians(lat_b))
    chord = np.sin(north / 2) ** 2 + middle * np.sin(east / 2) ** 2
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(chord))
    return metres


def along_m(lon: Floats, lat: Floats, first: Longs) -> Floats:
    """Metres from each line's start to each of its points.

    lon, lat : [k] points of lines laid end to end. first : [lines + 1].
    """
    steps = np.zeros(len(lon))
    steps[1:] = haversine_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    steps[first[:-1]] = 0.0
    total = np.cumsum(steps)
    sizes = np.diff(first)
    metres: Floats = total - np.repeat(total[first[:-1]], sizes)
    return metres


def local_m(lon: Floats, lat: Floats, at_lat: float) -> Floats:
    """Degrees as flat metres near a latitude, [k, 2] as east, north."""
    scale = METRES_PER_DEGREE * np.cos(np.radians(at_lat))
    return np.column_stack((lon * scale, lat * METRES_PER_DEGREE))
