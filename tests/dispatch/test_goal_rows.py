"""What each goal has come to, and the plan without it, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

import dispatch
from dispatch.assignment.problem import DEFAULT_GOALS, Goal
from dispatch.intervals import Floats, Longs
from dispatch.plan import Plan
from dispatch.plan_rows import GoalRow
from scenarios.alert import Alert
from scenarios.scenario import Scenario
from tests.street import alert, policy, scene, street, unit, zone

STREET = street()
FIRST: tuple[Goal, ...] = ("on_time", "served", "loss")


def planned(scenario: Scenario, *goals: Goal, **fields: object) -> Plan:
    return dispatch.plan(
        scenario, STREET, policy(goals=goals or DEFAULT_GOALS, **fields)
    )


def sent(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {row.alert_id: row.unit_ids for row in plan.assignments}


def row_of(plan: Plan, goal: Goal) -> GoalRow:
    [row] = [row for row in plan.goals if row.goal == goal]
    return row


def without(plan: Plan, goal: Goal) -> tuple[dict[str, int], tuple[str, ...]]:
    """What the other goals come to without one, and who is served otherwise."""
    other = row_of(plan, goal).without
    assert other is not None
    return other.values, other.alert_ids


def values(*row: int) -> dict[str, int]:
    return dict(zip(DEFAULT_GOALS, row, strict=False))


# P2 ── A ─ P1 ──── B    at 200, 1000, 1200 m; B further on. Weights 4 and 1.
TWO = (
    unit("P1", 1200),
    unit("P2", 200),
    alert("A", 1000, level="high"),
)


def test_rows_stand_in_the_policys_order() -> None:
    plan = planned(scene(*TWO), "served", "on_time", "changes", "loss")
    assert [row.goal for row in plan.goals] == ["served", "on_time", "changes", "loss"]
    # P1: 150 + 20 = 170 s, 34 steps of 5 s, by weight 4.
    assert [row.value for row in plan.goals] == [-4, -4, 0, 136]
    assert [row.optimum for row in plan.goals] == [-4, -4, 0, 136]
    assert row_of(plan, "loss").unit == "weight x 5 s"


def test_without_on_time_the_heavier_alert_takes_the_nearer_unit() -> None:
    # A by P2 230 s, B by P1 480 s: 4 x 46 + 96 = 280 steps, both on time.
    # A by P1 170 s, B by P2 580 s: 4 x 34 + 116 = 252 steps, B late.
    plan = planned(scene(*TWO, alert("B", 4500, level="low")))
    assert sent(plan) == {"A": ("P2",), "B": ("P1",)}
    assert [row.value for row in plan.goals] == [-5, -5, 280, 480, 0, 0]
    expected = values(-4, -5, 252, 580, 0, 0)
    assert without(plan, "on_time") == (expected, ("A", "B"))
    assert without(plan, "worst") == (values(-5, -5, 280, 480, 0, 0), ())


def test_without_served_nobody_goes_to_a_late_visit() -> None:
    # 150 + 500 = 650 s, 130 steps by weight 2.
    plan = planned(scene(unit("P1", 0), alert("A", 5000)))
    assert [row.value for row in plan.goals] == [0, -2, 260, 650, 0, 0]
    assert without(plan, "served") == (values(0, 0, 0, 0, 0, 0), ("A",))


def test_without_loss_the_longest_time_decides() -> None:
    # A by P1 170 s, B by P2 430 s: 4 x 34 + 86 = 222 steps.
    # A by P2 230 s, B by P1 330 s: 4 x 46 + 66 = 250 steps, the longest 330 s.
    plan = planned(scene(*TWO, alert("B", 3000, level="low")))
    assert sent(plan) == {"A": ("P1",), "B": ("P2",)}
    expected = values(-5, -5, 250, 330, 0, 0)
    assert without(plan, "loss") == (expected, ("A", "B"))


def test_of_equal_losses_the_longest_time_decides() -> None:
    # Both beyond P1, weight 2: crosswise 230 + 430 s or 330 + 330 s, 264 steps.
    units = (unit("P1", 1200), unit("P2", 200))
    plan = planned(scene(*units, alert("A", 2000), alert("B", 3000)))
    assert sent(plan) == {"A": ("P2",), "B": ("P1",)}
    assert [row.value for row in plan.goals] == [-4, -4, 264, 330, 0, 0]
    others, _ = without(plan, "worst")
    assert (others["loss"], others["worst"] in (330, 430)) == (264, True)


def test_without_changes_orders_are_of_no_weight() -> None:
    # P1 235 s or 250 s as it was told or not: three steps of 100 s in any case.
    given = scene(
        unit("P1", 0),
        unit("P2", 2000, assigned="A", notified_s=0.0),
        alert("A", 1000, received_s=-75.0),
    )
    plan = planned(given, *FIRST, "changes", keep_notified_s=0, time_step_s=100)
    assert sent(plan) == {"A": ("P2",)}
    row = row_of(plan, "changes")
    assert (row.value, row.optimum, row.unit) == (0, 0, "orders")


# --- Slack ---------------------------------------------------------------------------

# P1 to A: 150 + 100 = 250 s, 50 steps; P2: 230 s, 46 steps; by weight 2, 100 and 92.
# Z is reached by P2 alone: 15 + 60 + 320 = 395 s.
SPARE = scene(
    unit("P1", 0), unit("P2", 1800), alert("A", 1000), zone("Z", 5000, weight=7)
)


@pytest.mark.parametrize(
    # Of weight 2, so many steps of 5 s: 3 are 6, 4 are 8, just enough for 92 + 8.
    ("slack_s", "goes", "loss", "shortage"),
    [(0, "P2", 92, 7), (15, "P2", 92, 7), (20, "P1", 100, 0), (30, "P1", 100, 0)],
)
def test_preparedness_may_use_the_slack(
    slack_s: int, goes: str, loss: int, shortage: int
) -> None:
    plan = planned(SPARE, *FIRST, "preparedness", slack_s=slack_s, coverage_s=395)
    assert sent(plan) == {"A": (goes,)}
    assert (row_of(plan, "loss").value, row_of(plan, "loss").optimum) == (loss, 92)
    assert row_of(plan, "preparedness").value == shortage
    assert row_of(plan, "preparedness").optimum == shortage
    expected = {"on_time": -2, "served": -2, "loss": 92, "preparedness": 7}
    changed = ("A",) if goes == "P1" else ()
    assert without(plan, "preparedness") == (expected, changed)
    assert plan.solver.certified


@pytest.mark.parametrize(("slack_s", "goes"), [(19, "P2"), (20, "P1")])
def test_so_may_the_longest_time(slack_s: int, goes: str) -> None:
    # 19 s, too, are 4 steps; but P1's 250 s are 20 s more than P2's.
    plan = planned(SPARE, slack_s=slack_s, coverage_s=395)
    assert sent(plan) == {"A": (goes,)}
    assert row_of(plan, "worst").optimum == 230


def test_never_late_for_the_sake_of_preparedness() -> None:
    given = scene(*SPARE.units, alert("A", 1000, target_s=249), *SPARE.zones)
    plan = planned(given, *FIRST, "preparedness", coverage_s=395, slack_s=600)
    assert sent(plan) == {"A": ("P2",)}


@pytest.mark.parametrize("seed", range(10))
def test_no_value_is_beyond_its_slack(seed: int) -> None:
    rng = np.random.default_rng(seed)
    spots = (10.0 * rng.integers(0, 2000, 14)).tolist()
    units = (unit(f"P{row}", place) for row, place in enumerate(spots[:6]))
    alerts = (alert(f"A{row}", place) for row, place in enumerate(spots[6:10]))
    zones = (zone(f"Z{row}", place) for row, place in enumerate(spots[10:]))
    plan = planned(scene(*units, *alerts, *zones), *FIRST, "preparedness")
    rows = {row.goal: row for row in plan.goals}
    assert rows["on_time"].value == rows["on_time"].optimum
    assert rows["served"].value == rows["served"].optimum
    best = rows["loss"].optimum
    assert best is not None
    # 30 s are 6 steps for each of 4 alerts of weight 2.
    assert best <= rows["loss"].value <= best + 6 * 4 * 2
    others, _ = without(plan, "preparedness")
    assert others["loss"] == best
    assert others["preparedness"] >= rows["preparedness"].value


# --- Money, and what is too large to try ---------------------------------------------


class ASecond:
    def visited(self, alert: Alert, ahead_s: Longs, travel_s: Longs) -> Floats:
        assert alert.exposure
        return alert.exposure * (ahead_s + travel_s)

    def unvisited(self, alert: Alert) -> float:
        assert alert.exposure
        return alert.exposure * 1e6


def test_money_is_counted_in_its_currency() -> None:
    given = scene(unit("P1", 0), alert("A", 1000, exposure=2.0, currency="EUR"))
    plan = dispatch.plan(given, STREET, policy(), loss=ASecond())
    row = row_of(plan, "loss")
    # 250 s by 2 EUR, in steps of 10.
    assert (row.unit, row.value) == ("10 EUR", 50)


def test_a_large_plan_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatch.goal_rows._WORK_AT_MOST", 1)
    plan = planned(scene(*TWO))
    assert all(row.without is None for row in plan.goals)
    assert row_of(plan, "on_time").value == -4
