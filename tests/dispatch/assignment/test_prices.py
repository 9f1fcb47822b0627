"""The largest prices that support a cheapest plan, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.goals import costs_of
from dispatch.assignment.prices import NoPricesError, Prices, prices_of
from dispatch.assignment.problem import Problem
from tests.dispatch.assignment.problems import problem_of


def _prices(problem: Problem, plan: list[int]) -> Prices:
    unit, alert = np.nonzero(problem.allowed)
    return prices_of(costs_of(problem), unit, alert, np.array(plan))


def test_a_contested_unit_has_a_price() -> None:
    # Unit 0 goes to alert 0 (100), unit 1 to alert 1 (250); alert 1 would rather
    # have unit 0 (120) and save 130, so unit 0's price is -130. Unit 1 is what
    # alert 0 could have for 400, at a loss: price 0.
    prices = _prices(problem_of([[100, 120], [400, 250]]), [0, 1])
    assert prices.unit.tolist() == [-130, 0]
    assert prices.alert.tolist() == [230, 250]


def test_an_alert_that_waits_prices_the_units_it_could_have() -> None:
    # T = 10 + 20, waiting_s = 31, late_s = 1 + 30 + 31 x 2 = 93, waiting 124. Unit 0
    # to alert 1 instead would save 124 - 20: unit 0's price is -104, alert 0's
    # 10 + 104.
    prices = _prices(problem_of([[10, 20]]), [0, -1])
    assert prices.unit.tolist() == [-104]
    assert prices.alert.tolist() == [114, 124]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([1, 0], "an unused unit saves cost|a round of changes saves cost"),
        ([0, -1], "an unused unit saves cost"),
        ([0, 2], "an unused unit saves cost"),
        ([2, 1], "an unused unit saves cost"),
    ],
)
def test_a_plan_that_is_not_the_cheapest_has_none(plan: list[int], words: str) -> None:
    problem = problem_of([[100, 120], [400, 250], [450, 450]])
    with pytest.raises(NoPricesError, match=words):
        _prices(problem, plan)


def test_a_swap_that_saves_leaves_no_prices() -> None:
    # 300 + 300 where 100 + 100 is possible, and nothing else to change to.
    with pytest.raises(NoPricesError):
        _prices(problem_of([[100, 300], [300, 100]]), [1, 0])


def test_serving_one_that_should_wait_leaves_no_prices() -> None:
    # One unit, weights 1 and 4: alert 1 should have it.
    with pytest.raises(NoPricesError, match="an alert would rather wait"):
        _prices(problem_of([[10, 20]], weight=[1, 4]), [0, -1])
