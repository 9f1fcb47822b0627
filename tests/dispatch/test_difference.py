"""What changes from one plan to another."""

from __future__ import annotations

from dataclasses import replace

from dispatch.assignment.problem import Goal
from dispatch.difference import (
    AlertChange,
    IntervalChange,
    LossChange,
    Visit,
    alert_changes,
    goal_changes,
    loss_changes,
    visit_changes,
)
from dispatch.plan_rows import Score
from dispatch.track_rows import AlertLoss
from tests.plans import small_plan, small_town

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


def test_a_visit_that_is_expected_at_another_time() -> None:
    town = small_town()
    row = small_plan(town).assignments[0]
    later = replace(row.intervals, elapsed_s=150, access_s=30)
    other = replace(
        row,
        intervals=later,
        time_to_door_s=later.time_to_door_s,
        probability_on_time=0.9,
    )
    (change,) = visit_changes({"A2": row}, {"A2": other})
    # A2: 120 s elapsed and 168 s access were 563 s; 30 s more and 138 s less, 455.
    assert (change.visit.before_s, change.visit.after_s) == (563, 455)
    assert change.visit.before == change.visit.after == ("P1",)
    assert change.intervals == (
        IntervalChange(name="elapsed_s", before_s=120, after_s=150),
        IntervalChange(name="access_s", before_s=168, after_s=30),
    )
    assert (change.probability_before, change.probability_after) == (0.31, 0.9)
    assert visit_changes({"A2": row}, {"A2": row}) == ()


def test_a_visit_on_one_side_only_has_no_intervals() -> None:
    row = small_plan(small_town()).assignments[0]
    (change,) = visit_changes({}, {"A2": row})
    assert (change.visit.before, change.visit.before_s) == ((), None)
    assert change.intervals == ()
    assert (change.probability_before, change.probability_after) == (None, 0.31)


def loss(alert_id: str, expected: float, no_loss: float) -> AlertLoss:
    return AlertLoss(
        alert_id=alert_id,
        exposure=1000.0,
        exposure_known=True,
        currency="CNY",
        expected_loss=expected,
        expected_loss_without_plan=1000.0,
        recovered=0.0,
        no_loss_probability=no_loss,
        contact_probability=0.5,
        stage="contact",
    )


def test_what_is_expected_to_be_lost() -> None:
    before = [loss("B", 100.0, 0.5), loss("A", 50.0, 0.6), loss("C", 9.0, 0.7)]
    after = [loss("B", 80.0, 0.55), loss("A", 50.0, 0.6), loss("D", 9.0, 0.7)]
    # A's stays; C and D are on one side only.
    assert loss_changes(before, after) == (
        LossChange(
            alert_id="B",
            currency="CNY",
            before=100.0,
            after=80.0,
            no_loss_before=0.5,
            no_loss_after=0.55,
        ),
    )
