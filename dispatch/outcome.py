"""From rows of a matrix back to ids: assignments and unserved alerts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from dispatch.assignment.crews import last_needed, least_team
from dispatch.assignment.solve import Solved
from dispatch.intervals import probability_on_time
from dispatch.plan_rows import Assignment, SentUnit, Unserved
from dispatch.policy import Policy
from dispatch.situation.case import Case
from maps.travel_times import Route

RouteOf = Callable[[int, int], Route | None]
Team = tuple[int, ...]

_DIGITS = 6  # of a degree: a tenth of a metre


def outcome(
    case: Case, solved: Solved, policy: Policy, route_of: RouteOf
) -> tuple[tuple[Assignment, ...], tuple[Unserved, ...]]:
    """Tell who is sent and who waits, worst first.

    route_of : the way of a unit (row) to an alert (column).
    """
    teams = solved.best.teams
    served = [alert for alert, team in enumerate(teams) if team]
    waiting = [alert for alert, team in enumerate(teams) if not team]
    assignments = [
        _assignment(case, solved, alert, policy, route_of) for alert in served
    ]
    # The most late first, then the least to spare; equals by alert.
    assignments.sort(key=lambda row: (row.target_s - row.time_to_door_s, row.alert_id))
    waiting.sort(key=lambda alert: (-int(case.problem.weight[alert]), alert))
    unserved = (
        Unserved(alert_id=case.alerts[alert].id, reason=case.reason(alert))
        for alert in waiting
    )
    return tuple(assignments), tuple(unserved)


def time_to_door_s(case: Case, team: Team, alert: int) -> int | None:
    """When a team is enough at an alert's door; None of nobody."""
    if not team:
        return None
    return int(case.problem.time_s[last_needed(case.problem, team, alert), alert])


def nearest_team(case: Case, alert: int) -> Team:
    """Rows of the units that are enough soonest, whoever else wants them."""
    problem = case.problem
    can = np.flatnonzero(problem.allowed[:, alert])
    return least_team(problem, can, alert) or ()


def unit_ids(case: Case, team: Sequence[int]) -> tuple[str, ...]:
    """Ids of rows."""
    return tuple(case.units[unit].id for unit in team)


def _assignment(
    case: Case, solved: Solved, alert: int, policy: Policy, route_of: RouteOf
) -> Assignment:
    team = solved.best.teams[alert]
    by_rule = solved.closest_idle.teams[alert]
    nearest = nearest_team(case, alert)
    last = last_needed(case.problem, team, alert)
    intervals = case.intervals.of(last, alert)
    target = int(case.problem.target_s[alert])
    sent = {unit: _sent(case, unit, alert, route_of(unit, alert)) for unit in team}
    arrivals = sorted(sent.values(), key=lambda row: (row.time_to_door_s, row.unit_id))
    return Assignment(
        alert_id=case.alerts[alert].id,
        officers=sum(row.officers for row in arrivals),
        target_s=target,
        time_to_door_s=intervals.time_to_door_s,
        contact_s=arrivals[0].time_to_door_s,
        intervals=intervals,
        distance_m=sent[last].distance_m,
        on_time=intervals.time_to_door_s <= target,
        probability_on_time=round(
            probability_on_time(intervals, target, policy.sigma), 4
        ),
        units=tuple(arrivals),
        nearest_unit_ids=unit_ids(case, nearest),
        nearest_time_to_door_s=time_to_door_s(case, nearest, alert) or 0,
        closest_idle_unit_ids=unit_ids(case, by_rule),
        closest_idle_time_to_door_s=time_to_door_s(case, by_rule, alert),
        same_as_closest_idle=team == by_rule,
    )


def _sent(case: Case, unit: int, alert: int, route: Route | None) -> SentUnit:
    if route is None:
        msg = f"{case.units[unit].id} was sent where no road leads"
        raise RuntimeError(msg)
    intervals = case.intervals.of(unit, alert)
    return SentUnit(
        unit_id=case.units[unit].id,
        officers=case.units[unit].officers,
        distance_m=round(route.distance_m, 1),
        travel_s=intervals.travel_s,
        time_to_door_s=intervals.time_to_door_s,
        route=tuple(
            (round(lon, _DIGITS), round(lat, _DIGITS))
            for lon, lat in route.line.tolist()
        ),
        route_s=tuple(round(at_s, 1) for at_s in route.at_s.tolist()),
    )
