"""`solve` against every plan there is, on thousands of small cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.evaluate import evaluate, value, vector
from dispatch.assignment.locks import ready
from dispatch.assignment.problem import Problem
from dispatch.assignment.solve import Solved, limits_of, solve
from tests.dispatch.assignment.brute_force import Best, Case, best_goals
from tests.dispatch.assignment.random_cases import (
    problem_of_case,
    single_case,
    team_case,
    waiting_case,
)

_CASES = 2400
_TEAMS = 350
_WAITING = 600
_WAITING_TEAMS = 120
_CUT = 80
_LARGE = 200
_MANY = 12_000


def test_single_units_are_as_good_as_every_plan_in_all_goals() -> None:
    kinds = _check_singles(range(_CASES))
    assert _CASES >= 2400
    assert len(kinds) == 9
    assert min(kinds.values()) >= 300, kinds


@pytest.mark.slow
def test_many_more_single_units() -> None:
    _check_singles(range(_CASES, _CASES + _MANY))


def test_single_units_where_waiting_loses_something() -> None:
    other = 0
    for seed in range(_WAITING):
        case = single_case(seed)
        if max(case.weight) <= 500:
            case = waiting_case(case, seed)
            _check_single(seed, case)
            plain = replace(case, waiting=None)
            other += best_goals(case) != best_goals(plain)
    assert other > _WAITING // 3


def test_teams_where_waiting_loses_something() -> None:
    for seed in range(_WAITING_TEAMS):
        case = waiting_case(team_case(seed), seed)
        problem = ready(problem_of_case(case))
        solved = solve(problem)
        best = best_goals(case)
        assert solved.note.gap == 0, f"case {seed}"
        assert solved.optima == {goal: best[goal] for goal in solved.optima}
        _check_values(problem, solved, best, seed)


def test_weights_that_do_not_fit_into_one_number() -> None:
    rng = np.random.default_rng(2)
    for seed in range(_LARGE):
        case = single_case(seed)
        large = rng.integers(1, 10**12, len(case.weight)).tolist()
        _check_single(seed, replace(case, weight=large, loss=None, extra=None))


def test_teams_areas_and_zones_are_as_good_as_every_plan_in_all_goals() -> None:
    kinds = _check_teams(range(_TEAMS))
    assert len(kinds) == 6
    assert min(kinds.values()) >= 40, kinds


@pytest.mark.slow
def test_many_more_teams_areas_and_zones() -> None:
    _check_teams(range(_TEAMS, _TEAMS + _MANY // 2))


def test_a_plan_cut_short_is_marked_unless_it_is_the_best() -> None:
    marked = 0
    for seed in range(_CUT):
        case = team_case(seed)
        problem = ready(problem_of_case(case))
        solved = solve(problem, deadline=0.0)
        assert evaluate(problem, solved.best.teams) == solved.best.score
        if solved.note.status == "optimal":
            _check_values(problem, solved, best_goals(case), seed)
        assert (solved.note.gap == 0) == (solved.note.status == "optimal")
        marked += solved.note.status != "optimal"
    assert 10 <= marked <= _CUT - 10


def _check_teams(seeds: range) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for seed in seeds:
        case = team_case(seed)
        problem = ready(problem_of_case(case))
        solved = solve(problem)
        best = best_goals(case)
        assert solved.note.status == "optimal", f"case {seed}: {solved.note}"
        assert solved.note.gap == 0, f"case {seed}"
        assert solved.optima == {goal: best[goal] for goal in solved.optima}
        _check_values(problem, solved, best, seed)
        kinds.update(_team_kinds(case, solved))
    return kinds


def _check_values(problem: Problem, solved: Solved, best: Best, seed: int) -> None:
    """Compare goal by goal; losses before preparedness may use the slack."""
    limits = {"loss": problem.slack, "time": problem.slack, "worst": problem.slack_s}
    slack = {g: limits.get(g, 0) for g in limits_of(problem, solved.optima)}
    for goal in problem.goals:
        above = value(solved.best.score, goal) - best[goal]
        assert above <= slack.get(goal, 0), f"case {seed}: {goal}"
        # Where some may use the slack, those after them may fall below their best.
        free = slack and goal not in {"on_time", "served"}
        assert above >= 0 or free, f"case {seed}: {goal}"


def _team_kinds(case: Case, solved: Solved) -> dict[str, int]:
    return {
        "teams": any(len(team) > 1 for team in solved.best.teams),
        "locks": bool(case.locks),
        "areas": case.area is not None,
        "zones": case.reaches is not None and "preparedness" in case.goals,
        "extra": case.extra is not None,
        "not closest idle": solved.best.teams != solved.closest_idle.teams,
    }


def _check_singles(seeds: range) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for seed in seeds:
        kinds.update(_check_single(seed, single_case(seed)))
    return kinds


def _check_single(seed: int, case: Case) -> dict[str, int]:
    problem = ready(problem_of_case(case))
    solved = solve(problem)
    best = best_goals(case)
    found = vector(problem, solved.best.score)
    assert found == tuple(best.values()), f"case {seed}"
    assert solved.note.certified, f"case {seed}: {solved.note}"
    assert solved.note.gap == 0, f"case {seed}"
    return _kinds(case, best, solved)


def _kinds(case: Case, best: Best, solved: Solved) -> dict[str, int]:
    """What a case is a case of."""
    old_rule = solved.closest_idle.score
    return {
        "more alerts than units": len(case.target_s) > len(case.time_s),
        "locks": bool(case.locks),
        "busy": any(min((t for t in row if t), default=0) > 300 for row in case.time_s),
        "officers": case.officers is not None,
        "orders given before": case.previous is not None,
        "extra": case.extra is not None,
        "losses": case.loss is not None,
        "other goals": case.goals[:2] != ("on_time", "served"),
        "beats closest idle": old_rule.weighted_on_time < -best.get("on_time", 0),
    }
