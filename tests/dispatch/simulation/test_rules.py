"""Rules: what each of them does, and what is said of one at fault."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from dispatch.simulation.moment import Moment
from dispatch.simulation.rule_error import RuleError
from dispatch.simulation.rules.by_name import RULES, rule_of
from dispatch.simulation.rules.closest_idle import ClosestIdle
from dispatch.simulation.rules.rule import Orders, Rule, Wait, rule_name
from dispatch.simulation.rules.solved import FULL
from maps.errors import FieldError
from tests.dispatch.simulation.shifts import load_of_rows, lucky, rows_of, run
from tests.street import alert, policy, unit, zone


def sent(rows: list[dict[str, object]]) -> Mapping[object, object]:
    return {row["alert_id"]: row.get("unit_id") for row in rows}


# --- What each does ------------------------------------------------------------------

# A and B at once; P1 is nearest to both. A: P1 250 s, P2 850; B: P1 160, P2 760 s.
# First come, first served: A by P1, B by P2. The least sum is the same; but with A's
# target at 900 s, P2 is in time there, and P1 at B.


def greedy_pays() -> object:
    return load_of_rows(
        unit("P1", 0),
        unit("P2", 8000),
        alert("A", 1000, target_s=900),
        alert("B", 100),
    )


@pytest.mark.parametrize(
    ("rule", "goes"),
    [
        ("closest_idle", {"A": "P1", "B": "P2"}),
        ("batch", {"A": "P2", "B": "P1"}),
        ("batch_redirect", {"A": "P2", "B": "P1"}),
        ("full", {"A": "P2", "B": "P1"}),
        ("prepared", {"A": "P2", "B": "P1"}),
    ],
)
def test_who_sees_both_alerts_at_once(rule: str, goes: Mapping[str, str]):
    assert sent(rows_of(run(greedy_pays(), rule))) == goes


# P1 moves to A since 150 s. At 300 s, at 1500 m, B comes beside it, and P2 is idle at
# A's door. B by P1: 90 s; A by P2: 300 + 15 + 60 s, against 150 + 600 s.


@pytest.mark.parametrize(
    ("rule", "goes"),
    [
        ("closest_idle", [("A", "P1"), ("B", "P2")]),
        ("batch", [("A", "P1"), ("B", "P2")]),
        ("batch_redirect", [("A", "P1"), ("A", "P2"), ("B", "P1")]),
        ("full", [("A", "P1"), ("A", "P2"), ("B", "P1")]),
    ],
)
def test_who_redirects(rule: str, goes: list[tuple[str, str]]):
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 6000),
        alert("A", 6000),
        alert("B", 2400, received_s=300),
        spans={"P2": (300.0, 9999.0)},
    )
    rows = rows_of(run(load, rule))
    assert [(row["alert_id"], row["unit_id"]) for row in rows] == goes


@pytest.mark.parametrize(
    ("rule", "goes"), [("full", ["P1"]), ("batch_redirect", ["P1", "P2"])]
)
def test_full_keeps_what_little_would_change(rule: str, goes: list[str]):
    # P1 moves, and is there at 150 + 400 s; P2, on duty from 200 s, would be at
    # 200 + 15 + 60 + 230 = 505 s. 45 s are less than the 60 that the policy asks for.
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 6300),
        alert("A", 4000, target_s=1000),
        spans={"P2": (200.0, 9999.0)},
    )
    assert [row["unit_id"] for row in rows_of(run(load, rule))] == goes


def test_prepared_keeps_the_unit_that_covers_more():
    # P1 and P2 are as far from A; P1 is the only one near the zones at 0 m.
    load = load_of_rows(unit("P1", 2000), unit("P2", 6000), alert("A", 4000))
    zones = (zone("Z", 0, weight=5), zone("Y", 7000))
    close = policy(coverage_s=300, zones_at_most=0)
    by = {
        rule: sent(rows_of(run(load, rule, rules=close, zones=zones)))["A"]
        for rule in ("closest_idle", "prepared")
    }
    assert by == {"closest_idle": "P1", "prepared": "P2"}


def test_random_sends_anybody_who_would_be_in_time():
    rows = [alert(f"A{row:02}", 0, received_s=1000.0 * row) for row in range(40)]
    load = load_of_rows(
        *(unit(f"P{row}", 1000.0 * row) for row in range(4)), unit("P9", 19_000), *rows
    )
    shift = run(load, "random", luck=lucky(1.0), between="at_once")
    assert set(shift.log.table["unit_id"]) == {"P0", "P1", "P2", "P3"}


def test_closest_idle_takes_officers_and_skills_that_are_enough():
    load = load_of_rows(
        unit("P1", 0, officers=1),
        unit("P2", 100, officers=2),
        unit("P3", 5000, officers=1, skills=("lock",)),
        alert("A", 0, officers=3, skills=("lock",)),
    )
    # P1 comes first, and is not needed: P2 and P3 are three.
    assert {row["unit_id"] for row in rows_of(run(load))} == {"P2", "P3"}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_is_called_by_its_name(name: str):
    assert rule_name(rule_of(name)) == name


def test_a_rule_that_there_is_not():
    with pytest.raises(FieldError, match=r"rule: no rule is called 'ful'; .*full"):
        rule_of("ful")


# --- A rule at fault -----------------------------------------------------------------


def raises(moment: Moment) -> Orders:
    raise ZeroDivisionError(f"by nothing at {moment.now_s:g}")


class Broken(dict[str, str]):
    """Orders that cannot be read."""

    def items(self):
        raise KeyError("P1")


class Double(dict[str, str]):
    """Orders that name each unit twice."""

    def items(self):
        return [*super().items()] * 2


def gives(orders: object) -> Rule:
    def rule(_: Moment) -> Orders:
        return orders  # type: ignore[return-value] # as a careless user's

    return rule


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (raises, "rule raises, at 0 s: raised ZeroDivisionError: by nothing at 0"),
        (gives(None), "gave NoneType, not orders; return a mapping"),
        (gives([("P1", "A")]), "gave list, not orders; return a mapping"),
        (gives(Broken()), "raised KeyError: 'P1'"),
        (gives(Double({"P1": "A"})), "names 'P1' twice"),
        (gives({"P1": ["A"]}), r"gives 'P1' \['A'\], which is no order; write an"),
        (gives({"P1": 7}), "gives 'P1' 7, which is no order"),
        (gives({1: "A"}), "sends 1, which is not on duty"),
        (gives({"P1": Wait(row=99)}), "lets 'P1' wait at row 99, which is no waiting"),
        (gives({"P9": "A"}), "sends 'P9', which is not on duty"),
        (gives({"P2": "A"}), "sends 'P2', which is not on duty"),
        (gives({"P1": "Z"}), "sends 'P1' to 'Z', which asks for nobody"),
    ],
)
def test_a_rule_at_fault_is_named(rule: Rule, says: str):
    load = load_of_rows(
        unit("P1", 0), unit("P2", 0), alert("A", 0), spans={"P2": (500.0, 600.0)}
    )
    with pytest.raises(RuleError, match=says):
        run(load, rule)


def test_the_log_up_to_then_is_kept():
    load = load_of_rows(unit("P1", 0), alert("A", 0), alert("B", 0, received_s=300))

    def sends_who_is_there(moment: Moment) -> Orders:
        return {"P1": moment.alerts[-1].id}

    says = "rule sends_who_is_there, at 300 s: sends 'P1', which is at the gate or on"
    with pytest.raises(RuleError, match=says) as caught:
        run(load, sends_who_is_there)
    so_far = caught.value.so_far
    assert so_far is not None
    first, second = rows_of(so_far)
    assert (first["at_door_s"], first["ended"]) == (150, "arrived")
    assert "clear_s" not in first
    assert (second["alert_id"], second["ended"]) == ("B", "unserved")
    assert so_far.events[-1].at_s == 300


def test_a_callable_of_ones_own_sees_what_a_control_room_knows():
    load = load_of_rows(unit("P1", 0), unit("P2", 3000), alert("A", 1000))

    def farthest(moment: Moment) -> Orders:
        if not moment.waiting:
            return {}
        seconds = moment.driving_s[list(moment.idle), 0]
        return {moment.units[int(np.argmax(seconds))].id: moment.waiting[0].id}

    assert sent(rows_of(run(load, farthest))) == {"A": "P2"}


def test_rules_of_the_house_are_frozen():
    assert ClosestIdle.redirects is False
    with pytest.raises(AttributeError):
        FULL.name = "other"  # type: ignore[misc]
