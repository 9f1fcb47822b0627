"""The model of the fraud as the door plan asks it."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.tracks.fraud_losses import FraudLosses, fraud_model_of
from scenarios.alert import Alert, MeetingPoint
from scenarios.call import Call
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers
from tests.street import alert, at, scene, unit

MODEL = FraudModel(shipped_numbers())
CARDS = {"script": "refund", "stage": "card_details", "cards": 10}


def losses(now_s: float = 60.0, **called_from_s: float) -> FraudLosses:
    return FraudLosses(
        model=MODEL, policy=Policy(), now_s=now_s, called_from_s=called_from_s
    )


def defrauded(exposure: float | None = 4e6, **fields: object) -> Alert:
    return alert("A", 0, exposure=exposure, **{**CARDS, **fields})


def visited(asked: FraudLosses, one: Alert, ahead_s: int, travel_s: int) -> float:
    (lost,) = asked.visited(one, np.array([ahead_s]), np.array([travel_s]))
    return float(lost)


def test_only_what_counts_is_counted() -> None:
    # The cap is 1 million: of 4 million a quarter.
    asked, one = losses(), defrauded()
    curves = asked.curves(one)
    whole = float(curves.loss_if_kerb_at(150.0, 200.0))
    assert visited(asked, one, 150, 200) == pytest.approx(whole / 4)
    assert asked.unvisited(one) == pytest.approx(curves.loss_without_officers / 4)


def test_later_loses_more_and_nobody_most() -> None:
    asked, one = losses(), defrauded()
    rows = [visited(asked, one, ahead, drive) for ahead, drive in
            [(60, 60), (60, 300), (300, 300), (900, 900)]]  # fmt: skip
    assert rows == sorted(rows)
    assert rows[0] < rows[1] < rows[2] < asked.unvisited(one) <= 1e6


def test_who_is_called_loses_less() -> None:
    one = defrauded()
    never, late, soon = losses(), losses(A=600.0), losses(A=0.0)
    assert soon.unvisited(one) < late.unvisited(one) < never.unvisited(one)
    # Before the call begins it changes nothing.
    assert visited(late, one, 30, 30) <= visited(never, one, 30, 30)


def test_busy_lines_are_evidence_and_a_promise_is_a_pause() -> None:
    busy = defrauded(calls=tuple(Call(at_s=10.0 * n, outcome="busy") for n in (1, 2)))
    told = defrauded(calls=(Call(at_s=40.0, outcome="persuaded"),))
    plain = losses().belief(defrauded())
    assert losses().belief(busy).hazard_per_min > plain.hazard_per_min
    assert losses().belief(told).paused > 0.9
    assert visited(losses(), told, 150, 200) < visited(losses(), defrauded(), 150, 200)


def test_a_meeting_point_saves_the_way_up_and_the_search() -> None:
    high_up = defrauded(access_s=168)
    below = defrauded(access_s=168, meeting_point=MeetingPoint(place=at(0)))
    assert visited(losses(), below, 150, 200) < visited(losses(), high_up, 150, 200)


def test_the_model_applies_where_money_is_a_goal_and_known() -> None:
    known = scene(unit("P1", 0), defrauded())
    unknown = scene(unit("P1", 0), defrauded(exposure=None))
    assert fraud_model_of(known, Policy()) is not None
    assert fraud_model_of(unknown, Policy()) is None
    assert fraud_model_of(known, Policy(goals=("served", "time"))) is None


def test_a_policy_may_have_numbers_of_its_own() -> None:
    numbers = shipped_numbers().with_value("phone.answer", 0.9)
    model = fraud_model_of(scene(unit("P1", 0), defrauded()), Policy(fraud=numbers))
    assert model is not None
    assert model.numbers.phone.answer == 0.9
