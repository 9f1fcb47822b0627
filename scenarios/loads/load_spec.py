"""`LoadSpec`: what a load is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from maps.coordinates import Frame
from maps.road_network import Floats
from scenarios.loads.marks import AlertShares
from scenarios.loads.week_rates import shaped_rates
from scenarios.place import Place

Posts = Literal["beats", "stations"]

PER_HOUR = 2.0
"""Alerts per hour where nothing says it: *assumed*."""

_MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
_EVERY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """More alerts than usual for a while: a burst, or a campaign against a district.

    start_s : seconds since the load's start; length_s : within which `alerts` more
    are received, each at any moment of it. lon, lat, radius_m : the district, WGS-84;
    None: everywhere. script, stage : of all of them; None: by the usual shares.
    """

    id: str
    start_s: float
    length_s: float
    alerts: int
    lon: float | None = None
    lat: float | None = None
    radius_m: float = 1000.0
    script: str | None = None
    stage: str | None = None

    def share_within(self, load_s: float) -> float:
        """Share of it that lies within a load of some length."""
        ends_s = min(load_s, self.start_s + self.length_s)
        return max(0.0, ends_s - max(0.0, self.start_s)) / self.length_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A shift that comes every week: its hours and its units.

    start_s, end_s : since midnight; an end that is not after the start is on the day
    after. days : 0 is Monday, of the start. posts : "beats", parts of town of equal
    demand, in which units patrol and are rolling; or "stations", where they stand.
    """

    id: str
    start_s: int
    end_s: int
    units: int
    days: tuple[int, ...] = _EVERY_DAY
    officers: int = 2
    posts: Posts = "beats"
    skills: tuple[str, ...] = ()


_HOUR_S = 3600
DUTIES = (
    Duty(id="early", start_s=7 * _HOUR_S, end_s=15 * _HOUR_S, units=10),
    Duty(id="late", start_s=15 * _HOUR_S, end_s=23 * _HOUR_S, units=10),
    Duty(id="night", start_s=23 * _HOUR_S, end_s=7 * _HOUR_S, units=6),
)
"""Three shifts of eight hours: *assumed*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothing:
    """How rates are fitted to a log.

    hour_bandwidth_h : sigma of the Gaussian kernel round the week. cell_m : side of
    the cells in which places are counted (500 m: *assumed*); place_bandwidth_m : sigma
    of the kernel over them. Of either, 0 smooths nothing and None leaves it to the log.
    """

    hour_bandwidth_h: float | None = None
    cell_m: float = 500.0
    place_bandwidth_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadSpec:
    """What a load is drawn from.

    start : aware, and hours are by its clock. rates : [168] alerts per hour, by hour
    of the week. places : file of a demand raster or a zone table, None: the roads'
    addresses. frame : of its points, and of a log's, whose row names none.
    stations : for duties whose units stand at stations; where there are none,
    `station_count` are put in the middle of as many parts of town.
    """

    name: str = "load"
    title: str = ""
    start: datetime = _MONDAY
    length_s: float = 24.0 * _HOUR_S
    roads: str | None = None
    frame: Frame | None = None
    rates: Floats = field(default_factory=lambda: shaped_rates(PER_HOUR))
    places: str | None = None
    shares: AlertShares = field(default_factory=AlertShares)
    surges: tuple[Surge, ...] = ()
    duties: tuple[Duty, ...] = DUTIES
    stations: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    station_count: int = 3
    smoothing: Smoothing = field(default_factory=Smoothing)
