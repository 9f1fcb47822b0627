"""The recipe: hand cases, properties, and what happens without a flow."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.assignment import solve as recipe
from dispatch.assignment.evaluate import evaluate, vector
from dispatch.assignment.locks import ready
from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.single.flow import NoFlowError
from dispatch.assignment.single.known import known_of
from dispatch.assignment.single.proof import Step
from dispatch.assignment.single.solve import SinglePlan
from dispatch.assignment.solve import Solved, limits_of, solve
from tests.dispatch.assignment.problems import (
    TIME_GOALS,
    areas_of,
    crew_of,
    problem_from,
    problem_of,
    problems,
    square_town,
    zones_of,
)


def _values(solved: Solved, problem: Problem) -> tuple[int, ...]:
    return vector(problem, solved.best.score)


# --- By hand -----------------------------------------------------------------------


def test_on_time_comes_before_serving() -> None:
    # Unit 0 can do A in 400 s or B in 900 s, unit 1 only A in 500 s. Serving both
    # (500, 900) leaves two late; on time first: A in 400 s, and B waits.
    problem = problem_of([[400, 900], [500, None]])
    assert solve(problem).best.teams == ((0,), ())


def test_serving_comes_before_on_time_if_asked() -> None:
    problem = problem_of([[400, 900], [500, None]], goals=("served", "on_time", "loss"))
    assert solve(problem).best.teams == ((1,), (0,))


def test_serving_comes_before_time() -> None:
    # Both targets are out of reach. Only A is 600 s by unit 0; both are 700 + 700 s.
    problem = problem_of([[600, 700], [700, None]])
    assert solve(problem).best.teams == ((1,), (0,))


def test_weights_decide_who_is_on_time() -> None:
    # One unit, 100 s to A of weight 1, 400 s to B of weight 4.
    problem = problem_of([[100, 400]], weight=[1, 4])
    assert solve(problem).best.teams == ((), (0,))


def test_the_worst_time_decides_between_equal_losses() -> None:
    # Both ways take 600 s in all: 100 and 500, or 300 and 300.
    problem = problem_of([[100, 300], [300, 500]], target_s=900)
    assert solve(problem).best.teams == ((1,), (0,))


def test_a_plan_before_decides_between_equals() -> None:
    problem = problem_of([[60, 60], [60, 60]], previous=[1, 0])
    assert solve(problem).best.teams == ((1,), (0,))


def test_the_optimum_differs_from_closest_idle() -> None:
    # Closest idle: A takes unit 0 (200 s), B gets unit 1 (600 s, late). Optimum: A
    # by unit 1 (300 s), B by unit 0 (250 s): both on time.
    solved = solve(problem_of([[200, 250], [300, 600]]))
    assert solved.closest_idle.teams == ((0,), (1,))
    assert solved.closest_idle.score.on_time == 1
    assert solved.best.teams == ((1,), (0,))
    assert solved.best.score.on_time == 2


def test_the_best_that_each_goal_can_be() -> None:
    # A by unit 1 and B by unit 0: 300 + 250 s.
    solved = solve(problem_of([[200, 250], [300, 600]], previous=[0, -1]))
    assert solved.optima == {
        "on_time": -2,
        "served": -2,
        "loss": 550,
        "worst": 300,
        "changes": 1,
    }


def test_the_note_of_a_proved_plan() -> None:
    note = solve(problem_of([[100]])).note
    assert asdict(note) == {
        "path": "flow",
        "status": "optimal",
        "gap": 0.0,
        "certified": True,
    }


def test_a_plan_whose_prices_still_hold_is_not_solved_again() -> None:
    problem = square_town(6, 40, 25, goals=(*TIME_GOALS, "changes"))
    first = solve(problem)
    assert first.single is not None
    again = solve(problem, known=known_of(problem, first.single))
    assert again.note.path == "prices still hold"
    assert (again.note.status, again.note.certified) == ("optimal", True)
    assert again.best.score == first.best.score


# --- Slack -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goals", "limits"),
    [
        (
            ("on_time", "served", "loss", "worst", "preparedness", "changes"),
            {"on_time": -3, "served": -4, "loss": 130, "worst": 50},
        ),
        (("served", "preparedness", "loss"), {"served": -4}),
        (("time", "preparedness"), {"time": 130}),
        (("preparedness", "loss"), {}),
        (("served", "loss"), {}),
    ],
)
def test_losses_before_preparedness_may_use_the_slack(
    goals: tuple[Goal, ...], limits: dict[Goal, int]
) -> None:
    zones = zones_of([[1]], weight=[1], wanted=[1])
    problem = problem_of([[100]], goals=goals, slack=30, zones=zones)
    optima: dict[Goal, int] = {
        "on_time": -3,
        "served": -4,
        "loss": 100,
        "time": 100,
        "worst": 50,
        "changes": 2,
    }
    assert limits_of(problem, optima) == limits
    assert limits_of(replace(problem, zones=None), optima) == {}


@pytest.mark.parametrize(
    ("slack", "sent", "loss", "shortage"), [(20, 1, 120, 0), (19, 0, 100, 5)]
)
def test_a_zone_keeps_a_unit_if_the_slack_allows(
    slack: int, sent: int, loss: int, shortage: int
) -> None:
    # Unit 0 is nearer (100 s), but the only one whom the zone can have; unit 1 takes
    # 20 s more.
    zones = zones_of([[1], [0]], weight=[5], wanted=[1])
    goals: tuple[Goal, ...] = (*TIME_GOALS, "preparedness")
    problem = problem_of([[100], [120]], zones=zones, slack=slack, goals=goals)
    solved = solve(problem)
    assert solved.best.teams == ((sent,),)
    assert (solved.best.score.loss, solved.best.score.shortage) == (loss, shortage)
    assert (solved.optima["loss"], solved.optima["preparedness"]) == (100, shortage)
    assert (solved.note.status, solved.note.gap) == ("optimal", 0)


def test_slack_is_not_for_the_worst_time_where_that_comes_first() -> None:
    # As above, with the default goals: 120 s would be worse than 100 s.
    zones = zones_of([[1], [0]], weight=[5], wanted=[1])
    assert solve(problem_of([[100], [120]], zones=zones, slack=20)).best.teams == (
        (0,),
    )


@pytest.mark.parametrize(("slack_s", "sent"), [(19, 0), (20, 1)])
def test_the_longest_time_has_a_slack_of_its_own(slack_s: int, sent: int) -> None:
    # As above: 120 s is 20 s above the best longest time.
    zones = zones_of([[1], [0]], weight=[5], wanted=[1])
    problem = problem_of([[100], [120]], zones=zones, slack=20)
    solved = solve(replace(problem, slack_s=slack_s))
    assert solved.best.teams == ((sent,),)


def test_slack_never_makes_anybody_late() -> None:
    # Unit 1 would keep the zone within the slack, but is late.
    zones = zones_of([[1], [0]], weight=[5], wanted=[1])
    goals: tuple[Goal, ...] = (*TIME_GOALS, "preparedness")
    problem = problem_of([[470], [490]], zones=zones, slack=1000, goals=goals)
    assert solve(problem).best.teams == ((0,),)


# --- Teams and areas ---------------------------------------------------------------


def test_two_motorcycles_or_one_car() -> None:
    # Two officers each. The motorcycles could be at A at 100 s, the car at 150 s;
    # B is reached in time by the motorcycles alone.
    crew = crew_of([1, 1, 2], [2, 2])
    problem = problem_of([[90, 300], [100, 310], [150, 900]], crew=crew)
    solved = solve(problem)
    assert solved.closest_idle.teams == ((0, 1), (2,))
    assert solved.best.teams == ((2,), (0, 1))
    assert solved.best.score.on_time == 2
    assert solved.note.status == "optimal"


def test_an_area_keeps_its_units_though_they_are_nearer() -> None:
    # One of units 0 and 1 may leave: it goes to A or B, and unit 2 to the other:
    # 10 + 300 or 20 + 200.
    problem = problem_of(
        [[10, 20], [10, 20], [200, 300]], areas=areas_of([0, 0, -1], [1])
    )
    solved = solve(problem)
    assert solved.best.score.total_time_to_door_s == 220
    assert solved.note.status == "optimal"


def test_two_who_are_locked_together_go_together() -> None:
    problem = problem_of([[10, 10], [20, 20], [30, 30]], locks=((1, 0), (2, 0)))
    assert solve(ready(problem)).best.teams == ((1, 2), (0,))


# --- Nothing to decide, rectangles, zero costs, ties -------------------------------


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
    assert solved.best.teams == ((),) * problem.alerts
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
    goals: tuple[Goal, ...] = (*TIME_GOALS, "worst", "changes")
    first, second = (solve(square_town(8, 80, 50, goals)) for _ in range(2))
    assert first.best.teams == second.best.teams
    tied = [solve(problem_from(np.full((20, 15), 60))).best.teams for _ in range(2)]
    assert tied[0] == tied[1]


# --- Locks -------------------------------------------------------------------------


def test_a_lock_holds_though_it_is_worse() -> None:
    problem = problem_of([[100, 120], [400, 250]], locks=((0, 1),))
    solved = solve(ready(problem))
    assert solved.best.teams == ((1,), (0,))
    assert solved.note.certified


def test_a_lock_without_a_road_leaves_both_with_nobody() -> None:
    problem = problem_of([[100, None], [400, 250]], locks=((0, 1),))
    solved = solve(ready(problem))
    assert solved.best.teams == ((1,), ())
    assert solved.note.certified


def test_locks_that_leave_everybody_with_nobody() -> None:
    problem = problem_of([[100, None], [None, 250]], locks=((0, 1), (1, 0)))
    solved = solve(ready(problem))
    assert solved.best.teams == ((), ())
    assert solved.note.certified


# --- By chance ---------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@given(problems())
def test_certified_and_never_worse_than_closest_idle(problem: Problem) -> None:
    solved = solve(problem)
    assert solved.note.certified
    assert _values(solved, problem) <= vector(problem, solved.closest_idle.score)
    assert solved.best.score == evaluate(problem, solved.best.teams)


@settings(max_examples=100, deadline=None)
@given(problems(goals=(*TIME_GOALS, "worst")), st.data())
def test_more_units_are_never_worse(problem: Problem, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=problem.units, max_size=6))
    some = np.array(kept[: problem.units], dtype=np.bool_)
    fewer = replace(
        problem,
        time_s=problem.time_s[some],
        allowed=problem.allowed[some],
        previous=None,
    )
    assert _values(solve(problem), problem) <= _values(solve(fewer), fewer)


@settings(max_examples=100, deadline=None)
@given(problems(), st.data())
def test_another_order_gives_the_same_goals(
    problem: Problem, data: st.DataObject
) -> None:
    units = np.array(data.draw(st.permutations(range(problem.units))), dtype=int)
    alerts = np.array(data.draw(st.permutations(range(problem.alerts))), dtype=int)
    # Where each alert is now; the last, -1, finds that there was no order.
    place = np.append(np.argsort(alerts), -1)
    assert problem.previous is not None
    moved = replace(
        problem,
        time_s=problem.time_s[np.ix_(units, alerts)],
        allowed=problem.allowed[np.ix_(units, alerts)],
        target_s=problem.target_s[alerts],
        weight=problem.weight[alerts],
        received_order=place[problem.received_order],
        previous=place[problem.previous[units]],
    )
    assert _values(solve(moved), moved) == _values(solve(problem), problem)


@settings(max_examples=50, deadline=None)
@given(problems(), st.integers(2, 10**6))
def test_weights_times_a_number_change_no_decision(
    problem: Problem, factor: int
) -> None:
    larger = replace(problem, weight=problem.weight * factor)
    on_time, served, loss, worst, changes = _values(solve(problem), problem)
    assert _values(solve(larger), larger) == (
        on_time * factor,
        served * factor,
        loss * factor,
        worst,
        changes,
    )


# --- Without a flow ----------------------------------------------------------------


def _no_flow(*_: object) -> SinglePlan:
    raise NoFlowError("BAD_COST_RANGE")


def test_falls_back_to_closest_idle_without_a_flow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recipe, "solve_single", _no_flow)
    solved = solve(problem_of([[200, 250], [300, 600]]))
    assert solved.best is solved.closest_idle
    assert asdict(solved.note) == {
        "path": "closest idle (solver: BAD_COST_RANGE)",
        "status": "unproved",
        "gap": 1.0,
        "certified": False,
    }
    assert json.loads(json.dumps(asdict(solved.note), allow_nan=False))


def test_falls_back_to_the_plan_before_where_that_is_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The plan before has both on time, closest idle one.
    monkeypatch.setattr(recipe, "solve_single", _no_flow)
    solved = solve(problem_of([[200, 250], [300, 600]], previous=[1, 0]))
    assert solved.best.teams == ((1,), (0,))
    assert solved.note.path == "previous plan (solver: BAD_COST_RANGE)"
    assert not solved.note.certified


@pytest.mark.parametrize(
    ("plan", "path"),
    [
        ([-1, -1], "closest idle (solver: worse)"),
        ([0, 0], "closest idle (solver: unit 0 is sent twice)"),
        ([0, 1], "flow"),
    ],
)
def test_a_bent_flow_is_never_called_optimal(
    monkeypatch: pytest.MonkeyPatch, plan: list[int], path: str
) -> None:
    # The best plan is [1, 0]; closest idle's is [0, 1].
    nothing = np.zeros(2, dtype=np.int64)
    bent = SinglePlan(
        unit_of_alert=np.array(plan),
        proof=(Step(goals=TIME_GOALS, alert_price=nothing, unit_price=nothing),),
    )
    monkeypatch.setattr(recipe, "solve_single", lambda *_: bent)
    solved = solve(problem_of([[200, 250], [300, 600]], goals=TIME_GOALS))
    assert solved.note.path == path
    assert (solved.note.status, solved.note.certified) == ("unproved", False)
    assert solved.best.teams == ((0,), (1,))


def test_weights_up_to_which_goals_are_proved_one_by_one() -> None:
    # On time and served alone do not fit into 64 bits together.
    rng = np.random.default_rng(1)
    for _ in range(20):
        problem = problem_from(
            rng.integers(60, 1800, (6, 8)),
            weight=rng.integers(1, 10**12, 8).tolist(),
            goals=(*TIME_GOALS, "worst"),
        )
        solved = solve(problem)
        assert solved.note.certified
        assert _values(solved, problem) <= vector(problem, solved.closest_idle.score)
