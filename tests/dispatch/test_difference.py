"""What changes from one plan to another."""

from __future__ import annotations

from dispatch.assignment.problem import Goal
from dispatch.difference import AlertChange, Visit, alert_changes, goal_changes
from dispatch.plan_rows import Score

ONE = Visit(unit_ids=("P1",), time_to_door_s=300)
NOBODY = Visit(unit_ids=(), time_to_door_s=None)


def score(**values: int) -> Score:
    zeros = dict.fromkeys(Score.__slots__, 0)
    return Score(**{**zeros, **values})


def test_only_who_goes_is_a_change() -> None:
    sooner = Visit(unit_ids=("P1",), time_to_door_s=200)
    assert alert_changes({"A": ONE}, {"A": sooner}) == ()


def test_the_order_of_a_team_is_none() -> None:
    one = Visit(unit_ids=("P1", "P2"), time_to_door_s=300)
    other = Visit(unit_ids=("P2", "P1"), time_to_door_s=300)
    assert alert_changes({"A": one}, {"A": other}) == ()


def test_alerts_that_are_on_one_side_only() -> None:
    two = Visit(unit_ids=("P2",), time_to_door_s=100)
    before = {"C": NOBODY, "B": ONE}
    after = {"A": two, "D": NOBODY}
    assert alert_changes(before, after) == (
        AlertChange(alert_id="A", before=(), before_s=None, after=("P2",), after_s=100),
        AlertChange(alert_id="B", before=("P1",), before_s=300, after=(), after_s=None),
    )


def test_goals_rise_where_they_are_worse() -> None:
    before = score(weighted_on_time=6, loss=100, changes=1)
    after = score(weighted_on_time=4, loss=90, worst_time_to_door_s=7, changes=1)
    goals: tuple[Goal, ...] = ("on_time", "loss", "worst", "changes")
    assert goal_changes(goals, before, after) == {
        "on_time": 2,
        "loss": -10,
        "worst": 7,
        "changes": 0,
    }
    assert list(goal_changes(goals[::-1], before, after)) == list(goals[::-1])
