"""Three goals in one number: what it is, and when it does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.goals import WeightsTooLargeError, costs_of
from dispatch.assignment.solve import solve
from maps.errors import InputError
from tests.dispatch.assignment.problems import problem_of


def test_big_weights_by_hand() -> None:
    # Weights 2 and 4 are 1 and 2: T = 1 x 500 + 2 x 700 = 1900, W = 3.
    # waiting_s = 1901; late_s = 1901 + 1901 x 3 = 7604.
    costs = costs_of(problem_of([[500, 300], [400, 700], [None, 100]], weight=[2, 4]))
    assert (costs.waiting_s, costs.late_s) == (1901, 7604)
    # Waiting: 1 x (7604 + 1901) and 2 x (7604 + 1901).
    assert costs.waiting.tolist() == [9505, 19010]


def test_pair_costs_by_hand() -> None:
    # Target 480: 1 x (500 + 7604) late, 2 x 300 on time, 2 x (700 + 7604) late.
    costs = costs_of(problem_of([[500, 300], [400, 700], [None, 100]], weight=[2, 4]))
    units, alerts = np.array([0, 0, 1]), np.array([0, 1, 1])
    assert costs.of_pairs(units, alerts).tolist() == [8104, 600, 16608]


def test_at_the_target_is_on_time() -> None:
    costs = costs_of(problem_of([[480], [481]]))
    cost = costs.of_pairs(np.array([0, 1]), np.array([0, 0]))
    # 480, and 481 + late_s with T = 481, waiting_s = 482, late_s = 1 + 481 + 482.
    assert cost.tolist() == [480, 481 + 964]


def test_a_common_divisor_of_the_weights_costs_nothing() -> None:
    problem = problem_of([[500, 300]], weight=[2 * 10**15, 3 * 10**15])
    assert costs_of(problem).weight.tolist() == [2, 3]
    solved = solve(problem)
    assert solved.note.certified
    assert solved.best.score.weighted_time_s == 300 * 3 * 10**15


@pytest.mark.parametrize(
    ("weight", "time_s"),
    [
        ([2**61, 1], 100),
        ([2**62, 2**62 - 1], 100),
        ([10**9, 10**9 - 1], 1800),
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
    # One alert of weight 1 at t: T = t, waiting_s = 1 + t, late_s = 2 + 2 t, and
    # waiting costs 3 + 3 t: not above (2**63 - 1) / (8 x (1 + 1 + 4)).
    longest = (2**63 - 1) // 48 // 3 - 1
    solved = solve(problem_of([[longest]]))
    assert solved.note.certified
    assert solved.best.score.weighted_time_s == longest
    with pytest.raises(WeightsTooLargeError):
        solve(problem_of([[longest + 1]]))


def test_a_time_without_meaning_counts_for_nothing() -> None:
    free = problem_of([[100, 200], [300, None]])
    marked = problem_of([[100, 200], [300, 2**62]])
    marked.allowed[1, 1] = False
    assert costs_of(marked).late_s == costs_of(free).late_s
    assert solve(marked).best.score == solve(free).best.score
