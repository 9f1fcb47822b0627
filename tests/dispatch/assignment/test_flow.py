"""The flow against what others found, and how it behaves when OR-Tools does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from dispatch.assignment import flow
from dispatch.assignment.arcs import Arcs
from dispatch.assignment.evaluate import evaluate
from dispatch.assignment.flow import NoFlowError, solve_flow
from dispatch.assignment.goals import Costs
from dispatch.assignment.problem import Longs
from tests.dispatch.assignment.problems import problem_from, problem_of

_HUGE_S = 10**6


@pytest.mark.parametrize(
    ("size", "optimum"), [(100, 305), (200, 475), (300, 626), (400, 804)]
)
def test_or_library_assignment(size: int, optimum: int) -> None:
    if "DISPATCH_DATA" not in os.environ:
        pytest.skip("DISPATCH_DATA does not say where OR-Library's files are")
    file = Path(os.environ["DISPATCH_DATA"]) / "optimum" / f"assign{size}.txt"
    numbers = [int(word) for word in file.read_text().split()]
    assert numbers[0] == size
    problem = problem_from(np.array(numbers[1:]).reshape(size, size), target_s=_HUGE_S)
    score = evaluate(problem, solve_flow(problem).unit_of_alert)
    assert score.on_time == size
    assert score.total_time_to_door_s == optimum


@pytest.mark.parametrize(
    ("units", "alerts", "mean"),
    [
        (5, 5, 1.463611),
        (10, 10, 1.549768),
        (20, 5, 0.264200),
        (5, 20, 0.264200),
        (20, 10, 0.574454),
        (60, 20, 0.364632),
    ],
)
def test_mean_of_random_assignments(units: int, alerts: int, mean: float) -> None:
    # Times exponential with mean 1, here in millionths: the mean of the optimum is
    # known exactly.
    rng = np.random.default_rng(20240321)
    optima = []
    for _ in range(800):
        time = np.rint(rng.exponential(1e6, (units, alerts)))
        problem = problem_from(time, target_s=10**9)
        score = evaluate(problem, solve_flow(problem).unit_of_alert)
        assert score.on_time == min(units, alerts)
        optima.append(score.total_time_to_door_s / 1e6)
    error = np.std(optima, ddof=1) / np.sqrt(len(optima))
    assert abs(np.mean(optima) - mean) < 4 * error


def test_joins_pairs_that_were_not_among_the_nearest() -> None:
    # All alerts find the units at 1 s, 2 s, ... 40 s, so they all begin with the
    # same 16; 20 of them need 20 units: 1 + 2 + ... + 20 = 210 s.
    problem = problem_from(np.tile(np.arange(1, 41)[:, None], (1, 20)))
    score = evaluate(problem, solve_flow(problem).unit_of_alert)
    assert (score.on_time, score.total_time_to_door_s) == (20, 210)


def test_asks_again_where_small_weights_mislead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Unit 1 is late for alert 0 (110 > 100). On time first: alert 0 has unit 0, and
    # the heavy alert 1 has unit 1, at 90 s instead of 10: 1000 x 80 s more, above
    # the 64 x 111 s that small weights pay for a late alert.
    problem = problem_of([[90, 10], [110, 90]], target_s=100, weight=[1, 1000])
    calls = _count_flows(monkeypatch)
    assert solve_flow(problem).unit_of_alert.tolist() == [0, 1]
    assert len(calls) == 2


def test_small_weights_are_enough_as_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _count_flows(monkeypatch)
    problem = problem_of([[90, 10], [110, 90]], target_s=100)
    assert solve_flow(problem).unit_of_alert.tolist() == [0, 1]
    assert len(calls) == 1


@pytest.mark.parametrize("status", ["INFEASIBLE", "BAD_COST_RANGE", "NOT_SOLVED"])
def test_reads_no_flows_unless_optimal(
    monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    class Failed:
        """Has no flows to read: asking for them would be an AttributeError."""

        def solve(self) -> object:
            return getattr(min_cost_flow.SimpleMinCostFlow, status)

    monkeypatch.setattr(flow, "_network", lambda *_: Failed())
    with pytest.raises(NoFlowError, match=status):
        solve_flow(problem_of([[100]]))


def test_an_optimal_flow_that_is_not_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(flow, "_flow", lambda *_: np.array([1, 0]))
    with pytest.raises(NoFlowError, match="OPTIMAL, but"):
        solve_flow(problem_of([[100, 300], [300, 100]]))


def test_prices_that_ask_for_ever_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    had = Arcs(unit=np.array([0]), alert=np.array([0]))
    monkeypatch.setattr(flow, "missing_arcs", lambda *_: had)
    with pytest.raises(NoFlowError, match="pairs that they had"):
        solve_flow(problem_of([[100, 300], [300, 100]]))


def _count_flows(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    calls: list[None] = []
    asked: Callable[[Costs, Arcs], Longs] = flow._flow

    def counted(costs: Costs, arcs: Arcs) -> Longs:
        calls.append(None)
        return asked(costs, arcs)

    monkeypatch.setattr(flow, "_flow", counted)
    return calls
