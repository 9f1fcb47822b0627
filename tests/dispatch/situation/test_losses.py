"""What the third goal counts, worked out by hand."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.situation.losses import (
    MOST_STEPS,
    Losses,
    losses,
    steps_of_money,
    steps_of_time,
)
from dispatch.situation.situation import situation
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)
START = datetime(2026, 3, 21, 17, tzinfo=UTC)
TIME = ("served", "time")


def alert(id_: str = "A", **fields: object) -> Alert:
    # Outdoors: 90 dispatch + 60 turnout + 30 access = 180 s and driving.
    place = {"place": HERE, "place_kind": "outdoors"}
    return Alert(id=id_, received_s=0.0, **place, **fields)


def unit(**fields: object) -> Unit:
    return Unit(id="P1", place=HERE, **fields)


def found(
    unit: Unit, *alerts: Alert, driving_s: float = 100.0, model=None, **policy: object
) -> Losses:
    given = Scenario(name="s", start=START, units=(unit,), alerts=alerts)
    driving = np.full((1, len(alerts)), driving_s)
    return losses(situation(given, driving, Policy(**policy), 0.0), model)


def per_second(alert: Alert, time_s: np.ndarray) -> Floats:
    return (alert.exposure or 0.0) * time_s


def test_weight_times_steps_that_have_begun() -> None:
    # 180 + 101 = 281 s are 57 steps of 5 s, by weights 4 and 1.
    third = found(unit(), alert(level="high"), alert("B", level="low"), driving_s=101)
    assert third.loss.tolist() == [[4 * 57, 57]]
    assert third.extra is None


@pytest.mark.parametrize(
    ("driving_s", "steps"),
    [(300.0, 96), (301.0, 97 + 60)],  # 480 s; 481 and 300 s more, 781 s
)
def test_late_counts_as_later_still(driving_s: float, steps: int) -> None:
    third = found(
        unit(), alert(level="low"), driving_s=driving_s, goals=TIME, late_penalty_s=300
    )
    assert third.loss.tolist() == [[steps]]


@pytest.mark.parametrize(
    ("fields", "extra"),
    [
        ({"assigned": "A"}, -2 * 6),  # 30 s are 6 steps, by weight 2
        ({"assigned": "A", "rolling": True}, -2 * 12),  # 60 s
    ],
)
def test_who_was_sent_counts_as_nearer(fields: dict[str, object], extra: int) -> None:
    third = found(unit(**fields), alert(), alert("B"))
    assert third.extra is not None
    assert third.extra.tolist() == [[extra, 0]]


def test_nobody_is_nearer_than_at_the_door() -> None:
    # 30 s to the door: 6 steps, of which 60 s cannot take more than all.
    third = found(unit(assigned="A", rolling=True), alert(), driving_s=0.0)
    assert third.extra is not None
    assert (third.loss.tolist(), third.extra.tolist()) == ([[12]], [[-12]])


def test_the_price_of_being_late_is_not_won_by_being_kept() -> None:
    # 490 s, late: 98 steps and 60. 30 s less would be on time, and is 6 steps less.
    third = found(
        unit(assigned="A", notified_s=-60.0),
        alert(level="low"),
        driving_s=460.0,
        late_penalty_s=300,
    )
    assert third.extra is not None
    assert (third.loss.tolist(), third.extra.tolist()) == ([[98 + 60]], [[-6]])


@pytest.mark.parametrize(
    ("areas", "extra"), [("prefer", [[24, 0]]), ("ignore", None), ("rule", None)]
)
def test_another_area_counts_as_later(
    areas: str, extra: list[list[int]] | None
) -> None:
    # 60 s are 12 steps, by weight 2.
    third = found(unit(area="n"), alert(area="s"), alert("B", area="n"), areas=areas)
    assert (None if third.extra is None else third.extra.tolist()) == extra


def test_slack_is_of_all_alerts() -> None:
    # 30 s are 6 steps, by weights 4 and 1; the target of B is its own.
    alerts = (alert(level="high"), alert("B", level="low", target_s=303))
    assert found(unit(), *alerts).slack == 6 * 4 + 6
    assert found(unit(), *alerts, slack_s=0).slack == 0


def test_money_in_steps() -> None:
    # 280 s at 2.5 a second are 700; steps of 100, to the nearest.
    alerts = (alert(exposure=2.5), alert("B", exposure=0.53))
    third = found(unit(), *alerts, model=per_second, loss_step=100)
    assert third.loss.tolist() == [[7, 1]]
    # Between 480 and 510 s: 1200 to 1275, 12 to 13 steps; 254 to 270, 3 to 3.
    assert third.slack == 1


def test_money_counts_only_where_the_goal_is_loss() -> None:
    third = found(unit(), alert(exposure=9.0), model=per_second, goals=TIME)
    assert third.loss.tolist() == [[2 * 56]]


def test_huge_losses_are_capped() -> None:
    third = found(unit(), alert(exposure=1e15), model=per_second)
    assert third.loss.tolist() == [[MOST_STEPS]]
    assert third.slack == 0


@given(
    st.lists(st.integers(0, 5000), min_size=2, max_size=9),
    st.integers(1, 60),
    st.floats(0, 1e9),
)
def test_steps_never_fall_with_time(
    seconds: list[int], step: int, exposure: float
) -> None:
    time_s = np.array(sorted(seconds))[:, None]
    by_time = steps_of_time(np.array([3]), step)
    by_money = steps_of_money([alert(exposure=exposure)], per_second, step)
    for steps in (by_time, by_money):
        assert (np.diff(steps(time_s), axis=0) >= 0).all()
        assert (steps(time_s) >= 0).all()
