"""The benchmark's own plumbing, in cities that fit on a napkin."""

import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import assignment, assignment_memory
from benchmarks.assignment import OURS
from benchmarks.assignment_city import (
    THREE_GOALS,
    city,
    problem_of,
    with_mixed_fleet,
    with_zones,
)
from benchmarks.assignment_columns import columns_of, count_columns, cp_sat_columns
from benchmarks.assignment_peers import PEERS, Peer, one_cost
from dispatch.assignment.evaluate import evaluate, value, vector
from dispatch.assignment.solve import limits_of, solve

FIGURE = {
    *("median_ms", "least_ms", "cold_ms", "cpu_ms", "ratio_to_ours", "runs", "goals"),
    *("optimal", "certified", "status", "path", "gap", "grown_mb", "skipped"),
}


def measured(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["assignment", *words, "--runs", "2", "--json"])
    assignment.main()
    return json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_all_solve_the_same(monkeypatch, capsys):
    result = measured(monkeypatch, capsys, "--sizes", "12x4,5x9")
    assert result.keys() == {"machine", "seed", "runs", "cases"}
    sizes = [(case["units"], case["alerts"]) for case in result["cases"]]
    assert sizes == [(12, 4), (5, 9)]
    for case in result["cases"]:
        figures = case["figures"]
        assert next(iter(figures)) == OURS
        assert set(PEERS) < set(figures)
        assert all(figure.keys() == FIGURE for figure in figures.values())
        assert figures[OURS]["ratio_to_ours"] == 1
        assert figures[OURS]["certified"]
        exact = {name for name in PEERS if not name.startswith("greedy")}
        exact |= {OURS, "ours, unchanged", "ours, three goals"}
        assert {figures[name]["optimal"] for name in exact} == {True}
        goals = {tuple(figures[name]["goals"]) for name in exact}
        assert len(goals) == 1
        certified = {name for name, figure in figures.items() if figure["certified"]}
        assert certified == {OURS, "ours, unchanged", "ours, three goals"}
        assert figures["ours, unchanged"]["path"] == "prices still hold"


def test_teams_and_zones(monkeypatch, capsys):
    words = ("--sizes", "10x4", "--teams", "--zones", "5")
    case = measured(monkeypatch, capsys, *words)["cases"][0]
    assert (case["mixed_fleet"], case["zones"]) == (True, 5)
    assert case["goals"] == list(problem_of(city(1, 1, 7)).goals)
    figures = case["figures"]
    assert set(figures) == {OURS, "greedy (closest idle)", "CP-SAT on columns"}
    assert figures[OURS]["optimal"]
    assert figures["CP-SAT on columns"]["optimal"]
    assert figures[OURS]["status"] == "optimal"


def test_table_has_a_row_for_each(monkeypatch, capsys):
    monkeypatch.setattr(assignment, "_MOST_COLUMNS", 0)
    words = ["assignment", "--sizes", "6x2", "--zones", "3", "--runs", "1"]
    monkeypatch.setattr(sys, "argv", words)
    assignment.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("6 units × 2 alerts, ")
    names = [line.split(" | ")[0] for line in lines[6:]]
    assert names == [
        *("| ours", "| ours, unchanged", "| ours, regrets of an alert"),
        *("| greedy (closest idle)", "| CP-SAT on columns"),
    ]
    assert "left out above 0: too long" in lines[-1]


@pytest.mark.parametrize(
    "sizes", ["", "100", "100x", "x30", "0x3", "3x0", "axb", "1x2,"]
)
def test_bad_sizes(monkeypatch, capsys, sizes):
    with pytest.raises(SystemExit) as ended:
        measured(monkeypatch, capsys, "--sizes", sizes)
    assert ended.value.code == 2
    assert "--sizes" in capsys.readouterr().err


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [(20, 8), (8, 20), (9, 9)])
@pytest.mark.parametrize(
    "name", [name for name in PEERS if not name.startswith("greedy")]
)
def test_peers_find_the_best(name, size, seed):
    given = city(*size, seed)
    problem = problem_of(given)
    reached = _goals(problem, PEERS[name].solve(given))
    assert reached == _goals(problem, assignment._solve(given).teams)


def _goals(problem, teams):
    score = evaluate(problem, teams)
    return tuple(value(score, goal) for goal in THREE_GOALS)


