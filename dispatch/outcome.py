"""From rows of a matrix back to ids: assignments and unserved alerts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dispatch.assignment.problem import WAITS
from dispatch.assignment.solve import Solved
from dispatch.case import Case
from dispatch.intervals import probability_on_time
from dispatch.plan_rows import Assignment, SentUnit, Unserved
from dispatch.policy import Policy
from maps.travel_times import Route

RouteOf = Callable[[int, int], Route | None]

_DIGITS = 6  # of a degree: a tenth of a metre


def outcome(
    case: Case, solved: Solved, policy: Policy, route_of: RouteOf
) -> tuple[tuple[Assignment, ...], tuple[Unserved, ...]]:
    """Tell who is sent and who waits, worst first.

    route_of : the way of a unit (row) to an alert (column).
    """
    chosen = solved.best.unit_of_alert
    served = [alert for alert in range(len(case.alerts)) if chosen[alert] != WAITS]
    waiting = [alert for alert in range(len(case.alerts)) if chosen[alert] == WAITS]
    assignments = [
        _assignment(case, solved, alert, policy, route_of) for alert in served
    ]
    # The most late first, then the least to spare; equals by alert.
    assignments.sort(key=lambda row: (row.target_s - row.time_to_door_s, row.alert_id))
    waiting.sort(key=lambda alert: (-int(case.problem.weight[alert]), alert))
    return tuple(assignments), tuple(_unserved(case, alert) for alert in waiting)


def _unserved(case: Case, alert: int) -> Unserved:
    reason = case.eligibility.reason(alert, locked_unit=case.locked.get(alert))
    return Unserved(alert_id=case.alerts[alert].id, reason=reason)


def _assignment(
    case: Case, solved: Solved, alert: int, policy: Policy, route_of: RouteOf
) -> Assignment:
    unit = int(solved.best.unit_of_alert[alert])
    rule_unit = int(solved.closest_idle.unit_of_alert[alert])
    intervals = case.intervals.of(unit, alert)
    target = int(case.problem.target_s[alert])
    time_s = case.problem.time_s[:, alert]
    sent = _sent(case, unit, alert, route_of(unit, alert))
    nearest = _nearest(case, alert)
    rule_time = None if rule_unit == WAITS else int(time_s[rule_unit])
    return Assignment(
        alert_id=case.alerts[alert].id,
        officers=sent.officers,
        target_s=target,
        time_to_door_s=intervals.time_to_door_s,
        contact_s=intervals.time_to_door_s,
        intervals=intervals,
        distance_m=sent.distance_m,
        on_time=intervals.time_to_door_s <= target,
        probability_on_time=round(
            probability_on_time(intervals, target, policy.sigma), 4
        ),
        units=(sent,),
        nearest_unit_id=case.units[nearest].id,
        nearest_time_to_door_s=int(time_s[nearest]),
        closest_idle_unit_ids=() if rule_time is None else (case.units[rule_unit].id,),
        closest_idle_time_to_door_s=rule_time,
        same_as_closest_idle=unit == rule_unit,
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
    )


def _nearest(case: Case, alert: int) -> int:
    """Row of the eligible unit of least time to door, whoever else wants it."""
    can = np.flatnonzero(case.eligibility.allowed[:, alert])
    return int(can[np.argmin(case.problem.time_s[can, alert])])
