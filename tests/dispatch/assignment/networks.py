"""Networks of all pairs of small problems."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.single.arcs import Arcs
from dispatch.assignment.single.costs import Merged, costs_of, merged
from dispatch.assignment.single.flow import Network
from tests.dispatch.assignment.problems import TIME_GOALS


def only_group(problem: Problem, goals: tuple[Goal, ...] = TIME_GOALS) -> Merged:
    """Merge goals that fit into one number."""
    (group,) = merged(problem, goals)
    return group


def network_of(
    problem: Problem,
    goals: tuple[Goal, ...] = TIME_GOALS,
    *,
    must: tuple[int, ...] = (),
) -> Network:
    """All allowed pairs at the costs of goals; everybody may wait.

    must : units that have to be sent.
    """
    unit, alert = np.nonzero(problem.allowed)
    costs = costs_of(problem, only_group(problem, goals), unit, alert)
    return Network(
        arcs=Arcs(unit=unit, alert=alert, cost=costs.pair),
        waiting=costs.waiting,
        may_wait=np.ones(problem.alerts, dtype=np.bool_),
        must=np.isin(np.arange(problem.units), must),
    )
