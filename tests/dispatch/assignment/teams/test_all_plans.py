"""`solve_teams` against every plan there is, goal by goal."""

from __future__ import annotations

import pytest

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.evaluate import evaluate, value
from dispatch.assignment.problem import Problem, slack_of
from dispatch.assignment.teams.solve import TeamAnswer, solve_teams
from tests.dispatch.assignment.teams.every_plan import best_of_all
from tests.dispatch.assignment.teams.team_problems import any_problem


def _solved(problem: Problem) -> TeamAnswer:
    return solve_teams(problem, problem.goals, {}, closest_idle(problem), None)


def _check(problem: Problem) -> None:
    answer = _solved(problem)
    best = best_of_all(problem)
    assert {goal: bound.value for goal, bound in answer.optima.items()} == best
    assert answer.status == "optimal"
    score = evaluate(problem, answer.teams)
    for place, goal in enumerate(problem.goals):
        slack = slack_of(problem).get(goal, 0)
        given = "preparedness" in problem.goals[place:]
        assert value(score, goal) <= best[goal] + (slack if given else 0)


@pytest.mark.parametrize("block", range(24))
def test_each_goal_is_the_least_of_all_plans(block):
    for seed in range(50 * block, 50 * block + 50):
        _check(any_problem(seed))


@pytest.mark.slow
@pytest.mark.parametrize(("units", "alerts"), [(4, 3), (5, 4), (6, 4)])
def test_each_goal_is_the_least_of_all_plans_in_thousands(units, alerts):
    for seed in range(10_000, 12_000):
        _check(any_problem(seed, units, alerts))


def test_the_same_problem_gets_the_same_answer():
    for seed in range(12):
        problem = any_problem(seed, 8, 5)
        first, second = _solved(problem), _solved(problem)
        assert first.teams == second.teams
        assert first.optima == second.optima
