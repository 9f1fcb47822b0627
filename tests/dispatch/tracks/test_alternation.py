"""Door plan and phone plan together."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

import dispatch
from dispatch.plan import Plan
from dispatch.plan_rows import Unserved
from dispatch.policy import Policy
from dispatch.tracks.alternation import drives_of
from dispatch.tracks.fraud_losses import FraudLosses
from dispatch.tracks.phone_track import lost
from scenarios.alert import Alert
from scenarios.scenario import Scenario
from tests.street import alert, policy, scene, street, unit

STREET = street()
REFUND = {"script": "refund", "stage": "card_details", "cards": 5, "access_s": 30}


def defrauded(id_: str, metres: float, exposure: float | None, **more: object) -> Alert:
    return alert(id_, metres, exposure=exposure, **{**REFUND, **more})


def planned(given: Scenario, **fields: object) -> Plan:
    return dispatch.plan(given, STREET, policy(zones_at_most=0, **fields))


def sent(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {row.alert_id: row.unit_ids for row in plan.assignments}


def loss_of(plan: Plan, alert_id: str) -> float:
    assert plan.tracks is not None
    return next(r.expected_loss for r in plan.tracks.losses if r.alert_id == alert_id)


def test_without_money_at_risk_there_are_no_tracks() -> None:
    plan = planned(scene(unit("P1", 0), defrauded("A", 1000, None)))
    assert plan.tracks is None
    assert next(row for row in plan.goals if row.goal == "loss").unit == "weight x 5 s"


def test_one_unit_goes_where_it_saves_most() -> None:
    # Both as near; the larger sum further on in the script would be lost first.
    rows = (unit("P1", 0), defrauded("A", 1000, 20_000.0))
    plan = planned(scene(*rows, defrauded("B", 1000, 400_000.0)))
    assert sent(plan) == {"B": ("P1",)}
    assert plan.unserved == (
        Unserved(alert_id="A", reason=dispatch.Reason.OTHERS_FIRST),
    )
    plan = planned(scene(*rows, defrauded("B", 1000, 400.0)))
    assert sent(plan) == {"A": ("P1",)}


def test_on_time_comes_before_money() -> None:
    # To A on time, 250 s; to B, with all the money, only late: 1150 s.
    given = scene(
        unit("P1", 0), defrauded("A", 1000, 5_000.0), defrauded("B", 10_000, 900_000.0)
    )
    assert sent(planned(given)) == {"A": ("P1",)}


def test_a_large_sum_does_not_starve_a_small_one() -> None:
    # B is near the end of its script, and time for it nearly up; A can be saved. Of
    # B's 50 million only 1 counts.
    given = scene(
        unit("P1", 0),
        defrauded("A", 1000, 1_000_000.0, stage="contact"),
        defrauded(
            "B", 1000, 50_000_000.0, stage="verification_code", received_s=-200.0
        ),
    )
    capped = planned(given, target_s=900)
    plain = planned(given, target_s=900, exposure_counts="plain")
    assert sent(capped) == {"A": ("P1",)}
    assert sent(plain) == {"B": ("P1",)}


def test_the_goal_is_the_sum_of_the_rows() -> None:
    given = scene(
        unit("P1", 0),
        defrauded("A", 1000, 50_000.0),
        defrauded("B", 3000, 70_000.0),
    )
    plan = planned(given, loss_step=1)
    assert plan.tracks is not None
    total = sum(row.expected_loss for row in plan.tracks.losses)
    loss = next(row for row in plan.goals if row.goal == "loss")
    assert loss.unit == "1 CNY"
    assert loss.value == pytest.approx(total, abs=2)


def test_rows_agree_with_the_model() -> None:
    plan = planned(scene(unit("P1", 0), defrauded("A", 1000, 80_000.0)), callers=1)
    working, tracks = plan.working, plan.tracks
    assert working is not None
    assert tracks is not None
    losses = working.loss
    assert isinstance(losses, FraudLosses)
    (row,) = tracks.losses
    (one,) = working.case.alerts
    # 90 s dispatch and 60 turnout ahead, 100 s driving, 30 s to the door.
    drive = drives_of(working)["A"]
    assert (drive.ahead_s, drive.travel_s, drive.contact_s) == (150, 100, 280)
    curves = losses.curves_called(one, 0.0)
    assert row.expected_loss == pytest.approx(lost(curves, drive), abs=0.01)
    assert row.expected_loss < lost(losses.curves_called(one, None), drive)
    assert row.expected_loss_without_plan == pytest.approx(
        losses.curves_called(one, None).loss_without_officers, abs=0.01
    )
    assert 0 < row.no_loss_probability < 1
    assert 0 < row.contact_probability < 1
    assert 0 < row.recovered < row.expected_loss
    assert row.stage == "card_details"


def test_door_and_phone_are_no_worse_than_any_order_of_calls() -> None:
    # Three alerts, two units, one caller: every order of calling, each with the door
    # plan that is best for it.
    given = scene(
        unit("P1", 0),
        unit("P2", 9000),
        defrauded("A", 1000, 60_000.0),
        defrauded("B", 4000, 90_000.0, stage="verification_code"),
        defrauded("C", 8000, 30_000.0, stage="contact"),
    )
    plan = planned(given, callers=1)
    assert plan.tracks is not None
    together = sum(row.expected_loss for row in plan.tracks.losses)
    alone = planned(given, callers=0)
    assert alone.tracks is not None
    assert together < sum(row.expected_loss for row in alone.tracks.losses)
    best = min(
        _with_calls(plan, given, order) for order in permutations(("A", "B", "C"))
    )
    # The two are the best for each other; both together could be better, and here
    # are not by more than a hundredth.
    assert together <= best * 1.01


def _with_calls(plan: Plan, given: Scenario, order: tuple[str, ...]) -> float:
    """Loss of the best door plan where alerts are called in this order."""
    assert plan.working is not None
    assert isinstance(plan.working.loss, FraudLosses)
    called, at_s = {}, 0.0
    for alert_id in order:
        called[alert_id] = at_s
        at_s += 360.0
    losses = plan.working.loss.calling(called)
    other = dispatch.plan(given, STREET, plan.policy, loss=losses)
    assert other.working is not None
    drives = drives_of(other.working)
    return sum(
        lost(losses.curves(one), drives.get(one.id))
        for one in other.working.case.alerts
    )


def test_more_callers_never_lose_more() -> None:
    given = scene(
        unit("P1", 0),
        *(defrauded(f"A{n}", 900.0 * n, 40_000.0 + 9000 * n) for n in range(1, 5)),
    )
    losses = [
        sum(row.expected_loss for row in planned(given, callers=n).tracks.losses)
        for n in range(4)
    ]
    assert losses == sorted(losses, reverse=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"exposure": 0.0},
        {"exposure": 9_000.0, "cards": None},
        {"exposure": 9_000.0, "script": None, "stage": None},
        {"exposure": 9_000.0, "script": "unheard_of", "stage": "of"},
        {"exposure": 9_000.0, "stage": "transfers", "received_s": -7000.0},
    ],
)
def test_odd_alerts_are_sane(fields: dict[str, object]) -> None:
    odd = replace(defrauded("A", 1000, 1.0), **fields)
    plan = planned(scene(unit("P1", 0), odd, defrauded("B", 2000, 5_000.0)))
    assert plan.tracks is not None
    for row in plan.tracks.losses:
        assert 0 <= row.expected_loss <= row.expected_loss_without_plan + 0.01
        assert row.expected_loss_without_plan <= row.exposure + 0.01
        assert 0 <= row.no_loss_probability <= 1
        assert 0 <= row.contact_probability <= 1
        assert 0 <= row.recovered <= row.expected_loss + 0.01


def test_the_same_plan_from_shuffled_rows() -> None:
    rows = [
        unit("P1", 0),
        unit("P2", 5000),
        defrauded("A", 1000, 50_000.0),
        defrauded("B", 3000, 70_000.0),
        defrauded("C", 4500, 20_000.0),
    ]
    one = planned(scene(*rows))
    other = planned(scene(*reversed(rows)))
    assert one.tracks == other.tracks
    assert sent(one) == sent(other)


def test_replanning_moves_the_clock_of_the_fraud() -> None:
    plan = planned(scene(unit("P1", 0), defrauded("A", 1000, 80_000.0)))
    later = dispatch.replan(plan, now_s=120.0)
    assert plan.tracks is not None
    assert later.tracks is not None
    # As near as before, two minutes later: more has gone, and less time is left.
    assert loss_of(later, "A") > loss_of(plan, "A")


def test_policy_may_leave_the_money_out() -> None:
    plan = planned(
        scene(unit("P1", 0), defrauded("A", 1000, 80_000.0)),
        goals=("on_time", "served", "time"),
    )
    assert plan.tracks is None
    assert Policy().callers == 2
