"""`Case`: a scenario made ready for the solver.

Units and alerts stand in order of their ids, so that the same scenario with its
rows shuffled is the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.assignment.locks import ready
from dispatch.assignment.problem import Bools, Problem
from dispatch.assignment.reasons import Eligibility
from dispatch.intervals import Floats, IntervalTable
from dispatch.plan_rows import Reason
from dispatch.policy import Policy
from dispatch.situation.crew import crew_of
from dispatch.situation.eligibility import eligibility, known_to_be_free
from dispatch.situation.loss import LossModel
from dispatch.situation.losses import losses
from dispatch.situation.positions import position_warnings
from dispatch.situation.situation import PairRows, Situation, in_order, situation
from dispatch.situation.staying import (
    ZoneDrives,
    area_minimum,
    free_now,
    zones_to_reach,
)
from dispatch.situation.under_way import near_the_door, previous_alert
from scenarios.alert import Alert
from scenarios.references import check_references
from scenarios.scenario import Scenario
from scenarios.unit import Unit

__all__ = ["Case", "in_order", "make_case"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """Units, alerts, the seconds between them, and who may go where.

    eligibility : of each unit by itself. asked : the problem before its locks are
    carried out. problem : what the solver is given. warnings : what a dispatcher
    should look at, a sentence each.
    """

    units: tuple[Unit, ...]
    alerts: tuple[Alert, ...]
    intervals: IntervalTable
    eligibility: Eligibility
    asked: Problem
    problem: Problem
    warnings: tuple[str, ...]

    def reason(self, alert: int) -> Reason:
        """Say why nobody goes to an alert (column) that is left waiting."""
        return self.eligibility.reason(self.asked, alert)


def make_case(  # noqa: PLR0913 - what a plan is made of, and two things it may lack
    scenario: Scenario,
    driving_s: Floats,
    policy: Policy,
    now_s: float,
    *,
    zones: ZoneDrives | None = None,
    loss: LossModel | None = None,
) -> Case:
    """Put a scenario's rules into matrices.

    Parameters
    ----------
    driving_s : [units, alerts] in the order of `in_order`; inf without a road.
    now_s : seconds since the scenario's start.
    zones : what of those that stay free should reach, and from where; else nothing.
    loss : what waiting costs, where the policy's goals ask for `loss`; else weight
        x time to door.

    Raises
    ------
    FieldError : an alert's cut-off is below its target, rows that name each other
        wrongly, or too many different skills.
    """
    check_references(scenario)
    now = situation(scenario, driving_s, policy, now_s)
    eligible = eligibility(now)
    asked = _problem(now, eligible, zones, loss)
    return Case(
        units=now.units,
        alerts=now.alerts,
        intervals=now.intervals,
        eligibility=eligible,
        asked=asked,
        problem=ready(asked),
        warnings=tuple(_warnings(now)),
    )


def _problem(
    now: Situation,
    eligible: Eligibility,
    zones: ZoneDrives | None,
    loss: LossModel | None,
) -> Problem:
    """Say what the solver is asked, before locks are carried out."""
    allowed = eligible.allowed
    locks = (*now.locks, *_near_the_door(now, allowed))
    free = free_now(now.units, now.policy, now.now_s)
    third = losses(now, loss)
    return Problem(
        time_s=now.time_s,
        allowed=allowed,
        target_s=now.target_s,
        weight=now.weight,
        received_order=now.received_order,
        loss=third.loss,
        extra=third.extra,
        previous=previous_alert(now.units, now.alerts),
        locks=locks,
        crew=crew_of(now.units, now.alerts),
        areas=area_minimum(now, free, {unit for unit, _ in locks}),
        zones=zones_to_reach(now.units, zones, free, now.policy),
        goals=now.policy.goals,
        slack=third.slack,
        shift=third.shift,
        slack_s=now.policy.slack_s,
    )


def _near_the_door(now: Situation, allowed: Bools) -> PairRows:
    """Units that go on because they are nearly there, unless the user locked otherwise.

    allowed : [units, alerts], who may go where by itself; a forbidden pair may not.
    """
    units = {unit for unit, _ in now.locks}
    alerts = {alert for _, alert in now.locks}
    ahead_s = now.time_s - now.intervals.elapsed_s
    limit_s = now.policy.lock_before_arrival_s
    return tuple(
        (unit, alert)
        for unit, alert in near_the_door(now.units, now.alerts, ahead_s, limit_s)
        if allowed[unit, alert] and unit not in units and alert not in alerts
    )


def _warnings(now: Situation) -> list[str]:
    locked = {now.units[unit].id for unit, _ in now.locks}
    may_go = [unit for unit in now.units if unit.id in locked or known_to_be_free(unit)]
    return list(position_warnings(may_go, now.policy, now.now_s, locked))
