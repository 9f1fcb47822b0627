"""The rows of a load's spec: what may stand in each field."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)

from maps.coordinates import Frame
from scenarios.file_rows import (
    AtLeastOne,
    FullText,
    Id,
    Number,
    Officers,
    PlaceRow,
    Row,
    Text,
    Time,
    Words,
)
from scenarios.loads.load_spec import Posts
from scenarios.row_faults import mendable, shown

LONGEST_H = 8760.0
"""A year; ids are told apart by month and day."""

_MOST_SURGE = 10_000  # *assumed*
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_DAY_S = 86_400


def _time_of_day(value: object) -> object:
    """Read hours and minutes as seconds since midnight."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    seconds = 0 if match is None else 3600 * int(match[1]) + 60 * int(match[2])
    if match is None or seconds > _DAY_S:
        raise mendable(f"{shown(value)} is no time of day", 'write it like "07:00"')
    return seconds


def _with_weight(shares: dict[str, float]) -> dict[str, float]:
    """Refuse shares that choose nothing."""
    if shares and not sum(shares.values()) > 0:
        raise mendable("all shares are 0", "give one of them a share above 0")
    return shares


TimeOfDay = Annotated[
    int,
    BeforeValidator(_time_of_day),
    WithJsonSchema({"type": "string", "pattern": _CLOCK.pattern}),
]
Share = Annotated[float, Field(ge=0), Number]
Shares = Annotated[dict[str, Share], AfterValidator(_with_weight)]
Positive = Annotated[float, Field(gt=0), Number]
NotNegative = Annotated[float, Field(ge=0, le=100_000), Number]
Hours = Annotated[float, Field(gt=0, le=LONGEST_H), Number]
Rate = Annotated[float, Number]  # its range is checked with all rates


class RatesRow(Row):
    """Alerts per hour; by one of per_hour, by_hour and spans."""

    per_hour: Rate | None = None
    by_hour: list[Rate] | None = None
    weekday_factors: list[Rate] | None = None
    spans: dict[str, Rate] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.per_hour, self.by_hour, self.spans)
        if sum(way is not None for way in ways) != 1:
            raise mendable("rates are given in one way", "per_hour, by_hour or spans")
        if self.weekday_factors is not None and self.by_hour is None:
            raise mendable("weekday_factors without by_hour", "write 24 rates there")
        return self


class PlacesRow(Row):
    """Where alerts may be."""

    file: FullText


class FitRow(Row):
    """How rates are fitted to a log."""

    hour_bandwidth_h: Annotated[float, Field(ge=0, le=168), Number] | None = None
    cell_m: Annotated[float, Field(ge=50, le=100_000), Number] = 500.0
    place_bandwidth_m: NotNegative | None = None


class ExposureRow(Row):
    """Money at risk: lognormal by median and sigma, Pareto by minimum and alpha."""

    kind: Literal["lognormal", "pareto"] = "lognormal"
    median: Positive | None = None
    sigma: Annotated[float, Field(gt=0, le=10), Number] | None = None
    minimum: Positive | None = None
    alpha: Annotated[float, Field(ge=0.1, le=100), Number] | None = None

    @model_validator(mode="after")
    def _its_own(self) -> Self:
        own = {"lognormal": ("median", "sigma"), "pareto": ("minimum", "alpha")}
        for name in ("median", "sigma", "minimum", "alpha"):
            if (getattr(self, name) is not None) != (name in own[self.kind]):
                mend = f"give {' and '.join(own[self.kind])}"
                raise mendable(f"not what a {self.kind} takes", mend)
        return self


class AlertsRow(Row):
    """Shares of what alerts are about."""

    levels: Shares | None = None
    officers: Shares | None = None
    scripts: Shares | None = None
    stages: dict[str, Shares] = Field(default_factory=dict)
    place_kinds: Shares | None = None
    exposure: ExposureRow | None = None
    currency: FullText = "CNY"
    cards_mean: Annotated[float, Field(ge=1, le=1000), Number] = 3.0


class SurgeRow(PlaceRow):
    """More alerts than usual for a while; a point is the middle of its district."""

    id: Id
    at: Time
    minutes: Annotated[float, Field(gt=0, le=7 * 1440), Number]
    alerts: Annotated[int, Field(gt=0, le=_MOST_SURGE), Number]
    radius_m: Positive = 1000.0
    script: Id | None = None
    stage: Id | None = None

    @model_validator(mode="after")
    def _a_point(self) -> Self:
        if self.address is not None:
            raise mendable("a district's middle is a point", "give lon and lat")
        if self.stage is not None and self.script is None:
            raise mendable("a stage without its script", "give script too")
        return self


class ShiftRow(Row):
    """A shift that comes every week, and its units."""

    id: Id
    start: TimeOfDay
    end: TimeOfDay
    units: AtLeastOne
    days: FullText | None = None
    officers: Officers = 2
    posts: Posts = "beats"
    skills: Words = Field(default_factory=list)


class StationRow(PlaceRow):
    """Where units stand when their shift begins."""

    id: Id


class LoadFile(Row):
    """What a load is drawn from."""

    name: FullText | None = None
    title: Text = ""
    start: Time | None = None
    hours: Hours = 24.0
    roads: FullText | None = None
    frame: Frame | None = None
    rates: RatesRow | None = None
    places: PlacesRow | None = None
    fit: FitRow = FitRow()
    alerts: AlertsRow = AlertsRow()
    surges: tuple[SurgeRow, ...] = ()
    shifts: tuple[ShiftRow, ...] = ()
    stations: tuple[StationRow, ...] = ()
    station_count: AtLeastOne = 3
