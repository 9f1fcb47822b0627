"""What a plan is worth, by hand, and plans that nobody could carry out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.evaluate import (
    ImpossibleAssignmentError,
    evaluate,
    value,
    vector,
)
from dispatch.assignment.problem import GOALS, Problem, Teams
from dispatch.plan_rows import Score
from tests.dispatch.assignment.problems import (
    areas_of,
    crew_of,
    problem_of,
    zones_of,
)

_PROBLEM = problem_of(
    [[100, 480, 900, None], [300, 481, 600, 200], [50, 50, 50, 50]],
    weight=[1, 2, 4, 8],
)
_NOBODY: Teams = ((), (), (), ())

# --- By hand -----------------------------------------------------------------------


def test_score_by_hand() -> None:
    # Alert 0 by unit 0 at 100 s, alert 1 by unit 1 at 481 s (late), alert 2 by unit
    # 2 at 50 s, alert 3 waits.
    assert evaluate(_PROBLEM, ((0,), (1,), (2,), ())) == Score(
        on_time=2,
        late=1,
        unserved=1,
        weighted_on_time=1 + 4,
        weighted_served=1 + 2 + 4,
        weighted_time_s=1 * 100 + 2 * 481 + 4 * 50,
        total_time_to_door_s=100 + 481 + 50,
        worst_time_to_door_s=481,
        loss=1 * 100 + 2 * 481 + 4 * 50,
        shortage=0,
        changes=0,
    )


def test_at_the_target_is_on_time() -> None:
    assert evaluate(_PROBLEM, ((), (0,), (), ())).weighted_on_time == 2


def test_nobody_sent() -> None:
    score = evaluate(_PROBLEM, _NOBODY)
    assert (score.unserved, score.worst_time_to_door_s) == (4, 0)
    assert vector(_PROBLEM, score) == (0, 0, 0, 0, 0, 0)


def test_no_alerts() -> None:
    problem = problem_of([[]], alerts=0)
    assert vector(problem, evaluate(problem, ())) == (0, 0, 0, 0, 0, 0)


def test_a_team_is_there_when_its_officers_are_enough() -> None:
    # Three officers needed: 1 at 100 s, 1 at 200 s, 1 at 300 s. The fourth, at 400
    # s, is not needed, and his time is not theirs.
    problem = problem_of(
        [[400], [200], [100], [300]], target_s=300, crew=crew_of([1, 1, 1, 1], [3])
    )
    score = evaluate(problem, ((0, 1, 2, 3),))
    assert (score.weighted_time_s, score.loss, score.on_time) == (300, 300, 1)


def test_a_car_of_two_is_enough_alone() -> None:
    problem = problem_of([[400], [200]], crew=crew_of([1, 2], [2]))
    assert evaluate(problem, ((1,),)).total_time_to_door_s == 200
    assert evaluate(problem, ((0, 1),)).total_time_to_door_s == 200


def test_skills_of_anyone_of_the_team() -> None:
    # Skill 1 comes at 100 s, skill 2 at 300 s; the officer without at 50 s.
    crew = crew_of([1, 1, 1], [1], skills=[0, 1, 2], wanted=[3])
    problem = problem_of([[50], [100], [300]], crew=crew)
    assert evaluate(problem, ((0, 1, 2),)).total_time_to_door_s == 300


def test_skills_of_one_unit() -> None:
    # Units 0 and 1 have one skill each; the one with both comes at 300 s.
    crew = crew_of([1, 1, 1], [1], skills=[1, 2, 3], wanted=[3], of_one=[True])
    problem = problem_of([[50], [100], [300]], crew=crew)
    assert evaluate(problem, ((0, 1, 2),)).total_time_to_door_s == 300
    assert evaluate(problem, ((2,),)).total_time_to_door_s == 300
    with pytest.raises(ImpossibleAssignmentError, match="not enough"):
        evaluate(problem, ((0, 1),))


def test_officers_needed_after_the_skill_is_there() -> None:
    # The skill comes at 50 s, the second officer at 300 s.
    crew = crew_of([1, 1], [2], skills=[1, 0], wanted=[1], of_one=[True])
    problem = problem_of([[50], [300]], crew=crew)
    assert evaluate(problem, ((0, 1),)).total_time_to_door_s == 300


def test_loss_is_that_of_the_last_needed_and_extra_that_of_all() -> None:
    # Unit 1 (200 s) is the last of two; 70 + 5 - 3.
    problem = problem_of(
        [[100], [200]], loss=[[40], [70]], extra=[[5], [-3]], crew=crew_of([1, 1], [2])
    )
    score = evaluate(problem, ((0, 1),))
    assert score.loss == 70 + 5 - 3
    assert score.weighted_time_s == 200


def test_extra_without_losses_comes_to_weight_times_time() -> None:
    problem = problem_of([[100]], weight=[3], extra=[[7]])
    assert evaluate(problem, ((0,),)).loss == 3 * 100 + 7


def test_changes_are_orders_that_do_not_stand() -> None:
    # Unit 0 stays with alert 0; unit 1 goes elsewhere, unit 2 nowhere; unit 3 had
    # no order.
    problem = problem_of(
        [[10, 10], [10, 10], [10, 10], [10, 10]],
        previous=[0, 0, 1, -1],
        crew=crew_of([1, 1, 1, 1], [1, 1]),
    )
    assert evaluate(problem, ((0, 3), (1,))).changes == 2
    assert evaluate(problem, ((0, 1), (2,))).changes == 0
    assert evaluate(problem, ((), ())).changes == 3


def test_shortage_counts_who_stays_by_the_zones_weight() -> None:
    # Zone 0 wants two, zone 1 one, zone 2 none. Unit 2 is sent: zone 0 keeps unit 0
    # (1 too few, weight 5), zone 1 nobody (1 too few, weight 3).
    zones = zones_of(
        [[1, 0, 1], [0, 0, 0], [1, 1, 0]], weight=[5, 3, 9], wanted=[2, 1, 0]
    )
    problem = problem_of([[100], [100], [100]], zones=zones)
    assert evaluate(problem, ((2,),)).shortage == 5 + 3
    assert evaluate(problem, ((1,),)).shortage == 0
    assert evaluate(problem, ((),)).shortage == 0


def test_a_locked_team_may_wait_and_may_be_more_than_needed() -> None:
    problem = problem_of([[100], [200], [300]], locks=((0, 0), (1, 0)))
    assert evaluate(problem, ((0, 1),)).total_time_to_door_s == 100
    assert evaluate(problem, ((),)).unserved == 1


def test_locked_units_do_not_count_for_their_area() -> None:
    problem = problem_of(
        [[100, 100], [100, 100]], areas=areas_of([0, 0], [1]), locks=((0, 0),)
    )
    assert evaluate(problem, ((0,), (1,))).on_time == 2


def test_the_values_of_goals() -> None:
    score = Score(
        on_time=1,
        late=2,
        unserved=3,
        weighted_on_time=4,
        weighted_served=5,
        weighted_time_s=6,
        total_time_to_door_s=7,
        worst_time_to_door_s=8,
        loss=9,
        shortage=10,
        changes=11,
    )
    assert {goal: value(score, goal) for goal in GOALS} == {
        "on_time": -4,
        "served": -5,
        "loss": 9,
        "time": 9,
        "worst": 8,
        "preparedness": 10,
        "changes": 11,
    }
    problem = replace(_PROBLEM, goals=("changes", "served"))
    assert vector(problem, score) == (11, -5)


# --- What nobody could carry out ---------------------------------------------------

_TEAMS = problem_of(
    [[100, 100], [100, 100], [100, 100]],
    crew=crew_of([1, 1, 2], [2, 1], skills=[1, 2, 0], wanted=[0, 3]),
)
_LOCKED = problem_of([[100, 100], [100, 100], [100, 100]], locks=((0, 1), (1, 1)))
_AREAS = problem_of(
    [[100, 100], [100, 100], [100, 100]], areas=areas_of([0, 0, -1], [1])
)


@pytest.mark.parametrize(
    ("problem", "teams", "words"),
    [
        (_PROBLEM, ((0,), (0,), (), ()), "unit 0 is sent twice"),
        (_PROBLEM, ((0, 0), (), (), ()), "unit 0 is sent twice"),
        (_PROBLEM, ((), (), (), (0,)), "unit 0 may not be sent to alert 3"),
        (_PROBLEM, ((), (), (), (1, 0)), "unit 0 may not be sent to alert 3"),
        (_PROBLEM, ((3,), (), (), ()), "unit 3 does not exist"),
        (_PROBLEM, ((-1,), (), (), ()), "unit -1 does not exist"),
        (_PROBLEM, ((0,), (1,), (2,)), "3 entries for 4 alerts"),
        (_TEAMS, ((0,), ()), "are not enough for alert 0"),
        (_TEAMS, ((), (0, 2)), "are not enough for alert 1"),
        (_TEAMS, ((), (2,)), "are not enough for alert 1"),
        (_LOCKED, ((0,), ()), "unit 0 is locked to alert 1"),
        (_LOCKED, ((), (0,)), "unit 1 is locked to alert 1"),
        (_LOCKED, ((), (2,)), "unit 0 is locked to alert 1"),
        (_LOCKED, ((0,), (1,)), "unit 0 is locked to alert 1"),
        (_AREAS, ((0,), (1,)), "too many units leave an area"),
    ],
)
def test_refuses_impossible_plans(problem: Problem, teams: Teams, words: str) -> None:
    with pytest.raises(ImpossibleAssignmentError, match=words):
        evaluate(problem, teams)
    assert issubclass(ImpossibleAssignmentError, ValueError)


def test_what_is_just_possible() -> None:
    assert evaluate(_TEAMS, ((2,), (0, 1))).unserved == 0
    assert evaluate(_LOCKED, ((2,), (0, 1))).unserved == 0
    assert evaluate(_AREAS, ((0,), (2,))).unserved == 0


def test_large_weights_are_added_without_overflow() -> None:
    problem = problem_of([[1], [1]], weight=[2**62])
    assert evaluate(problem, ((0,),)).weighted_time_s == 2**62
    both = problem_of([[2, 2], [2, 2]], weight=[2**62, 2**62 - 1], loss=[[0, 0]] * 2)
    score = evaluate(both, ((0,), (1,)))
    assert score.weighted_time_s == 2 * (2**63 - 1)
    assert score.weighted_served == 2**63 - 1


def test_a_time_without_meaning_is_not_looked_at() -> None:
    problem = problem_of([[None, 5], [7, None]])
    problem.time_s[0, 0] = -(2**40)
    assert evaluate(problem, ((1,), (0,))).total_time_to_door_s == 12
    assert np.array_equal(problem.allowed, [[False, True], [True, False]])
