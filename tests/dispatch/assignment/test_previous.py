"""The plan before, as far as it still can be carried out, by hand."""

from __future__ import annotations

from dispatch.assignment.locks import ready
from dispatch.assignment.previous import repaired
from tests.dispatch.assignment.problems import areas_of, crew_of, problem_of

_ROWS = [[100, 120], [400, 250], [500, 500]]


def test_orders_that_stand_stay() -> None:
    # Closest idle would send units 0 and 1.
    assert repaired(problem_of(_ROWS, previous=[1, -1, 0])) == ((2,), (0,))


def test_alerts_without_an_order_are_served_by_closest_idle() -> None:
    assert repaired(problem_of(_ROWS, previous=[-1, 0, -1])) == ((1,), (0,))


def test_without_a_plan_before_it_is_closest_idle() -> None:
    assert repaired(problem_of(_ROWS)) == ((0,), (1,))
    assert repaired(problem_of(_ROWS, previous=[-1, -1, -1])) == ((0,), (1,))


def test_who_may_not_go_any_more_stays_and_others_go() -> None:
    rows: list[list[int | None]] = [[100, 120], [None, 250], [500, 500]]
    assert repaired(problem_of(rows, previous=[-1, 0, -1])) == ((0,), (1,))


def test_of_two_who_were_sent_where_one_is_enough_the_sooner_stays() -> None:
    assert repaired(problem_of(_ROWS, previous=[-1, 0, 0])) == ((1,), (0,))


def test_a_team_stays_together() -> None:
    problem = problem_of(
        [[10], [20], [30]], crew=crew_of([1, 1, 1], [2]), previous=[-1, 0, 0]
    )
    assert repaired(problem) == ((1, 2),)


def test_a_team_that_lost_one_is_formed_anew() -> None:
    # Unit 1 alone is not enough; the two soonest go.
    problem = problem_of(
        [[10], [20], [None]], crew=crew_of([1, 1, 1], [2]), previous=[-1, 0, 0]
    )
    assert repaired(problem) == ((0, 1),)


def test_a_new_lock_counts_for_more_than_an_order() -> None:
    # Unit 1 was sent to alert 0, to which unit 2 is locked now.
    problem = problem_of(_ROWS, previous=[-1, 0, -1], locks=((2, 0),))
    assert repaired(ready(problem)) == ((2,), (0,))


def test_an_area_that_spares_fewer_now_keeps_who_was_sent() -> None:
    # Both were sent; one may leave: one order stands, the other is given up.
    problem = problem_of(
        [[100, 120], [400, 250]], previous=[0, 1], areas=areas_of([0, 0], [1])
    )
    assert repaired(problem) in {((0,), ()), ((), (1,))}
    nobody = problem_of(
        [[100], [400]], previous=[0, -1], areas=areas_of([0, 1], [0, 1])
    )
    assert repaired(nobody) == ((1,),)


def test_orders_that_stand_count_for_their_area() -> None:
    # Unit 1 keeps alert 1; only one may leave, so alert 0 has nobody.
    problem = problem_of(
        [[100, 120], [400, 250]], previous=[-1, 1], areas=areas_of([0, 0], [1])
    )
    assert repaired(problem) == ((), (1,))
