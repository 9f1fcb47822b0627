"""WGS-84, GCJ-02 and BD-09: where a point is, whichever map it was read from.

    wgs84 ── shifted by law ──► gcj02 ── shifted again by Baidu ──► bd09
    GPS, OpenStreetMap          Amap, Tencent                       Baidu Maps

Chinese maps are shifted against GPS by 265 to 606 m in cities, enough to send a
car to the wrong street. Outside mainland China the three are one; where that is,
`maps.china_outline` says.

Neither shift was ever published. The formulas are the ones that circulate: GCJ-02
as in EvilTransform (github.com/googollee/eviltransform) on the Krasovsky 1940
ellipsoid, BD-09 as in coordtransform (github.com/wandergis/coordtransform). They
are inverted here by iteration, for one step backwards is metres off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from maps.china_outline import in_box, in_mainland_china
from maps.errors import FieldError

Frame = Literal["wgs84", "gcj02", "bd09"]
FRAMES: tuple[Frame, ...] = get_args(Frame)

Floats = NDArray[np.float64]
Points = tuple[Floats, Floats]
Shift = Callable[[Floats, Floats], Points]

_KRASOVSKY_AXIS_M = 6378245.0
_KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BAIDU_LON, _BAIDU_LAT = 0.0065, 0.006
_BAIDU_WAVES = np.pi * 3000.0 / 180.0

# A degree changes the shift by 0.023 degrees at most, so each step leaves at most that
# share of the error, which is under 1.5 km at first: under 0.1 mm after five.
_STEPS_BACK = 5
_MOST_SHIFT_DEG = 0.03  # twice what BD-09 has
_AT_ONCE = 1 << 14  # points whose sums stay in a processor's cache


def to_wgs84(lon: Floats, lat: Floats, frame: Frame) -> Points:
    """Bring points from a frame to WGS-84.

    Parameters
    ----------
    lon, lat : [n] degrees in `frame`.

    Returns
    -------
    lon, lat : [n] WGS-84 degrees, exact to well under 1 cm. A point that lies
    outside mainland China comes back unchanged. Where the shift carries the
    mainland over its neighbour's ground, some hundred metres along the outline,
    either may be meant: the mainland's is taken.

    Raises
    ------
    FieldError : the frame is not one of FRAMES.
    """
    points = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if known_frame(frame) == "wgs84":
        return points
    found = _in_parts(_BACK[frame], points)
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
    if known_frame(frame) == "wgs84":
        return points
    found = _in_parts(_FORTH[frame], points)
    return _where(in_mainland_china(*points), found, points)


def known_frame(frame: str, field: str = "frame") -> Frame:
    """Return the frame, or refuse it.

    field : that holds it.

    Raises
    ------
    FieldError : the frame is not one of FRAMES.
    """
    for known in FRAMES:
        if frame == known:
            return known
    problem = f"{frame!r:.40} is not a known frame"
    raise FieldError(problem, field=field, mend=f"use {', '.join(FRAMES)}")


def frame_name(frame: Frame) -> str:
    """Write a frame as maps call it.

    >>> [frame_name(frame) for frame in FRAMES]
    ['WGS-84', 'GCJ-02', 'BD-09']
    """
    return f"{frame[:-2].upper()}-{frame[-2:]}"


def frames_agree(lon: Floats, lat: Floats) -> bool:
    """Tell whether points mean the same in every frame, as outside China they do.

    lon, lat : [n] degrees, of whatever frame.
    """
    for frame in FRAMES:
        found = to_wgs84(lon, lat, frame)
        if not (np.array_equal(found[0], lon) and np.array_equal(found[1], lat)):
            return False
    return True


def _where(inside: NDArray[np.bool_], found: Points, given: Points) -> Points:
    """Take what was found inside, what was given elsewhere."""
    return np.where(inside, found[0], given[0]), np.where(inside, found[1], given[1])


def _in_parts(shift: Shift, points: Points) -> Points:
    """Shift what may be in the country, some points at a time; leave all others."""
    found = points[0].copy(), points[1].copy()
    rows = np.flatnonzero(in_box(*points, margin_deg=_MOST_SHIFT_DEG))
    for first in range(0, len(rows), _AT_ONCE):
        part = rows[first : first + _AT_ONCE]
        found[0][part], found[1][part] = shift(points[0][part], points[1][part])
    return found


def _invert(forward: Shift, shifted: Points) -> Points:
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


def _bd09_from_wgs84(lon: Floats, lat: Floats) -> Points:
    return _bd09_from_gcj02(*_gcj02_from_wgs84(lon, lat))


def _wgs84_from_gcj02(lon: Floats, lat: Floats) -> Points:
    return _invert(_gcj02_from_wgs84, (lon, lat))


def _wgs84_from_bd09(lon: Floats, lat: Floats) -> Points:
    return _wgs84_from_gcj02(*_invert(_bd09_from_gcj02, (lon, lat)))


_FORTH: Mapping[str, Shift] = MappingProxyType(
    {"gcj02": _gcj02_from_wgs84, "bd09": _bd09_from_wgs84}
)
_BACK: Mapping[str, Shift] = MappingProxyType(
    {"gcj02": _wgs84_from_gcj02, "bd09": _wgs84_from_bd09}
)
