"""One unit per alert: against what others found, and goal after goal."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from dispatch.assignment.evaluate import evaluate, value
from dispatch.assignment.problem import Goal, Longs, Problem
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.solve import solve_single
from dispatch.plan_rows import Score
from tests.dispatch.assignment.problems import (
    TIME_GOALS,
    crew_of,
    problem_from,
    problem_of,
)

_HUGE_S = 10**6
_CHAIN: tuple[Goal, ...] = (*TIME_GOALS, "worst", "changes")


def _score(problem: Problem, unit_of_alert: Longs) -> Score:
    units = unit_of_alert.tolist()
    return evaluate(problem, tuple((u,) if u >= 0 else () for u in units))


def _best(problem: Problem, goals: tuple[Goal, ...] = TIME_GOALS) -> Score:
    """Score the best plan; its proof has to hold."""
    found = solve_single(problem, goals)
    assert certify(problem, goals, found.unit_of_alert, found.proof) == ()
    return _score(problem, found.unit_of_alert)


# --- Against what is known ---------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "optimum"), [(100, 305), (200, 475), (300, 626), (400, 804)]
)
def test_or_library_assignment(size: int, optimum: int) -> None:
    if "DISPATCH_DATA" not in os.environ:
        pytest.skip("DISPATCH_DATA does not say where OR-Library's files are")
    file = Path(os.environ["DISPATCH_DATA"]) / "optimum" / f"assign{size}.txt"
    numbers = [int(word) for word in file.read_text().split()]
    assert numbers[0] == size
    problem = problem_from(np.array(numbers[1:]).reshape(size, size), target_s=_HUGE_S)
    score = _best(problem)
    assert score.on_time == size
    assert score.total_time_to_door_s == optimum


@pytest.mark.parametrize(
    ("units", "alerts", "mean"),
    [
        (5, 5, 1.463611),
        (10, 10, 1.549768),
        (20, 5, 0.264200),
        (5, 20, 0.264200),
        (20, 10, 0.574454),
        (60, 20, 0.364632),
    ],
)
def test_mean_of_random_assignments(units: int, alerts: int, mean: float) -> None:
    # Times exponential with mean 1, here in millionths: the mean of the optimum is
    # known exactly.
    rng = np.random.default_rng(20240321)
    optima = []
    for _ in range(600):
        time = np.rint(rng.exponential(1e6, (units, alerts)))
        problem = problem_from(time, target_s=10**9)
        score = _score(problem, solve_single(problem, TIME_GOALS).unit_of_alert)
        assert score.on_time == min(units, alerts)
        optima.append(score.total_time_to_door_s / 1e6)
    error = np.std(optima, ddof=1) / np.sqrt(len(optima))
    assert abs(np.mean(optima) - mean) < 4 * error


# --- Goal after goal, by hand ------------------------------------------------------


def test_pairs_that_were_not_among_the_nearest() -> None:
    # All alerts find the units at 1 s, 2 s, ... 40 s; 20 of them need 20 units:
    # 1 + 2 + ... + 20 = 210 s, and the last takes 20 s.
    problem = problem_from(np.tile(np.arange(1, 41)[:, None], (1, 20)))
    score = _best(problem, (*TIME_GOALS, "worst"))
    assert (score.on_time, score.total_time_to_door_s) == (20, 210)
    assert score.worst_time_to_door_s == 20


def test_one_on_time_is_worth_any_time_of_all_others() -> None:
    # Alert 0 is on time by unit 1 alone (90 s; by unit 0 110 s, target 100 s). Then
    # each of the others, whose own unit is at the door, has the next one's instead:
    # 4 x 1000 s more, above what the largest loss and weight alone would pay for.
    door, next_one = 0, 1000
    problem = problem_of(
        [
            [110, None, None, None, next_one],
            [90, door, None, None, None],
            [None, next_one, door, None, None],
            [None, None, next_one, door, None],
            [None, None, None, next_one, door],
        ],
        target_s=[100, 9000, 9000, 9000, 9000],
    )
    found = solve_single(problem, TIME_GOALS)
    assert found.unit_of_alert.tolist() == [1, 2, 3, 4, 0]
    assert certify(problem, TIME_GOALS, found.unit_of_alert, found.proof) == ()


def test_a_later_goal_decides_only_what_earlier_ones_leave_open() -> None:
    # Both ways take 600 s; 300 + 300 has the lesser worst time, and though unit 0
    # was sent to alert 0 before, that counts for less.
    problem = problem_of(
        [[100, 300], [300, 500]], target_s=900, previous=np.array([0, -1])
    )
    assert solve_single(problem, _CHAIN).unit_of_alert.tolist() == [1, 0]
    first = (*TIME_GOALS, "changes", "worst")
    assert solve_single(problem, first).unit_of_alert.tolist() == [0, 1]


def test_changes_decide_between_equals() -> None:
    problem = problem_from(np.full((3, 3), 60), previous=[2, 0, 1])
    assert solve_single(problem, _CHAIN).unit_of_alert.tolist() == [1, 2, 0]


def test_losses_of_their_own_decide() -> None:
    # By time unit 0 would go (100 s); what is lost is the same up to 300 s, but
    # unit 0 is of another area.
    problem = problem_of([[100], [300]], loss=[[7], [7]], extra=[[5], [0]])
    assert solve_single(problem, TIME_GOALS).unit_of_alert.tolist() == [1]


def test_only_those_who_are_enough_are_sent() -> None:
    problem = problem_of([[100], [300]], crew=crew_of([1, 2], [2]))
    assert solve_single(problem, TIME_GOALS).unit_of_alert.tolist() == [1]


@pytest.mark.parametrize("goals", [(), ("loss",), ("worst",), ("worst", "loss")])
def test_without_serving_among_the_goals_nobody_needs_to_go(
    goals: tuple[Goal, ...],
) -> None:
    found = solve_single(problem_of([[100, 200], [300, 400]]), goals)
    assert found.unit_of_alert.tolist() == [-1, -1]
    assert [goal for step in found.proof for goal in step.goals] == list(goals)


def _values(problem: Problem, unit_of_alert: Longs) -> tuple[int, ...]:
    score = _score(problem, unit_of_alert)
    return tuple(value(score, goal) for goal in _CHAIN)
