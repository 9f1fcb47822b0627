"""Goals as whole numbers: what pairs and waiting cost, and when it does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.evaluate import vector
from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.single.costs import WeightsTooLargeError, costs_of, merged
from dispatch.assignment.solve import solve
from maps.errors import InputError
from tests.dispatch.assignment.problems import TIME_GOALS, problem_of

_THREE = problem_of([[500, 300], [400, 700], [None, 100]], weight=[2, 4])
_PAIRS = np.array([0, 0, 1]), np.array([0, 1, 1])
_NO_PAIRS = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)


def test_factors_by_hand() -> None:
    # Weights 2 and 4 are 1 and 2: 3 in all. Losses up to 2 x 500 and 4 x 700: 3800.
    # served 1 + 2 x 3800 = 7601; on time 1 + 2 x (3800 + 3 x 7601) = 53207.
    (group,) = merged(_THREE, TIME_GOALS)
    assert group.goals == TIME_GOALS
    assert group.factors == (53207, 7601, 1)


def test_costs_by_hand() -> None:
    (group,) = merged(_THREE, TIME_GOALS)
    costs = costs_of(_THREE, group, *_PAIRS)
    # Target 480: 1000 + 1 x 53207 late; 4 x 300 on time; 2800 + 2 x 53207 late.
    assert costs.pair.tolist() == [54207, 1200, 109214]
    # Waiting: 1 x (53207 + 7601) and 2 x (53207 + 7601).
    assert costs.waiting.tolist() == [60808, 121616]


def test_served_before_on_time_by_hand() -> None:
    # on time 1 + 2 x 3800 = 7601; served 1 + 2 x (3800 + 3 x 7601) = 53207.
    (group,) = merged(_THREE, ("served", "on_time", "loss"))
    costs = costs_of(_THREE, group, *_PAIRS)
    assert costs.pair.tolist() == [1000 + 7601, 1200, 2800 + 2 * 7601]
    assert costs.waiting.tolist() == [60808, 121616]


@pytest.mark.parametrize("goal", ["loss", "time"])
def test_losses_of_their_own_and_extra(goal: Goal) -> None:
    # The largest of each alert: 7 + 5 = 12 and 9 - 2 = 7, so serving counts for
    # 1 + 2 x 19.
    problem = problem_of(
        [[100, 200], [300, None]],
        loss=[[3, 9], [7, 50]],
        extra=[[1, -2], [5, 0]],
    )
    (group,) = merged(problem, ("served", goal))
    assert group.factors == (39, 1)
    costs = costs_of(problem, group, np.array([0, 0, 1]), np.array([0, 1, 0]))
    assert costs.pair.tolist() == [4, 7, 12]
    assert costs.waiting.tolist() == [39, 39]


def test_orders_that_stand_cost_one_less() -> None:
    # Orders were given for alert 0 alone (by two units): at most 1 step apart, so
    # a second of loss counts for 1 + 2 x 1.
    problem = problem_of([[500, 300], [400, 700]], previous=[0, 0])
    (group,) = merged(problem, ("loss", "changes"))
    assert group.factors == (3, 1)
    costs = costs_of(problem, group, np.array([0, 0, 1]), np.array([0, 1, 0]))
    assert costs.pair.tolist() == [3 * 500 - 1, 3 * 300, 3 * 400 - 1]
    assert costs.waiting.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("on_time", "served", "loss"),
    [(0, 0, 0), (-1, 2, -300), (3, -3, 3800), (0, 1, -3800), (1, 0, -3800)],
)
def test_a_difference_of_costs_tells_that_of_each_goal(
    on_time: int, served: int, loss: int
) -> None:
    (group,) = merged(_THREE, TIME_GOALS)
    cost = 53207 * on_time + 7601 * served + loss
    assert group.steps(cost) == {"on_time": on_time, "served": served, "loss": loss}


def test_at_the_target_is_on_time() -> None:
    problem = problem_of([[480], [481]])
    (group,) = merged(problem, ("on_time", "loss"))
    costs = costs_of(problem, group, np.array([0, 1]), np.array([0, 0]))
    # On time counts for 1 + 2 x 481.
    assert costs.pair.tolist() == [480, 481 + 963]


def test_a_common_divisor_of_the_weights_costs_nothing() -> None:
    problem = problem_of(
        [[500, 300]], weight=[2 * 10**12, 3 * 10**12], goals=("on_time", "served")
    )
    (group,) = merged(problem, problem.goals)
    # 2 and 3: served 1, on time 1 + 2 x 5.
    assert group.factors == (11, 1)
    assert costs_of(problem, group, *_NO_PAIRS).waiting.tolist() == [24, 36]


def test_goals_that_do_not_fit_into_one_number_follow_each_other() -> None:
    # On time and served alone are 2**40 squared, beyond 64 bits.
    problem = problem_of([[100, 100]], weight=[2**40, 1], goals=TIME_GOALS)
    groups = merged(problem, TIME_GOALS)
    assert [group.goals for group in groups] == [("on_time",), ("served",), ("loss",)]
    solved = solve(problem)
    assert solved.note.certified
    assert vector(problem, solved.best.score) == (-(2**40), -(2**40), 100 * 2**40)


@pytest.mark.parametrize(
    ("weight", "time_s"),
    [
        ([2**61, 1], 100),
        ([2**62, 2**62 - 1], 100),
        ([10**15, 10**15 - 1], 1800),
        ([1, 2], 2**62),
    ],
)
def test_refuses_what_does_not_fit(weight: list[int], time_s: int) -> None:
    problem = problem_of([[time_s, time_s], [time_s, None]], weight=weight)
    with pytest.raises(WeightsTooLargeError, match="choose smaller weights") as caught:
        solve(problem)
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, OverflowError)


def test_the_longest_time_that_fits_is_solved() -> None:
    # One alert of weight 1: not above (2**63 - 1) / (8 x (1 + 1 + 4)).
    longest = (2**63 - 1) // 48
    solved = solve(problem_of([[longest]]))
    assert solved.note.certified
    assert solved.best.score.weighted_time_s == longest
    with pytest.raises(WeightsTooLargeError):
        solve(problem_of([[longest + 1]]))


def _marked(at: int) -> Problem:
    """Build a problem with a time where nobody may go."""
    problem = problem_of([[100, 200], [300, at]])
    problem.allowed[1, 1] = False
    return problem


def test_a_time_without_meaning_counts_for_nothing() -> None:
    factors = [merged(_marked(at), TIME_GOALS)[0].factors for at in (5, 2**62)]
    assert factors[0] == factors[1]
    assert solve(_marked(2**62)).best.score == solve(_marked(5)).best.score
