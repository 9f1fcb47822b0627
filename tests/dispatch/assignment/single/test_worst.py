"""The least worst time to door, by hand and against every time there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.proof import Step
from dispatch.assignment.single.solve import solve_single
from tests.dispatch.assignment.problems import problem_from, problem_of, problems

_GOALS: tuple[Goal, ...] = ("served", "worst")


def _least(problem: Problem) -> tuple[list[int], int, Step]:
    """Plan, its worst time, and the step that proves it."""
    found = solve_single(problem, _GOALS)
    assert certify(problem, _GOALS, found.unit_of_alert, found.proof) == ()
    plan = found.unit_of_alert.tolist()
    times = [problem.time_s[unit, a] for a, unit in enumerate(plan) if unit >= 0]
    return plan, int(max(times, default=0)), found.proof[-1]


def test_the_least_of_two_plans() -> None:
    # 100 and 600 s, or 200 and 300 s.
    plan, worst_s, _ = _least(problem_of([[100, 300], [200, 600]]))
    assert (plan, worst_s) == ([1, 0], 300)


def test_an_alert_that_nobody_reaches_sooner_is_proof_enough() -> None:
    # Nobody is at alert 1 before 500 s: its price alone sums to more than 0.
    _, worst_s, step = _least(problem_of([[100, 500], [90, 700], [10, 500]]))
    assert worst_s == 500
    assert step.alert_price.tolist() == [0, 1]
    assert step.unit_price.tolist() == [0, 0, 0]


def test_one_unit_that_two_alerts_need_is_in_the_proof() -> None:
    # Both are reached in 10 s by unit 0 alone, else in 400 s or 300 s: one of them
    # has to take 300 s. Two alerts, less the one unit, sum to 1.
    _, worst_s, step = _least(problem_of([[10, 10], [400, 300]]))
    assert worst_s == 300
    assert step.alert_price.sum() + step.unit_price.sum() > 0
    assert step.unit_price[0] < 0


def test_halving_finds_one_time_among_many() -> None:
    # Unit i reaches alert j in 1 + |i - j| x 10 s, but not its own: rings of
    # neighbours swap at 11 s.
    places = np.arange(12)
    apart = np.abs(places[:, None] - places)
    problem = problem_from(1 + 10 * apart, allowed=apart > 0)
    assert _least(problem)[1] == 11


@pytest.mark.parametrize(
    ("rows", "worst_s"),
    [([[0, 0], [0, 0]], 0), ([[None, None], [None, None]], 0), ([[5, None]], 5)],
)
def test_with_little_to_decide(rows: list[list[int | None]], worst_s: int) -> None:
    assert _least(problem_of(rows))[1] == worst_s


def test_an_alert_that_waits_has_no_time() -> None:
    # One unit: served counts by weight, so alert 1 (700 s) is served, not alert 0.
    assert _least(problem_of([[10, 700]], weight=[1, 4]))[:2] == ([-1, 0], 700)


@settings(max_examples=100, deadline=None)
@given(problems(goals=_GOALS))
def test_no_sooner_time_serves_as_much(problem: Problem) -> None:
    plan, worst_s, _ = _least(problem)
    sooner = problem.allowed & (problem.time_s < worst_s)
    found = solve_single(
        problem_from(
            problem.time_s,
            allowed=sooner,
            weight=problem.weight.tolist(),
        ),
        ("served",),
    )
    served = problem.weight[np.array(plan, dtype=np.int64) >= 0].sum()
    assert worst_s == 0 or problem.weight[found.unit_of_alert >= 0].sum() < served
