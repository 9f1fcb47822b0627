"""The rows of a plan: what `plan.json` holds, in its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nobody goes to an alert now."""

    NO_FREE_UNIT = "NO_FREE_UNIT"
    TOO_FEW_OFFICERS = "TOO_FEW_OFFICERS"
    FORBIDDEN = "FORBIDDEN"
    NO_ROUTE = "NO_ROUTE"
    BEYOND_CUT_OFF = "BEYOND_CUT_OFF"
    OTHERS_FIRST = "OTHERS_FIRST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The five intervals that time to door is made of, whole seconds."""

    elapsed_s: int
    dispatch_s: int
    turnout_s: int
    travel_s: int
    access_s: int

    @property
    def time_to_door_s(self) -> int:
        """Alert received to at the door."""
        return (
            self.elapsed_s
            + self.dispatch_s
            + self.turnout_s
            + self.travel_s
            + self.access_s
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentUnit:
    """A unit on its way to an alert; route is lon, lat in driving order."""

    unit_id: str
    officers: int
    distance_m: float
    travel_s: int
    time_to_door_s: int
    route: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who goes to an alert, when they are there, and how that compares.

    Intervals, distance and time to door are those of the unit that brings the
    last officer needed; contact_s is the first unit's arrival.
    """

    alert_id: str
    officers: int
    target_s: int
    time_to_door_s: int
    contact_s: int
    intervals: Intervals
    distance_m: float
    on_time: bool
    probability_on_time: float
    units: tuple[SentUnit, ...]
    nearest_unit_id: str
    nearest_time_to_door_s: int
    closest_idle_unit_ids: tuple[str, ...]
    closest_idle_time_to_door_s: int | None
    same_as_closest_idle: bool

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """Who is sent."""
        return tuple(unit.unit_id for unit in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """An alert to which nobody goes now."""

    alert_id: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a plan is worth, in whole numbers.

    on_time, late, unserved : alerts. weighted_on_time, weighted_served : sums of
    the weights. weighted_time_s : weight times time to door, over served alerts,
    as are total_time_to_door_s and worst_time_to_door_s (0 where none is served).
    """

    on_time: int
    late: int
    unserved: int
    weighted_on_time: int
    weighted_served: int
    weighted_time_s: int
    total_time_to_door_s: int
    worst_time_to_door_s: int

    @property
    def goals(self) -> tuple[int, int, int]:
        """Lexicographic, less is better: on time, served, weighted time."""
        return (-self.weighted_on_time, -self.weighted_served, self.weighted_time_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverNote:
    """How the plan was found.

    path : which solvers ran. status : "optimal", or "unproved" where no proof
    holds. gap : 0 where proved, 1 where no bound is known; certified : the proof was
    checked by other code.
    """

    path: str
    status: str
    gap: float
    certified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place put on the roads: WGS-84 degrees, and metres from point to road."""

    lon: float
    lat: float
    address: str
    snapped_m: float
