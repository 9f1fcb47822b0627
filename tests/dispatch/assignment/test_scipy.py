"""The flow against scipy's assignment, at sizes that cannot be enumerated."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from dispatch.assignment.evaluate import vector
from dispatch.assignment.problem import Problem
from dispatch.assignment.solve import solve
from tests.dispatch.assignment.problems import square_town

# Above any sum of weight x time here (120 x 4 x 1800 s), and above any sum of that
# and weight served. All sums are below 2**53, where scipy's floats are exact.
_SERVED = 10**6
_ON_TIME = 10**9


@pytest.mark.parametrize(
    ("units", "alerts"), [(60, 40), (40, 60), (120, 20), (20, 120), (100, 100)]
)
@pytest.mark.parametrize("seed", range(5))
def test_same_goals_as_scipy(units: int, alerts: int, seed: int) -> None:
    problem = square_town(seed, units, alerts)
    solved = solve(problem)
    assert solved.note.certified
    assert vector(problem, solved.best.score) == _goals_by_scipy(problem)


def _goals_by_scipy(problem: Problem) -> tuple[int, int, int]:
    on_time = problem.time_s <= problem.target_s
    gain = problem.weight * (_ON_TIME * on_time + _SERVED - problem.time_s)
    # A column of zero gain for each alert: it waits. Forbidden pairs gain nothing.
    gain = np.where(problem.allowed, gain, 0)
    unit, alert = linear_sum_assignment(gain, maximize=True)
    served = problem.allowed[unit, alert]
    unit, alert = unit[served], alert[served]
    weight = problem.weight[alert]
    return (
        -int(weight[on_time[unit, alert]].sum()),
        -int(weight.sum()),
        int((weight * problem.time_s[unit, alert]).sum()),
    )
