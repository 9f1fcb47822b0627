"""Pricing and the checker against every team there is, one alert at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.problem import Problem
from dispatch.assignment.teams.arrivals import arrivals_of
from dispatch.assignment.teams.bound import total_of
from dispatch.assignment.teams.columns import columns_of, columns_of_plan
from dispatch.assignment.teams.master import Task
from dispatch.assignment.teams.pricing import Charges, priced
from dispatch.assignment.teams.proof import Proof
from dispatch.assignment.teams.stage import Clock, Stage, Town
from dispatch.assignment.teams.whole_prices import no_prices
from tests.dispatch.assignment.teams.every_plan import (
    every_plan,
    teams_for,
    values,
)
from tests.dispatch.assignment.teams.team_problems import any_problem

_AIMS = {"served": 60, "loss": 1, "changes": 30}
_SEEDS = range(80)


def _prices(problem: Problem, seed: int) -> np.ndarray:
    return 30 * np.random.default_rng(seed).integers(0, 3, problem.units)


def _costs(problem: Problem, alert: int, prices) -> dict[tuple[int, ...], int]:
    """What each team for an alert costs, by the values of a plan of it alone."""
    empty = ((),) * problem.alerts
    nothing = values(problem, empty)
    costs = {}
    for team in teams_for(problem, alert):
        reached = values(problem, (*empty[:alert], team, *empty[alert + 1 :]))
        counted = sum(aim * (reached[g] - nothing[g]) for g, aim in _AIMS.items())
        costs[team] = counted + sum(int(prices[unit]) for unit in team)
    return costs


@pytest.mark.parametrize("units", [4, 6])
def test_the_checker_finds_the_cheapest_team_of_each_alert(units):
    for seed in _SEEDS:
        problem = any_problem(seed, units)
        prices = _prices(problem, seed)
        areas = 0 if problem.areas is None else len(problem.areas.spare)
        zones = 0 if problem.zones is None else len(problem.zones.weight)
        proof = Proof(
            aims=_AIMS,
            limits={},
            scale=1,
            limit={},
            unit=prices,
            area=np.zeros(areas, np.int64),
            zone=np.zeros(zones, np.int64),
        )
        least = sum(
            min([0, *_costs(problem, alert, prices).values()])
            for alert in range(problem.alerts)
        )
        assert total_of(problem, proof)[1] == least


def test_pricing_finds_all_teams_up_to_a_cost():
    for seed in _SEEDS:
        problem = any_problem(seed, 6)
        prices = _prices(problem, seed)
        charges = Charges(goals=_AIMS, unit=prices.astype(float))
        for arrivals in arrivals_of(problem):
            found = priced(problem, arrivals, charges)
            most = found.least() + 90
            rows = list(found.up_to(most))
            expected = {
                (alert, team)
                for alert, up_to in zip(arrivals.alike.alerts, most, strict=True)
                for team, cost in _costs(problem, int(alert), prices).items()
                if cost <= up_to
            }
            assert {(alert, team) for alert, _, team in rows} == expected
            assert len(rows) == len(expected)


def test_the_core_holds_every_better_plan():
    for seed in _SEEDS:
        problem = any_problem(seed)
        task = Task(problem=problem, aims=_AIMS, limits={})
        town = Town(problem)
        stage = Stage(task, town, columns_of(()), columns_of(()), Clock(None))
        stage._try(no_prices(task))
        core = stage._columns_within(*stage._all_priced())
        assert core is not None
        kept = {
            (alert, tuple(sorted(u for u in team if u >= 0)))
            for alert, team in zip(core.alert.tolist(), core.team.tolist(), strict=True)
        }
        for plan in every_plan(problem):
            if task.value(columns_of_plan(problem, plan)) < stage.value:
                sent = {(alert, team) for alert, team in enumerate(plan) if team}
                assert sent <= kept


def test_teams_cost_at_a_proof_s_prices_what_its_checker_charges():
    for seed in _SEEDS:
        problem = any_problem(seed)
        task = Task(problem=problem, aims={"served": 60, "preparedness": 1}, limits={})
        town = Town(problem)
        stage = Stage(task, town, columns_of(()), columns_of(()), Clock(None))
        zones = problem.zones
        proof = replace(
            no_prices(task),
            unit=_prices(problem, seed),
            zone=np.zeros(0, np.int64) if zones is None else zones.weight,
        )
        stage._try(proof)
        found, _ = stage._all_priced()
        least = sum(float(some.least().sum()) for some in found)
        assert least == total_of(problem, proof)[1]
