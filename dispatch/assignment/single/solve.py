"""The best plan where every alert takes one unit: a flow for each group of goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from dispatch.assignment.crews import usable_alone
from dispatch.assignment.problem import WAITS, Bools, Goal, Longs, Problem
from dispatch.assignment.single.arcs import Arcs
from dispatch.assignment.single.costs import Merged, costs_of, merged
from dispatch.assignment.single.face import (
    Cheapest,
    cheapest_of_all,
    cheapest_on,
    still_cheapest,
)
from dispatch.assignment.single.flow import Network
from dispatch.assignment.single.prices import Prices
from dispatch.assignment.single.proof import Proof, Step
from dispatch.assignment.single.worst import least_worst


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SinglePlan:
    """A plan that is best in some goals, one after the other.

    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    recognised : whether the first goals were not solved, for a plan known is best.
    """

    unit_of_alert: Longs
    proof: Proof
    recognised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """A plan that was best before, and what its units were worth.

    unit_of_alert : [alerts]. unit_steps : [units] of prices, for each goal that was
    merged into them.
    """

    unit_of_alert: Longs
    unit_steps: Mapping[Goal, Longs]


def solve_single(
    problem: Problem, goals: tuple[Goal, ...], known: Known | None = None
) -> SinglePlan:
    """Find the best plan for goals in their order; preparedness is none of them.

    Parameters
    ----------
    known : where it still is best in the first goals, these are not solved again.

    Raises
    ------
    WeightsTooLargeError
        If a goal does not fit into 64 bits.
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    usable = usable_alone(problem)
    groups = _groups(problem, goals)
    found = _recognised(problem, groups, usable, known)
    recognised = found is not None
    steps = [_step(groups[0], found.prices)] if found else []
    for group in groups[len(steps) :]:
        if group.goals == ("worst",):
            found, prices = least_worst(problem, found or _any_plan(problem, usable))
        else:
            found = _cheapest(problem, group, found, usable)
            prices = found.prices
        steps.append(_step(group, prices))
    found = found or _any_plan(problem, usable)
    return SinglePlan(
        unit_of_alert=found.unit_of_alert, proof=tuple(steps), recognised=recognised
    )


def _step(group: Merged, prices: Prices) -> Step:
    return Step(goals=group.goals, alert_price=prices.alert, unit_price=prices.unit)


def _groups(problem: Problem, goals: tuple[Goal, ...]) -> list[Merged]:
    """Merge neighbouring goals; the worst time is no sum, and stands alone."""
    groups: list[Merged] = []
    for alone, some in groupby(goals, key=lambda goal: goal == "worst"):
        if alone:
            groups.append(Merged(goals=("worst",), factors=(1,)))
        else:
            groups.extend(merged(problem, tuple(some)))
    return groups


def _cheapest(
    problem: Problem, group: Merged, found: Cheapest | None, usable: Bools
) -> Cheapest:
    if found is None:
        return cheapest_of_all(problem, group, usable)
    arcs = found.face.arcs
    costs = costs_of(problem, group, arcs.unit, arcs.alert)
    return cheapest_on(
        replace(found.face, arcs=arcs.costing(costs.pair), waiting=costs.waiting),
        found.unit_of_alert,
    )


def known_of(problem: Problem, plan: SinglePlan) -> Known | None:
    """Keep of a plan what may make the next one quick; None where there is nothing."""
    if not plan.proof or "worst" in plan.proof[0].goals:
        return None
    first = plan.proof[0]
    group = merged(problem, first.goals)[0]
    steps = [group.steps(price) for price in first.unit_price.tolist()]
    return Known(
        unit_of_alert=plan.unit_of_alert,
        unit_steps={
            goal: np.array([each[goal] for each in steps], np.int64)
            for goal in first.goals
        },
    )


def _recognised(
    problem: Problem, groups: list[Merged], usable: Bools, known: Known | None
) -> Cheapest | None:
    """Try the plan known, its prices put together anew: factors follow the data."""
    if known is None or not groups or set(known.unit_steps) != set(groups[0].goals):
        return None
    group = groups[0]
    price = np.zeros(problem.units, np.int64)
    for goal, steps in known.unit_steps.items():
        price += group.factor(goal) * steps
    return still_cheapest(problem, group, usable, known.unit_of_alert, price)


def _any_plan(problem: Problem, usable: Bools) -> Cheapest:
    """Everybody waits, and nothing is decided."""
    unit, alert = np.nonzero(usable)
    return Cheapest(
        unit_of_alert=np.full(problem.alerts, WAITS, np.int64),
        prices=Prices(
            alert=np.zeros(problem.alerts, np.int64),
            unit=np.zeros(problem.units, np.int64),
        ),
        face=Network(
            arcs=Arcs(unit=unit, alert=alert, cost=np.zeros_like(unit)),
            waiting=np.zeros(problem.alerts, np.int64),
            may_wait=np.ones(problem.alerts, np.bool_),
            must=np.zeros(problem.units, np.bool_),
        ),
    )
