"""`compare`: two plans on the same roads, what changed and why.

comparison = compare(before, after)
comparison.difference.changes       # alerts to which others go
comparison.causes                   # what alone makes them so
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.comparison.causes import Cause, causes
from dispatch.comparison.input_changes import InputChange, input_changes
from dispatch.comparison.near_reasons import NearReason, near_reasons
from dispatch.difference import PlanDifference, goal_changes
from dispatch.plan import Plan
from dispatch.plan_rows import Score
from dispatch.story.since import plan_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSums:
    """What one plan comes to. worst_s : longest time to door, None without a visit.

    coverage : share of demand that what stays free reaches in time, None without zones.
    expected_loss : of all alerts by their currency; {} where nothing is known.
    """

    score: Score
    alerts: int
    worst_s: int | None
    coverage: float | None
    expected_loss: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanComparison:
    """Two plans, and what is another in the second.

    inputs : what it was given otherwise. goals : by how much each of the second's goals
    rises, above zero is worse; {} where the two do not have the same goals, which are
    not to be weighed against each other then. near : what stands nearest to
    each alert to which others go. causes : what each part of the second's inputs does
    alone; of two plans with the same inputs there are none.
    """

    before: PlanSums
    after: PlanSums
    inputs: tuple[InputChange, ...]
    difference: PlanDifference
    goals: dict[str, int]
    near: tuple[NearReason, ...]
    causes: tuple[Cause, ...]


def compare(before: Plan, after: Plan) -> PlanComparison:
    """Say what changed from one plan to another, and why.

    Raises
    ------
    ValueError : the two were made on different roads.
    """
    if before.roads.fingerprint != after.roads.fingerprint:
        msg = "plans on different roads cannot be compared"
        raise ValueError(msg)
    found = plan_difference(before, after)
    inputs = input_changes(before, after)
    changed = [change.alert_id for change in found.changes]
    parts = dict.fromkeys(change.part for change in inputs) if changed else {}
    return PlanComparison(
        before=_sums(before),
        after=_sums(after),
        inputs=inputs,
        difference=found,
        goals=_goals(before, after),
        near=near_reasons(before, after, found, inputs),
        causes=causes(before, after, parts, changed),
    )


def _goals(before: Plan, after: Plan) -> dict[str, int]:
    if before.policy.goals != after.policy.goals:
        return {}
    return goal_changes(before.policy.goals, before.score, after.score)


def _sums(made: Plan) -> PlanSums:
    losses: dict[str, float] = {}
    for row in made.tracks.losses if made.tracks else ():
        losses[row.currency] = losses.get(row.currency, 0.0) + row.expected_loss
    return PlanSums(
        score=made.score,
        alerts=len(made.assignments) + len(made.unserved),
        worst_s=made.score.worst_time_to_door_s if made.assignments else None,
        coverage=made.coverage,
        expected_loss={name: round(losses[name], 2) for name in sorted(losses)},
    )
