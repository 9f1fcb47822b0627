"""Where units were, and which of them were free, as far as a log tells.

A log does not say where a unit stands between calls. It is taken to stand where it
was on scene last; where its home is given, to be there again 20 minutes after it
cleared. Before its first scene, without a home, its place is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scenarios.call_logs.call_log import SCHEMA, CallLog

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
LonLat = tuple[float, float]

HOME_AFTER_S = 1200.0
"""After so long a unit that cleared is at its home again (assumed)."""

LONGEST_GAP_S = 12 * 3600.0
"""A unit is on duty between two calls that are no farther apart (assumed)."""

OPEN_VISIT_S = 3600.0
"""A visit without an end lasts so long, or to the unit's next (assumed)."""

LONGEST_VISIT_S = 24 * 3600.0
"""A visit that lasts longer no longer binds its unit (assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Visits:
    """Visits of all units, seconds since 1970, by their starts.

    row : of the log. unit : index into `unit_ids`. start_s : told; end_s : cleared,
    cancelled, or taken to. scene_s, lon, lat : when on scene and where; nan where it
    never was, or nobody knows where.
    """

    unit_ids: tuple[str, ...]
    row: Longs
    unit: Longs
    start_s: Floats
    end_s: Floats
    scene_s: Floats
    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Units at one moment.

    free : [units] on duty, and on no call. lon, lat : [units], nan where
    nobody knows. at_home : [units] whether that is its home.
    """

    free: Bools
    lon: Floats
    lat: Floats
    at_home: Bools


def visits_of(log: CallLog) -> Visits:
    """Return the visits of a log, of the rows that the user left out as well."""
    rows = pl.concat([table.select(*SCHEMA) for table in (log.table, log.others)])
    rows = rows.filter(
        pl.col("unit_id").is_not_null() & pl.col("dispatched").is_not_null()
    ).with_columns(start=_epoch_s("dispatched"), scene=_epoch_s("on_scene"))
    end = pl.coalesce(_epoch_s("clear"), _epoch_s("cancelled"))
    rows = rows.with_columns(end=end).sort("start", "unit_id", "row")
    following = pl.col("start").shift(-1).over("unit_id").fill_null(float("inf"))
    taken_to = pl.min_horizontal(following, pl.col("start") + OPEN_VISIT_S)
    rows = rows.with_columns(end=pl.col("end").fill_null(taken_to))
    unit_ids = tuple(sorted(set(rows["unit_id"].to_list())))
    number = {unit_id: at for at, unit_id in enumerate(unit_ids)}
    known = rows["lon"].is_not_null() & rows["lat"].is_not_null()
    return Visits(
        unit_ids=unit_ids,
        row=rows["row"].to_numpy(),
        unit=np.array([number[unit] for unit in rows["unit_id"]], np.int64),
        start_s=_floats(rows["start"]),
        end_s=_floats(rows["end"]),
        scene_s=np.where(known.to_numpy(), _floats(rows["scene"]), np.nan),
        lon=_floats(rows["lon"]),
        lat=_floats(rows["lat"]),
    )


class UnitCourses:
    """Units in the course of a log; asked for moments that never go back."""

    def __init__(self, visits: Visits, homes: Mapping[str, LonLat]) -> None:
        """Take visits. homes : lon, lat by unit, of those that have one."""
        count = len(visits.unit_ids)
        self._visits = visits
        self._homes = np.array(
            [homes.get(unit_id, (np.nan, np.nan)) for unit_id in visits.unit_ids]
        ).reshape(count, 2)
        self._duty = _duty(visits)
        scenes = np.flatnonzero(~np.isnan(visits.scene_s))
        self._scenes = scenes[np.argsort(visits.scene_s[scenes], kind="stable")]
        self._ends = np.argsort(visits.end_s, kind="stable")
        self._scene_of = np.full(count, -1)
        self._cleared_s = np.full(count, -np.inf)
        self._scenes_seen = self._ends_seen = 0

    def at(self, moment_s: float) -> Standing:
        """Return how units stood when a call was to be given to one of them."""
        self._go_on(moment_s)
        on_duty = np.zeros(len(self._cleared_s), np.bool_)
        first_s, last_s, unit = self._duty
        on_duty[unit[(first_s <= moment_s) & (moment_s <= last_s)]] = True
        lonlat, at_home = self._places(moment_s)
        return Standing(
            free=on_duty & ~self._busy(moment_s),
            lon=lonlat[:, 0],
            lat=lonlat[:, 1],
            at_home=at_home,
        )

    def _go_on(self, moment_s: float) -> None:
        """Take up what happened up to a moment."""
        visits = self._visits
        upto = int(
            np.searchsorted(visits.scene_s[self._scenes], moment_s, side="right")
        )
        for row in self._scenes[self._scenes_seen : upto].tolist():
            self._scene_of[visits.unit[row]] = row
        self._scenes_seen = max(upto, self._scenes_seen)
        upto = int(np.searchsorted(visits.end_s[self._ends], moment_s, side="right"))
        for row in self._ends[self._ends_seen : upto].tolist():
            self._cleared_s[visits.unit[row]] = visits.end_s[row]
        self._ends_seen = max(upto, self._ends_seen)

    def _busy(self, moment_s: float) -> Bools:
        """Who was told of a call before that moment, and is not clear yet."""
        visits = self._visits
        span = (moment_s - LONGEST_VISIT_S, moment_s)
        first, last = np.searchsorted(visits.start_s, span)
        rows = slice(int(first), int(last))
        bound = visits.end_s[rows] > moment_s
        busy = np.zeros(len(self._cleared_s), np.bool_)
        busy[visits.unit[rows][bound]] = True
        return busy

    def _places(self, moment_s: float) -> tuple[Floats, Bools]:
        """Lon and lat, [units, 2], and whether that is the unit's home."""
        row, visits = self._scene_of, self._visits
        scenes = np.column_stack((visits.lon[row], visits.lat[row]))
        scenes[row < 0] = np.nan
        away = (row >= 0) & (self._cleared_s + HOME_AFTER_S > moment_s)
        at_home = ~away & ~np.isnan(self._homes[:, 0])
        return np.where(at_home[:, None], self._homes, scenes), at_home


def _duty(visits: Visits) -> tuple[Floats, Floats, Longs]:
    """Spans on duty: first and last moment of each, and its unit.

    During each visit, and from one to the next where that is not too far away. Before
    its first and after its last nobody knows.
    """
    starts_s, ends_s, unit = [visits.start_s], [visits.end_s], [visits.unit]
    for each in range(len(visits.unit_ids)):
        mine = visits.unit == each
        next_s = visits.start_s[mine][1:]
        over_s = np.maximum.accumulate(visits.end_s[mine])[:-1]
        bridged = next_s - over_s <= LONGEST_GAP_S
        starts_s.append(over_s[bridged])
        ends_s.append(next_s[bridged])
        unit.append(np.full(int(bridged.sum()), each))
    return np.concatenate(starts_s), np.concatenate(ends_s), np.concatenate(unit)


def _epoch_s(moment: str) -> pl.Expr:
    """Seconds since 1970."""
    return pl.col(moment).dt.epoch("us") / 1e6


def _floats(values: pl.Series) -> Floats:
    """Numbers, nan where there is none."""
    return values.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()
