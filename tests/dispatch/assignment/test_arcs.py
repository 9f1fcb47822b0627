"""The nearest pairs, and the pairs that are missing."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.arcs import missing_arcs, nearest_arcs
from dispatch.assignment.goals import costs_of
from dispatch.assignment.prices import Prices
from tests.dispatch.assignment.problems import problem_from, problem_of


def test_takes_the_nearest_units_of_each_alert() -> None:
    problem = problem_of([[300, 100], [100, None], [200, 300], [400, 200]])
    arcs = nearest_arcs(problem, 2)
    pairs = sorted(zip(arcs.alert.tolist(), arcs.unit.tolist(), strict=True))
    assert pairs == [(0, 1), (0, 2), (1, 0), (1, 3)]


def test_equal_times_go_to_the_lowest_index() -> None:
    arcs = nearest_arcs(problem_from(np.full((50, 1), 60)), 3)
    assert arcs.unit.tolist() == [0, 1, 2]


def test_fewer_allowed_units_than_asked_for() -> None:
    arcs = nearest_arcs(problem_of([[None, 5], [None, None], [None, 4]]), 2)
    assert arcs.unit.tolist() == [2, 0]
    assert arcs.alert.tolist() == [1, 1]


def test_no_units_no_arcs() -> None:
    assert len(nearest_arcs(problem_of([], alerts=3), 16)) == 0


def test_missing_are_pairs_that_cost_less_than_their_prices() -> None:
    # Costs 100 and 200; late 500 + late_s, T = 700, waiting_s = 701,
    # late_s = 1 + 700 + 701 x 2 = 2103.
    costs = costs_of(problem_of([[100, 200], [500, None]]))
    prices = Prices(alert=np.array([2604, 200]), unit=np.array([0, 0]))
    missing = missing_arcs(costs, prices)
    # 100 < 2604 and 2603 < 2604, but not 200 < 200.
    assert missing.unit.tolist() == [0, 1]
    assert missing.alert.tolist() == [0, 0]
    # With the second unit's price at -1: not 2603 < 2603.
    less = Prices(alert=prices.alert, unit=np.array([0, -1]))
    assert missing_arcs(costs, less).unit.tolist() == [0]
