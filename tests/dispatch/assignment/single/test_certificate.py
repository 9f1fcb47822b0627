"""The certificate accepts proofs, and refuses every way of bending one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate, value
from dispatch.assignment.problem import Goal, Longs, Problem
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.proof import Proof, Step
from dispatch.assignment.single.solve import solve_single
from tests.dispatch.assignment.problems import (
    TIME_GOALS,
    crew_of,
    problem_of,
    problems,
    square_town,
)

_CHAIN: tuple[Goal, ...] = (*TIME_GOALS, "worst", "changes")


@dataclass
class _Proved:
    """A proof to be bent."""

    problem: Problem
    goals: tuple[Goal, ...]
    plan: Longs
    proof: Proof

    def faults(self) -> tuple[str, ...]:
        return certify(self.problem, self.goals, self.plan, self.proof)

    @property
    def alert_price(self) -> Longs:
        """Prices of the first step, to be changed in place."""
        return self.proof[0].alert_price

    @property
    def unit_price(self) -> Longs:
        return self.proof[0].unit_price

    @property
    def unused(self) -> Longs:
        return np.setdiff1d(np.arange(self.problem.units), self.plan)


def _proved(problem: Problem, goals: tuple[Goal, ...] = TIME_GOALS) -> _Proved:
    found = solve_single(problem, goals)
    return _Proved(problem, goals, found.unit_of_alert.copy(), _copied(found.proof))


def _copied(proof: Proof) -> Proof:
    return tuple(
        Step(
            goals=step.goals,
            alert_price=step.alert_price.copy(),
            unit_price=step.unit_price.copy(),
        )
        for step in proof
    )


def _step(goals: tuple[Goal, ...], alert: list[int], unit: list[int]) -> Step:
    return Step(goals=goals, alert_price=np.array(alert), unit_price=np.array(unit))


@pytest.fixture
def town() -> _Proved:
    """Give 40 units and 25 alerts: some units unused, all alerts served."""
    proved = _proved(square_town(3, 40, 25))
    assert (proved.plan >= 0).all()
    return proved


@pytest.fixture
def surge() -> _Proved:
    """Give 10 units and 25 alerts: all units used, most alerts waiting."""
    return _proved(square_town(4, 10, 25))


# --- What holds --------------------------------------------------------------------


def test_accepts_by_hand() -> None:
    # Prices as in a hand-made proof: 100 + 250 = 230 + 250 - 130.
    problem = problem_of([[100, 120], [400, 250]])
    proof = (_step(TIME_GOALS, [230, 250], [-130, 0]),)
    assert not certify(problem, TIME_GOALS, np.array([0, 1]), proof)


@pytest.mark.parametrize(
    ("units", "alerts"), [(40, 25), (10, 25), (0, 5), (5, 0), (0, 0)]
)
@pytest.mark.parametrize("goals", [TIME_GOALS, _CHAIN, ("worst",), ()])
def test_accepts_the_flow(units: int, alerts: int, goals: tuple[Goal, ...]) -> None:
    assert _proved(square_town(1, units, alerts), goals).faults() == ()


def test_accepts_worst_before_all_with_those_who_are_not_enough() -> None:
    # Unit 0 is there at once, but its officer is not enough for two.
    crew = crew_of([1, 2], [2])
    problem = problem_of([[0], [0]], crew=crew, loss=[[0], [5]])
    assert _proved(problem, ("worst", *TIME_GOALS)).faults() == ()


# --- Plans that are bent -----------------------------------------------------------


def test_refuses_a_unit_sent_twice(town: _Proved) -> None:
    town.plan[0] = town.plan[1]
    assert "a unit is sent twice" in town.faults()


def test_refuses_a_pair_that_is_not_allowed(town: _Proved) -> None:
    town.problem.allowed[town.plan[0], 0] = False
    assert town.faults() == ("a unit is sent where it may not go",)


@pytest.mark.parametrize(
    "crew",
    [
        crew_of([1, 2], [2]),
        crew_of([2, 2], [2], skills=[1, 3], wanted=[2]),
        crew_of([2, 2], [2], skills=[1, 3], wanted=[3]),
    ],
    ids=["officers", "skill", "one of two skills"],
)
def test_refuses_a_unit_that_is_not_enough(crew: object) -> None:
    proved = _proved(problem_of([[100], [200]], crew=crew))
    assert proved.plan.tolist() == [1]
    assert not proved.faults()
    proved.plan[0] = 0
    assert proved.faults() == ("a unit is sent where it may not go",)


@pytest.mark.parametrize("unit", [-2, 40, 2**40])
def test_refuses_a_unit_that_does_not_exist(town: _Proved, unit: int) -> None:
    town.plan[0] = unit
    assert town.faults() == ("a unit that does not exist is sent",)


def test_refuses_a_plan_with_two_units_swapped(town: _Proved) -> None:
    allowed = town.problem.allowed
    swap = next(
        [a, b]
        for a, b in combinations(range(25), 2)
        if allowed[town.plan[b], a] and allowed[town.plan[a], b]
    )
    town.plan[swap] = town.plan[swap[::-1]]
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_a_plan_that_leaves_one_waiting(town: _Proved) -> None:
    town.plan[0] = -1
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_a_plan_with_an_unused_unit_instead(town: _Proved) -> None:
    unused = np.intersect1d(np.flatnonzero(town.problem.allowed[:, 0]), town.unused)
    town.plan[0] = unused[town.problem.time_s[unused, 0].argmax()]
    assert any("prices sum to" in fault for fault in town.faults())


# --- Prices that are bent ----------------------------------------------------------


def test_refuses_an_alert_price_above_a_pair(town: _Proved) -> None:
    town.alert_price[0] += 1
    assert any("a pair costs less than its prices" in f for f in town.faults())


def test_refuses_an_alert_price_below(town: _Proved) -> None:
    town.alert_price[0] -= 1
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_an_alert_price_above_waiting(surge: _Proved) -> None:
    surge.alert_price[surge.plan == -1] += 1
    assert any("above the cost of waiting" in fault for fault in surge.faults())


def test_refuses_a_unit_price_above_zero(town: _Proved) -> None:
    town.unit_price[town.plan[0]] = 1
    assert any("a unit has a price above zero" in fault for fault in town.faults())


def test_refuses_a_price_of_an_unused_unit(town: _Proved) -> None:
    # It lowers what the prices sum to below what the plan costs.
    town.unit_price[town.unused[0]] = -1
    assert any("prices sum to" in fault for fault in town.faults())


def test_refuses_a_unit_price_that_is_too_high(surge: _Proved) -> None:
    surge.unit_price[surge.unit_price.argmin()] += 1
    assert any("a pair costs less than its prices" in f for f in surge.faults())


def test_refuses_prices_moved_from_alert_to_unit_so_that_the_sum_stays(
    town: _Proved,
) -> None:
    # Moved that far, some other pair of the alert costs less than its prices.
    town.alert_price[0] += 10**12
    town.unit_price[town.plan[0]] -= 10**12
    assert town.faults()


def test_refuses_prices_of_another_problem(town: _Proved) -> None:
    # One second quicker at the pair that alert 0 has: the plan costs less now.
    town.problem.time_s[town.plan[0], 0] -= 1
    assert _proved_anew(town).faults()


def test_refuses_when_a_better_pair_appears(town: _Proved) -> None:
    unused = np.intersect1d(np.flatnonzero(town.problem.allowed[:, 0]), town.unused)
    town.problem.time_s[unused[0], 0] = 0
    faults = _proved_anew(town).faults()
    assert any("a pair costs less than its prices" in fault for fault in faults)


def _proved_anew(proved: _Proved) -> _Proved:
    """Forget what the problem has worked out from its times."""
    return replace(proved, problem=replace(proved.problem))


# --- The chain of steps ------------------------------------------------------------

# Serve both: 0 to A and 1 to B takes 100 and 500 s, 1 to A and 0 to B 300 and 300 s.
# Both cost 600. The worst time is 300 s at the least; unit 0 was sent to A before.
_TWO = problem_of([[100, 300], [300, 500]], target_s=900, previous=[0, -1])
_BEST, _OTHER = [1, 0], [0, 1]


def _steps_by_hand() -> tuple[Step, ...]:
    # Losses: A is worth 100 - v0 = 300 - v1, B 300 - v0 = 500 - v1, so v0 = -200.
    # Worst: of the three pairs of 300 s or longer every plan that serves both uses
    # one: B alone proves it. Changes: that unit 0 goes to B is worth 1 - 1 = 0, that
    # it stays with A (-1) 0 - 1: no plan that is left costs less than 0.
    return (
        _step(TIME_GOALS, [300, 500], [-200, 0]),
        _step(("worst",), [0, 1], [0, 0]),
        _step(("changes",), [0, 1], [-1, 0]),
    )


def test_accepts_a_chain_by_hand() -> None:
    assert certify(_TWO, _CHAIN, np.array(_BEST), _steps_by_hand()) == ()


def test_refuses_the_plan_that_is_worse_in_the_second_step() -> None:
    faults = certify(_TWO, _CHAIN, np.array(_OTHER), _steps_by_hand())
    # 500 s is claimed; at the prices of "500 s or longer" B need not take that long.
    assert any("worst: " in fault for fault in faults)


def test_refuses_a_worst_time_with_prices_that_sum_to_nothing() -> None:
    first, _, last = _steps_by_hand()
    bent = (first, _step(("worst",), [0, 0], [0, 0]), last)
    assert certify(_TWO, _CHAIN, np.array(_BEST), bent) == (
        "worst: nothing says that 300 s cannot be avoided",
    )


@pytest.mark.parametrize("alert", [[1, 0], [1, 1], [0, 2]])
def test_refuses_worst_prices_above_a_pair(alert: list[int]) -> None:
    # A can be reached in 100 s, which costs 0; nothing costs 2; and 1 + 1 are not
    # what the pair of A and unit 0 costs.
    first, _, last = _steps_by_hand()
    bent = (first, _step(("worst",), alert, [0, 0]), last)
    faults = certify(_TWO, _CHAIN, np.array(_BEST), bent)
    assert "worst: a pair costs less than its prices" in faults


def test_refuses_worst_prices_of_whom_may_wait() -> None:
    # Nobody has to be served: then nobody has to arrive late.
    plan = np.array(_BEST)
    bent = (_step(("worst",), [0, 1], [0, 0]),)
    faults = certify(_TWO, ("worst",), plan, bent)
    assert "worst: an alert's price is above the cost of waiting" in faults


def test_accepts_a_worst_time_only_where_it_is_the_least() -> None:
    # Of three plans of equal loss the worst times are 300, 400 and 500 s.
    rows = [[100, 300, 500], [300, 500, 700], [200, 400, 600]]
    problem = problem_of(rows, target_s=900)
    proved = _proved(problem, (*TIME_GOALS, "worst"))
    assert not proved.faults()
    best_s = _vector(proved, proved.plan)[-1]
    for plan in permutations(range(3)):
        proved.plan[:] = plan
        is_best = _vector(proved, proved.plan)[-1] == best_s
        assert bool(proved.faults()) == (not is_best), plan


def test_refuses_a_changes_step_on_a_face_that_is_not_the_best() -> None:
    # Without the step of the worst time the other plan keeps unit 0 where it was.
    first, worst, last = _steps_by_hand()
    goals = (*TIME_GOALS, "changes")
    assert certify(_TWO, goals, np.array(_BEST), (first, last))
    # And with it the other plan, which keeps more, does not stand.
    kept = _step(("changes",), [-1, 0], [0, 0])
    assert certify(_TWO, _CHAIN, np.array(_OTHER), (first, worst, kept))


def test_pairs_as_long_as_the_worst_time_count_for_the_next_step() -> None:
    # Both units are there at 100 s; unit 1 was sent there before.
    problem = problem_of([[100], [100]], previous=[-1, 0])
    goals: tuple[Goal, ...] = ("served", "loss", "worst", "changes")
    first = _step(("served", "loss"), [100], [0, 0])
    worst = _step(("worst",), [1], [0, 0])
    right = (first, worst, _step(("changes",), [-1], [0, 0]))
    assert certify(problem, goals, np.array([1]), right) == ()
    bent = (first, worst, _step(("changes",), [0], [0, 0]))
    faults = certify(problem, goals, np.array([0]), bent)
    assert faults == ("changes: a pair costs less than its prices",)


def test_refuses_steps_left_out_or_out_of_order() -> None:
    first, worst, last = _steps_by_hand()
    plan = np.array(_BEST)
    for bent in permutations((first, worst, last)):
        is_right = bent == (first, worst, last)
        assert bool(certify(_TWO, _CHAIN, plan, bent)) == (not is_right)
    for bent in [(), (first,), (first, worst), (worst, last), (first, last)]:
        faults = certify(_TWO, _CHAIN, plan, bent)
        assert len(faults) == 1
        assert "not of on_time, served, loss, worst, changes" in faults[0]


@pytest.mark.parametrize(
    "goals",
    [
        ("on_time", "served", "worst"),
        ("worst", "changes"),
        ("served", "preparedness"),
        ("preparedness",),
    ],
)
def test_refuses_a_step_of_what_is_no_sum(goals: tuple[Goal, ...]) -> None:
    proof = (_step(goals, [0, 0], [0, 0]),)
    faults = certify(_TWO, goals, np.array([-1, -1]), proof)
    assert any("is not proved by sums" in fault for fault in faults)


def test_a_unit_with_a_price_has_to_be_sent_in_the_next_step() -> None:
    # One alert, on time by either unit; then by loss unit 0 (100 s) is better. A
    # first step that gives unit 1 a price would force it out: it is no proof.
    problem = problem_of([[100], [200]])
    goals: tuple[Goal, ...] = ("on_time", "worst")
    right = (_step(("on_time",), [0], [0, 0]), _step(("worst",), [1], [0, 0]))
    assert not certify(problem, goals, np.array([0]), right)
    forced = (_step(("on_time",), [1], [0, -1]), _step(("worst",), [0], [0, 1]))
    assert certify(problem, goals, np.array([1]), forced)
    # Unit 1 has no price in the first step, so it need not be sent in the second.
    priced = (right[0], _step(("worst",), [0], [0, 1]))
    faults = certify(problem, goals, np.array([1]), priced)
    assert faults == ("worst: a unit has a price above zero",)


def test_accepts_a_price_above_zero_only_of_whom_has_to_be_sent() -> None:
    # One unit for two alerts: A has to be served by weight, so unit 0 has a price
    # in the first step and has to be sent; that it takes 100 s may be proved by it.
    problem = problem_of([[100, 100]], weight=[2, 1])
    goals: tuple[Goal, ...] = ("served", "worst")
    first = _step(("served",), [2, 1], [-2])
    plan = np.array([0, -1])
    assert certify(problem, goals, plan, (first, _step(("worst",), [0, 0], [1]))) == ()
    alone = (_step(("worst",), [0, 0], [1]),)
    faults = certify(problem, ("worst",), plan, alone)
    assert faults == ("worst: a unit has a price above zero",)


# --- Numbers -----------------------------------------------------------------------


@pytest.mark.parametrize("price", [2**62, -(2**62), 2**63 - 1, -(2**63)])
@pytest.mark.parametrize("name", ["alert_price", "unit_price"])
def test_refuses_prices_that_would_overflow(
    town: _Proved, name: str, price: int
) -> None:
    getattr(town, name)[0] = price
    assert town.faults() == (
        "on_time and served and loss: numbers too large to be checked",
    )


@pytest.mark.parametrize(
    ("goals", "weight", "loss"),
    [
        (TIME_GOALS, [2**60, 1], [[100, 100]]),
        (("served", "loss"), [2**40, 1], [[2**30, 2**30]]),
        (("changes", "loss"), [1, 1], [[2**60, 2**60]]),
        (("loss", "on_time", "served"), [2**32, 1], [[1, 1]]),
    ],
)
def test_refuses_weights_that_would_overflow(
    goals: tuple[Goal, ...], weight: list[int], loss: list[list[int]]
) -> None:
    problem = problem_of([[100, 100]], weight=weight, loss=loss, previous=[0])
    faults = certify(problem, goals, np.array([0, -1]), (_step(goals, [0, 0], [0]),))
    assert len(faults) == 1
    assert "numbers too large to be checked" in faults[0]


def test_refuses_weight_times_time_that_leaves_64_bits() -> None:
    # 2**33 x 2**31 would come out as 0, less than the nearer unit's 2**33.
    problem = problem_of([[2**31], [1]], weight=[2**33])
    proof = (_step(("served", "loss"), [0], [0, 0]),)
    faults = certify(problem, ("served", "loss"), np.array([0]), proof)
    assert faults == ("served and loss: numbers too large to be checked",)


def test_refuses_waiting_that_is_dearer_than_64_bits() -> None:
    # Serving B (2**30) is worth more than its loss; a cost of waiting cut short to
    # 61 bits would say that B had better wait.
    problem = problem_of(
        [[100, None], [None, 100]],
        weight=[2**40, 1],
        loss=[[2**30, 0], [0, 2**30]],
    )
    cut = 2**61 // (1 + 2**40)
    proof = (_step(("served", "loss"), [2**30, cut], [0, 0]),)
    assert certify(problem, ("served", "loss"), np.array([0, -1]), proof)


@pytest.mark.parametrize("name", ["plan", "alert_price", "unit_price"])
def test_refuses_floats_and_lengths(town: _Proved, name: str) -> None:
    whole = town.plan if name == "plan" else getattr(town, name)
    bent: Any
    for bent in (whole.astype(np.float64), whole[:-1], whole[:, None]):
        if name == "plan":
            town.plan = bent
        else:
            town.proof = (replace(town.proof[0], **{name: bent}),)
        assert len(town.faults()) == 1
        assert "numbers of 64 bits" in town.faults()[0]


def test_hears_every_fault_of_a_worse_plan_by_hand() -> None:
    # The better plan is [0, 1] at 100 + 250. [1, 0] costs 400 + 120: no prices that
    # keep below all pairs can sum to that.
    problem = problem_of([[100, 120], [400, 250]])
    plan = np.array([1, 0])
    right = (_step(TIME_GOALS, [230, 250], [-130, 0]),)
    faults = certify(problem, TIME_GOALS, plan, right)
    assert faults == (
        "on_time and served and loss: cost 520, but the prices sum to 350",
    )
    lifted = (_step(TIME_GOALS, [400, 250], [-130, 0]),)
    faults = certify(problem, TIME_GOALS, plan, lifted)
    assert any("a pair costs less than its prices" in fault for fault in faults)


# --- By chance ---------------------------------------------------------------------


def _vector(proved: _Proved, plan: Longs) -> tuple[int, ...]:
    teams = tuple((unit,) if unit >= 0 else () for unit in plan.tolist())
    score = evaluate(proved.problem, teams)
    return tuple(value(score, goal) for goal in proved.goals)


def _every_plan(problem: Problem) -> Iterator[Longs]:
    """All plans, and some that nobody could carry out."""
    for plan in product(range(-1, problem.units), repeat=problem.alerts):
        yield np.array(plan, dtype=np.int64)


@settings(max_examples=120, deadline=None)
@given(problems(most=6, goals=_CHAIN), st.data())
def test_refuses_any_worse_plan_whatever_a_price_is_bent_to(
    problem: Problem, data: st.DataObject
) -> None:
    proved = _proved(problem, _CHAIN)
    best = _vector(proved, proved.plan)
    assert not proved.faults()
    if problem.alerts:
        alert = data.draw(st.integers(0, problem.alerts - 1))
        proved.plan[alert] = data.draw(st.integers(-1, problem.units - 1))
    step = proved.proof[data.draw(st.integers(0, len(proved.proof) - 1))]
    prices = data.draw(st.sampled_from([step.alert_price, step.unit_price]))
    if len(prices):
        place = data.draw(st.integers(0, len(prices) - 1))
        prices[place] += data.draw(st.integers(-3, 3) | st.integers(-(10**6), 10**6))
    if proved.faults():
        return
    assert _vector(proved, proved.plan) == best


@settings(max_examples=60, deadline=None)
@given(problems(most=3, goals=_CHAIN), st.permutations(_CHAIN), st.data())
def test_accepts_no_plan_but_the_best_whatever_the_prices(
    problem: Problem, goals: list[Goal], data: st.DataObject
) -> None:
    proved = _proved(problem, tuple(goals))
    best = _vector(proved, proved.plan)
    for step in proved.proof:
        for prices in (step.alert_price, step.unit_price):
            size = len(prices)
            moves = st.lists(st.sampled_from([0, 0, 0, 1, -1]), min_size=size)
            prices[:] += np.array(data.draw(moves)[:size], dtype=np.int64)
    for plan in _every_plan(problem):
        proved.plan = plan
        if not proved.faults():
            assert _vector(proved, plan) == best


@settings(max_examples=60, deadline=None)
@given(problems(most=3, goals=_CHAIN), st.permutations(_CHAIN))
def test_a_right_proof_is_one_of_the_best_plans_alone(
    problem: Problem, goals: list[Goal]
) -> None:
    # Every plan as good as the solver's passes with the same prices; no other does.
    proved = _proved(problem, tuple(goals))
    best = _vector(proved, proved.plan)
    for plan in _every_plan(problem):
        proved.plan = plan
        try:
            is_best = _vector(proved, plan) == best
        except ImpossibleAssignmentError:
            is_best = False
        assert bool(proved.faults()) == (not is_best)
