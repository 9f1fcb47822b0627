"""`Story`: an incident from its first warning on, and the plan whenever it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dispatch.difference import PlanDifference
from dispatch.plan import Plan
from dispatch.policy import Policy
from dispatch.situation.situation import in_order
from dispatch.story.course import Happened, happened
from dispatch.story.intervals import Interval, intervals
from dispatch.story.since import plan_difference
from scenarios.alert import Alert
from scenarios.events.known import known_at
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMoment:
    """A plan that is another than the one before; difference : None of the first."""

    plan: Plan
    difference: PlanDifference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened, how long it took, and what was planned meanwhile.

    rows : in order. intervals : by the row that ends each. moments : by when, seconds
    since the scenario's start. alerts : as they were when they were last known of.
    """

    scenario: Scenario
    policy: Policy
    rows: tuple[Happened, ...]
    intervals: dict[Happened, Interval]
    moments: dict[float, PlanMoment]
    alerts: tuple[Alert, ...]


def story_of(
    scenario: Scenario, policy: Policy, plan_of: Callable[[Scenario], Plan]
) -> Story:
    """Tell a scenario's events; plans are made at each moment at which one happens.

    plan_of : makes the plan of a scenario at its moment.
    """
    rows = happened(scenario)
    return Story(
        scenario=scenario,
        policy=policy,
        rows=rows,
        intervals=intervals(rows, policy),
        moments=_moments(scenario, rows, plan_of),
        alerts=_last_known(rows),
    )


def _moments(
    scenario: Scenario, rows: tuple[Happened, ...], plan_of: Callable[[Scenario], Plan]
) -> dict[float, PlanMoment]:
    """Plan whenever units or alerts change; keep the plans that differ."""
    moments: dict[float, PlanMoment] = {}
    last: Plan | None = None
    asked: object = None
    for at_s in sorted({row.at_s for row in rows}):
        known = known_at(scenario, at_s)
        before, asked = asked, in_order(known)
        if asked == before:
            continue
        made = plan_of(known)
        difference = None if last is None else plan_difference(last, made)
        if difference is None or _another(difference):
            moments[at_s] = PlanMoment(plan=made, difference=difference)
            last = made
    return moments


def _another(found: PlanDifference) -> bool:
    """Whether others go, or somewhere else, or somebody has come to a door."""
    return bool(
        found.changes
        or found.received
        or found.closed
        or found.attended
        or found.met_elsewhere
    )


def _last_known(rows: tuple[Happened, ...]) -> tuple[Alert, ...]:
    """Return each alert as its last event found it, by its warning."""
    known = {row.alert.id: row.alert for row in rows if row.alert is not None}
    return tuple(sorted(known.values(), key=lambda a: (a.received_s, a.id)))
