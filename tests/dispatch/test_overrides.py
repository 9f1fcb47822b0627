"""What a dispatcher's own word costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dispatch
from dispatch.difference import AlertChange
from dispatch.overrides import Overrides, overridden, pairs_of
from dispatch.plan import Plan
from maps.errors import FieldError
from scenarios.scenario import Pair, Scenario
from tests.street import alert, pairs, policy, scene, street, unit

STREET = street()
# P2 ── A ─ P1 ──────── B    at 200, 1000, 1200 and 4500 m. Best:
# A by P2 230 s, B by P1 480 s, just on time: 2 x (46 + 96) = 284 steps of 5 s.
# The other way round 170 and 580 s, late: 2 x (34 + 116) = 300.
SCENE = scene(unit("P1", 1200), unit("P2", 200), alert("A", 1000), alert("B", 4500))
OTHER_WAY = (
    AlertChange(alert_id="A", before=("P2",), before_s=230, after=("P1",), after_s=170),
    AlertChange(alert_id="B", before=("P1",), before_s=480, after=("P2",), after_s=580),
)
PRICE = {
    "on_time": 2,
    "served": 0,
    "loss": 16,
    "worst": 100,
    "preparedness": 0,
    "changes": 0,
}


def planned(scenario: Scenario, overrides: Overrides | None = None) -> Plan:
    return dispatch.plan(scenario, STREET, policy(), overrides=overrides)


@pytest.mark.parametrize(
    "overrides",
    [
        Overrides(locks=pairs("P1=A")),
        Overrides(forbidden=pairs("P2=A")),
        Overrides(locks=pairs("P2=B", "P1=A")),
        Overrides(locks=pairs("P1=A"), forbidden=pairs("P1=B")),
    ],
)
def test_the_price_is_the_difference_of_two_plans(overrides: Overrides) -> None:
    plan = planned(SCENE, overrides)
    price = plan.override
    assert price is not None
    assert (price.goals, price.changes) == (PRICE, OTHER_WAY)
    free = planned(SCENE)
    before = {row.goal: row.value for row in free.goals}
    assert {row.goal: row.value - before[row.goal] for row in plan.goals} == price.goals
    assert price.locks == tuple(f"{p.unit_id}={p.alert_id}" for p in overrides.locks)


def test_what_would_be_so_anyway_costs_nothing() -> None:
    plan = planned(SCENE, Overrides(locks=pairs("P2=A"), forbidden=pairs("P2=B")))
    price = plan.override
    assert price is not None
    assert set(price.goals.values()) == {0}
    assert price.changes == ()


def test_without_overrides_there_is_no_price() -> None:
    assert planned(SCENE).override is None
    assert planned(SCENE, Overrides()).override is None


def test_an_override_may_leave_an_alert_waiting() -> None:
    plan = planned(SCENE, Overrides(forbidden=pairs("P1=A", "P2=A")))
    assert [row.alert_id for row in plan.unserved] == ["A"]
    price = plan.override
    assert price is not None
    assert (price.goals["on_time"], price.goals["served"]) == (2, 2)
    [change] = price.changes
    assert (change.after, change.after_s) == ((), None)


def test_they_stand_beside_those_of_the_scenario() -> None:
    given = replace(SCENE, locks=pairs("P2=A"), forbidden=pairs("P2=B"))
    added = Overrides(locks=pairs("P2=A", "P1=B"), forbidden=pairs("P1=A"))
    found = overridden(given, added)
    assert found.locks == pairs("P2=A", "P1=B")
    assert found.forbidden == pairs("P2=B", "P1=A")


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (Overrides(locks=pairs("P9=A")), "P9"),
        (Overrides(forbidden=pairs("P1=Z")), "Z"),
        (Overrides(locks=pairs("P1=A"), forbidden=pairs("P1=A")), "locked and forb"),
        (Overrides(locks=pairs("P1=A", "P1=B")), "P1"),
    ],
)
def test_what_contradicts_itself_is_refused(overrides: Overrides, said: str) -> None:
    with pytest.raises(FieldError) as fault:
        planned(SCENE, overrides)
    assert said in str(fault.value)


def test_pairs_in_words() -> None:
    expected = (
        Pair(unit_id="P04", alert_id="A-2041"),
        Pair(unit_id="P 5", alert_id="A=1"),
    )
    assert pairs_of(["P04=A-2041", " P 5 = A=1"], "--lock") == expected


@pytest.mark.parametrize("word", ["", "P04", "P04=", "=A-2041", " = ", "P04:A-2041"])
def test_words_that_are_no_pair(word: str) -> None:
    with pytest.raises(FieldError, match=r"--lock: .* is not a unit and an alert; wri"):
        pairs_of(["P1=A", word], "--lock")
