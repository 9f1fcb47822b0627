"""The best plan where every alert takes one unit: a flow for each group of goals."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dispatch.assignment.crews import usable_alone
from dispatch.assignment.problem import WAITS, Bools, Goal, Longs, Problem
from dispatch.assignment.single.arcs import Arcs
from dispatch.assignment.single.costs import Merged, costs_of, groups_of
from dispatch.assignment.single.face import (
    Cheapest,
    cheapest_of_all,
    cheapest_on,
)
from dispatch.assignment.single.flow import Network
from dispatch.assignment.single.prices import Prices
from dispatch.assignment.single.proof import Proof, Step
from dispatch.assignment.single.worst import least_worst


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SinglePlan:
    """A plan that is best in some goals, one after the other.

    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    """

    unit_of_alert: Longs
    proof: Proof


def solve_single(problem: Problem, goals: tuple[Goal, ...]) -> SinglePlan:
    """Find the best plan for goals in their order; preparedness is none of them.

    Raises
    ------
    WeightsTooLargeError
        If a goal does not fit into 64 bits.
    NoFlowError
        If OR-Tools does not call its answer optimal, or it is not.
    """
    usable = usable_alone(problem)
    found: Cheapest | None = None
    steps: list[Step] = []
    for group in groups_of(problem, goals):
        if group.goals == ("worst",):
            found, prices = least_worst(problem, found or _any_plan(problem, usable))
        else:
            found = _cheapest(problem, group, found, usable)
            prices = found.prices
        steps.append(_step(group, prices))
    found = found or _any_plan(problem, usable)
    return SinglePlan(unit_of_alert=found.unit_of_alert, proof=tuple(steps))


def _step(group: Merged, prices: Prices) -> Step:
    return Step(goals=group.goals, alert_price=prices.alert, unit_price=prices.unit)


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
