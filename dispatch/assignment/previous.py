"""The plan before, as far as it still can be carried out."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.closest_idle import filled
from dispatch.assignment.crews import least_team
from dispatch.assignment.problem import Problem, Teams


def repaired(problem: Problem) -> Teams:
    """Keep the orders given before that still stand; the rest by closest idle.

    Who may not go any more stays, and an alert whose team is not enough without him
    is served anew.
    """
    sent: list[list[int]] = [[] for _ in range(problem.alerts)]
    if problem.previous is not None:
        for unit in np.flatnonzero(problem.previous >= 0).tolist():
            sent[problem.previous[unit]].append(unit)
    kept = (_kept(problem, units, alert) for alert, units in enumerate(sent))
    return filled(problem, tuple(kept))


def _kept(problem: Problem, sent: list[int], alert: int) -> tuple[int, ...]:
    still = [unit for unit in sent if problem.allowed[unit, alert]]
    if not still:
        return ()
    return least_team(problem, np.array(still, np.int64), alert) or ()
