"""Why one plan differs from the one before: what happened between, and what it did."""

from __future__ import annotations

from dispatch.difference import (
    PlanDifference,
    alert_changes,
    loss_changes,
    visit_changes,
    visits_of_rows,
)
from dispatch.intervals import wait_s
from dispatch.plan import Plan
from dispatch.situation.eligibility import known_to_be_free
from scenarios.alert import Alert
from scenarios.attended import attended_by
from scenarios.scenario import Scenario


def plan_difference(before: Plan, after: Plan) -> PlanDifference:
    """Compare two plans of one scenario."""
    one, other = before.scenario, after.scenario
    were, are = _alerts(one), _alerts(other)
    free_before, free_after = _free(before), _free(after)
    done_before = attended_by(one.units, one.alerts)
    done_after = attended_by(other.units, other.alerts)
    return PlanDifference(
        before_s=before.now_s,
        after_s=after.now_s,
        changes=alert_changes(
            visits_of_rows(before.assignments), visits_of_rows(after.assignments)
        ),
        visits=visit_changes(
            {row.alert_id: row for row in before.assignments},
            {row.alert_id: row for row in after.assignments},
        ),
        received=_sorted(are.keys() - were.keys()),
        closed=_sorted(were.keys() - are.keys()),
        attended=_sorted(done_after.keys() - done_before.keys()),
        met_elsewhere=tuple(
            name
            for name in sorted(are)
            if are[name].meeting_point is not None
            and (name not in were or were[name].door != are[name].door)
        ),
        free_now=_sorted(free_after - free_before),
        not_free=_sorted(free_before - free_after),
        losses=loss_changes(
            before.tracks.losses if before.tracks else (),
            after.tracks.losses if after.tracks else (),
        ),
    )


def _alerts(scenario: Scenario) -> dict[str, Alert]:
    return {alert.id: alert for alert in scenario.alerts}


def _free(plan: Plan) -> set[str]:
    """Units that can be sent now and were not sent yet."""
    return {
        unit.id
        for unit in plan.scenario.units
        if known_to_be_free(unit)
        and not unit.under_way
        and wait_s(unit, plan.now_s) == 0
    }


def _sorted(names: set[str] | frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
