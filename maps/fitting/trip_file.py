"""Observed trips from CSV, gzipped or not.

The first line names the columns; the ones that are wanted are found by their usual
names, or as the user says. UTF-8; comma, semicolon or tab. Times are ISO; those
without a zone are taken for the clock on the spot. Points are in the frame that the
row names, else in the one that the user names, and are turned into WGS-84.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from maps.coordinates import FRAMES, Frame, frames_agree, known_frame, to_wgs84
from maps.errors import FieldError, FileError
from maps.fitting.trips import LeftOut, Trips
from maps.road_network import Floats

_SEPARATORS = ",;\t"
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_NUMBERS = 7  # of a trip: two places, a duration, a start, a frame's place in FRAMES
_NO_FRAME = -1
_PLACES = ("origin_lon", "origin_lat", "destination_lon", "destination_lat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of the columns, None where they are to be found.

    start, end : moments. duration : seconds; in its place, end less start. frame :
    of both places: wgs84, gcj02 or bd09.
    """

    start: str | None = None
    end: str | None = None
    duration: str | None = None
    origin_lon: str | None = None
    origin_lat: str | None = None
    destination_lon: str | None = None
    destination_lat: str | None = None
    frame: str | None = None


_USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "start": (
            *("start", "start_time", "started", "started_at", "departure"),
            *("departure_time", "pickup_datetime", "tpep_pickup_datetime"),
            *("lpep_pickup_datetime", "pickup_time", "trip_start_timestamp"),
        ),
        "end": (
            *("end", "end_time", "ended", "ended_at", "arrival", "arrival_time"),
            *("dropoff_datetime", "tpep_dropoff_datetime", "lpep_dropoff_datetime"),
            *("dropoff_time", "trip_end_timestamp"),
        ),
        "duration": (
            *("duration_s", "duration", "travel_time_s", "travel_time", "seconds"),
            *("trip_time_in_secs", "trip_duration", "trip_seconds"),
        ),
        "origin_lon": (
            *("origin_lon", "origin_lng", "origin_longitude", "start_lon"),
            *("start_lng", "start_longitude", "from_lon", "from_lng", "from_longitude"),
            *("pickup_longitude", "pickup_lon", "pickup_centroid_longitude"),
        ),
        "origin_lat": (
            *("origin_lat", "origin_latitude", "start_lat", "start_latitude"),
            *("from_lat", "from_latitude", "pickup_latitude", "pickup_lat"),
            "pickup_centroid_latitude",
        ),
        "destination_lon": (
            *("destination_lon", "destination_lng", "destination_longitude"),
            *("dest_lon", "end_lon", "end_lng", "end_longitude", "to_lon", "to_lng"),
            *("to_longitude", "dropoff_longitude", "dropoff_lon"),
            "dropoff_centroid_longitude",
        ),
        "destination_lat": (
            *("destination_lat", "destination_latitude", "dest_lat", "end_lat"),
            *("end_latitude", "to_lat", "to_latitude", "dropoff_latitude"),
            *("dropoff_lat", "dropoff_centroid_latitude"),
        ),
        "frame": ("frame",),
    }
)


class Spot(NamedTuple):
    """A row of a file, counted from 1 below the heading."""

    file: Path
    number: int


def read_trips(
    file: Path,
    columns: Columns | None = None,
    *,
    zone: str | None = None,
    frame: Frame | None = None,
) -> tuple[Trips, LeftOut]:
    """Read trips, and count the rows that cannot be read.

    zone : of the place, as in "America/New_York"; times that carry another are
    turned into it. frame : of the trips that name none; outside mainland China it
    need not be said, for there all are one.

    Raises
    ------
    FileError : missing, empty, cut short, not CSV, or without trips.
    FieldError : a column that is lacking, a zone or a frame that nobody knows, or
        places in mainland China without a frame.
    """
    place = None if zone is None else _zone(zone)
    lines = _lines(file)
    heading = next((cells for cells in lines if any(cells)), None)
    if heading is None:
        raise FileError("the file is empty", file=file)
    chosen = _chosen(columns or Columns(), [name.strip() for name in heading], file)
    filled = (cells for cells in lines if any(cells))
    rows = [
        _numbers(cells, chosen, place, Spot(file, number))
        for number, cells in enumerate(filled, start=1)
    ]
    if not rows:
        raise FileError("there are no trips below the heading", file=file)
    read = np.array([row for row in rows if row is not None]).reshape(-1, _NUMBERS)
    said = np.where(read[:, 6] < 0, _place_of(frame), read[:, 6])
    trips = Trips(
        origin=_in_wgs84(read[:, :2], said, file),
        destination=_in_wgs84(read[:, 2:4], said, file),
        duration_s=read[:, 4],
        started_s=read[:, 5],
    )
    return trips, {"unreadable": len(rows) - len(read)}


