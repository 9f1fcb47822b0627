"""`Plan`: who goes where; and `plan`, the recipe that makes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from dispatch.assignment.solve import solve
from dispatch.case import in_order, make_case
from dispatch.locate import locate, located
from dispatch.outcome import outcome
from dispatch.plan_rows import Assignment, Located, Score, SolverNote, Unserved
from dispatch.policy import Policy
from maps.road_network import RoadNetwork
from maps.travel_times import TravelTimes
from maps.week_hours import hour_of_week
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Who goes where, when they are there, and what is left undone.

    now_s : seconds since the scenario's start. units_at, alerts_at : where each
    was put on the roads, by id. assignments and unserved : worst first.
    warnings : what a dispatcher should look at, a sentence each.
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
    warnings: tuple[str, ...] = ()

    def save(self, folder: str) -> None:
        """Write plan.html, plan.json and plan.gpkg into a folder.

        Raises
        ------
        FileError : the folder cannot be written to.
        """
        from dispatch.outputs import save_plan  # noqa: PLC0415 - drawing needs us

        save_plan(self, folder)


def plan(
    scenario: Scenario,
    roads: RoadNetwork,
    policy: Policy | None = None,
    *,
    now_s: float | None = None,
) -> Plan:
    """Decide who goes where.

    Parameters
    ----------
    now_s : the moment of planning, seconds since the scenario's start; else the
        scenario's own, else its latest received time.

    Raises
    ------
    PlaceError : a unit or an alert that cannot be put on the roads.
    """
    policy = policy or Policy()
    now = moment_s(scenario) if now_s is None else now_s
    spots = locate(scenario, roads)
    units, alerts = in_order(scenario)
    starts = [spots.units[unit.id] for unit in units]
    doors = [spots.alerts[alert.id] for alert in alerts]
    # By the clock of the scenario's own zone, which is taken for the roads' too.
    hour = hour_of_week(scenario.start + timedelta(seconds=now))
    travel = TravelTimes(roads, policy.speeds, emergency=policy.emergency, hour=hour)
    case = make_case(scenario, travel.seconds(starts, doors), policy, now)
    solved = solve(case.problem)
    assignments, unserved = outcome(
        case,
        solved,
        policy,
        lambda unit, alert: travel.route(starts[unit], doors[alert]),
    )
    return Plan(
        scenario=scenario,
        policy=policy,
        roads=roads,
        now_s=now,
        assignments=assignments,
        unserved=unserved,
        score=solved.best.score,
        closest_idle_score=solved.closest_idle.score,
        solver=solved.note,
        units_at={u.id: located(spots.units[u.id], u.place) for u in units},
        alerts_at={a.id: located(spots.alerts[a.id], a.place) for a in alerts},
        warnings=spots.warnings,
    )


def moment_s(scenario: Scenario) -> float:
    """When the plan is made: the scenario's now, else its latest received time."""
    if scenario.now_s is not None:
        return scenario.now_s
    return max((alert.received_s for alert in scenario.alerts), default=0.0)
