"""Drives of a log as trips, as `dispatch calibrate` takes them.

A drive goes from where its unit was taken to stand (`could_have_been_units`) to the
call, from rolling to the kerb. Where a unit was sent on before it came anywhere, it
started somewhere on the road, and where a plan foretold the drive, the model's time
from the taken start shows whether it started there at all: such drives are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from dispatch.review.calibration_travel import TravelBias, bias_by
from dispatch.review.could_have_been_times import Driving
from dispatch.review.could_have_been_units import (
    LonLat,
    UnitCourses,
    Visits,
    visits_of,
)
from scenarios.call_logs.call_log import CallLog

AT_MOST = 2000
"""Drives that are driven again; of more, every second, third and so on (assumed)."""

SAME_START_S, SAME_START_SHARE = 10.0, 0.1
"""A foretold drive that differs by no more started where it was taken to (assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One drive. row : of the log. road_class : that most of its way is on."""

    row: int
    start_s: float
    duration_s: float
    origin: LonLat
    destination: LonLat
    at_home: bool
    modelled_s: float
    road_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trips:
    """Drives of a log. left_out : why others are not among them, with how many.

    bias : taken over modelled by group: all, hour=17, class=residential.
    """

    trips: tuple[Trip, ...]
    left_out: Mapping[str, int]
    bias: Mapping[str, TravelBias]

    def table(self, tz: ZoneInfo) -> pl.DataFrame:
        """Return the trips as `dispatch calibrate` reads them, times with offsets."""
        trips = self.trips
        starts = pl.Series(
            [round(trip.start_s * 1e6) for trip in trips], dtype=pl.Int64
        )
        local = starts.cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(tz.key)
        return pl.DataFrame(
            {
                "start": local.dt.strftime("%Y-%m-%dT%H:%M:%S%:z"),
                "duration_s": _column([trip.duration_s for trip in trips]),
                "origin_lon": _column([trip.origin[0] for trip in trips]),
                "origin_lat": _column([trip.origin[1] for trip in trips]),
                "destination_lon": _column([trip.destination[0] for trip in trips]),
                "destination_lat": _column([trip.destination[1] for trip in trips]),
                "frame": pl.Series(["wgs84"] * len(trips), dtype=pl.String),
                "modelled_s": _column([trip.modelled_s for trip in trips]),
                "road_class": pl.Series(
                    [trip.road_class for trip in trips], dtype=pl.String
                ),
                "origin_is": pl.Series(
                    ["home" if trip.at_home else "last_scene" for trip in trips],
                    dtype=pl.String,
                ),
            }
        )


def trips_of(
    log: CallLog,
    driving: Driving,
    *,
    homes: Mapping[str, LonLat],
    at_most: int = AT_MOST,
) -> Trips:
    """Find a log's drives, and drive them again on the roads.

    homes : lon, lat by unit, of those whose post is known.
    """
    why = Counter[str]()
    trips = [*_trips(log, driving, homes, at_most, why)]
    return Trips(trips=tuple(trips), left_out=dict(why), bias=_bias(trips, log.tz))


def _trips(
    log: CallLog,
    driving: Driving,
    homes: Mapping[str, LonLat],
    at_most: int,
    why: Counter[str],
) -> Iterator[Trip]:
    visits = visits_of(log)
    courses = UnitCourses(visits, homes)
    drives = _drives(log.table, visits)
    step = max(1, -(-len(drives) // max(1, at_most)))
    why["not_sampled"] = len(drives) - len(drives[::step])
    driving.expect(len(drives[::step]))
    for drive in drives[::step]:
        trip = _trip(drive, courses, driving)
        if isinstance(trip, str):
            why[trip] += 1
        else:
            yield trip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drive:
    """A visit that rolled and came, and whose place is known."""

    row: int
    unit: int
    rolling_s: float
    seconds: float
    place: LonLat
    foretold_s: float | None
    sent_on: bool


def _drives(table: pl.DataFrame, visits: Visits) -> list[_Drive]:
    """Return the drives by their starts."""
    sent_on = _sent_on(visits)
    rows = table.select(
        "row",
        rolling=pl.col("rolling").dt.epoch("us") / 1e6,
        on_scene=pl.col("on_scene").dt.epoch("us") / 1e6,
        foretold=pl.col("planned_travel_s"),
    )
    told = {row[0]: row[1:] for row in rows.iter_rows()}
    found = []
    for at, row in enumerate(visits.row.tolist()):
        rolling_s, on_scene_s, foretold_s = told.get(row, (None, None, None))
        if rolling_s is None or on_scene_s is None or np.isnan(visits.scene_s[at]):
            continue
        found.append(
            _Drive(
                row=row,
                unit=int(visits.unit[at]),
                rolling_s=rolling_s,
                seconds=on_scene_s - rolling_s,
                place=(float(visits.lon[at]), float(visits.lat[at])),
                foretold_s=foretold_s,
                sent_on=bool(sent_on[at]),
            )
        )
    return sorted(found, key=lambda drive: (drive.rolling_s, drive.row))


def _sent_on(visits: Visits) -> list[bool]:
    """Whether the unit's visit before came nowhere."""
    nowhere: dict[int, bool] = {}
    found = []
    for unit, scene_s in zip(
        visits.unit.tolist(), visits.scene_s.tolist(), strict=True
    ):
        found.append(nowhere.get(unit, False))
        nowhere[unit] = scene_s != scene_s  # noqa: PLR0124 - nan
    return found


def _trip(drive: _Drive, courses: UnitCourses, driving: Driving) -> Trip | str:
    """Drive it again; else say why that cannot be."""
    standing = courses.at(drive.rolling_s)
    if drive.sent_on:
        return "sent_on"
    origin = float(standing.lon[drive.unit]), float(standing.lat[drive.unit])
    if np.isnan(origin[0]):
        return "started_somewhere"
    way = driving.way(origin, drive.place)
    if way is None:
        return "off_the_roads"
    modelled_s, road_class = way
    if drive.foretold_s is not None and not _same(modelled_s, drive.foretold_s):
        return "started_elsewhere"
    return Trip(
        row=drive.row,
        start_s=drive.rolling_s,
        duration_s=drive.seconds,
        origin=origin,
        destination=drive.place,
        at_home=bool(standing.at_home[drive.unit]),
        modelled_s=modelled_s,
        road_class=road_class,
    )


def _same(modelled_s: float, foretold_s: float) -> bool:
    spare_s = max(SAME_START_S, SAME_START_SHARE * foretold_s)
    return abs(modelled_s - foretold_s) <= spare_s


def _bias(trips: Sequence[Trip], tz: ZoneInfo) -> Mapping[str, TravelBias]:
    """Taken over modelled, in all, by hour and by class; of drives of any length."""
    driven = [trip for trip in trips if trip.modelled_s > 0 and trip.duration_s > 0]
    if not driven:
        return {}
    modelled_s = np.array([trip.modelled_s for trip in driven])
    taken_s = np.array([trip.duration_s for trip in driven])
    hours = [f"hour={hour}" for hour in _local(driven, tz).dt.hour()]
    classes = [f"class={trip.road_class}" for trip in driven]
    return {
        **bias_by(modelled_s, taken_s, hours),
        **bias_by(modelled_s, taken_s, classes),
    }


def _local(trips: Sequence[Trip], tz: ZoneInfo) -> pl.Series:
    """When each began, by the clock on the spot."""
    starts = pl.Series([round(trip.start_s * 1e6) for trip in trips], dtype=pl.Int64)
    return starts.cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(tz.key)


def _column(values: Sequence[float]) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64)
