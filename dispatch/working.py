"""`Working`: all that a plan rests on, kept to explain it or to make the next one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from dispatch.access import with_access
from dispatch.assignment.problem import Goal
from dispatch.assignment.single.known import Known
from dispatch.assignment.solve import Solved, solve
from dispatch.intervals import Floats
from dispatch.locate import Ground, Spots, locate
from dispatch.policy import Policy
from dispatch.situation.case import Case, in_order, make_case
from dispatch.situation.loss import LossModel
from dispatch.situation.staying import ZoneDrives
from dispatch.track_rows import Tracks
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint
from maps.travel_times import TravelTimes, TurnGraph
from maps.week_hours import hour_of_week
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Working:
    """What a plan rests on.

    graph : of the roads, for travel times at any speeds. ground : of the roads, for
    finding places. spots : where everything
    is. travel : times at the moment of planning. starts, doors : of units and
    alerts, in the order of the case. driving_s : [units, alerts and zones] median
    seconds, inf without a road. loss : the model of the third goal, if any. tracks :
    who is phoned, and what phone and door save, where the model of the fraud applies.
    """

    graph: TurnGraph
    ground: Ground
    spots: Spots
    travel: TravelTimes
    starts: tuple[RoadPoint, ...]
    doors: tuple[RoadPoint, ...]
    driving_s: Floats
    case: Case
    solved: Solved
    loss: LossModel | None
    tracks: Tracks | None = None


def work_out(  # noqa: PLR0913 - what a plan is made of, and three things it may have
    scenario: Scenario,
    roads: RoadNetwork,
    policy: Policy,
    now_s: float,
    *,
    loss: LossModel | None = None,
    graph: TurnGraph | None = None,
    ground: Ground | None = None,
    known: Known | None = None,
    goals: tuple[Goal, ...] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Working:
    """Locate, measure, and solve.

    Parameters
    ----------
    graph, ground : of these roads, where they are at hand.
    known : a plan that may still be the best.
    goals : solve for these alone, for now; else for the policy's.
    progress : told what takes long, or went wrong and was mended.

    Raises
    ------
    PlaceError : a unit or an alert that cannot be put on the roads.
    FieldError : rows that contradict each other.
    """
    graph = graph or TurnGraph(roads, progress=progress)
    ground = ground or Ground(roads)
    asked = "preparedness" in policy.goals
    spots = locate(scenario, ground, zones_at_most=asked * policy.zones_at_most)
    units, alerts = in_order(scenario)
    starts = tuple(spots.units[unit.id] for unit in units)
    doors = tuple(spots.alerts[alert.id] for alert in alerts)
    travel = travel_at(graph, scenario, policy, now_s)
    driving_s = travel.seconds(starts, [*doors, *spots.zones_at])
    case = case_on(scenario, policy, now_s, spots=spots, driving_s=driving_s, loss=loss)
    return Working(
        graph=graph,
        ground=ground,
        spots=spots,
        travel=travel,
        starts=starts,
        doors=doors,
        driving_s=driving_s,
        case=case,
        solved=_solved(case, policy, known, goals),
        loss=loss,
    )


def again(  # noqa: PLR0913 - as above
    working: Working,
    scenario: Scenario,
    policy: Policy,
    now_s: float,
    *,
    known: Known | None = None,
    goals: tuple[Goal, ...] | None = None,
) -> Working:
    """Solve other pairs, locked or forbidden, of the same units and alerts.

    Where everything is, and how far, stays; known, goals : as of `work_out`.
    """
    case = case_on(
        scenario,
        policy,
        now_s,
        spots=working.spots,
        driving_s=working.driving_s,
        loss=working.loss,
    )
    solved = _solved(case, policy, known, goals)
    return replace(working, case=case, solved=solved)


def case_on(  # noqa: PLR0913 - what a case is made of
    scenario: Scenario,
    policy: Policy,
    now_s: float,
    *,
    spots: Spots,
    driving_s: Floats,
    loss: LossModel | None,
) -> Case:
    """Put a scenario's rules into matrices, where places and drives are known.

    driving_s : [units, alerts and zones], as in `Working`.
    """
    split = len(in_order(scenario)[1])
    return make_case(
        with_access(scenario, spots, policy),
        driving_s[:, :split],
        policy,
        now_s,
        zones=ZoneDrives(zones=spots.zones, driving_s=driving_s[:, split:]),
        loss=loss,
    )


def _solved(
    case: Case,
    policy: Policy,
    known: Known | None = None,
    goals: tuple[Goal, ...] | None = None,
) -> Solved:
    problem = case.problem if goals is None else replace(case.problem, goals=goals)
    return solve(problem, deadline=time.monotonic() + policy.budget_s, known=known)


def travel_at(
    graph: TurnGraph, scenario: Scenario, policy: Policy, now_s: float
) -> TravelTimes:
    """Travel times at a moment, by the clock of the scenario's own zone."""
    hour = hour_of_week(scenario.start + timedelta(seconds=now_s))
    return TravelTimes(graph, policy.speeds, emergency=policy.emergency, hour=hour)
