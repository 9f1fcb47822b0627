"""Who calls whom, given when officers are at the doors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.tracks.fraud_losses import FraudLosses
from dispatch.tracks.phone_track import Drive, PhoneTrack, caller_ids, phone_track
from scenarios.alert import Alert
from tests.dispatch.tracks.test_fraud_losses import MODEL, defrauded

HERE = Drive(ahead_s=0, travel_s=30, contact_s=30)
FAR = Drive(ahead_s=600, travel_s=600, contact_s=1300)


def track(callers: int, *alerts: Alert, **drives: Drive) -> PhoneTrack:
    losses = FraudLosses(model=MODEL, policy=Policy(callers=callers), now_s=60.0)
    return phone_track(losses, alerts, drives)


def named(id_: str, exposure: float = 100_000.0, **fields: object) -> Alert:
    return replace(defrauded(exposure=exposure, access_s=30), id=id_, **fields)


def order(found: PhoneTrack, caller: str = "C1") -> list[str]:
    return [call.alert_id for call in found.calls if call.caller_id == caller]


def test_callers_are_named() -> None:
    assert caller_ids(3) == ("C1", "C2", "C3")


def test_whoever_loses_most_is_called_first() -> None:
    found = track(1, named("A", 10_000.0), named("B", 500_000.0))
    assert order(found) == ["B", "A"]
    assert found.calls[0].start_s == 0
    # Nobody knows how long the first call takes: as long as is to be expected.
    assert 90 <= found.calls[1].start_s <= 1800
    assert found.called_from_s == {"B": 0.0, "A": float(found.calls[1].start_s)}
    assert found.proved


def test_where_officers_are_soon_a_call_saves_little() -> None:
    # As much at risk; at A officers are at the door in half a minute.
    found = track(1, named("A"), named("B"), A=HERE, B=FAR)
    assert order(found)[0] == "B"
    found = track(1, named("A"), named("B"), A=FAR, B=HERE)
    assert order(found)[0] == "A"


def test_a_call_ends_when_officers_are_there() -> None:
    waits = track(1, named("A", 900_000.0), named("B"), A=FAR)
    soon = replace(FAR, ahead_s=60, travel_s=60, contact_s=150)
    ends = track(1, named("A", 900_000.0), named("B"), A=soon)
    assert order(waits) == order(ends) == ["A", "B"]
    assert ends.called_from_s["B"] < waits.called_from_s["B"]


def test_two_callers_share() -> None:
    found = track(2, named("A"), named("B"), named("C"))
    assert sorted([*order(found), *order(found, "C2")]) == ["A", "B", "C"]
    assert all(call.start_s == 0 for call in found.calls[:1])
    assert len(order(found)) in {1, 2}


@pytest.mark.parametrize("callers", [0, 1])
def test_nobody_to_call_or_to_be_called(callers: int) -> None:
    assert track(callers).calls == ()
    assert track(0, named("A")).not_called == ("A",)


def test_nothing_at_risk_is_not_called() -> None:
    found = track(2, named("A", 0.0), named("B"))
    assert found.not_called == ("A",)


def test_of_very_many_the_most_urgent_are_called() -> None:
    rng = np.random.default_rng(1)
    many = [named(f"A{n:03}", float(rng.integers(1, 500)) * 100) for n in range(60)]
    many[37] = named("A037", 900_000.0)
    found = track(2, *many)
    assert "A037" in {call.alert_id for call in found.calls if call.start_s == 0}
    assert not found.proved
    assert len(found.not_called) >= 20
