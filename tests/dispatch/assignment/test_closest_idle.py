"""The old rule, by hand."""

from __future__ import annotations

from dispatch.assignment.closest_idle import closest_idle
from tests.dispatch.assignment.problems import problem_of


def test_first_come_first_served() -> None:
    # Alert 1 came first and takes unit 0 (120); alert 0 is left with unit 1.
    problem = problem_of([[100, 120], [400, 250]], order=[1, 0])
    assert closest_idle(problem).tolist() == [1, 0]


def test_the_other_order_is_the_other_plan() -> None:
    problem = problem_of([[100, 120], [400, 250]], order=[0, 1])
    assert closest_idle(problem).tolist() == [0, 1]


def test_equal_times_go_to_the_lowest_index() -> None:
    assert closest_idle(problem_of([[90], [60], [60]])).tolist() == [1]


def test_takes_no_heed_of_weights_or_targets() -> None:
    problem = problem_of([[500, 100]], weight=[1, 4], order=[0, 1])
    assert closest_idle(problem).tolist() == [0, -1]


def test_only_allowed_pairs() -> None:
    assert closest_idle(problem_of([[None, 10], [None, 20]])).tolist() == [-1, 0]


def test_nobody_and_nothing() -> None:
    assert closest_idle(problem_of([], alerts=2)).tolist() == [-1, -1]
    assert closest_idle(problem_of([[], []], alerts=0)).tolist() == []
