"""The program that GLOP keeps gives what a new one would."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.problem import GOALS
from dispatch.assignment.teams.arrivals import arrivals_of
from dispatch.assignment.teams.columns import columns_of, columns_of_plan
from dispatch.assignment.teams.master import Task
from dispatch.assignment.teams.pool import Pool
from dispatch.assignment.teams.start_columns import nearest_columns
from tests.dispatch.assignment.teams.every_plan import every_plan, values
from tests.dispatch.assignment.teams.team_problems import any_problem


def _all_columns(problem):
    columns = columns_of(())
    for arrivals in arrivals_of(problem):
        columns += nearest_columns(problem, arrivals)
    return columns


def _odd_sets(problem, rng):
    things = problem.alerts + problem.units
    count = 3 if things >= 3 else 0
    sets = [np.sort(rng.permutation(things)[:3]) for _ in range(count)]
    return np.array(sets, np.int64).reshape(-1, 3)


@pytest.mark.parametrize("seed", range(60))
def test_a_kept_program_is_worth_what_a_new_one_is(seed):
    problem = any_problem(seed, 6, 5)
    rng = np.random.default_rng(seed)
    columns = _all_columns(problem)
    kept = Pool(columns[np.arange(len(columns) // 2)])
    nothing = values(problem, ((),) * problem.alerts)
    limits = {}
    for goal in ("served", "changes", "preparedness", "on_time"):
        task = Task(problem=problem, aims={goal: 1}, limits=dict(limits))
        kept.solve(task, None)
        if goal == "changes":
            kept.add(columns[np.arange(len(columns) // 2, len(columns))])
        if goal == "preparedness":
            kept.add_odd_sets(_odd_sets(problem, rng))
        fresh = Pool(kept.columns)
        fresh.add_odd_sets(kept.odd_sets)
        answer, new = kept.solve(task, None), fresh.solve(task, None)
        assert answer.value == pytest.approx(new.value)
        assert len(answer.share) == len(kept.columns)
        limits[goal] = nothing[goal]
    assert set(limits) <= set(GOALS)


def test_a_plan_is_added_once():
    for seed in range(20):
        problem = any_problem(seed, 5, 4)
        pool = Pool(_all_columns(problem))
        for plan in list(every_plan(problem))[:20]:
            columns = columns_of_plan(problem, plan)
            pool.add_plan(columns)
            count = len(pool.columns)
            pool.add_plan(columns)
            assert len(pool.columns) == count
            rows = np.column_stack((pool.columns.alert, pool.columns.team)).tolist()
            for alert, team in enumerate(plan):
                size = pool.columns.team.shape[1]
                filled = [alert, *team, *[-1] * (size - len(team))]
                assert filled in rows or not team
