"""Regrets against every plan there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from dispatch.assignment.locks import ready
from dispatch.assignment.problem import FAR, WAITS, Goal, Problem
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.proof import Step
from dispatch.assignment.single.regrets import Regrets, regrets
from dispatch.assignment.single.solve import SinglePlan, solve_single
from tests.dispatch.assignment.problems import problem_of, problems
from tests.dispatch.assignment.random_cases import problem_of_case, single_case
from tests.dispatch.assignment.teams.every_plan import every_plan, values

Values = tuple[int, ...]
SUMS: tuple[Goal, ...] = ("on_time", "served", "loss", "changes")


def regrets_of(problem: Problem, alert: int) -> Regrets:
    """Solve, and work out an alert's regrets with the prices of the first step."""
    plan = solve_single(problem, problem.goals)
    return regrets(problem, plan.unit_of_alert, plan.proof[0], alert)


def every_choice(
    problem: Problem, goals: tuple[Goal, ...]
) -> dict[tuple[int, int], Values]:
    """Best values of the plans in which each alert (second) has each unit, or waits."""
    best: dict[tuple[int, int], Values] = {}
    for plan in every_plan(problem):
        worth = values(problem, plan)
        row = tuple(worth[goal] for goal in goals)
        for alert, team in enumerate(plan):
            pair = (team[0] if team else WAITS, alert)
            best[pair] = min(row, best.get(pair, row))
    return best


def told(found: Regrets, unit: int) -> Values | None:
    """Regret of a choice, goal by goal; None where it cannot be."""
    if unit == WAITS:
        return tuple(found.group.steps(found.of_waiting).values())
    if found.of_unit[unit] == FAR:
        return None
    return tuple(found.steps(unit).values())


def dearer(problem: Problem, plan: SinglePlan) -> Step:
    """Raise an alert's price and lower its unit's, as far as the proof still holds."""
    [step] = plan.proof
    for alert in np.flatnonzero(plan.unit_of_alert != WAITS).tolist():
        unit = plan.unit_of_alert[alert]
        for rise in (8**power for power in range(13, -1, -1)):
            alert_price, unit_price = step.alert_price.copy(), step.unit_price.copy()
            alert_price[alert] += rise
            unit_price[unit] -= rise
            tried = replace(step, alert_price=alert_price, unit_price=unit_price)
            if not certify(problem, problem.goals, plan.unit_of_alert, (tried,)):
                step = tried
    return step


def check(problem: Problem) -> None:
    """Compare every regret of every alert with what trying all plans gives."""
    steps = regrets_of(problem, 0).group
    best = every_choice(problem, steps.goals)
    unit_weight = _weights(problem, steps.goals)
    for alert in range(problem.alerts):
        found = regrets_of(problem, alert)
        least = min(row for (_, a), row in best.items() if a == alert)
        for unit in (*range(problem.units), WAITS):
            row = best.get((unit, alert))
            expected = row and tuple(
                (one - other) // weight
                for one, other, weight in zip(row, least, unit_weight, strict=True)
            )
            assert told(found, unit) == expected, (unit, alert)


def _weights(problem: Problem, goals: tuple[Goal, ...]) -> tuple[int, ...]:
    """What a step of each goal is: weights are divided by what divides them all."""
    common = int(np.gcd.reduce(problem.weight))
    return tuple(common if goal in ("on_time", "served") else 1 for goal in goals)


def test_by_hand() -> None:
    # All late, so that only weight x time differs. The best plan is 0 to 0, 1 to 1:
    # 100 + 200 = 300.
    problem = problem_of(
        [[100, 150], [120, 200], [400, 300]], target_s=[0, 0], weight=[1, 1]
    )
    found = regrets_of(problem, 0)
    # 1 to 0 and 0 to 1 is 120 + 150 = 270, better: so that is the plan.
    # 0 to 0 then costs 300 - 270; 2 to 0 and 0 to 1 400 + 150 - 270.
    assert found.of_waiting > 0
    assert [told(found, unit) for unit in range(3)] == [
        (0, 0, 30),
        (0, 0, 0),
        (0, 0, 280),
    ]
    # Nobody to 0: one less is served, and of 270 s only 150 are left.
    assert told(found, WAITS) == (0, 1, 150 - 270)


def test_who_may_not_go_or_is_not_enough_has_none() -> None:
    problem = problem_of([[100, 100], [None, 100]])
    found = regrets_of(problem, 0)
    assert found.of_unit[1] == FAR
    assert told(found, 0) == (0, 0, 0)


def test_an_alert_that_waits() -> None:
    # One unit for two alerts, weights 4 and 2, both on time: sending it to the lighter
    # one instead costs 2 of weight, in steps of the 2 that divides all weights.
    problem = problem_of([[100, 100]], weight=[4, 2])
    found = regrets_of(problem, 1)
    assert told(found, 0) == (1, 1, -200)
    assert told(found, WAITS) == (0, 0, 0)


@pytest.mark.parametrize("first", range(0, 240, 60))
def test_every_choice_of_random_cases(first: int) -> None:
    for seed in range(first, first + 60):
        problem = ready(problem_of_case(single_case(seed)))
        if problem.units * problem.alerts <= 16:  # else there are too many plans
            check(problem)


def test_any_prices_that_prove_the_plan_do() -> None:
    moved = 0
    for seed in range(30):
        problem = replace(ready(problem_of_case(single_case(seed))), goals=SUMS)
        plan = solve_single(problem, SUMS)
        if len(plan.proof) > 1:  # weights too large for one step
            continue
        other = dearer(problem, plan)
        moved += (other.unit_price != plan.proof[0].unit_price).any()
        for alert in range(problem.alerts):
            one = regrets(problem, plan.unit_of_alert, plan.proof[0], alert)
            two = regrets(problem, plan.unit_of_alert, other, alert)
            assert one.of_unit.tolist() == two.of_unit.tolist()
            assert one.of_waiting == two.of_waiting
    assert moved > 5


@given(problems(most=3, goals=SUMS))
def test_every_choice_with_many_ties(problem: Problem) -> None:
    if problem.alerts:
        check(problem)
