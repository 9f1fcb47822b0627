"""`Plan`: who goes where; and `plan`, the recipe that makes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from dispatch.assignment.problem import Teams
from dispatch.coverage import coverage_share
from dispatch.difference import PlanDifference
from dispatch.goal_rows import goal_rows
from dispatch.locate import Ground, located
from dispatch.move_up_rows import MoveUp
from dispatch.outcome import outcome
from dispatch.overrides import OverridePrice, Overrides, overridden, price_of
from dispatch.plan_rows import (
    Assignment,
    GoalRow,
    Located,
    Score,
    SolverNote,
    Unserved,
)
from dispatch.policy import Policy
from dispatch.situation.loss import LossModel
from dispatch.track_rows import Tracks
from dispatch.tracks.alternation import with_tracks
from dispatch.working import Working, again, work_out
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios.events.known import known_at
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Who goes where, when they are there, and what is left undone.

    now_s : seconds since the scenario's start. units_at, alerts_at : where each
    was put on the roads, by id. assignments and unserved : worst first. goals : what
    each has come to, in the policy's order. coverage, closest_idle_coverage : share
    of demand that what stays free reaches in time, None without zones. warnings :
    what a dispatcher should look at, a sentence each. override : what pairs locked or
    forbidden by hand cost. since : what is another than at a moment before. move_up :
    where free units should wait, where that was asked for.
    working : what the plan rests on; None of one made by hand.
    """

    scenario: Scenario
    policy: Policy
    roads: RoadNetwork
    now_s: float
    assignments: tuple[Assignment, ...]
    unserved: tuple[Unserved, ...]
    score: Score
    closest_idle_score: Score
    solver: SolverNote
    units_at: Mapping[str, Located]
    alerts_at: Mapping[str, Located]
    goals: tuple[GoalRow, ...] = ()
    coverage: float | None = None
    closest_idle_coverage: float | None = None
    warnings: tuple[str, ...] = ()
    override: OverridePrice | None = None
    since: PlanDifference | None = None
    move_up: MoveUp | None = None
    tracks: Tracks | None = None
    working: Working | None = None

    def save(self, folder: str) -> None:
        """Write plan.html, plan.json and plan.gpkg into a folder.

        Raises
        ------
        FileError : the folder cannot be written to.
        """
        from dispatch.outputs import save_plan  # noqa: PLC0415 - drawing needs us

        save_plan(self, folder)


def plan(  # noqa: PLR0913 - three things, and some that are seldom given
    scenario: Scenario,
    roads: RoadNetwork,
    policy: Policy | None = None,
    *,
    now_s: float | None = None,
    loss: LossModel | None = None,
    overrides: Overrides | None = None,
    graph: TurnGraph | None = None,
    ground: Ground | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Decide who goes where.

    Parameters
    ----------
    now_s : the moment of planning, seconds since the scenario's start; else the
        scenario's own, else its latest received time. Of a scenario that tells what
        happens, only what is known then counts.
    loss : what waiting costs, where the policy's goals ask for `loss`; else the
        model of the fraud says it, where an alert names what is at risk, and the
        phone plan is made too; else it is weight x time to door.
    overrides : pairs locked or forbidden by hand; what they cost is told.
    graph, ground : of these roads, where they are at hand.
    progress : told what takes long, or went wrong and was mended.

    Raises
    ------
    PlaceError : a unit or an alert that cannot be put on the roads.
    FieldError : rows that contradict each other.
    """
    policy = policy or Policy()
    now = moment_s(scenario) if now_s is None else now_s
    if scenario.events:
        scenario = known_at(scenario, now)
    asked = overridden(scenario, overrides) if overrides else scenario

    worked_out = partial(
        work_out,
        asked,
        roads,
        policy,
        now,
        graph=graph,
        ground=ground,
        progress=progress,
    )
    if loss is None:
        working = with_tracks(asked, policy, now, worked_out)
    else:
        working = worked_out(loss=loss)
    made = told(asked, roads, policy, now, working)
    if not overrides:
        return made
    free = again(working, scenario, policy, now)
    return replace(made, override=price_of(overrides, free, working))


def told(
    scenario: Scenario,
    roads: RoadNetwork,
    policy: Policy,
    now_s: float,
    working: Working,
) -> Plan:
    """Put what was worked out into a plan's words."""
    case, solved, spots = working.case, working.solved, working.spots
    assignments, unserved = outcome(
        case,
        solved,
        policy,
        lambda unit, alert: working.travel.route(
            working.starts[unit], working.doors[alert]
        ),
    )
    return Plan(
        scenario=scenario,
        policy=policy,
        roads=roads,
        now_s=now_s,
        assignments=assignments,
        unserved=unserved,
        score=solved.best.score,
        closest_idle_score=solved.closest_idle.score,
        solver=solved.note,
        units_at={u.id: located(spots.units[u.id], u.place) for u in case.units},
        alerts_at={a.id: located(spots.alerts[a.id], a.door) for a in case.alerts},
        goals=goal_rows(working, policy),
        coverage=_coverage(working, solved.best.teams),
        closest_idle_coverage=_coverage(working, solved.closest_idle.teams),
        warnings=(*spots.warnings, *case.warnings),
        tracks=working.tracks,
        working=working,
    )


def _coverage(working: Working, teams: Teams) -> float | None:
    """Share of demand that units which are not sent reach in time."""
    problem = working.case.problem
    if problem.zones is None:
        return None
    stays = np.ones(problem.units, np.bool_)
    stays[[unit for team in teams for unit in team]] = False
    return round(coverage_share(problem.zones, stays), 4)


def moment_s(scenario: Scenario) -> float:
    """When the plan is made: the scenario's now, else its latest received time."""
    if scenario.now_s is not None:
        return scenario.now_s
    return max((alert.received_s for alert in scenario.alerts), default=0.0)
