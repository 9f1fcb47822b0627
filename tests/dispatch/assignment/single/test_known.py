"""A plan from before: recognised where it still is the best, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.assignment.evaluate import evaluate, vector
from dispatch.assignment.problem import Goal, Longs, Problem
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.known import Known, KnownStep, as_before, known_of
from dispatch.assignment.single.solve import SinglePlan, solve_single
from dispatch.assignment.solve import solve
from tests.dispatch.assignment.problems import (
    TIME_GOALS,
    problem_of,
    problems,
    square_town,
)

_CHAIN: tuple[Goal, ...] = (*TIME_GOALS, "worst", "changes")


def _known(problem: Problem, goals: tuple[Goal, ...]) -> Known:
    return known_of(problem, solve_single(problem, goals))


def _is_best(problem: Problem, goals: tuple[Goal, ...], known: Known) -> bool:
    plan = as_before(problem, goals, known)
    return plan is not None and _holds(problem, goals, plan)


def _holds(problem: Problem, goals: tuple[Goal, ...], plan: SinglePlan) -> bool:
    return certify(problem, goals, plan.unit_of_alert, plan.proof) == ()


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_that_is_still_best_is_recognised(seed: int) -> None:
    problem = square_town(seed, 60, 40, goals=_CHAIN)
    assert _is_best(problem, _CHAIN, _known(problem, _CHAIN))


@pytest.mark.parametrize("late_s", [1, 30, 500])
def test_a_plan_is_recognised_a_while_later(late_s: int) -> None:
    # All are as much later; the factors of the goals are others, their steps not.
    # One weight, or waiting so much longer would ask for another plan.
    problem = square_town(3, 30, 20, goals=_CHAIN)
    problem = replace(problem, weight=np.ones_like(problem.weight))
    later = replace(problem, time_s=problem.time_s + late_s)
    unlate = replace(later, target_s=problem.target_s + late_s)
    assert _is_best(unlate, _CHAIN, _known(problem, _CHAIN))


def test_a_plan_that_is_best_no_more_is_not_recognised() -> None:
    known = _known(problem_of([[100, 120], [400, 250]]), TIME_GOALS)
    # Unit 1 is nearer to alert 0 now: 10 + 120 s.
    moved = problem_of([[100, 120], [10, 250]])
    assert not _is_best(moved, TIME_GOALS, known)


def test_a_longest_time_that_can_be_avoided_now_is_not_recognised() -> None:
    # Both ways take 400 s in all; the longest was 300 s, and may be 250 s now.
    known = _known(problem_of([[100, 100], [300, 300]]), ("served", "time", "worst"))
    now = problem_of([[150, 100], [300, 250]])
    goals: tuple[Goal, ...] = ("served", "time", "worst")
    known = replace(known, unit_of_alert=np.array([1, 0]))
    assert not _is_best(now, goals, known)
    assert _is_best(now, ("served", "time", "worst"), _known(now, goals))


def test_a_plan_that_cannot_be_carried_out_any_more_is_not_recognised() -> None:
    known = _known(problem_of([[100, 120], [400, 250]]), TIME_GOALS)
    closed = problem_of([[None, 120], [400, 250]])
    assert not _is_best(closed, TIME_GOALS, known)


def test_a_plan_of_other_goals_is_not_looked_at() -> None:
    problem = problem_of([[100, 120], [400, 250]])
    assert as_before(problem, _CHAIN, _known(problem, TIME_GOALS)) is None


@settings(max_examples=100, deadline=None)
@given(problems(goals=_CHAIN), problems(goals=_CHAIN))
def test_what_was_known_before_never_makes_a_plan_worse(
    problem: Problem, before: Problem
) -> None:
    # The plan and the prices of some other problem of the same size.
    units, alerts = problem.units, problem.alerts
    if before.units < units or before.alerts < alerts:
        return
    cut = replace(
        before,
        time_s=before.time_s[:units, :alerts],
        allowed=before.allowed[:units, :alerts],
        target_s=before.target_s[:alerts],
        weight=before.weight[:alerts],
        received_order=np.arange(alerts),
        previous=None,
    )
    found = solve(problem, known=_known(cut, _CHAIN))
    assert found.note.certified
    assert vector(problem, found.best.score) == vector(
        problem, solve(problem).best.score
    )


@settings(max_examples=200, deadline=None)
@given(problems(most=4, goals=_CHAIN), st.data())
def test_any_plan_and_prices_called_known_are_checked(
    problem: Problem, data: st.DataObject
) -> None:
    units, alerts = problem.units, problem.alerts
    sent = data.draw(st.permutations([*range(units), *[-1] * alerts]))

    def some(size: int, low: int, high: int) -> Longs:
        numbers = st.lists(st.integers(low, high), min_size=size, max_size=size)
        return np.array(data.draw(numbers), dtype=np.int64)

    known = Known(
        unit_of_alert=np.array(sent[:alerts], dtype=np.int64),
        steps=(
            KnownStep(unit={goal: some(units, -300, 5) for goal in TIME_GOALS}),
            KnownStep(unit={"worst": some(units, -1, 1)}, alert=some(alerts, -1, 2)),
            KnownStep(unit={"changes": some(units, -2, 1)}),
        ),
    )
    found = solve(problem, known=known)
    assert found.note.certified
    assert vector(problem, found.best.score) == vector(
        problem, solve(problem).best.score
    )
    plan = as_before(problem, _CHAIN, known)
    if plan is not None and _holds(problem, _CHAIN, plan):
        units_of = plan.unit_of_alert.tolist()
        score = evaluate(problem, tuple((u,) if u >= 0 else () for u in units_of))
        assert vector(problem, score) == vector(problem, found.best.score)
