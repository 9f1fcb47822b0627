"""The flow by hand, and how it behaves when OR-Tools does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from dispatch.assignment.single import flow
from dispatch.assignment.single.flow import NoFlowError, cheapest
from tests.dispatch.assignment.networks import network_of
from tests.dispatch.assignment.problems import problem_from, problem_of


def test_the_cheapest_plan_by_hand() -> None:
    # 300 + 250 s instead of 200 + 600 s, of which 600 is late.
    assert cheapest(network_of(problem_of([[200, 250], [300, 600]]))).tolist() == [1, 0]


def test_the_dearest_to_leave_waiting_is_served() -> None:
    network = network_of(problem_of([[100, 400]], weight=[1, 4]))
    assert cheapest(network).tolist() == [-1, 0]


def test_who_has_to_be_sent_is() -> None:
    network = network_of(problem_of([[100], [150]]), must=(1,))
    assert cheapest(network).tolist() == [1]


def test_who_may_not_wait_is_served_first() -> None:
    # Alert 1 weighs more, but alert 0 may not wait.
    network = network_of(problem_of([[100, 100]], weight=[1, 4]))
    only = replace(network, may_wait=np.array([False, True]))
    assert cheapest(only).tolist() == [0, -1]


@pytest.mark.parametrize(("units", "alerts"), [(3, 40), (40, 3), (1, 1), (17, 17)])
def test_rectangles_of_zero_costs(units: int, alerts: int) -> None:
    plan = cheapest(network_of(problem_from(np.zeros((units, alerts)), target_s=0)))
    served = plan[plan >= 0]
    assert len(served) == min(units, alerts)
    assert len(np.unique(served)) == len(served)


def test_no_pairs_all_wait() -> None:
    network = network_of(problem_of([[None, None]]))
    assert cheapest(network).tolist() == [-1, -1]


@pytest.mark.parametrize("status", ["INFEASIBLE", "BAD_COST_RANGE", "NOT_SOLVED"])
def test_reads_no_flows_unless_optimal(
    monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    class Failed:
        """Has no flows to read: asking for them would be an AttributeError."""

        def solve(self) -> object:
            return getattr(min_cost_flow.SimpleMinCostFlow, status)

    monkeypatch.setattr(flow, "_flow", lambda *_: Failed())
    with pytest.raises(NoFlowError, match=status):
        cheapest(network_of(problem_of([[100]])))


def test_nobody_to_serve_whom_nobody_may_keep_waiting() -> None:
    # Two alerts that may not wait, and one unit.
    network = network_of(problem_of([[100, 100]]))
    never = replace(network, may_wait=np.array([False, False]))
    with pytest.raises(NoFlowError, match="INFEASIBLE"):
        cheapest(never)
