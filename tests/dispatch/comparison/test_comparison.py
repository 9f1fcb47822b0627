"""What changed from one plan to another, and why; on a street, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import dispatch
from dispatch.comparison.causes import Cause
from dispatch.comparison.comparison import PlanComparison, compare
from dispatch.comparison.input_changes import InputChange
from dispatch.comparison.near_reasons import NearReason
from dispatch.plan import Plan
from scenarios.scenario import Scenario
from tests.street import alert, at, pairs, policy, scene, street, unit

GOALS = ("on_time", "served", "loss", "worst", "changes")
ROADS = street()
# P2 to A takes 150 + 80 s, P1 to B 150 + 330 s: 480 s, on time. The other way round P2
# would be at B after 150 + 430 s, late.
BASE = scene(unit("P1", 1200), unit("P2", 200), alert("A", 1000), alert("B", 4500))


def planned(scenario: Scenario, now_s: float = 0.0, **fields: object) -> Plan:
    wanted = policy(**{"goals": GOALS, "zones_at_most": 0} | fields)
    return dispatch.plan(scenario, ROADS, wanted, now_s=now_s)


def compared(other: Plan) -> PlanComparison:
    return compare(planned(BASE), other)


def whys(found: PlanComparison, alert_id: str) -> set[tuple[object, ...]]:
    return {
        tuple(part for part in (row.why, row.unit_id, row.other) if part is not None)
        for row in found.near
        if row.alert_id == alert_id
    }


def test_a_lock_is_what_makes_both_visits_others() -> None:
    found = compared(planned(replace(BASE, locks=pairs("P1=A"))))
    assert found.inputs == (
        InputChange(
            part="orders",
            sheet="locks",
            row="P1:A",
            field="",
            before=None,
            after={"unit": "P1", "alert": "A"},
        ),
    )
    assert found.causes == (Cause(part="orders", alert_ids=("A", "B")),)
    assert whys(found, "A") == {
        ("locked", "P1"),
        ("goes_to", "P2", "B"),
        ("came_from", "P1", "B"),
    }
    assert whys(found, "B") == {("goes_to", "P1", "A"), ("came_from", "P2", "A")}
    # One alert of weight 2 is late now; the worst is 150 + 430 in the place of 480 s.
    assert found.goals["on_time"] == 2
    assert found.goals["worst"] == 100
    assert (found.before.worst_s, found.after.worst_s) == (480, 580)


def test_a_lock_that_is_taken_back_and_a_pair_that_is_forbidden() -> None:
    locked = planned(replace(BASE, locks=pairs("P1=A")))
    found = compare(locked, planned(BASE))
    assert ("unlocked", "P1") in whys(found, "A")
    forbidden = compared(planned(replace(BASE, forbidden=pairs("P2=A"))))
    assert ("forbidden", "P2") in whys(forbidden, "A")
    assert ("allowed", "P2") in whys(
        compare(planned(replace(BASE, forbidden=pairs("P2=A"))), planned(BASE)), "A"
    )


def test_a_unit_that_is_gone_busy_new_or_elsewhere() -> None:
    p1, p2 = BASE.units
    gone = compared(planned(replace(BASE, units=(p1,))))
    assert ("unit_gone", "P2") in whys(gone, "A")
    busy = compared(planned(replace(BASE, units=(p1, replace(p2, status="on_scene")))))
    assert ("unit_not_free", "P2") in whys(busy, "A")
    assert busy.causes == (Cause(part="units", alert_ids=("A", "B")),)
    new = compared(planned(replace(BASE, units=(p1, p2, unit("P3", 1000)))))
    assert ("unit_new", "P3") in whys(new, "A")
    moved = compared(planned(replace(BASE, units=(p1, replace(p2, place=at(9000))))))
    assert ("unit_moved", "P2") in whys(moved, "A")


def test_a_unit_that_is_free_again() -> None:
    p1, p2 = BASE.units
    before = planned(replace(BASE, units=(p1, replace(p2, status="on_scene"))))
    assert ("unit_free", "P2") in whys(compare(before, planned(BASE)), "A")


def test_alerts_that_are_new_over_or_others() -> None:
    a, b = BASE.alerts
    more = compared(planned(replace(BASE, alerts=(a, b, alert("C", 1100)))))
    assert ("alert_new",) in whys(more, "C")
    fewer = compared(planned(replace(BASE, alerts=(a,))))
    assert ("alert_over",) in whys(fewer, "B")
    other = compared(planned(replace(BASE, alerts=(a, replace(b, place=at(800))))))
    assert ("alert_changed", "lon") in whys(other, "B")
    assert other.causes == (Cause(part="alerts", alert_ids=("A", "B")),)


def test_two_changes_that_only_together_make_a_visit_another() -> None:
    """P3 is nearest to A, and one of its two officers too few, until A needs one."""
    a, b = BASE.alerts
    p3 = unit("P3", 1000, officers=1)
    one = replace(BASE, units=(*BASE.units, replace(p3, status="on_scene")))
    other = replace(BASE, units=(*BASE.units, p3), alerts=(replace(a, officers=1), b))
    found = compare(planned(one), planned(other))
    assert {cause.part: cause.alert_ids for cause in found.causes} == {
        "units": (),
        "alerts": (),
    }
    assert [change.alert_id for change in found.difference.changes] == ["A"]


def test_the_same_plan_twice() -> None:
    found = compared(planned(BASE))
    assert (found.inputs, found.near, found.causes) == ((), (), ())
    assert found.difference.changes == ()
    assert set(found.goals.values()) == {0}


def test_policy_and_moment_by_field() -> None:
    found = compared(planned(BASE, 60.0, cut_off_s=200, target_s=200))
    assert [(row.part, row.field) for row in found.inputs] == [
        ("now", ""),
        ("policy", "cut_off_s"),
        ("policy", "target_s"),
    ]
    # Beyond 200 s nobody is sent: the policy does it, and so does neither other part.
    assert [c for c in found.causes if c.alert_ids] == [
        Cause(part="policy", alert_ids=("A", "B"))
    ]


def test_goals_of_other_policies_are_not_weighed() -> None:
    assert compared(planned(BASE, goals=("served", "time", "changes"))).goals == {}


def test_seconds_of_other_starts_are_not_mixed() -> None:
    later = replace(
        BASE, start=BASE.start + timedelta(hours=1), locks=pairs("P1=A"), now_s=0.0
    )
    found = compared(planned(later))
    assert [cause.tried for cause in found.causes] == [False] * len(found.causes)
    assert found.causes


def test_other_roads_are_refused() -> None:
    elsewhere = dispatch.plan(BASE, street(30_000), policy())
    with pytest.raises(ValueError, match="different roads"):
        compare(planned(BASE), elsewhere)


def test_a_reason_is_of_its_alert() -> None:
    found = compared(planned(replace(BASE, locks=pairs("P1=A"))))
    assert NearReason(alert_id="A", why="locked", unit_id="P1") in found.near