def _place_of(frame: Frame | None) -> int:
    return _NO_FRAME if frame is None else FRAMES.index(frame)


def _in_wgs84(points: Floats, frame: Floats, file: Path) -> Floats:
    """Turn points, [n, 2], into WGS-84; frame : place in FRAMES of each, [n]."""
    turned = points.copy()
    for place, name in enumerate(FRAMES):
        these = frame == place
        lon, lat = points[these].T
        turned[these] = np.column_stack(to_wgs84(lon, lat, name))
    lon, lat = points[frame == _NO_FRAME].T
    if not frames_agree(lon, lat):
        names = ", ".join(FRAMES)
        mend = f"say which: {names}; or give a column of that name"
        raise FieldError(
            "places in China without a frame", file=file, field="--frame", mend=mend
        )
    return turned


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        mend = "write it like America/New_York"
        raise FieldError(
            f"no zone is called {name!r}", field="--zone", mend=mend
        ) from None


def _lines(file: Path) -> Iterator[list[str]]:
    """Give the cells of each line."""
    try:
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            separator = max(_SEPARATORS, key=first.count)
            yield from csv.reader(itertools.chain([first], text), delimiter=separator)
    except FileNotFoundError:
        raise FileError("there is no such file", file=file) from None
    except IsADirectoryError:
        raise FileError("this is a folder, not a file", file=file) from None
    except (EOFError, zlib.error):
        raise FileError("the file is cut short", file=file) from None
    except UnicodeDecodeError:
        mend = "save it as UTF-8, or name it .gz if it is"
        raise FileError("not UTF-8", file=file, mend=mend) from None
    except csv.Error as error:
        raise FileError(f"not valid CSV: {error}", file=file) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(f"cannot be read: {why}", file=file) from None


def _chosen(columns: Columns, heading: Sequence[str], file: Path) -> dict[str, int]:
    """Position of each wanted column."""
    found = {}
    for each in fields(columns):
        said: str | None = getattr(columns, each.name)
        name = _usual(each.name, heading) if said is None else said
        if name is not None:
            found[each.name] = _position(name, each.name, heading, file)
    if columns.end is not None and columns.duration is None:
        found.pop("duration", None)
    if "duration" not in found and not {"start", "end"} <= found.keys():
        raise _no_column("duration", heading, file)
    for name in _PLACES:
        if name not in found:
            raise _no_column(name, heading, file)
    return found


def _usual(field: str, heading: Sequence[str]) -> str | None:
    """Find a column by the names that it usually has."""
    spelled = {name.lower().replace(" ", "_"): name for name in heading}
    return next((spelled[name] for name in _USUAL[field] if name in spelled), None)


def _position(name: str, field: str, heading: Sequence[str], file: Path) -> int:
    if name not in heading:
        raise _no_column(field, heading, file, name)
    return heading.index(name)


def _no_column(
    field: str, heading: Sequence[str], file: Path, name: str | None = None
) -> FieldError:
    flag = f"--{field.replace('_', '-')}-col"
    problem = f"no column {name!r}" if name else f"no column for the {field}"
    mend = f"name it with {flag}; there are: {', '.join(heading)}"
    return FieldError(problem, file=file, field=flag, mend=mend)


def _numbers(
    cells: Sequence[str], columns: Mapping[str, int], zone: tzinfo | None, spot: Spot
) -> tuple[float, ...] | None:
    """Read one row, None where it cannot be read.

    Raises
    ------
    FieldError : a frame that nobody knows; it may hold for all rows.
    """
    try:
        values = {name: cells[column].strip() for name, column in columns.items()}
        places = [
            float(values[name]) for name in _USUAL if name.endswith(("lon", "lat"))
        ]
        start = _clock_s(values["start"], zone) if values.get("start") else np.nan
        if "duration" in values:
            duration = float(values["duration"])
        else:
            duration = _elapsed_s(values["start"], values["end"])
    except (IndexError, ValueError, OverflowError):
        return None
    if not np.isfinite((*places, duration)).all():
        return None
    return (*places, duration, start, _frame_place(values.get("frame", ""), spot))


def _frame_place(text: str, spot: Spot) -> int:
    if not text:
        return _NO_FRAME
    try:
        return _place_of(known_frame(text))
    except FieldError as fault:
        fault.file, fault.row = str(spot.file), f"row {spot.number}"
        raise


def _clock_s(text: str, zone: tzinfo | None) -> float:
    """Seconds by the clock on the spot."""
    moment = datetime.fromisoformat(text)
    if zone is not None and moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return (moment.replace(tzinfo=UTC) - _MONDAY) / timedelta(seconds=1)


def _elapsed_s(start: str, end: str) -> float:
    moments = (datetime.fromisoformat(end), datetime.fromisoformat(start))
    if (moments[0].tzinfo is None) != (moments[1].tzinfo is None):
        raise ValueError
    return (moments[0] - moments[1]) / timedelta(seconds=1)
