"""The certificate accepts proofs, and refuses every way of bending one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest

from dispatch.assignment.certificate import certify
from dispatch.assignment.flow import solve_flow
from dispatch.assignment.problem import Longs, Problem
from tests.dispatch.assignment.problems import problem_of, square_town


@dataclass
class _Proof:
    """A proof to be bent."""

    problem: Problem
    plan: Longs
    alert_price: Longs
    unit_price: Longs

    def faults(self) -> tuple[str, ...]:
        return certify(self.problem, self.plan, self.alert_price, self.unit_price)


def _proof(problem: Problem) -> _Proof:
    found = solve_flow(problem)
    return _Proof(problem, found.unit_of_alert, found.alert_price, found.unit_price)


@pytest.fixture
def town() -> _Proof:
    """Give 40 units and 25 alerts: some units unused, all alerts served."""
    proof = _proof(square_town(3, 40, 25))
    assert (proof.plan >= 0).all()
    return proof


@pytest.fixture
def surge() -> _Proof:
    """Give 10 units and 25 alerts: all units used, most alerts waiting."""
    return _proof(square_town(4, 10, 25))


def test_accepts_by_hand() -> None:
    # Prices as in a hand-made proof: 100 + 250 = 230 + 250 - 130.
    problem = problem_of([[100, 120], [400, 250]])
    assert not certify(
        problem, np.array([0, 1]), np.array([230, 250]), np.array([-130, 0])
    )


@pytest.mark.parametrize(("units", "alerts"), [(40, 25), (10, 25), (0, 5), (5, 0)])
def test_accepts_the_flow(units: int, alerts: int) -> None:
    assert _proof(square_town(1, units, alerts)).faults() == ()


def test_refuses_a_unit_sent_twice(town: _Proof) -> None:
    town.plan[0] = town.plan[1]
    assert "a unit is sent twice" in town.faults()


def test_refuses_a_pair_that_is_not_allowed(town: _Proof) -> None:
    town.problem.allowed[town.plan[0], 0] = False
    assert town.faults() == ("a unit is sent where it may not go",)


@pytest.mark.parametrize("unit", [-2, 40, 2**40])
def test_refuses_a_unit_that_does_not_exist(town: _Proof, unit: int) -> None:
    town.plan[0] = unit
    assert town.faults() == ("a unit that does not exist is sent",)


def test_refuses_a_plan_with_two_units_swapped(town: _Proof) -> None:
    allowed = town.problem.allowed
    swap = next(
        [a, b]
        for a, b in combinations(range(25), 2)
        if allowed[town.plan[b], a] and allowed[town.plan[a], b]
    )
    town.plan[swap] = town.plan[swap[::-1]]
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_a_plan_that_leaves_one_waiting(town: _Proof) -> None:
    town.plan[0] = -1
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_a_plan_with_an_unused_unit_instead(town: _Proof) -> None:
    unused = np.setdiff1d(np.flatnonzero(town.problem.allowed[:, 0]), town.plan)
    slower = unused[town.problem.time_s[unused, 0].argmax()]
    town.plan[0] = slower
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_an_alert_price_above_a_pair(town: _Proof) -> None:
    town.alert_price[0] += 1
    assert "a pair costs less than its prices" in town.faults()


def test_refuses_an_alert_price_below(town: _Proof) -> None:
    town.alert_price[0] -= 1
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_an_alert_price_above_waiting(surge: _Proof) -> None:
    surge.alert_price[surge.plan == -1] += 1
    assert "an alert's price is above the cost of waiting" in surge.faults()


def test_refuses_a_unit_price_above_zero(town: _Proof) -> None:
    town.unit_price[town.plan[0]] = 1
    assert "a unit has a price above zero" in town.faults()


def test_refuses_a_price_of_an_unused_unit(town: _Proof) -> None:
    unused = np.setdiff1d(np.arange(40), town.plan)
    town.unit_price[unused[0]] = -1
    assert "an unused unit has a price" in town.faults()


def test_refuses_a_unit_price_that_is_too_high(surge: _Proof) -> None:
    surge.unit_price[surge.unit_price.argmin()] += 1
    assert "a pair costs less than its prices" in surge.faults()


def test_refuses_prices_moved_from_alert_to_unit_so_that_the_sum_stays(
    town: _Proof,
) -> None:
    # One more for an alert, one less for its unit: another alert's or unit's pair
    # breaks, or the price is right too; moved far, it is never right.
    town.alert_price[0] += 10**9
    town.unit_price[town.plan[0]] -= 10**9
    assert town.faults()


def test_refuses_prices_of_another_problem(town: _Proof) -> None:
    # One second quicker, at the pair that alert 0 has: the plan costs less now.
    town.problem.time_s[town.plan[0], 0] -= 1
    assert town.faults()


def test_refuses_when_a_better_pair_appears(town: _Proof) -> None:
    unused = np.setdiff1d(np.flatnonzero(town.problem.allowed[:, 0]), town.plan)
    town.problem.time_s[unused[0], 0] = 0
    assert "a pair costs less than its prices" in town.faults()


@pytest.mark.parametrize("price", [2**62, -(2**62), 2**63 - 1, -(2**63)])
def test_refuses_prices_that_would_overflow(town: _Proof, price: int) -> None:
    town.alert_price[0] = price
    assert town.faults() == ("numbers too large to be checked",)


def test_refuses_weights_that_would_overflow() -> None:
    problem = problem_of([[100, 100]], weight=[2**60, 1])
    faults = certify(problem, np.array([0, -1]), np.array([0, 0]), np.array([0]))
    assert faults == ("numbers too large to be checked",)


@pytest.mark.parametrize("name", ["plan", "alert_price", "unit_price"])
def test_refuses_floats_and_lengths(town: _Proof, name: str) -> None:
    whole = getattr(town, name)
    for bent in (whole.astype(np.float64), whole[:-1], whole[:, None]):
        setattr(town, name, bent)
        assert len(town.faults()) == 1
        assert "numbers of 64 bits" in town.faults()[0]


def test_hears_every_fault_of_a_worse_plan_by_hand() -> None:
    # The better plan is [0, 1] at 100 + 250. [1, 0] costs 400 + 120: no prices that
    # keep below all pairs can sum to that.
    problem = problem_of([[100, 120], [400, 250]])
    plan = np.array([1, 0])
    prices = np.array([230, 250]), np.array([-130, 0])
    assert certify(problem, plan, *prices) == ("cost 520, but the prices sum to 350",)
    lifted = np.array([400, 250]), np.array([-130, 0])
    assert "a pair costs less than its prices" in certify(problem, plan, *lifted)
