"""`Policy`: what the department wants from a plan, and what it assumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from dispatch.assignment.problem import DEFAULT_GOALS, GOALS, Goal
from dispatch.record_form import FORM_OF_ITS_OWN
from maps.errors import FieldError
from maps.speeds import SpeedProfile
from scenarios.alert import Level, PlaceKind
from scenarios.fraud.numbers import FraudNumbers
from scenarios.nearest_word import hint

AreaRule = Literal["ignore", "prefer", "rule"]
ExposureRule = Literal["capped", "log", "plain"]

_WEIGHTS: Mapping[Level, int] = MappingProxyType({"high": 4, "medium": 2, "low": 1})
_ACCESS_S: Mapping[PlaceKind, int] = MappingProxyType(
    {"tower": 168, "house": 78, "outdoors": 30, "shop": 45, "unknown": 90}
)
_REDIRECT: Mapping[Level, tuple[Level, ...]] = MappingProxyType(
    {
        "high": ("high",),
        "medium": ("high", "medium"),
        "low": ("high", "medium", "low"),
    }
)
_AFTER_SERVED: tuple[Goal, ...] = ("loss", "time", "worst", "preparedness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Goals, weights, limits and the intervals that are not driving.

    What the numbers are from: design targets of the department, or *assumed* where
    nobody measured them.

    target_s : 480, within which officers are to be at the door.
    cut_off_s : 1800 (assumed), beyond which no unit is sent.
    weights : of an alert by level (assumed), whole and positive.

    goals : in order of importance; each counts only among the plans that are best
    by those before it.
    late_penalty_s : 0; to the goals of time and loss a late arrival counts as one
    that much later still.
    time_step_s, loss_step : 5 s and 10 of the currency; the third goal counts in
    these steps, or those after it would never act.
    slack_s : 30; how much later each alert's visit may be, on average by weight,
    for what stays free to be better placed.

    keep_notified_s, keep_rolling_s : 30 and 60 s; what a unit that was told, or
    that moves already, must save by going elsewhere.
    lock_before_arrival_s : 60; a moving unit as near to the door as that goes on.
    redirect : by the level of the alert that a moving unit is under way to, the
    levels to which it may be redirected (assumed).
    stale_warn_s, stale_after_s : 60 and 180 s; a position as old as that is warned
    of, and its unit left out.

    callers : 2 (assumed), who phone victims at the same time.
    exposure_counts, exposure_cap : "capped" at 1,000,000 (assumed); how much of the
    money at risk counts when alerts are compared: at most the cap, "log" of it, or
    all of it ("plain").
    exposure_unknown : 50,000 (assumed), at risk where an alert names no sum.
    fraud : numbers of the model of the fraud; None: those that ship.

    areas : whether a unit of another area is as good ("ignore"), counts as
    other_area_s later ("prefer"; 60 s, assumed), or is not sent ("rule").
    coverage_s : 480; within which a free unit should reach a zone.
    zones_at_most : 100 (assumed), made from the addresses where a scenario lists
    no zones; 0 for none.
    budget_s : 10 (assumed); seconds of the clock after which the best plan found
    is taken, and says so.

    dispatch_s, least_dispatch_s : 90 and 15 s (assumed), from alert received to
    unit notified, and what of it always lies ahead.
    turnout_s : 60 s (assumed), notified to moving.
    access_s : kerb to door by kind of place: Silverman et al. (n = 449), 45 for a
    shop and 90 for an unknown kind (assumed).
    walking_mps : 1.3 (assumed); a door farther than kerb_m, 30 (assumed), from the
    road is walked to from there, which counts as access.
    sigma : 0.35, of the lognormal travel time around its median.
    emergency : whether units drive with lights and siren.

    Raises
    ------
    FieldError : goals that are unknown, that stand twice, that exclude each other,
    or by whose order nobody would be sent.
    """

    target_s: int = 480
    cut_off_s: int = 1800
    weights: Mapping[Level, int] = field(default_factory=lambda: _WEIGHTS)
    goals: tuple[Goal, ...] = DEFAULT_GOALS
    late_penalty_s: int = 0
    time_step_s: int = 5
    loss_step: int = 10
    slack_s: int = 30
    keep_notified_s: int = 30
    keep_rolling_s: int = 60
    lock_before_arrival_s: int = 60
    redirect: Mapping[Level, tuple[Level, ...]] = field(
        default_factory=lambda: _REDIRECT
    )
    stale_warn_s: int = 60
    stale_after_s: int = 180
    callers: int = 2
    exposure_counts: ExposureRule = "capped"
    exposure_cap: float = 1_000_000.0
    exposure_unknown: float = 50_000.0
    fraud: FraudNumbers | None = field(default=None, metadata=FORM_OF_ITS_OWN)
    areas: AreaRule = "prefer"
    other_area_s: int = 60
    coverage_s: int = 480
    zones_at_most: int = 100
    budget_s: float = 10.0
    dispatch_s: int = 90
    least_dispatch_s: int = 15
    turnout_s: int = 60
    access_s: Mapping[PlaceKind, int] = field(default_factory=lambda: _ACCESS_S)
    walking_mps: float = 1.3
    kerb_m: int = 30
    sigma: float = 0.35
    emergency: bool = True
    speeds: SpeedProfile = field(default_factory=SpeedProfile)

    def __post_init__(self) -> None:
        """Refuse goals by which no plan could be made."""
        _check_each(self.goals)
        _check_order(self.goals)


def _check_each(goals: tuple[Goal, ...]) -> None:
    """Refuse goals that are not known or stand twice."""
    for number, goal in enumerate(goals):
        if goal not in GOALS:
            raise _fault(f"there is no goal {goal!r}", hint(str(goal), GOALS))
        if goal in goals[:number]:
            raise _fault(f"{goal!r} stands twice", "keep the first")


def _check_order(goals: tuple[Goal, ...]) -> None:
    """Refuse goals that exclude each other, or by which nobody would be sent."""
    if {"loss", "time"} <= set(goals):
        problem = "'loss' and 'time' are the same goal, in money and in seconds"
        raise _fault(problem, "keep one of them")
    if "served" not in goals:
        problem = "'served' is lacking, and nobody would be sent to a late visit"
        raise _fault(problem, "put it first, or right after 'on_time'")
    before = [goal for goal in _AFTER_SERVED if goal in goals[: goals.index("served")]]
    if before:
        problem = f"{before[0]!r} stands before 'served', and is best if nobody is sent"
        raise _fault(problem, f"put 'served' before {before[0]!r}")


def _fault(problem: str, mend: str | None) -> FieldError:
    """Say what is wrong with the goals."""
    return FieldError(problem, field="goals", mend=mend)
