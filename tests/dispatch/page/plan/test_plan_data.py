"""What the plan's page is filled from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dispatch
from dispatch.explain import explain
from dispatch.goal_rows import loss_step
from dispatch.move_up_rows import MoveRow, MoveUp
from dispatch.page.plan.alternatives import alternatives
from dispatch.page.plan.plan_data import plan_data
from dispatch.page.plan.plan_page import plan_page
from dispatch.page.plan.reach_data import reach_data
from dispatch.plan import Plan
from dispatch.plan_rows import Located
from dispatch.waiting_places.move_rule import MoveRule, Readiness
from scenarios.alert import MeetingPoint
from scenarios.call import Call
from scenarios.place import Place
from tests.plans import empty_plan, small_plan, small_town
from tests.street import alert, policy, random_scene, scene, street, unit

STREET = street()
TOWN = small_town()


def planned(*things: object, **fields: object) -> Plan:
    """Plan a scene of one street."""
    return dispatch.plan(scene(*things), STREET, policy(**fields))  # type: ignore[arg-type]


def row_of(plan: Plan, alert_id: str) -> dict[str, Any]:
    """Return an alert's row."""
    rows: list[dict[str, Any]] = plan_data(plan)["alerts"]  # type: ignore[assignment]
    return next(row for row in rows if row["alert_id"] == alert_id)


# P2 ── A ─ P1 ──────── B    at 200, 1000, 1200 and 4500 m. The plan:
# A by P2, 150 +  80 = 230 s;   B by P1, 150 + 330 = 480 s, just on time.
# The other way round:
# A by P1, 150 +  20 = 170 s;   B by P2, 150 + 430 = 580 s, late.
# Weight 2 each; in steps of 5 s: 2 x (46 + 96) = 284 against 2 x (34 + 116) = 300,
# which is 16 steps or 80 weighted seconds.
OTHER_WAY = {"on_time": 2, "loss": 80}


@pytest.fixture(scope="module")
def two() -> Plan:
    """Return a plan of two alerts that want the same unit."""
    things = unit("P1", 1200), unit("P2", 200), alert("A", 1000), alert("B", 4500)
    return planned(*things)


def test_the_next_unit_and_its_price(two: Plan) -> None:
    assert alternatives(two) == {
        "A": [
            {
                "unit_id": "P1",
                "time_to_door_s": 170,
                "goes_to": "B",
                "price": OTHER_WAY,
            }
        ],
        "B": [
            {
                "unit_id": "P2",
                "time_to_door_s": 580,
                "goes_to": "A",
                "price": OTHER_WAY,
            }
        ],
    }


def test_two_are_told_of_and_the_cheaper_first() -> None:
    # From 1000 m: P1 at 100 m off, P2 at 200, P3 at 300, P4 at 400, one second each
    # 10 m; 2 x 5 s steps: 160, 170, 180, 190 s are 32, 34, 36, 38 steps.
    units = (unit(f"P{number}", 1000 + 100 * number) for number in (4, 2, 3, 1))
    [rows] = alternatives(planned(*units, alert("A", 1000))).values()
    assert [(row["unit_id"], row["price"]) for row in rows] == [
        ("P2", {"loss": 20}),
        ("P3", {"loss": 40}),
    ]


def test_what_takes_teams_has_no_price() -> None:
    things = unit("P1", 1200), unit("P2", 200), unit("P3", 4000)
    asked = replace(alert("A", 1000), officers=4)
    [rows] = alternatives(planned(*things, asked)).values()
    [row] = rows
    assert (row["unit_id"], row["goes_to"], row["price"]) == ("P3", None, None)


@pytest.mark.slow
def test_prices_are_those_of_planning_anew() -> None:
    compared = 0
    asked = policy(goals=("on_time", "served", "loss"))
    for seed in range(25):
        plan = dispatch.plan(random_scene(seed), STREET, asked)
        size = loss_step(plan.working, plan.policy).size
        for alert_id, rows in alternatives(plan).items():
            anew = {
                other.unit_ids: other.regret
                for other in explain(plan, alert_id).alternatives
            }
            for row in rows:
                regret = anew.get((row["unit_id"],))  # type: ignore[arg-type]
                if row["price"] is None or regret is None:
                    continue
                rises = {**regret, "loss": size * regret["loss"]}
                assert row["price"] == {g: n for g, n in rises.items() if n}, seed
                compared += 1
    assert compared > 20