def test_one_cost_puts_the_goals_in_order():
    # Weights 1 and 2, losses in steps of 5 s: 20 at 100 s, 100 at 500 s. All losses
    # together are at most 100 + 2 x 100 = 300: serving counts 301 per weight, and on
    # time more than all of that, 301 x 3 + 300 + 1 = 1204.
    given = replace(
        city(2, 2, 1),
        time_s=np.array([[100, 500], [500, 100]]),
        weight=np.array([1, 2]),
    )
    cost = one_cost(given)
    assert cost.pair.tolist() == [[20, 200 + 2 * 1204], [100 + 1204, 40]]
    assert cost.waiting.tolist() == [1505, 3010]


def test_costs_that_floats_cannot_hold_are_refused():
    given = city(6, 4, 1)
    with pytest.raises(OverflowError):
        one_cost(replace(given, weight=given.weight * 10**6))


def test_too_large_for_a_peer_says_so():
    given = city(4, 3, 1)
    pairs = int(given.allowed.sum())
    assert Peer(solve=lambda _: (), most_pairs=pairs).why_not(given) is None
    reason = Peer(solve=lambda _: (), most_pairs=pairs - 1).why_not(given)
    assert reason == f"{pairs} pairs, left out above {pairs - 1}: too long"


def test_a_worse_plan_is_seen():
    assert assignment._is_best((1, 2), (1, 2), proved=True) is True
    assert assignment._is_best((1, 2), (1, 2), proved=False) is None
    assert assignment._is_best((1, 3), (1, 2), proved=True) is False
    assert assignment._is_best(None, (1, 2), proved=True) is None


def test_loss_within_the_slack_is_as_good():
    goals, limits = ("on_time", "loss"), {"on_time": -4, "loss": 30}
    rank = [assignment._rank(goals, (-4, loss), limits) for loss in (25, 30, 31)]
    assert rank == [(-4, 30), (-4, 30), (-4, 31)]


def test_columns_are_single_units_or_pairs_of_halves():
    # Both officers of unit 0; 1 and 2 have one each; 3 is beyond the cut-off.
    given = with_mixed_fleet(city(4, 1, 1))
    crew = replace(given.crew, officers=np.array([2, 1, 1, 2]), needed=np.array([2]))
    times = np.array([[300], [200], [250], [1801]])
    problem = problem_of(replace(given, time_s=times, crew=crew))
    columns = [(column.team, column.time_s) for column in columns_of(problem)]
    assert columns == [((0,), 300), ((1, 2), 250)]
    assert count_columns(problem) == 2


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("units", "alerts", "zones"), [(8, 5, 4), (12, 4, 8)])
def test_columns_find_the_best_of_all_goals(units, alerts, zones, seed):
    given = with_zones(with_mixed_fleet(city(units, alerts, seed)), zones)
    problem = problem_of(replace(given, time_s=3 * given.time_s))
    solved = solve(problem)
    assert solved.note.status == "optimal"
    teams, proved = cp_sat_columns(replace(given, time_s=3 * given.time_s))
    assert proved
    limits = limits_of(problem, solved.optima)
    one, other = (
        assignment._rank(problem.goals, vector(problem, evaluate(problem, t)), limits)
        for t in (teams, solved.best.teams)
    )
    assert one == other


def test_a_city_is_the_same_again():
    one, other = (with_zones(with_mixed_fleet(city(30, 12, 3)), 4) for _ in range(2))
    assert np.array_equal(one.time_s, other.time_s)
    assert np.array_equal(one.previous, other.previous)
    assert np.array_equal(one.crew.officers, other.crew.officers)
    assert np.array_equal(one.zones.reaches, other.zones.reaches)
    assert not np.array_equal(one.time_s, city(30, 12, 4).time_s)


def test_a_city_is_as_described():
    given = with_zones(with_mixed_fleet(city(400, 120, 1)), 50)
    assert given.time_s.min() >= 90
    assert given.unit_km.max() <= (400 * 2.5) ** 0.5
    assert set(given.weight.tolist()) == {1, 2, 4}
    before = given.previous[given.previous >= 0]
    assert len(set(before.tolist())) == len(before)
    assert 30 <= len(before) <= 40
    assert 0.4 < (given.crew.officers == 2).mean() < 0.6
    assert 0.65 < (given.crew.needed == 2).mean() < 0.85
    assert set(given.zones.wanted.tolist()) == {2}
    # 30 s later, weight by weight: 6 steps of 5 s.
    assert problem_of(given).slack == 6 * given.weight.sum()


def test_memory_is_what_a_task_adds():
    result, mb = assignment_memory.grown_mb(lambda: np.ones(5_000_000).sum())
    assert result == 5_000_000
    assert np.isnan(mb) or 35 < mb < 80
