"""Rows of a plan's phone track, and of what door and phone together save."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall:
    """An alert in a caller's queue; start_s : expected, seconds from now."""

    caller_id: str
    alert_id: str
    start_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLoss:
    """What an alert loses, in its currency, by the model of the fraud.

    exposure : at risk; assumed where `exposure_known` is False. expected_loss : with
    officers and calls as planned; expected_loss_without_plan : if nobody goes and
    nobody calls. recovered : what of the loss with the plan a stop-payment request
    at contact brings back. no_loss_probability, contact_probability : with the plan;
    contact within the target, at the door or by phone. stage : where in the script
    the victim most likely is now.
    """

    alert_id: str
    exposure: float
    exposure_known: bool
    currency: str
    expected_loss: float
    expected_loss_without_plan: float
    recovered: float
    no_loss_probability: float
    contact_probability: float
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Phone and door together.

    calls : by caller, each in the order of calling. not_called : ids of alerts.
    losses : by alert. how : how door plan and phone plan were brought together.
    calls_proved : whether no other order of calls loses less, with these door plans.
    assumes : what all of it rests on, a sentence each.
    """

    callers: tuple[str, ...]
    calls: tuple[PhoneCall, ...]
    not_called: tuple[str, ...]
    calls_proved: bool
    losses: tuple[AlertLoss, ...]
    how: str
    assumes: tuple[str, ...]
