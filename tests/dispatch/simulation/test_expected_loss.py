"""Expected losses by the moment of contact."""

from __future__ import annotations

import pytest

from dispatch.policy import Policy
from dispatch.simulation.expected_loss import ExpectedLoss
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers
from tests.street import alert

ASKED = alert("A", 0, script="refund", stage="card_details", exposure=50_000.0, cards=3)


@pytest.fixture(scope="module")
def losses() -> ExpectedLoss:
    return ExpectedLoss(Policy())


def test_it_is_what_the_model_says(losses: ExpectedLoss):
    model = FraudModel(shipped_numbers())
    belief = model.belief("refund", "card_details", warned_s=0.0, now_s=0.0)
    curves = model.curves(belief, exposure=50_000.0, cards=3, called_from_s=0.0)
    told = float(curves.loss_if_contact_at(420.0))
    assert losses(ASKED, 420.0) == pytest.approx(told)
    never = curves.loss_without_officers
    assert losses(ASKED, None) == pytest.approx(never)


def test_later_is_never_better(losses: ExpectedLoss):
    told = [losses(ASKED, at_s) for at_s in (0.0, 60.0, 300.0, 900.0, 3600.0, None)]
    assert told == sorted(told)  # type: ignore[type-var]
    assert 0.0 <= told[0] < told[-1] <= 50_000.0  # type: ignore[operator]


def test_nobody_calls_where_there_are_no_callers(losses: ExpectedLoss):
    alone = ExpectedLoss(Policy(callers=0))
    assert alone(ASKED, 600.0) > losses(ASKED, 600.0)  # type: ignore[operator]


def test_an_alert_without_a_sum_has_no_loss(losses: ExpectedLoss):
    assert losses(alert("B", 0), 60.0) is None
