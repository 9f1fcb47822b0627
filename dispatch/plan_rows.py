"""The rows of a plan: what `plan.json` holds, in its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nobody goes to an alert now: what is in the way of all, in this order.

    NO_FREE_UNIT : busy for an unknown time, or off duty. STALE_POSITION : where they
    are is known too badly. FORBIDDEN : by name. REDIRECT_FORBIDDEN : they move to an
    alert that is too urgent to leave. OTHER_AREA : not theirs, by rule. NO_ROUTE : no
    road. BEYOND_CUT_OFF : too far. TOO_FEW_OFFICERS, MISSING_SKILLS : all who could
    go are not enough together. AREA_MINIMUM : they have to stay in their areas.
    OTHERS_FIRST : some could go and are better sent elsewhere. LOCKED : of a single
    unit: it is locked to another alert, or others are locked to this one.
    """

    NO_FREE_UNIT = "NO_FREE_UNIT"
    STALE_POSITION = "STALE_POSITION"
    FORBIDDEN = "FORBIDDEN"
    REDIRECT_FORBIDDEN = "REDIRECT_FORBIDDEN"
    OTHER_AREA = "OTHER_AREA"
    NO_ROUTE = "NO_ROUTE"
    BEYOND_CUT_OFF = "BEYOND_CUT_OFF"
    TOO_FEW_OFFICERS = "TOO_FEW_OFFICERS"
    MISSING_SKILLS = "MISSING_SKILLS"
    AREA_MINIMUM = "AREA_MINIMUM"
    OTHERS_FIRST = "OTHERS_FIRST"
    LOCKED = "LOCKED"


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
    """A unit on its way to an alert.

    route : lon, lat in driving order. route_s : seconds of driving at each of its
    points, from 0 up.
    """

    unit_id: str
    officers: int
    distance_m: float
    travel_s: int
    time_to_door_s: int
    route: tuple[tuple[float, float], ...]
    route_s: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who goes to an alert, when they are there, and how that compares.

    Intervals, distance and time to door are those of the unit that brings the
    last officer needed; contact_s is the first unit's arrival. nearest : the units
    that would be enough soonest, whoever else wants them.
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
    nearest_unit_ids: tuple[str, ...]
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
    loss : what the third goal counts, in its steps. shortage : units that zones
    lack, by their weight. changes : orders given before that do not stand.
    """

    on_time: int
    late: int
    unserved: int
    weighted_on_time: int
    weighted_served: int
    weighted_time_s: int
    total_time_to_door_s: int
    worst_time_to_door_s: int
    loss: int
    shortage: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutGoal:
    """What the plan would be if a goal were left out.

    values : of all goals, in the policy's order. alert_ids : served otherwise.
    """

    values: dict[str, int]
    alert_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """One goal of a plan, less is better; in the policy's order.

    value : the plan's. optimum : the best there is, those before it at their best;
    the value may be above it for the sake of preparedness, and None where no solver
    said. unit : what it counts. without : None where plans are too large to try.
    """

    goal: str
    unit: str
    value: int
    optimum: int | None
    without: WithoutGoal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverNote:
    """How the plan was found.

    path : which solvers ran. status : "optimal"; "gap" where the best is known to
    lie within it; "budget" where time ran out; "unproved" where no proof holds.
    gap : 0 where proved, 1 where no bound is known. certified : the proof was checked
    by other code.
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