def test_prices_that_take_long_are_left_out(
    two: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatch.page.plan.alternatives.MOST_PRICED", 2 * 2**2 - 1)
    rows = [row for each in alternatives(two).values() for row in each]
    assert [(row["unit_id"], row["price"]) for row in rows] == [
        ("P1", None),
        ("P2", None),
    ]


def test_a_plan_by_hand_names_nobody_else() -> None:
    assert alternatives(small_plan(TOWN)) == {}
    assert row_of(small_plan(TOWN), "A2")["others"] == []


def test_only_units_that_stay_free_reach_anything(two: Plan) -> None:
    assert reach_data(two) is None  # both are sent
    assert reach_data(empty_plan(TOWN)) is None
    spare = planned(unit("P1", 1200), unit("P2", 200), alert("A", 1000))
    found = reach_data(spare)
    assert found is not None
    areas: list[dict[str, Any]] = found["areas"]  # type: ignore[assignment]
    assert [area["minutes"] for area in areas] == [8.0, 4.0]
    # 4 minutes at 10 m/s end in the street's length, so the longer area is larger.
    assert len(areas[0]["points"]) > 0


def test_moments_of_a_drive(two: Plan) -> None:
    routes: list[dict[str, Any]] = plan_data(two)["routes"]  # type: ignore[assignment]
    by_unit = {row["unit_id"]: row for row in routes}
    for assignment in two.assignments:
        row = by_unit[assignment.unit_ids[0]]
        parts = assignment.intervals
        assert row["leaves_s"] == parts.dispatch_s + parts.turnout_s
        assert row["kerb_s"] == row["leaves_s"] + parts.travel_s
        assert len(row["at_s"]) == len(row["points"])
        assert [row["at_s"][0], row["at_s"][-1]] == [row["leaves_s"], row["kerb_s"]]
        assert row["door_s"] == row["kerb_s"] + parts.access_s


def test_moments_count_from_now() -> None:
    # A2: 120 elapsed + 15 dispatch + 60 turnout + 200 travel + 168 access = 563 s.
    routes: list[dict[str, Any]]
    routes = plan_data(small_plan(TOWN))["routes"]  # type: ignore[assignment]
    late = next(row for row in routes if row["alert_id"] == "A2")
    assert (late["leaves_s"], late["kerb_s"], late["door_s"]) == (75, 275, 443)


def test_whom_the_old_rule_sends_otherwise(two: Plan) -> None:
    # The old rule: A first, by P1, and then B by P2.
    assert plan_data(two)["closest_idle"] == [
        {"unit_id": "P1", "alert_id": "A"},
        {"unit_id": "P2", "alert_id": "B"},
    ]
    assert plan_data(small_plan(TOWN))["closest_idle"] == [
        {"unit_id": "P2", "alert_id": "A2"},
        {"unit_id": "P1", "alert_id": "A3"},
    ]


def test_calls_and_the_place_agreed() -> None:
    plan = small_plan(TOWN)
    point = MeetingPoint(place=Place(lon=120.01, lat=30.01), note="Main gate")
    agreed = [
        replace(
            row,
            meeting_point=point,
            calls=(Call(at_s=240.0, outcome="busy"),),
        )
        for row in plan.scenario.alerts
    ]
    scenario = replace(plan.scenario, alerts=tuple(agreed))
    row = row_of(replace(plan, scenario=scenario), "A2")
    assert row["calls"] == [{"at_s": -60, "outcome": "busy"}]  # now is 300 s
    door = plan.alerts_at["A2"]
    assert row["meeting"] == {
        "note": "Main gate",
        "address": "",
        "door": [pytest.approx(door.lat), pytest.approx(door.lon)],
    }
    assert row_of(plan, "A2")["meeting"] is None


def layers_of(plan: Plan) -> list[str]:
    """Return the layers that the page's script is handed."""
    [layers] = re.findall(r"layers: \{(.*)\}", plan_page(plan))
    return [each.partition(":")[0] for each in layers.split(", ")]


def test_advice_where_to_wait() -> None:
    here = Located(lon=120.0, lat=30.0, address="", snapped_m=0.0)
    there = replace(here, lon=120.01, address="East Street 4")
    row = MoveRow(
        unit_id="P4", start=here, to=there, drive_s=250, drive_m=1000, adds=0.03
    )
    told = Readiness(covered=0.5, expected=0.4, mean_s=400.0)
    advice = MoveUp(
        now_s=300.0,
        rule=MoveRule(),
        within_s=240,
        zones=3,
        sites=9,
        free=("P4",),
        moves=(row,),
        before=told,
        after=told,
        drive_s=250,
        drive_m=1000,
        gap=0.0,
    )
    plan = small_plan(TOWN, move_up=advice)
    assert plan_data(plan)["moves"] == [
        {
            "unit_id": "P4",
            "points": [[30.0, 120.0], [30.0, 120.01]],
            "address": "East Street 4",
            "drive_s": 250,
            "drive_m": 1000,
        }
    ]
    assert layers_of(plan) == [*layers_of(small_plan(TOWN)), "move_up"]


def test_data_is_plain_json(two: Plan) -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) for key in value) and all(
                map(plain, value.values())
            )
        if isinstance(value, list):
            return all(map(plain, value))
        return not isinstance(value, np.generic) and isinstance(
            value, str | int | float | bool | None
        )

    assert plain(plan_data(two))
