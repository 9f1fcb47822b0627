"""What the third goal counts, worked out by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.assignment.problem import Longs
from dispatch.assignment.solve import solve
from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.situation.case import make_case
from dispatch.situation.losses import (
    MOST_STEPS,
    Losses,
    losses,
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


class PerSecond:
    """So much a second until the kerb; ten times all of an hour if nobody comes."""

    def visited(self, alert: Alert, ahead_s: Longs, travel_s: Longs) -> Floats:
        return (alert.exposure or 0.0) * (ahead_s + travel_s)

    def unvisited(self, alert: Alert) -> float:
        return (alert.exposure or 0.0) * 10 * 3600


PER_SECOND = PerSecond()


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
    # 90 + 60 + 100 = 250 s at 2.5 a second are 625, at 0.53 132: 6 and 1 steps of
    # 100. Waiting loses 90,000 and 19,080: 900 and 191 steps, at a weight of 2 each
    # 450 at most a unit of weight. So A counts 6 + 900 - 900, B 1 + 900 - 191.
    alerts = (alert(exposure=2.5), alert("B", exposure=0.53))
    third = found(unit(), *alerts, model=PER_SECOND, loss_step=100)
    assert third.shift is not None
    assert (third.shift.per_weight, third.shift.waiting.tolist()) == (450, [900, 191])
    assert third.loss.tolist() == [[6, 1 + 709]]
    # On target at the door is 450 s to the kerb: 1125 and 1200, 11 and 12 steps; 238
    # and 254, 2 and 3.
    assert third.slack == 2


def test_what_is_served_instead_is_worth_what_it_saves() -> None:
    # One unit as near to both: whoever would lose more by waiting is visited, though
    # it loses more by the time of the visit, too.
    given = Scenario(
        name="s",
        start=START,
        units=(unit(),),
        alerts=(alert(exposure=1.0), alert("B", exposure=3.0)),
    )
    case = make_case(given, np.full((1, 2), 100.0), Policy(), 0.0, loss=PER_SECOND)
    solved = solve(case.problem)
    assert solved.best.teams == ((), (0,))
    # B: 250 s at 3 are 75 steps of 10; A waits: 3,600 steps.
    assert solved.best.score.loss == 75 + 3600
    assert solved.optima["loss"] == 75 + 3600
    assert solved.note.certified


def test_teams_are_worth_what_they_save() -> None:
    given = Scenario(
        name="s",
        start=START,
        units=(unit(officers=1), replace(unit(officers=1), id="P2")),
        alerts=(alert(exposure=1.0), alert("B", exposure=3.0)),
    )
    case = make_case(given, np.full((2, 2), 100.0), Policy(), 0.0, loss=PER_SECOND)
    solved = solve(case.problem)
    assert solved.best.teams == ((), (0, 1))
    assert solved.best.score.loss == 75 + 3600
    assert solved.optima["loss"] == 75 + 3600
    assert (solved.note.status, solved.note.gap) == ("optimal", 0.0)


def test_money_counts_only_where_the_goal_is_loss() -> None:
    third = found(unit(), alert(exposure=9.0), model=PER_SECOND, goals=TIME)
    assert third.loss.tolist() == [[2 * 56]]
    assert third.shift is None


def test_huge_losses_are_capped() -> None:
    third = found(unit(), alert(exposure=1e15), model=PER_SECOND)
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
    driving = np.array(sorted(seconds), float)[:, None]
    units = tuple(replace(unit(), id=f"P{n:02}") for n in range(len(seconds)))
    given = Scenario(
        name="s", start=START, units=units, alerts=(alert(exposure=exposure),)
    )
    for goals in (TIME, ("served", "loss")):
        policy = Policy(goals=goals, time_step_s=step, loss_step=step)
        third = losses(situation(given, driving, policy, 0.0), PER_SECOND)
        assert (np.diff(third.loss, axis=0) >= 0).all()
        assert (third.loss >= 0).all()
