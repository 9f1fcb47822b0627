"""The old rule, by hand."""

from __future__ import annotations

import pytest

from dispatch.assignment.closest_idle import closest_idle, filled
from dispatch.assignment.locks import ready
from dispatch.assignment.problem import Teams
from tests.dispatch.assignment.problems import areas_of, crew_of, problem_of


def test_first_come_first_served() -> None:
    # Alert 1 came first and takes unit 0 (120); alert 0 is left with unit 1.
    problem = problem_of([[100, 120], [400, 250]], order=[1, 0])
    assert closest_idle(problem) == ((1,), (0,))


def test_the_other_order_is_the_other_plan() -> None:
    problem = problem_of([[100, 120], [400, 250]], order=[0, 1])
    assert closest_idle(problem) == ((0,), (1,))


def test_equal_times_go_to_the_lowest_index() -> None:
    assert closest_idle(problem_of([[90], [60], [60]])) == ((1,),)


def test_takes_no_heed_of_weights_or_targets_or_losses() -> None:
    problem = problem_of(
        [[500, 100]], weight=[1, 4], order=[0, 1], loss=[[900, 1]], extra=[[50, 0]]
    )
    assert closest_idle(problem) == ((0,), ())


def test_only_allowed_pairs() -> None:
    assert closest_idle(problem_of([[None, 10], [None, 20]])) == ((), (0,))


def test_nobody_and_nothing() -> None:
    assert closest_idle(problem_of([], alerts=2)) == ((), ())
    assert closest_idle(problem_of([[], []], alerts=0)) == ()


def test_the_soonest_team_goes() -> None:
    # Two needed at each. Alert 0: the motorcycles, there at 100 and 200 s, before
    # the car at 300 s. Alert 1 is left with the car.
    problem = problem_of(
        [[100, 10], [200, 20], [300, 900]], crew=crew_of([1, 1, 2], [2, 2])
    )
    assert closest_idle(problem) == ((0, 1), (2,))


def test_an_alert_whose_team_is_not_complete_takes_nobody() -> None:
    # Three officers are needed and two left: both go to the next alert.
    problem = problem_of([[10, 10], [10, 10]], crew=crew_of([1, 1], [3, 2]))
    assert closest_idle(problem) == ((), (0, 1))


def test_locks_hold() -> None:
    # Unit 0 would be taken by alert 0, but is locked to alert 1.
    problem = problem_of([[100, 120], [400, 250]], locks=((0, 1),))
    assert closest_idle(ready(problem)) == ((1,), (0,))


def test_two_who_are_locked_go_together() -> None:
    problem = problem_of([[1, 5], [2, 5], [3, 5]], locks=((1, 0), (2, 0)))
    assert closest_idle(ready(problem)) == ((1, 2), (0,))


def test_a_locked_officer_is_joined_by_the_nearest() -> None:
    problem = problem_of(
        [[10, 1], [20, 1], [900, 1]], crew=crew_of([1, 1, 1], [2, 1]), locks=((2, 0),)
    )
    assert closest_idle(ready(problem)) == ((0, 2), (1,))


def test_no_more_leave_an_area_than_may() -> None:
    # One of units 0 and 1 may leave. Alert 0 takes unit 0; alert 1 finds unit 1
    # nearer than unit 2, but has to take unit 2; alert 2 has nobody.
    problem = problem_of(
        [[10, 90, 90], [90, 10, 10], [90, 50, 50]], areas=areas_of([0, 0, -1], [1])
    )
    assert closest_idle(problem) == ((0,), (2,), ())


def test_an_area_of_which_nobody_may_leave() -> None:
    problem = problem_of([[10], [20]], areas=areas_of([0, 1], [0, 1]))
    assert closest_idle(problem) == ((1,),)


def test_a_team_of_two_from_an_area_that_spares_one() -> None:
    # The two nearest are of one area that spares one; the car is of another.
    problem = problem_of(
        [[10], [20], [30]],
        crew=crew_of([1, 1, 2], [2]),
        areas=areas_of([0, 0, 1], [1, 1]),
    )
    assert closest_idle(problem) == ((2,),)
    # With another single officer instead, one of the two goes with him.
    single = problem_of(
        [[10], [20], [30]],
        crew=crew_of([1, 1, 1], [2]),
        areas=areas_of([0, 0, 1], [1, 1]),
    )
    assert closest_idle(single) == ((0, 2),)


def test_who_is_locked_leaves_any_area() -> None:
    problem = problem_of(
        [[10, 90], [90, 10]], areas=areas_of([0, 0], [1]), locks=((0, 0),)
    )
    assert closest_idle(ready(problem)) == ((0,), (1,))


@pytest.mark.parametrize(
    ("begun", "plan"),
    [
        (((), ()), ((0,), (1,))),
        (((1,), ()), ((1,), (0,))),
        (((), (0,)), ((1,), (0,))),
        (((1,), (0,)), ((1,), (0,))),
    ],
)
def test_a_plan_begun_is_filled(begun: Teams, plan: Teams) -> None:
    assert filled(problem_of([[100, 120], [400, 250]]), begun) == plan


def test_those_sent_already_count_for_their_area() -> None:
    problem = problem_of([[10, 10], [20, 20]], areas=areas_of([0, 0], [1]))
    assert filled(problem, ((), (1,))) == ((), (1,))
