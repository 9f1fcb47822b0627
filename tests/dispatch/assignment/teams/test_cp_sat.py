"""`solve_teams` against CP-SAT on problems too large for trying every plan."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from ortools.sat.python import cp_model

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.problem import Areas, Crew, Goal, Problem, Zones
from dispatch.assignment.teams.solve import solve_teams
from tests.dispatch.assignment.teams.every_plan import teams_for, values

_GOALS: tuple[Goal, ...] = ("on_time", "served", "loss", "preparedness", "changes")


def _problem(seed: int, units: int = 12, alerts: int = 6) -> Problem:
    rng = np.random.default_rng(seed)
    return Problem(
        time_s=rng.integers(1, 30, (units, alerts)) * 30,
        allowed=rng.random((units, alerts)) < 0.9,
        target_s=np.full(alerts, 480),
        weight=rng.choice([1, 2, 4], alerts),
        received_order=np.arange(alerts),
        previous=rng.integers(-1, alerts, units),
        crew=Crew(
            officers=rng.integers(1, 3, units),
            needed=rng.integers(1, 4, alerts),
            skills=rng.integers(0, 4, units),
            wanted=rng.integers(0, 4, alerts) * (rng.random(alerts) < 0.4),
            of_one=rng.random(alerts) < 0.5,
        ),
        areas=Areas(of_unit=rng.integers(-1, 2, units), spare=np.array([3, 4])),
        zones=Zones(
            reaches=rng.random((units, 5)) < 0.4,
            weight=rng.integers(1, 4, 5),
            wanted=np.full(5, 2),
        ),
        goals=_GOALS,
        slack=600,
    )


def _by_cp_sat(problem: Problem) -> Mapping[Goal, int]:
    model = cp_model.CpModel()
    rows = [(a, t) for a in range(problem.alerts) for t in teams_for(problem, a)]
    chosen = [model.new_bool_var("") for _ in rows]
    for alert in range(problem.alerts):
        model.add_at_most_one(
            x for (to, _), x in zip(rows, chosen, strict=True) if to == alert
        )
    gone = [
        sum(x for (_, team), x in zip(rows, chosen, strict=True) if unit in team)
        for unit in range(problem.units)
    ]
    for unit_gone in gone:
        model.add(unit_gone <= 1)
    assert problem.areas is not None
    for area, spare in enumerate(problem.areas.spare.tolist()):
        units = np.flatnonzero(problem.areas.of_unit == area).tolist()
        model.add(sum(gone[unit] for unit in units) <= spare)
    return _one_by_one(problem, model, _totals(problem, model, rows, chosen, gone))


def _totals(problem, model, rows, chosen, gone):
    alone = [
        values(problem, tuple(t if a == to else () for a in range(problem.alerts)))
        for to, t in rows
    ]
    empty = values(problem, ((),) * problem.alerts)
    totals = {
        goal: empty[goal]
        + sum((v[goal] - empty[goal]) * x for v, x in zip(alone, chosen, strict=True))
        for goal in ("on_time", "served", "loss", "changes")
    }
    totals["preparedness"] = 0
    for zone, wanted in enumerate(problem.zones.wanted.tolist()):
        short = model.new_int_var(0, wanted, "")
        reach = np.flatnonzero(problem.zones.reaches[:, zone]).tolist()
        model.add(short >= wanted - len(reach) + sum(gone[unit] for unit in reach))
        totals["preparedness"] += int(problem.zones.weight[zone]) * short
    return totals


def _one_by_one(problem, model, totals):
    optima = {}
    limits = {}
    for goal in problem.goals:
        if goal == "preparedness":
            limits["loss"] += problem.slack
        stage = model.clone()
        for earlier, most in limits.items():
            stage.add(totals[earlier] <= most)
        stage.minimize(totals[goal])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(stage) == cp_model.OPTIMAL
        optima[goal] = limits[goal] = round(solver.objective_value)
    return optima


@pytest.mark.parametrize("seed", range(3))
def test_cp_sat_finds_the_same_optima(seed):
    problem = _problem(seed)
    answer = solve_teams(problem, _GOALS, {}, closest_idle(problem), None)
    assert answer.status == "optimal"
    found = {goal: bound.value for goal, bound in answer.optima.items()}
    assert found == _by_cp_sat(problem)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_cp_sat_finds_the_same_optima_often(seed):
    test_cp_sat_finds_the_same_optima(seed)
