"""Who calls whom: by hand, against every other plan, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from dispatch.phone.by_rule import greatest_gain, orders_by
from dispatch.phone.evaluate import evaluate
from dispatch.phone.grid import on_grid, worth
from dispatch.phone.phone_plan import PhonePlan
from dispatch.phone.problem import PhoneProblem
from dispatch.phone.solve import plan_calls
from tests.dispatch.phone.brute_force import least_loss
from tests.dispatch.phone.cases import problem_of, random_problem

# --- By hand -----------------------------------------------------------------------


def test_the_largest_exposure_is_not_called_first() -> None:
    # Calls take 20 s, two times of the grid; columns are 0, 10, 20, 30 s, never.
    # A0 has most to lose but little by waiting: 900 now, 910 from 20 s on, 1000.
    # A1 is about to send the code: 0 now, 200 from 20 s on.
    # A0 first: 900 + 200 = 1100. A1 first: 0 + 910 = 910.
    problem = problem_of([[900, 905, 910, 915, 1000], [0, 150, 200, 200, 200]], 20)
    plan = plan_calls(problem)
    assert plan == PhonePlan(
        orders=(((1, 0.0), (0, 20.0)),),
        not_called=(),
        loss=910.0,
        proved=True,
        bound=pytest.approx(910, abs=0.03),
    )


def test_a_short_call_goes_before_a_long_one() -> None:
    # Both lose 10 a column. A0 takes 30 s, A1 10 s: A0 first 0 + 30, A1 first 0 + 10.
    loss = [[0, 10, 20, 30, 40], [0, 10, 20, 30, 40]]
    plan = plan_calls(problem_of(loss, [[30] * 5, [10] * 5]))
    assert plan.orders == (((1, 0.0), (0, 10.0)),)
    assert plan.loss == 10


def test_two_callers_share() -> None:
    # 0 for A0 and A1, called now; A2 is called at 10 s by whoever calls A0: 5.
    loss = [[0, 50, 50], [0, 50, 50], [0, 5, 50]]
    plan = plan_calls(problem_of(loss, [[10] * 3, [20] * 3, [10] * 3], (0, 0)))
    assert plan.orders == (((0, 0.0), (2, 10.0)), ((1, 0.0),))
    assert plan.loss == 5


def test_a_busy_caller_begins_at_the_next_time_of_the_grid() -> None:
    # Free in 11 s: begins at 20.
    plan = plan_calls(problem_of([[0, 1, 2, 3, 4]], free_in_s=(11,)))
    assert plan.orders == (((0, 20.0),),)
    assert plan.loss == 2


def test_a_call_going_on_stays_first() -> None:
    # Alone, A1 would go first (above); its caller is on the phone with A0.
    problem = problem_of([[900, 905, 910, 915, 1000], [0, 150, 200, 200, 200]], 20)
    plan = plan_calls(replace(problem, fixed=((0, 0),)))
    assert plan.orders == (((0, 0.0),),)  # A1 gains nothing by 20 s
    assert plan.not_called == (1,)
    assert plan.loss == 1100


def test_a_call_going_on_stays_though_it_gains_nothing() -> None:
    problem = problem_of([[7, 7, 7]], free_in_s=(0, 0))
    plan = plan_calls(replace(problem, fixed=((1, 0),)))
    assert plan.orders == ((), ((0, 0.0),))


def test_who_gains_nothing_is_not_called() -> None:
    plan = plan_calls(problem_of([[7, 7, 7], [0, 7, 7]]))
    assert plan.orders == (((1, 0.0),),)
    assert plan.not_called == (0,)


def test_of_equals_the_first_id_is_called_first() -> None:
    problem = problem_of([[0, 1, 2, 3]] * 3)
    assert plan_calls(problem).orders == (((0, 0.0), (1, 10.0), (2, 20.0)),)
    turned = replace(problem, alert_ids=("Z", "Y", "X"))
    assert plan_calls(turned).orders == (((2, 0.0), (1, 10.0), (0, 20.0)),)


def test_of_equals_the_first_caller_has_the_first_alert_and_nobody_waits() -> None:
    # Nothing is lost by waiting up to 20 s, whoever calls.
    problem = problem_of([[0, 0, 0, 9], [0, 0, 0, 9]], free_in_s=(0, 0, 0))
    assert plan_calls(problem).orders == (((0, 0.0),), ((1, 0.0),), ())


@pytest.mark.parametrize("free_in_s", [(), (np.inf,), (1000.0,)])
def test_nobody_can_call(free_in_s: tuple[float, ...]) -> None:
    plan = plan_calls(problem_of([[0, 3, 5], [1, 1, 2]], free_in_s=free_in_s))
    assert plan.orders == ((),) * len(free_in_s)
    assert (plan.not_called, plan.loss, plan.proved) == ((0, 1), 7, True)


def test_no_alerts() -> None:
    plan = plan_calls(problem_of([], free_in_s=(0, 0)))
    assert plan.orders == ((), ())
    assert (plan.loss, plan.bound, plan.proved) == (0, 0, True)


def test_a_grid_of_never_only() -> None:
    assert plan_calls(problem_of([[4.0]])).loss == 4


# --- Against every other plan ------------------------------------------------------


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_nothing_loses_less(first: int) -> None:
    for seed in range(first, first + 50):
        problem = random_problem(seed, unruly=seed % 5 == 4)
        plan = plan_calls(problem)
        assert plan.proved
        assert plan.loss == pytest.approx(least_loss(problem), abs=1e-6), seed


@pytest.mark.parametrize("seed", range(20))
def test_large_team_rules_come_near_the_best(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = random_problem(seed, alerts=8, callers=2)
    best = plan_calls(problem)
    monkeypatch.setattr("dispatch.phone.solve.is_small", lambda _: False)
    plan = plan_calls(problem)
    assert plan.bound - 1e-6 <= best.loss <= plan.loss + 1e-6
    never = float(problem.loss_if_called_from[:, -1].sum())
    assert never - plan.loss >= 0.95 * (never - best.loss)
    if plan.proved:
        assert plan.loss == pytest.approx(best.loss, abs=0.08)


# --- What must always hold ---------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_one_more_caller_is_never_worse(seed: int) -> None:
    problem = random_problem(seed)
    more = replace(
        problem,
        caller_ids=(*problem.caller_ids, "new"),
        free_in_s=(*problem.free_in_s, 0.0),
    )
    assert plan_calls(more).loss <= plan_calls(problem).loss + 1e-6


@pytest.mark.parametrize("seed", range(60))
def test_callers_who_are_free_earlier_are_never_worse(seed: int) -> None:
    problem = random_problem(seed)
    sooner = tuple(max(0.0, min(free_s, 100.0) - 15) for free_s in problem.free_in_s)
    earlier = replace(problem, free_in_s=sooner)
    assert plan_calls(earlier).loss <= plan_calls(problem).loss + 1e-6


@pytest.mark.parametrize(
    ("seed", "alerts"), [*((seed, None) for seed in range(30)), (0, 20), (1, 20)]
)
def test_input_in_another_order_gets_the_same_plan(
    seed: int, alerts: int | None
) -> None:
    problem = random_problem(seed, alerts=alerts, callers=3 if alerts else None)
    assert _named(problem) == _named(_shuffled(problem, seed))


def test_a_large_team_is_never_worse_than_the_greatest_gain_first() -> None:
    problem = replace(random_problem(5, alerts=40, callers=4), fixed=())
    grid, plan = on_grid(problem), plan_calls(problem)
    orders = orders_by(grid, greatest_gain)
    pairs = zip(orders, grid.free_at, strict=True)
    saved = sum(worth(grid, order, tick) for order, tick in pairs)
    never = float(problem.loss_if_called_from[:, -1].sum())
    assert plan.loss <= never - saved * problem.loss_step + 1e-6
    assert not plan.proved
    assert 0 <= plan.loss - plan.bound < 0.02 * (never - plan.loss)
    assert plan_calls(problem) == plan


def _named(problem: PhoneProblem) -> tuple[object, ...]:
    plan = plan_calls(problem)
    queues = {
        problem.caller_ids[caller]: [(problem.alert_ids[a], s) for a, s in queue]
        for caller, queue in enumerate(plan.orders)
    }
    left = {problem.alert_ids[alert] for alert in plan.not_called}
    assert evaluate(problem, plan.orders) == plan.loss
    called = [call.alert for call in chain(*plan.orders)]
    assert sorted([*called, *plan.not_called]) == list(range(problem.alerts))
    return queues, left, plan.loss, plan.proved, plan.bound


def _shuffled(problem: PhoneProblem, seed: int) -> PhoneProblem:
    rng = np.random.default_rng(seed)
    alerts = rng.permutation(problem.alerts).tolist()
    callers = rng.permutation(problem.callers).tolist()
    return replace(
        problem,
        loss_if_called_from=problem.loss_if_called_from[alerts],
        busy_for_s=problem.busy_for_s[alerts],
        alert_ids=tuple(problem.alert_ids[a] for a in alerts),
        caller_ids=tuple(problem.caller_ids[c] for c in callers),
        free_in_s=tuple(problem.free_in_s[c] for c in callers),
        fixed=tuple((callers.index(c), alerts.index(a)) for c, a in problem.fixed),
    )
