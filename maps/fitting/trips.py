"""`Trips`: observed drives from a place to a place, and which of them tell anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maps.geometry import haversine_m
from maps.road_network import Bools, Floats, Longs
from maps.week_hours import HOURS

LeftOut = Mapping[str, int]
"""How many were left out, by reason."""

_HOUR_S = 3600
# All assumed. A drive in one go takes no less and no more; no street car is faster
# than that in a straight line; a round trip says nothing of the way.
_SHORTEST_S, _LONGEST_S = 30.0, 7200.0
_FASTEST_KPH = 130.0
_NEAREST_M = 50.0
_MOST_LAT = 90.0
_MOST_LON = 180.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trips:
    """One row a trip.

    origin, destination : [trips, 2], lon, lat, WGS-84. duration_s : [trips].
    started_s : [trips], by the clock on the spot, seconds since Monday, 5 January
    1970, 00:00; nan where it is not known.
    """

    origin: Floats
    destination: Floats
    duration_s: Floats
    started_s: Floats

    def __len__(self) -> int:
        """Count the trips."""
        return len(self.duration_s)

    def rows(self, rows: Longs | Bools) -> Trips:
        """Take some of the trips."""
        return Trips(
            origin=self.origin[rows],
            destination=self.destination[rows],
            duration_s=self.duration_s[rows],
            started_s=self.started_s[rows],
        )

    def hour(self) -> Longs:
        """Hour of the week in which each starts, -1 where it is not known."""
        known = ~np.isnan(self.started_s)
        hours = np.where(known, self.started_s, 0.0) // _HOUR_S % HOURS
        return np.where(known, hours, -1).astype(np.int64)

    def straight_m(self) -> Floats:
        """Metres from origin to destination as the crow flies, [trips]."""
        return haversine_m(*self.origin.T, *self.destination.T)


def telling(trips: Trips) -> tuple[Trips, LeftOut]:
    """Leave out what no drive through the streets can have been.

    Each is counted under the first reason that holds.
    """
    reasons = {
        "bad_coordinates": _off_earth(trips),
        "repeated": _repeated(trips),
        "absurd_duration": (trips.duration_s < _SHORTEST_S)
        | (trips.duration_s > _LONGEST_S),
        "same_place": trips.straight_m() < _NEAREST_M,
        "absurd_speed": trips.straight_m() * 3.6
        > _FASTEST_KPH * np.maximum(trips.duration_s, 1.0),
    }
    keep = np.ones(len(trips), np.bool_)
    counts = {}
    for reason, holds in reasons.items():
        counts[reason] = int((keep & holds).sum())
        keep &= ~holds
    return trips.rows(keep), counts


def _off_earth(trips: Trips) -> Bools:
    """Whether a place is none, or the 0, 0 that stands for no place."""
    off = np.zeros(len(trips), np.bool_)
    for place in (trips.origin, trips.destination):
        lon, lat = place.T
        off |= ~((np.abs(lon) <= _MOST_LON) & (np.abs(lat) <= _MOST_LAT))
        off |= (lon == 0) & (lat == 0)
    return off


def _repeated(trips: Trips) -> Bools:
    """Whether the same trip stands in an earlier row; told by its start too."""
    again = np.zeros(len(trips), np.bool_)
    timed = np.flatnonzero(~np.isnan(trips.started_s))
    table = np.column_stack(
        (trips.origin, trips.destination, trips.duration_s, trips.started_s)
    )[timed]
    firsts = np.unique(table, axis=0, return_index=True)[1]
    again[np.delete(timed, firsts)] = True
    return again
