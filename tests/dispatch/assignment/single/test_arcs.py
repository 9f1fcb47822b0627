"""The nearest pairs, and the pairs that cost no more than they are worth."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import Problem
from dispatch.assignment.single.arcs import Arcs, cheap_pairs, nearest_pairs
from tests.dispatch.assignment.problems import problem_from, problem_of


def _nearest(problem: Problem, count: int) -> list[tuple[int, int]]:
    """Alert and unit of each pair."""
    unit, alert = nearest_pairs(problem, problem.allowed, count)
    return sorted(zip(alert.tolist(), unit.tolist(), strict=True))


def test_takes_the_nearest_units_of_each_alert() -> None:
    problem = problem_of([[300, 100], [100, None], [200, 300], [400, 200]])
    assert _nearest(problem, 2) == [(0, 1), (0, 2), (1, 0), (1, 3)]


def test_of_units_as_near_the_lowest_come_along() -> None:
    assert _nearest(problem_of([[60], [50], [60], [70]]), 2) == [(0, 0), (0, 1)]


def test_fewer_allowed_units_than_asked_for() -> None:
    assert _nearest(problem_of([[None, 5], [None, None], [None, 4]]), 2) == [
        (1, 0),
        (1, 2),
    ]


def test_only_usable_units() -> None:
    problem = problem_of([[10], [20], [30]])
    usable = np.array([[False], [True], [True]])
    unit, alert = nearest_pairs(problem, usable, 1)
    assert (unit.tolist(), alert.tolist()) == ([1], [0])


def test_no_units_no_pairs() -> None:
    assert _nearest(problem_of([], alerts=3), 16) == []


def test_many_pairs() -> None:
    # Alert j has unit j at its door.
    time_s = np.full((700, 700), 60)
    np.fill_diagonal(time_s, 0)
    problem = problem_from(time_s)
    assert _nearest(problem, 1) == [(place, place) for place in range(700)]
    prices = np.zeros(700, dtype=np.int64)
    unit, alert = cheap_pairs(problem, problem.allowed, 1, prices)
    assert unit.tolist() == alert.tolist() == list(range(700))


def test_cheap_are_pairs_whose_loss_is_not_above_their_alerts_price() -> None:
    # Twice the loss against the price: 200 <= 200, 400 > 399, 1000 > 200, 600 > 399.
    problem = problem_of([[100, 200], [500, 300]])
    unit, alert = cheap_pairs(problem, problem.allowed, 2, np.array([200, 399]))
    assert list(zip(unit, alert, strict=True)) == [(0, 0)]
    # 1000 <= 1001, 400 <= 400, 600 > 400.
    unit, alert = cheap_pairs(problem, problem.allowed, 2, np.array([1001, 400]))
    assert list(zip(unit, alert, strict=True)) == [(0, 0), (0, 1), (1, 0)]


def test_no_pair_is_missed_for_its_extra() -> None:
    # 100 - 1 = 99 is not above 99; a pair may cost that much less than its loss.
    problem = problem_of([[100, 100, 102]], extra=[[1, -1, 0]])
    unit, alert = cheap_pairs(problem, problem.allowed, 1, np.array([100, 99, 100]))
    assert list(zip(unit, alert, strict=True)) == [(0, 0), (0, 1)]


def test_without_losses_usable_pairs_of_alerts_with_a_price_are_cheap() -> None:
    problem = problem_of([[100, None], [200, 300]])
    unit, alert = cheap_pairs(problem, problem.allowed, 0, np.array([0, -1]))
    assert list(zip(unit, alert, strict=True)) == [(0, 0), (1, 0)]


def test_arcs_joined_chosen_and_at_other_costs() -> None:
    arcs = Arcs(unit=np.array([0, 1]), alert=np.array([1, 0]), cost=np.array([5, 6]))
    both = arcs + arcs.costing(np.array([7, 8]))
    assert len(both) == 4
    some = both.where(both.cost > 5)
    assert some.unit.tolist() == [1, 0, 1]
    assert some.alert.tolist() == [0, 1, 0]
    assert some.cost.tolist() == [6, 7, 8]
