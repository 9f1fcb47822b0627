"""Places in files: points of any frame in, `Place` in WGS-84 out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maps.coordinates import FRAMES, Frame, to_wgs84
from maps.errors import InputError
from scenarios.file_rows import PlaceRow
from scenarios.place import Place
from scenarios.row_faults import Spot, add_faults

_MOST_LON, _MOST_LAT = 180.0, 90.0
_QUOTED_FRAMES = [f'"{frame}"' for frame in FRAMES]
_SAY_FRAME = f"say frame = {', '.join(_QUOTED_FRAMES[:-1])} or {_QUOTED_FRAMES[-1]}"


def check_place(
    row: PlaceRow,
    frame: Frame | None,
    spot: Spot,
    faults: list[InputError],
    *,
    within: str = "",
) -> None:
    """Check what a place's fields say together; what is wrong goes to `faults`.

    frame : of the point where the row names none. within : the field that holds
    the place, with its dot ("meeting_point.").
    """
    found = _half_or_no_place(row) or _off_earth(row) or _frameless(row, frame)
    if found:
        field, problem, mend = found
        fault = spot.fault(problem, field=within + field, mend=mend)
        add_faults(faults, [fault])


def to_places(rows: Sequence[PlaceRow], frames: Sequence[Frame | None]) -> list[Place]:
    """Turn checked rows into places in WGS-84.

    frames : of each row's point where the row names none.

    Raises
    ------
    FieldError : a frame that is not one of FRAMES.
    """
    lon = np.array([np.nan if row.lon is None else row.lon for row in rows])
    lat = np.array([np.nan if row.lat is None else row.lat for row in rows])
    named = [row.frame or frame for row, frame in zip(rows, frames, strict=True)]
    for frame in {name for name in named if name is not None}:
        these = np.array([name == frame for name in named], dtype=np.bool_)
        lon[these], lat[these] = to_wgs84(lon[these], lat[these], frame)
    return [
        _place(row, float(x), float(y))
        for row, x, y in zip(rows, lon, lat, strict=True)
    ]


def _place(row: PlaceRow, lon: float, lat: float) -> Place:
    """Make a place of a row and its point in WGS-84, nan for none."""
    if row.lon is None:
        return Place(address=row.address)
    return Place(lon=lon, lat=lat, address=row.address)


Finding = tuple[str, str, str | None] | None


def _half_or_no_place(row: PlaceRow) -> Finding:
    """Refuse half a point, and no place at all."""
    if row.lon is None and row.lat is None:
        if row.address is None:
            mend = "give lon and lat, or address"
            return "lon", "neither a point nor an address", mend
        return None
    if row.lat is None:
        return "lat", "a point with lon and without lat", "give both, or neither"
    if row.lon is None:
        return "lon", "a point with lat and without lon", "give both, or neither"
    return None


def _off_earth(row: PlaceRow) -> Finding:
    """Refuse degrees that are not on Earth, and see through a swap."""
    if row.lon is None or row.lat is None:
        return None
    if abs(row.lat) > _MOST_LAT:
        swapped = abs(row.lon) <= _MOST_LAT and abs(row.lat) <= _MOST_LON
        mend = "write degrees, lon before lat"
        mend = f"lon and lat look swapped; {mend}" if swapped else mend
        return "lat", f"latitude {row.lat:g} is not on Earth", mend
    if abs(row.lon) > _MOST_LON:
        mend = "write degrees, lon before lat"
        return "lon", f"longitude {row.lon:g} is not on Earth", mend
    return None


def _frameless(row: PlaceRow, frame: Frame | None) -> Finding:
    """Refuse a point that could be on any of three maps."""
    if row.lon is None or row.frame or frame:
        return None
    return (
        "frame",
        "a point without a frame",
        f"{_SAY_FRAME}, in the row or for the whole file",
    )
