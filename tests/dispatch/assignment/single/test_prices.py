"""The largest prices that support a cheapest plan, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.problem import Problem
from dispatch.assignment.single.prices import NoPricesError, Prices, paid_of, prices_of
from tests.dispatch.assignment.networks import network_of
from tests.dispatch.assignment.problems import problem_of


def _prices(problem: Problem, plan: list[int]) -> Prices:
    return prices_of(network_of(problem), np.array(plan))


def test_a_contested_unit_has_a_price() -> None:
    # Unit 0 goes to alert 0 (100), unit 1 to alert 1 (250); alert 1 would rather
    # have unit 0 (120) and save 130, so unit 0's price is -130. Unit 1 is what
    # alert 0 could have for 400, at a loss: price 0.
    prices = _prices(problem_of([[100, 120], [400, 250]]), [0, 1])
    assert prices.unit.tolist() == [-130, 0]
    assert prices.alert.tolist() == [230, 250]


def test_an_alert_that_waits_prices_the_units_it_could_have() -> None:
    # Losses 10 + 20, served 1 + 2 x 30 = 61, on time 1 + 2 x (30 + 2 x 61) = 305,
    # waiting 366. Unit 0 to alert 1 instead would save 366 - 20: unit 0's price is
    # -346, alert 0's 10 + 346.
    prices = _prices(problem_of([[10, 20]]), [0, -1])
    assert prices.unit.tolist() == [-346]
    assert prices.alert.tolist() == [356, 366]


def test_what_a_plan_pays() -> None:
    # As above: the first at 10, the second waits at 366.
    network = network_of(problem_of([[10, 20]]))
    assert paid_of(network, np.array([0, -1])).tolist() == [10, 366]


def test_a_unit_that_has_to_be_sent_may_have_a_price_above_zero() -> None:
    # Unit 1 has to go (150 s), though unit 0 is nearer (100 s) and stays.
    network = network_of(problem_of([[100], [150]]), must=(1,))
    prices = prices_of(network, np.array([1]))
    assert prices.unit[0] == 0
    assert prices.unit[1] >= 50
    assert (prices.of(network.arcs) <= network.arcs.cost).all()
    assert prices.alert.sum() + prices.unit.sum() == 150


def test_leaving_out_who_has_to_be_sent_has_none() -> None:
    network = network_of(problem_of([[100], [150]]), must=(1,))
    with pytest.raises(NoPricesError, match="has to be sent is not"):
        prices_of(network, np.array([0]))


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
