"""What calls say: Bayes' rule over the places of a belief, and what they change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.call import CallOutcome
from scenarios.fraud.belief import Belief, BeliefPart
from scenarios.fraud.chain import Floats
from scenarios.fraud.numbers import Phone

Flags = tuple[Floats, Floats]


def after_call(belief: Belief, outcome: CallOutcome, phone: Phone) -> Belief:
    """Say where she may be after one call.

    A busy line is likelier in some stages than in others, and hardly ever where she
    has stopped: it is evidence that the fraud goes on. Evidence that the numbers hold
    for impossible says only whether she goes on.
    """
    weighed = [_weighed(part, outcome, phone) for part in belief.parts]
    total = sum(part.share for part in weighed)
    if total <= 0.0:
        weighed = [_told(part, outcome) for part in belief.parts]
        total = sum(part.share for part in weighed)
    return Belief(parts=tuple(_scaled(part, 1.0 / total) for part in weighed))


def _weighed(part: BeliefPart, outcome: CallOutcome, phone: Phone) -> BeliefPart:
    going, paused = _flags(part, outcome, phone)
    return replace(part, going=going, paused=paused)


def _flags(part: BeliefPart, outcome: CallOutcome, phone: Phone) -> Flags:
    """Chances times how likely the outcome was, moved to what it leads to.

    But for factors that all places share: a free line is answered as often by who
    goes on as by who has stopped.
    """
    going, paused = part.going, part.paused
    free, free_paused = 1.0 - part.chain.busy, 1.0 - phone.busy_paused
    if outcome == "busy":
        return going * part.chain.busy, paused * phone.busy_paused
    if outcome == "no_answer":
        return going * free, paused * free_paused
    if outcome == "answered":
        return going * free, np.zeros_like(paused)
    if outcome == "persuaded":
        stopped = going * free * phone.persuade + paused * free_paused
        return np.zeros_like(going), stopped
    return part.here, np.zeros_like(paused)  # she has relapsed


def _told(part: BeliefPart, outcome: CallOutcome) -> BeliefPart:
    """Only whether she goes on, by what the caller says."""
    none = np.zeros_like(part.going)
    if outcome == "persuaded":
        return replace(part, going=none, paused=part.here)
    if outcome in {"answered", "relapsed"}:
        return replace(part, going=part.here, paused=none)
    return part


def _scaled(part: BeliefPart, factor: float) -> BeliefPart:
    return replace(part, going=part.going * factor, paused=part.paused * factor)
