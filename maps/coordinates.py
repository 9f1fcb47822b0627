"""WGS-84, GCJ-02 and BD-09: where a point is, whichever map it was read from.

    wgs84 ── shifted by law ──► gcj02 ── shifted again by Baidu ──► bd09
    GPS, OpenStreetMap          Amap, Tencent                       Baidu Maps

Chinese maps are shifted against GPS by 265 to 606 m in cities, enough to send a
car to the wrong street. Outside mainland China the three are one.

Neither shift was ever published. The formulas are the ones that circulate: GCJ-02
as in EvilTransform (github.com/googollee/eviltransform) on the Krasovsky 1940
ellipsoid, BD-09 as in coordtransform (github.com/wandergis/coordtransform). They
are inverted here by iteration, for one step backwards is metres off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from maps.errors import FieldError

Frame = Literal["wgs84", "gcj02", "bd09"]
FRAMES: tuple[Frame, ...] = get_args(Frame)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Points = tuple[Floats, Floats]

_KRASOVSKY_AXIS_M = 6378245.0
_KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
_CHINA_BOX = (72.004, 0.8293, 137.8347, 55.8271)
_BAIDU_LON, _BAIDU_LAT = 0.0065, 0.006
_BAIDU_WAVES = np.pi * 3000.0 / 180.0

# Each step leaves about a hundredth of the error, which is under 1.5 km at first.
_STEPS_BACK = 6


def to_wgs84(lon: Floats, lat: Floats, frame: Frame) -> Points:
    """Bring points from a frame to WGS-84.

    Parameters
    ----------
    lon, lat : [n] degrees in `frame`.

    Returns
    -------
    lon, lat : [n] WGS-84 degrees, exact to well under 1 cm. A point that lies
    outside mainland China comes back unchanged.

    Raises
    ------
    FieldError : the frame is not one of FRAMES.
    """
    points = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if _known(frame) == "wgs84":
        return points
    with np.errstate(all="ignore"):
        gcj02 = _invert(_bd09_from_gcj02, points) if frame == "bd09" else points
        found = _invert(_gcj02_from_wgs84, gcj02)
    return _where(in_mainland_china(*found), found, points)


def from_wgs84(lon: Floats, lat: Floats, frame: Frame) -> Points:
    """Bring points from WGS-84 to a frame.

    Parameters
    ----------
    lon, lat : [n] WGS-84 degrees.

    Returns
    -------
    lon, lat : [n] degrees in `frame`. A point outside mainland China comes back
    unchanged.

    Raises
    ------
    FieldError : the frame is not one of FRAMES.
    """
    points = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if _known(frame) == "wgs84":
        return points
    with np.errstate(all="ignore"):
        found = _gcj02_from_wgs84(*points)
        found = _bd09_from_gcj02(*found) if frame == "bd09" else found
    return _where(in_mainland_china(*points), found, points)


def in_mainland_china(lon: Floats, lat: Floats) -> Bools:
    """Tell which WGS-84 points the shifts apply to, [n].

    The customary bounding box of EvilTransform. It takes in neighbours too, from
    Taiwan to Mongolia; an outline of the country is to take its place here.
    """
    west, south, east, north = _CHINA_BOX
    in_width, in_height = (lon >= west) & (lon <= east), (lat >= south) & (lat <= north)
    return np.asarray(in_width & in_height)


def _known(frame: Frame) -> Frame:
    """Return the frame, or refuse it."""
    if frame not in FRAMES:
        problem = f"{frame!r} is not a known frame"
        raise FieldError(problem, field="frame", mend=f"use {', '.join(FRAMES)}")
    return frame


def _where(inside: Bools, found: Points, given: Points) -> Points:
    """Take what was found inside, what was given elsewhere."""
    return np.where(inside, found[0], given[0]), np.where(inside, found[1], given[1])


def _invert(forward: Callable[[Floats, Floats], Points], shifted: Points) -> Points:
    """Find the points that `forward` shifts to the given ones, by fixed point."""
    lon, lat = shifted
    for _ in range(_STEPS_BACK):
        ahead_lon, ahead_lat = forward(lon, lat)
        lon, lat = lon - (ahead_lon - shifted[0]), lat - (ahead_lat - shifted[1])
    return lon, lat


def _gcj02_from_wgs84(lon: Floats, lat: Floats) -> Points:
    """Shift by metres east and north, turned into degrees on the ellipsoid."""
    east_m, north_m = _gcj02_shift_m(lon - 105.0, lat - 35.0)
    parallel = np.radians(lat)
    bulge = 1.0 - _KRASOVSKY_ECCENTRICITY_SQUARED * np.sin(parallel) ** 2
    across_m = _KRASOVSKY_AXIS_M / np.sqrt(bulge)
    along_m = across_m * (1.0 - _KRASOVSKY_ECCENTRICITY_SQUARED) / bulge
    return (
        lon + np.degrees(east_m / (across_m * np.cos(parallel))),
        lat + np.degrees(north_m / along_m),
    )


def _gcj02_shift_m(x: Floats, y: Floats) -> Points:
    """Metres east and north; x, y are degrees from 105° E, 35° N."""
    root, ripple = np.sqrt(np.abs(x)), _waves(x, ((20.0, 6.0), (20.0, 2.0)))
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += ripple + _waves(x, ((20.0, 1.0), (40.0, 1 / 3)))
    east_m += _waves(x, ((150.0, 1 / 12), (300.0, 1 / 30)))
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += ripple + _waves(y, ((20.0, 1.0), (40.0, 1 / 3)))
    north_m += _waves(y, ((160.0, 1 / 12), (320.0, 1 / 30)))
    return east_m, north_m


def _waves(degrees: Floats, waves: tuple[tuple[float, float], ...]) -> Floats:
    """Sum two thirds of sine waves, each an amplitude and half periods a degree."""
    heights = [high * np.sin(degrees * np.pi * often) for high, often in waves]
    return np.asarray(sum(heights) * 2.0 / 3.0)


def _bd09_from_gcj02(lon: Floats, lat: Floats) -> Points:
    """Stretch and turn about the origin by a little, then shift."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU_WAVES)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU_WAVES)
    return (
        radius * np.cos(angle) + _BAIDU_LON,
        radius * np.sin(angle) + _BAIDU_LAT,
    )
