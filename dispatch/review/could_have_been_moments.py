"""The moments of a log at which calls were given to units, with who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dispatch.review.could_have_been_units import (
    LonLat,
    Standing,
    UnitCourses,
    visits_of,
)
from scenarios.call_logs.call_log import CallLog

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCall:
    """A call that waits. received_s : since 1970. row : of the log."""

    call_id: str
    row: int
    received_s: float
    target_s: float
    place: LonLat


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingUnit:
    """A unit in its place; not free : it was first there all the same."""

    unit_id: str
    place: LonLat
    free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a call was given to its unit.

    waiting : calls without a unit, this one first. units : in known places, the
    free ones and the one that was first there, by id. first : its index.
    """

    at_s: float
    waiting: tuple[WaitingCall, ...]
    units: tuple[StandingUnit, ...]
    first: int

    @property
    def call(self) -> WaitingCall:
        """The call that is looked at."""
        return self.waiting[0]


class Moments:
    """Moments in their order; gone through once.

    left_out : calls that cannot be looked at, by reason. one_in : only every so
    many-th is. from_home : share of units that stood at their homes, of all moments
    gone through.
    """

    def __init__(
        self,
        log: CallLog,
        homes: Mapping[str, LonLat],
        *,
        target_s: float,
        at_most: int,
    ) -> None:
        """Sort out which calls can be looked at."""
        calls = _calls(log.table, target_s)
        self.left_out = Counter[str]()
        told = calls.filter(pl.col("told_s").is_not_null())
        self.left_out["never_told"] = len(calls) - len(told)
        placed = told.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null())
        self.left_out["no_place"] = len(told) - len(placed)
        placed = placed.sort("told_s", "call_id")
        self._waiting = [*_waiting(placed)]
        self._received_s = placed["received_s"].to_numpy()
        self._told_s = placed["told_s"].to_numpy()
        self._first = placed["first_unit"].to_list()
        visits = visits_of(log)
        self._unit_ids = visits.unit_ids
        self._courses = UnitCourses(visits, homes)
        self.one_in = max(1, -(-len(placed) // max(1, at_most)))
        self.left_out["not_sampled"] = len(placed) - len(placed[:: self.one_in])
        self._stood = self._stood_at_home = 0

    @property
    def from_home(self) -> float:
        """Share of units that stood at their homes."""
        return self._stood_at_home / max(1, self._stood)

    def __iter__(self) -> Iterator[Moment]:
        """Give the moments that can be looked at."""
        for call in range(0, len(self._waiting), self.one_in):
            moment = self._moment(call)
            if isinstance(moment, str):
                self.left_out[moment] += 1
            else:
                yield moment

    def _moment(self, call: int) -> Moment | str:
        """Look at one call; else why that cannot be."""
        told_s = float(self._told_s[call])
        standing = self._courses.at(told_s)
        first_unit = self._first[call]
        if first_unit is None:
            return "nobody_came"
        first = self._unit_ids.index(first_unit)
        known = ~np.isnan(standing.lon)
        if not known[first]:
            return "first_unit_somewhere"
        rows = np.flatnonzero(known & standing.free).tolist()
        rows = sorted({*rows, first})
        self._stood += len(rows)
        self._stood_at_home += int(standing.at_home[rows].sum())
        return Moment(
            at_s=told_s,
            waiting=tuple(self._waiting[row] for row in self._open(call)),
            units=tuple(self._unit(standing, row) for row in rows),
            first=rows.index(first),
        )

    def _open(self, call: int) -> list[int]:
        """Calls that wait when one is given to its unit, that one first."""
        told_s = self._told_s[call]
        open_ = (self._received_s <= told_s) & (told_s <= self._told_s)
        return [call, *(row for row in np.flatnonzero(open_).tolist() if row != call)]

    def _unit(self, standing: Standing, row: int) -> StandingUnit:
        return StandingUnit(
            unit_id=self._unit_ids[row],
            place=(float(standing.lon[row]), float(standing.lat[row])),
            free=bool(standing.free[row]),
        )


def _calls(table: pl.DataFrame, target_s: float) -> pl.DataFrame:
    """One row a call: received, when the first unit was told, who was first there."""
    there = pl.col("on_scene").is_not_null() & pl.col("unit_id").is_not_null()
    by_arrival = pl.col("on_scene").filter(there)
    first = pl.col("unit_id").filter(there).sort_by(by_arrival, maintain_order=True)
    row = pl.col("row").filter(there).sort_by(by_arrival, maintain_order=True)
    told = pl.col("dispatched").filter(pl.col("unit_id").is_not_null()).min()
    received = pl.col("received").min()
    return (
        table.group_by("call_id", maintain_order=True)
        .agg(
            row=row.first().fill_null(pl.col("row").min()),
            received_s=received.dt.epoch("us") / 1e6,
            told_s=told.dt.epoch("us") / 1e6,
            target_s=pl.col("target_s").drop_nulls().first(),
            first_unit=first.first(),
            lon=pl.col("lon").drop_nulls().first(),
            lat=pl.col("lat").drop_nulls().first(),
        )
        .with_columns(
            pl.col("target_s").fill_null(target_s),
            pl.col("received_s").fill_null(pl.col("told_s")),
        )
    )


def _waiting(calls: pl.DataFrame) -> Iterator[WaitingCall]:
    for row in calls.iter_rows(named=True):
        yield WaitingCall(
            call_id=row["call_id"],
            row=row["row"],
            received_s=row["received_s"],
            target_s=row["target_s"],
            place=(row["lon"], row["lat"]),
        )
