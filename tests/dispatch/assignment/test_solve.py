"""The recipe: hand cases, properties, and what happens without a flow."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.assignment import solve as recipe
from dispatch.assignment.flow import FlowSolution, NoFlowError
from dispatch.assignment.problem import Problem
from dispatch.assignment.solve import solve
from tests.dispatch.assignment.problems import (
    problem_from,
    problem_of,
    problems,
    square_town,
)


def test_on_time_comes_before_serving() -> None:
    # Unit 0 can do A in 400 s or B in 900 s, unit 1 only A in 500 s. Serving both
    # (500, 900) leaves two late; on time first: A in 400 s, and B waits.
    problem = problem_of([[400, 900], [500, None]])
    assert solve(problem).best.unit_of_alert.tolist() == [0, -1]


def test_serving_comes_before_time() -> None:
    # Both targets are out of reach. Only A is 600 s by unit 0; both are 700 + 700 s.
    problem = problem_of([[600, 700], [700, None]])
    assert solve(problem).best.unit_of_alert.tolist() == [1, 0]


def test_weights_decide_who_is_on_time() -> None:
    # One unit, 100 s to A of weight 1, 400 s to B of weight 4.
    problem = problem_of([[100, 400]], weight=[1, 4])
    assert solve(problem).best.unit_of_alert.tolist() == [-1, 0]


def test_the_optimum_differs_from_closest_idle() -> None:
    # Closest idle: A takes unit 0 (200 s), B gets unit 1 (600 s, late). Optimum: A
    # by unit 1 (300 s), B by unit 0 (250 s): both on time.
    solved = solve(problem_of([[200, 250], [300, 600]]))
    assert solved.closest_idle.unit_of_alert.tolist() == [0, 1]
    assert solved.closest_idle.score.on_time == 1
    assert solved.best.unit_of_alert.tolist() == [1, 0]
    assert solved.best.score.on_time == 2


def test_the_note_of_a_proved_plan() -> None:
    note = solve(problem_of([[100]])).note
    assert asdict(note) == {
        "path": "flow",
        "status": "optimal",
        "gap": 0.0,
        "certified": True,
    }


@pytest.mark.parametrize(
    "problem",
    [
        problem_of([], alerts=0),
        problem_of([], alerts=3),
        problem_of([[], []], alerts=0),
        problem_of([[None, None], [None, None], [None, None]]),
    ],
    ids=["nothing", "no units", "no alerts", "nothing allowed"],
)
def test_nothing_to_decide(problem: Problem) -> None:
    solved = solve(problem)
    assert solved.best.unit_of_alert.tolist() == [-1] * problem.alerts
    assert solved.note.certified


@pytest.mark.parametrize(("units", "alerts"), [(3, 40), (40, 3), (1, 1), (17, 17)])
def test_all_times_zero(units: int, alerts: int) -> None:
    problem = problem_from(np.zeros((units, alerts)), target_s=0)
    solved = solve(problem)
    assert solved.best.score.on_time == min(units, alerts)
    assert solved.note.certified


def test_all_times_equal() -> None:
    # 30 units at 60 s of each of 50 alerts: 30 x 60 s.
    solved = solve(problem_from(np.full((30, 50), 60)))
    assert solved.best.score.total_time_to_door_s == 30 * 60
    assert solved.note.certified


def test_same_problem_same_plan() -> None:
    first, second = (solve(square_town(8, 80, 50)) for _ in range(2))
    assert np.array_equal(first.best.unit_of_alert, second.best.unit_of_alert)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_certified_and_never_worse_than_closest_idle(problem: Problem) -> None:
    solved = solve(problem)
    assert solved.note.certified
    assert solved.best.score.goals <= solved.closest_idle.score.goals


@settings(max_examples=100, deadline=None)
@given(problems(), st.data())
def test_more_units_are_never_worse(problem: Problem, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=problem.units, max_size=6))
    some = np.array(kept[: problem.units], dtype=np.bool_)
    fewer = Problem(
        time_s=problem.time_s[some],
        allowed=problem.allowed[some],
        target_s=problem.target_s,
        weight=problem.weight,
        received_order=problem.received_order,
    )
    assert solve(problem).best.score.goals <= solve(fewer).best.score.goals


@settings(max_examples=100, deadline=None)
@given(problems(), st.data())
def test_another_order_gives_the_same_goals(
    problem: Problem, data: st.DataObject
) -> None:
    units = data.draw(st.permutations(range(problem.units)))
    alerts = data.draw(st.permutations(range(problem.alerts)))
    grid = np.ix_(np.array(units, dtype=int), np.array(alerts, dtype=int))
    place = np.argsort(np.array(alerts, dtype=int))
    moved = Problem(
        time_s=problem.time_s[grid],
        allowed=problem.allowed[grid],
        target_s=problem.target_s[grid[1][0]],
        weight=problem.weight[grid[1][0]],
        received_order=place[problem.received_order],
    )
    assert solve(moved).best.score.goals == solve(problem).best.score.goals


@settings(max_examples=50, deadline=None)
@given(problems(), st.integers(2, 10**6))
def test_weights_times_a_number_change_no_decision(
    problem: Problem, factor: int
) -> None:
    larger = Problem(
        time_s=problem.time_s,
        allowed=problem.allowed,
        target_s=problem.target_s,
        weight=problem.weight * factor,
        received_order=problem.received_order,
    )
    on_time, served, time = solve(problem).best.score.goals
    assert solve(larger).best.score.goals == (
        on_time * factor,
        served * factor,
        time * factor,
    )


def test_falls_back_to_closest_idle_without_a_flow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_: Problem) -> FlowSolution:
        raise NoFlowError("BAD_COST_RANGE")

    monkeypatch.setattr(recipe, "solve_flow", fails)
    solved = solve(problem_of([[200, 250], [300, 600]]))
    assert solved.best is solved.closest_idle
    assert asdict(solved.note) == {
        "path": "closest idle (flow: BAD_COST_RANGE)",
        "status": "unproved",
        "gap": 1.0,
        "certified": False,
    }
    assert json.loads(json.dumps(asdict(solved.note), allow_nan=False))


@pytest.mark.parametrize(
    ("plan", "path"),
    [
        ([-1, -1], "closest idle (flow: worse)"),
        ([0, 0], "closest idle (flow: unit 0 is sent twice)"),
        ([0, 1], "flow"),
    ],
)
def test_a_bent_flow_is_never_called_optimal(
    monkeypatch: pytest.MonkeyPatch, plan: list[int], path: str
) -> None:
    # The best plan is [1, 0]; closest idle's is [0, 1].
    bent = FlowSolution(
        unit_of_alert=np.array(plan),
        alert_price=np.array([0, 0]),
        unit_price=np.array([0, 0]),
    )
    monkeypatch.setattr(recipe, "solve_flow", lambda _: bent)
    solved = solve(problem_of([[200, 250], [300, 600]]))
    assert solved.note.path == path
    assert (solved.note.status, solved.note.certified) == ("unproved", False)
    assert solved.best.unit_of_alert.tolist() == [0, 1]
