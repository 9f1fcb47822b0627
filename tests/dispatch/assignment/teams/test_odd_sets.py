"""Odd sets: who holds them, which are broken, and that no plan breaks one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.problem import Crew
from dispatch.assignment.teams.broken_sets import broken_sets
from dispatch.assignment.teams.columns import columns_of, columns_of_plan
from dispatch.assignment.teams.odd_sets import (
    holders,
    most_teams,
    no_odd_sets,
    together,
)
from dispatch.assignment.teams.solve import solve_teams
from tests.dispatch.assignment.problems import problem_of
from tests.dispatch.assignment.teams.every_plan import every_plan
from tests.dispatch.assignment.teams.team_problems import any_problem


def _singles(times) -> Crew:
    units, alerts = len(times), len(times[0])
    return Crew(
        officers=np.ones(units, np.int64),
        needed=np.full(alerts, 2),
        skills=np.zeros(units, np.int64),
        wanted=np.zeros(alerts, np.int64),
        of_one=np.zeros(alerts, np.bool_),
    )


def test_a_team_holds_a_set_if_it_takes_two_of_it_or_more():
    # Three alerts, so unit 0 is thing 3. Teams take {0, 3, 4}, {1, 4, 5}, {2, 3}.
    columns = columns_of([(0, 1, (0, 1)), (1, 2, (1, 2)), (2, 0, (0,))])
    sets = np.array([[3, 4, 5, -1, -1], [0, 1, 2, 3, 4], [0, 2, 5, -1, -1]])
    odd_set, column = holders(sets, columns, 3)
    # The first set has 3 and 4 of the first team, 4 and 5 of the second; the second
    # set 0, 3 and 4; 1 and 4; 2 and 3; the third set one thing of each team.
    assert list(zip(odd_set.tolist(), column.tolist(), strict=True)) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 2),
    ]
    assert most_teams(sets).tolist() == [1, 2, 1]


def test_halves_of_three_pairs_of_three_units_break_their_set():
    # Halves come to 3 / 2 teams that have two of units 0 to 2, things 3 to 5; one can.
    columns = columns_of([(0, 1, (0, 1)), (1, 2, (1, 2)), (2, 2, (0, 2))])
    assert broken_sets(columns, np.full(3, 0.5), 3).tolist() == [[3, 4, 5]]
    assert broken_sets(columns, np.array([0.5, 0.5, 0.0]), 3).tolist() == []
    assert broken_sets(columns, np.array([0.0, 1.0, 0.0]), 3).tolist() == []


def test_halves_round_a_ring_of_five_break_it():
    # Alerts 0 and 1; units 0 to 3 are things 2 to 5. Round: alert 0, unit 0, alert 1,
    # unit 1, with unit 2 at alert 2 ... each step by another half: 5 / 2 of 2.
    columns = columns_of(
        [(0, 0, (0,)), (1, 0, (0,)), (1, 1, (1,)), (2, 2, (1, 2)), (0, 2, (2,))]
    )
    found = broken_sets(columns, np.full(5, 0.5), 3)
    assert found.tolist() == [[0, 1, 3, 4, 5]]
    assert broken_sets(columns, np.array([0.5, 0.5, 0.5, 0.5, 0.4]), 3).tolist() == [
        [0, 1, 3, 4, 5]
    ]
    assert not len(broken_sets(columns, np.array([0.5, 0.5, 0.5, 0.2, 0.2]), 3))


def test_a_ring_is_found_behind_a_shorter_way_by_one_team_twice():
    # The team (0, 1 and 2) could be walked from alert 0 to unit 1 and from unit 2 to
    # unit 1: 5 steps, unit 1, alert 0, unit 0, alert 1, unit 2, but only 4 teams.
    # Round units 1, 2, 3, 5, alert 4, unit 7, alert 2 there are 7 halves, of 3.
    teams = [
        (0, (0,)),
        (1, (0,)),
        (0, (1, 2)),
        (1, (2, 3)),
        (2, (1, 4)),
        (3, (3, 5)),
        (4, (5, 6)),
        (4, (6, 7)),
        (2, (4, 7)),
    ]
    columns = columns_of((alert, team[-1], team) for alert, team in teams)
    found = broken_sets(columns, np.full(9, 0.5), 5)
    assert len(found)
    held = np.bincount(holders(found, columns, 5)[0], minlength=len(found))
    assert (held / 2 > most_teams(found)).all()


def test_sets_of_any_size_stand_together():
    three, five = np.array([[0, 1, 2]]), np.array([[0, 1, 2, 3, 4]])
    assert together(three, five).tolist() == [[0, 1, 2, -1, -1], [0, 1, 2, 3, 4]]
    assert together(no_odd_sets(), no_odd_sets()).shape == (0, 3)


def test_no_plan_breaks_any_odd_set():
    for seed in range(40):
        problem = any_problem(seed)
        rng = np.random.default_rng(seed)
        things = problem.alerts + problem.units
        if things < 5:
            continue
        sets = np.stack([np.sort(rng.permutation(things)[:5]) for _ in range(5)])
        sets = together(sets, np.sort(sets[:, :3]))
        for plan in every_plan(problem):
            columns = columns_of_plan(problem, plan)
            held = np.bincount(holders(sets, columns, problem.alerts)[0], minlength=10)
            assert (held <= most_teams(sets)).all()


def test_prices_alone_prove_what_halves_of_teams_would_better():
    # Three singles, two needed at each of three alerts: shares serve 3 / 2 of them.
    times = [[60, 70, 80], [60, 70, 80], [60, 70, 80]]
    problem = replace(problem_of(times), crew=_singles(times))
    answer = solve_teams(problem, problem.goals, {}, closest_idle(problem), None)
    values = [bound.value for bound in answer.optima.values()]
    assert values[:3] == [-1, -1, 60]
    assert answer.status == "optimal"
    assert all(bound.certified for bound in answer.optima.values())
