"""`solve` against CP-SAT, one goal after the other, at sizes beyond enumeration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ortools.sat.python import cp_model

from dispatch.assignment.evaluate import vector
from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.solve import solve
from tests.dispatch.assignment.problems import square_town

Pair = tuple[int, int]

_ADDITIVE: tuple[Goal, ...] = ("on_time", "served", "loss", "changes")


@pytest.mark.parametrize(("units", "alerts"), [(15, 8), (8, 15), (30, 12)])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("goals", [_ADDITIVE, ("served", "changes", "on_time", "loss")])
def test_same_goals_as_cp_sat(
    units: int, alerts: int, seed: int, goals: tuple[Goal, ...]
) -> None:
    problem = _with_losses(square_town(seed, units, alerts, goals=goals), seed)
    solved = solve(problem)
    assert solved.note.certified
    assert vector(problem, solved.best.score) == _goals_by_cp_sat(problem)


def _with_losses(problem: Problem, seed: int) -> Problem:
    """In steps of 60 s, so that changes have something left to decide; and extra."""
    rng = np.random.default_rng(seed)
    shape = problem.time_s.shape
    return replace(
        problem,
        loss=problem.weight * (problem.time_s // 60),
        extra=rng.integers(0, 3, shape),
    )


def _goals_by_cp_sat(problem: Problem) -> tuple[int, ...]:
    model = cp_model.CpModel()
    pairs: list[Pair] = [(u, a) for u, a in np.argwhere(problem.allowed).tolist()]
    goes = {pair: model.new_bool_var(f"{pair}") for pair in pairs}
    for unit in range(problem.units):
        model.add_at_most_one([goes[pair] for pair in pairs if pair[0] == unit])
    for alert in range(problem.alerts):
        model.add_at_most_one([goes[pair] for pair in pairs if pair[1] == alert])
    values = []
    for goal in problem.goals:
        costs = _costs(problem, goal)
        total = cp_model.LinearExpr.weighted_sum(
            [goes[pair] for pair in pairs], [costs[pair] for pair in pairs]
        )
        model.minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        # Its objective is a float.
        best = sum(costs[pair] for pair in pairs if solver.boolean_value(goes[pair]))
        model.add(total <= best)
        values.append(best + _orders(problem) * (goal == "changes"))
    return tuple(values)


def _costs(problem: Problem, goal: Goal) -> dict[Pair, int]:
    """What each pair adds to a goal."""
    assert problem.previous is not None
    assert problem.extra is not None
    on_time = problem.time_s <= problem.target_s
    stands = problem.previous[:, None] == np.arange(problem.alerts)
    costs = {
        "on_time": -problem.weight * on_time,
        "served": np.broadcast_to(-problem.weight, on_time.shape),
        "loss": problem.pair_loss + problem.extra,
        "changes": -stands.astype(np.int64),
    }[goal]
    return {(u, a): int(costs[u, a]) for u, a in np.ndindex(on_time.shape)}


def _orders(problem: Problem) -> int:
    assert problem.previous is not None
    return int((problem.previous >= 0).sum())
