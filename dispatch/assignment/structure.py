"""Which solver a problem asks for."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.crews import enough, enough_alone
from dispatch.assignment.problem import Problem


def needs_teams(problem: Problem) -> bool:
    """Whether some alert could be served by several units, none of them enough alone.

    Else every alert takes one unit, and the problem is a flow.
    """
    if problem.crew is None:
        return any(len(units) > 1 for units in problem.locked_to.values())
    alone = enough_alone(problem)
    helpers = problem.allowed & ~alone
    return any(
        _could_team_up(problem, np.flatnonzero(helpers[:, alert]).tolist(), alert)
        or alert in problem.locked_to
        for alert in np.flatnonzero(helpers.any(axis=0)).tolist()
    ) or any(len(units) > 1 for units in problem.locked_to.values())


def _could_team_up(problem: Problem, units: list[int], alert: int) -> bool:
    return len(units) > 1 and enough(problem, units, alert)
