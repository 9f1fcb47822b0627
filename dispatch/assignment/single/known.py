"""A plan that was best before: where its prices still prove it, nothing is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import WAITS, Goal, Longs, Problem
from dispatch.assignment.single.costs import Merged, costs_of, groups_of
from dispatch.assignment.single.proof import Step
from dispatch.assignment.single.solve import SinglePlan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownStep:
    """Prices of goals that were proved together, in steps of each goal.

    A step of a goal stays one when the others' sizes change, as they do with every
    new time. unit : [units] of each goal. alert : [alerts], of the worst time only;
    of sums they follow from what the plan costs.
    """

    unit: Mapping[Goal, Longs]
    alert: Longs | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """A plan that was best before. unit_of_alert : [alerts]."""

    unit_of_alert: Longs
    steps: tuple[KnownStep, ...]


def known_of(problem: Problem, plan: SinglePlan) -> Known:
    """Keep of a plan what may make the next one quick."""
    goals = tuple(goal for step in plan.proof for goal in step.goals)
    groups = groups_of(problem, goals)
    steps = tuple(map(_known_step, groups, plan.proof))
    return Known(unit_of_alert=plan.unit_of_alert, steps=steps)


def _known_step(group: Merged, step: Step) -> KnownStep:
    apart = [group.steps(price) for price in step.unit_price.tolist()]
    return KnownStep(
        unit={
            goal: np.array([each[goal] for each in apart], np.int64)
            for goal in group.goals
        },
        alert=step.alert_price if group.goals == ("worst",) else None,
    )


def as_before(
    problem: Problem, goals: tuple[Goal, ...], known: Known
) -> SinglePlan | None:
    """Put a plan known together with its prices, as they would be now.

    Whether it is the best is for the certificate to say.

    Returns
    -------
    None where it was best in other goals.
    """
    groups = groups_of(problem, goals)
    if [group.goals for group in groups] != [tuple(s.unit) for s in known.steps]:
        return None
    pairs = zip(groups, known.steps, strict=True)
    proof = tuple(_step(problem, group, known, step) for group, step in pairs)
    return SinglePlan(unit_of_alert=known.unit_of_alert, proof=proof)


def _step(problem: Problem, group: Merged, known: Known, step: KnownStep) -> Step:
    unit_price = np.zeros(problem.units, np.int64)
    for goal, steps in step.unit.items():
        unit_price += group.factor(goal) * steps
    alert_price = step.alert
    if alert_price is None:
        worth = np.append(unit_price, 0)[known.unit_of_alert]  # of WAITS: 0
        alert_price = _paid(problem, group, known.unit_of_alert) - worth
    return Step(goals=group.goals, alert_price=alert_price, unit_price=unit_price)


def _paid(problem: Problem, group: Merged, unit_of_alert: Longs) -> Longs:
    """Cost of each alert in the plan, [alerts]."""
    served = np.flatnonzero(unit_of_alert != WAITS)
    costs = costs_of(problem, group, unit_of_alert[served], served)
    paid = costs.waiting.copy()
    paid[served] = costs.pair
    return paid
