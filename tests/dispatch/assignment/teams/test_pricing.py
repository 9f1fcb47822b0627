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
from dispatch.assignment.teams.pool import Pool
from dispatch.assignment.teams.pricing import Charges, priced
from dispatch.assignment.teams.proof import Proof
from dispatch.assignment.teams.stage import Stage
from dispatch.assignment.teams.town import Clock, Town
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


def _odd_sets(problem: Problem, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Some odd sets of units and alerts, and their prices."""
    rng = np.random.default_rng(seed)
    things = problem.alerts + problem.units
    sizes = [size for size in (3, 5) if size <= things]
    rows = []
    for size in rng.choice(sizes, 4) if sizes else ():
        row = np.sort(rng.permutation(things)[:size])
        rows.append([*row.tolist(), *[-1] * (5 - size)])
    sets = np.array(rows, np.int64).reshape(-1, 5)
    return sets, 30 * rng.integers(0, 3, len(sets))


def _costs(
    problem: Problem, alert: int, prices, odd_sets=(), odd=()
) -> dict[tuple[int, ...], int]:
    """What each team for an alert costs, by the values of a plan of it alone."""
    empty = ((),) * problem.alerts
    nothing = values(problem, empty)
    costs = {}
    for team in teams_for(problem, alert):
        reached = values(problem, (*empty[:alert], team, *empty[alert + 1 :]))
        counted = sum(aim * (reached[g] - nothing[g]) for g, aim in _AIMS.items())
        costs[team] = counted + sum(int(prices[unit]) for unit in team)
        things = {alert, *(problem.alerts + unit for unit in team)}
        for members, price in zip(odd_sets, odd, strict=True):
            costs[team] += int(price) * (len(things & set(members.tolist())) > 1)
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


def _cheapest_of_two(problem: Problem, alert: int, prices, sets, odd) -> int | None:
    """Cheapest team, or waiting; None if odd sets are not charged in full there."""
    costs = _costs(problem, alert, prices, sets, odd)
    if alert in problem.locked_to or any(len(team) > 2 for team in costs):
        return None
    return min([0, *costs.values()])


@pytest.mark.parametrize("units", [4, 6])
def test_odd_sets_are_charged_once_to_teams_of_up_to_two(units):
    charged = 0
    for seed in range(160):
        problem = any_problem(seed, units)
        prices = _prices(problem, seed)
        sets, odd = _odd_sets(problem, seed)
        charges = Charges(
            goals=_AIMS, unit=prices.astype(float), odd_sets=sets, odd=odd.astype(float)
        )
        for arrivals in arrivals_of(problem):
            found = priced(problem, arrivals, charges)
            cheap = found.cheap(np.full(len(found.least()), np.inf), 100)
            rows = list(zip(cheap.alert.tolist(), cheap.team.tolist(), strict=True))
            for place, alert in enumerate(arrivals.alike.alerts.tolist()):
                least = _cheapest_of_two(problem, alert, prices, sets, odd)
                if least is None:
                    continue
                assert found.least()[place] == least
                costs = _costs(problem, alert, prices, sets, odd)
                teams = [tuple(u for u in t if u >= 0) for to, t in rows if to == alert]
                listed = [costs[team] for team in teams]
                assert min([0, *listed]) == least
                charged += least != min([0, *_costs(problem, alert, prices).values()])
    assert charged >= 20


@pytest.mark.parametrize("units", [4, 6])
def test_the_checker_charges_odd_sets_and_larger_teams_never_too_much(units):
    for seed in range(160):
        problem = any_problem(seed, units)
        prices = _prices(problem, seed)
        sets, odd = _odd_sets(problem, seed)
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
            odd_sets=sets,
            odd=odd,
        )
        alerts = range(problem.alerts)
        every = [_costs(problem, a, prices, sets, odd) for a in alerts]
        most = sum(min([0, *costs.values()]) for costs in every)
        found = total_of(problem, proof)[1]
        assert found <= most
        if all(
            _cheapest_of_two(problem, a, prices, sets, odd) is not None for a in alerts
        ):
            assert found == most


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
        stage = Stage(task, town, Pool(columns_of(())), columns_of(()), Clock(None))
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
        stage = Stage(task, town, Pool(columns_of(())), columns_of(()), Clock(None))
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
