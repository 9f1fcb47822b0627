"""Money in a shift: who is visited and called first, and what was to be expected."""

from __future__ import annotations

import pytest

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders
from dispatch.simulation.simulate import SimulatedShift
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers
from tests.dispatch.simulation.shifts import load_of_rows, lucky, rows_of, run
from tests.street import alert, policy, unit

KNOWN = {"script": "refund", "stage": "card_details"}


def first_visited(shift: SimulatedShift) -> object:
    rows = [row for row in rows_of(shift) if "notified_s" in row]
    return min(rows, key=lambda row: row["notified_s"])["alert_id"]


@pytest.mark.parametrize(
    ("rule", "first"),
    [("full", "B"), ("prepared", "B"), ("batch_redirect", "A"), ("closest_idle", "A")],
)
def test_where_more_is_lost_officers_go_first(rule: str, first: str):
    # P1 is in time at one of them, and A is nearer; at B there is 100 times as much.
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 1000, exposure=10_000.0, **KNOWN),
        alert("B", 3000, exposure=1_000_000.0, **KNOWN),
    )
    assert first_visited(run(load, rule)) == first


def test_money_counts_up_to_the_policy_s_cap():
    # Above the cap both are the same, and A is nearer.
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 1000, exposure=10_000.0, **KNOWN),
        alert("B", 3000, exposure=1_000_000.0, **KNOWN),
    )
    low = policy(zones_at_most=0, exposure_cap=1000.0)
    assert first_visited(run(load, "full", rules=low)) == "A"


@pytest.mark.parametrize(
    ("rule", "called_s"),
    [("closest_idle", {"B": 200, "C": 300}), ("full", {"C": 200, "B": 300})],
)
def test_who_loses_most_is_called_next(rule: str, called_s: dict[str, float]):
    # One caller is with A until 100 s; C, where more is lost, came after B.
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 15_000, exposure=1000.0, **KNOWN),
        alert("B", 15_000, received_s=10, exposure=1000.0, **KNOWN),
        alert("C", 15_000, received_s=20, exposure=50_000.0, **KNOWN),
    )
    one = policy(zones_at_most=0, callers=1)
    by = rows_of(run(load, rule, luck=lucky(phone_s=100.0), rules=one))
    reached = {row["alert_id"]: row["phone_contact_s"] for row in by}
    assert reached == {"A": 100, **called_s}


def test_a_call_saves_less_where_officers_are_nearly_there():
    # B and C have as much at risk. Told at 100 s, P2 is at B's door at 170 s; nobody
    # is near C, and C is called first, at 105 s.
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 15_000),
        alert("A", 5000, exposure=1000.0, **KNOWN),
        alert("B", 15_100, received_s=10, exposure=9000.0, **KNOWN),
        alert("C", 1000, received_s=10, exposure=9000.0, **KNOWN),
    )
    one = policy(zones_at_most=0, callers=1)
    rows = rows_of(run(load, "full", luck=lucky(phone_s=105.0), rules=one))
    reached = {row["alert_id"]: row.get("phone_contact_s") for row in rows}
    assert reached["C"] == 210


def test_what_was_to_be_expected_stands_in_the_log():
    # Told at 90 s, P1 turns out for 60 s and drives for 200. Nobody goes to B. Two
    # callers are on the phone with both since they came.
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 2000, access_s=30, exposure=9000.0, cards=3, **KNOWN),
        alert("B", 19_000, exposure=5000.0, **KNOWN),
        alert("C", 19_000),
    )
    visited, nobody, unknown = rows_of(run(load))
    model = FraudModel(shipped_numbers(), travel_sigma=0.35)
    told = model.belief("refund", "card_details", warned_s=0.0, now_s=90.0)
    curves = model.curves(
        told, exposure=9000.0, cards=3, access_s=30, called_from_s=0.0
    )
    at_door = float(curves.loss_if_kerb_at(60, 200))
    assert visited["expected_loss"] == pytest.approx(at_door, abs=0.01)
    came = model.belief("refund", "card_details", warned_s=0.0, now_s=0.0)
    alone = model.curves(came, exposure=5000.0).loss_without_officers
    assert nobody["expected_loss"] == pytest.approx(alone, abs=0.01)
    assert "expected_loss" not in unknown


def test_whoever_decides_knows_who_is_called_and_who_has_stopped():
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 0),
        alert("A", 9000, exposure=1000.0),
        alert("B", 9000, received_s=200, exposure=1000.0),
    )
    seen: dict[float, tuple[object, ...]] = {}

    def look(moment: Moment) -> Orders:
        losses = moment.losses
        assert losses is not None
        outcomes = [call.outcome for alert in moment.alerts for call in alert.calls]
        seen[moment.now_s] = (dict(losses.called_from_s), outcomes)
        return {}

    run(load, look, luck=lucky(phone_s=100.0))
    assert seen[0.0] == ({"A": 0.0}, [])
    assert seen[200.0] == ({"B": 0.0}, ["persuaded"])


def test_a_load_without_money_needs_no_model():
    seen: list[object] = []

    def look(moment: Moment) -> Orders:
        seen.append(moment.losses)
        return {}

    run(load_of_rows(unit("P1", 0), alert("A", 9000)), look)
    assert seen == [None]
