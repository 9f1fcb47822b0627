"""Why this unit: every price worked out by hand, or by planning anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dispatch
from dispatch.difference import AlertChange, goal_changes
from dispatch.explain import Alternative, Explanation, explain
from dispatch.outcome import time_to_door_s
from dispatch.plan import Plan
from dispatch.plan_rows import Reason
from dispatch.working import work_out
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.area import Area
from scenarios.scenario import Pair, Scenario
from tests.plans import small_plan, small_town
from tests.street import alert, pairs, policy, random_scene, scene, street, unit

STREET = street()
NOTHING = {
    "on_time": 0,
    "served": 0,
    "loss": 0,
    "worst": 0,
    "preparedness": 0,
    "changes": 0,
}


def planned(scenario: Scenario, **fields: object) -> Plan:
    return dispatch.plan(scenario, STREET, policy(**fields))


def rises(plan: Plan, scenario: Scenario) -> dict[str, int]:
    """By how much each goal is worse in the best plan of another scenario."""
    anew = work_out(scenario, STREET, plan.policy, plan.now_s).solved.best.score
    return goal_changes(plan.policy.goals, plan.score, anew)


# --- Two units, two alerts: the nearest one is wanted elsewhere ----------------------

# P2 ── A ─ P1 ──────── B    at 200, 1000, 1200 and 4500 m. The plan:
# A by P2, 150 +  80 = 230 s;   B by P1, 150 + 330 = 480 s, just on time.
# The other way round:
# A by P1, 150 +  20 = 170 s;   B by P2, 150 + 430 = 580 s, late.
# Weight 2 each; in steps of 5 s: 2 x (46 + 96) = 284 against 2 x (34 + 116) = 300.
OTHER_WAY = {**NOTHING, "on_time": 2, "loss": 16, "worst": 100}


@pytest.fixture(scope="module")
def two() -> Plan:
    return planned(scene(unit("P1", 1200), unit("P2", 200), *alerts_of_two()))


def alerts_of_two() -> tuple[Alert, Alert]:
    return alert("A", 1000), alert("B", 4500)


def test_the_nearest_unit_costs_somebody_else(two: Plan) -> None:
    told = explain(two, "A")
    assert (told.unit_ids, told.time_to_door_s, told.target_s) == (("P2",), 230, 480)
    assert told.reason is None
    assert told.intervals == two.assignments[1].intervals
    assert told.nearest == Alternative(
        unit_ids=("P1",),
        time_to_door_s=170,
        regret=OTHER_WAY,
        changes=(
            change("A", ("P2",), 230, ("P1",), 170),
            change("B", ("P1",), 480, ("P2",), 580),
        ),
    )
    assert told.alternatives == (told.nearest,)
    assert told.blocked == ()


def change(
    alert_id: str,
    before: tuple[str, ...],
    before_s: int | None,
    after: tuple[str, ...],
    after_s: int | None,
) -> AlertChange:
    return AlertChange(
        alert_id=alert_id,
        before=before,
        after=after,
        before_s=before_s,
        after_s=after_s,
    )


def test_where_the_nearest_goes_there_is_no_nearer_one(two: Plan) -> None:
    told = explain(two, "B")
    assert told.nearest is None
    assert [row.unit_ids for row in told.alternatives] == [("P2",)]
    assert told.alternatives[0].regret == OTHER_WAY


def test_one_more_unit_at_the_kerb(two: Plan) -> None:
    # At A it is there at 150 s, and P1 stays with B: 2 x (46 - 30) steps less.
    assert explain(two, "A").one_more_unit == {**NOTHING, "loss": 32}
    # At B, 150 s, and P1 goes to A, 170 s: 284 - 2 x (30 + 34); the longest is 170 s.
    expected = {**NOTHING, "loss": 156, "worst": 480 - 170}
    assert explain(two, "B").one_more_unit == expected


@pytest.mark.parametrize("top", [0, 1])
def test_so_many_and_no_more(two: Plan, top: int) -> None:
    told = explain(two, "A", top=top)
    assert len(told.alternatives) == top
    assert told.nearest is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [("a", "did you mean 'A'"), ("A-2041", "name one of A, B"), ("", "name one of")],
)
def test_an_alert_that_is_not_there(two: Plan, asked: str, said: str) -> None:
    with pytest.raises(FieldError, match="the plan has no alert") as fault:
        explain(two, asked)
    assert said in str(fault.value)


def test_a_plan_made_by_hand_has_no_reasons() -> None:
    with pytest.raises(ValueError, match="worked out"):
        explain(small_plan(small_town()), "A1")


# --- Nobody goes ---------------------------------------------------------------------


def test_an_alert_left_for_a_heavier_one() -> None:
    # P1 to A: weight 4, 150 + 100 = 250 s, 50 steps; to B: weight 1, 350 s, 70 steps.
    told = explain(
        planned(
            scene(
                unit("P1", 0),
                alert("A", 1000, level="high"),
                alert("B", 2000, level="low"),
            )
        ),
        "B",
    )
    assert (told.unit_ids, told.time_to_door_s, told.intervals) == ((), None, None)
    assert told.reason is Reason.OTHERS_FIRST
    [instead] = told.alternatives
    assert (instead.unit_ids, instead.time_to_door_s) == (("P1",), 350)
    assert instead.regret == {
        **NOTHING,
        "on_time": 3,
        "served": 3,
        "loss": 70 - 200,
        "worst": 100,
    }
    assert instead.changes == (
        change("A", ("P1",), 250, (), None),
        change("B", (), None, ("P1",), 350),
    )
    # A second unit there: one more by weight 1, and 30 steps of time for it.
    expected = {**NOTHING, "on_time": 1, "served": 1, "loss": -30}
    assert told.one_more_unit == expected


def test_who_is_in_the_way_of_each_unit() -> None:
    # 150 s, and a second for ten metres: P4 200, P2 350, P3 1850 s, past the cut-off.
    told = explain(
        planned(
            scene(
                unit("P2", 3000, status="offline"),
                unit("P3", 18_000),
                unit("P4", 500),
                alert("A", 1000),
                forbidden=pairs("P4=A"),
            )
        ),
        "A",
    )
    assert told.reason is Reason.BEYOND_CUT_OFF  # what stops the last one
    assert [(row.unit_id, row.reason, row.time_to_door_s) for row in told.blocked] == [
        ("P4", Reason.FORBIDDEN, 200),
        ("P2", Reason.NO_FREE_UNIT, 350),
        ("P3", Reason.BEYOND_CUT_OFF, 1850),
    ]
    assert told.nearest is None
    assert told.alternatives == ()
    # One at the kerb, 150 s: weight 2 and 30 steps.
    expected = {**NOTHING, "on_time": 2, "served": 2, "loss": -60, "worst": -150}
    assert told.one_more_unit == expected


def test_one_more_unit_has_all_that_is_asked_for() -> None:
    asked = alert("A", 1000, officers=5, skills=("chinese", "divers"), skills_by="unit")
    told = explain(planned(scene(unit("P1", 0), asked)), "A")
    assert told.reason is Reason.TOO_FEW_OFFICERS
    assert told.one_more_unit["served"] == 2


def test_a_plan_without_units() -> None:
    told = explain(planned(scene(alert("A", 1000))), "A")
    assert told.reason is Reason.NO_FREE_UNIT
    assert told.one_more_unit["served"] == 2


def test_what_is_locked_elsewhere_stays_there(two: Plan) -> None:
    # P3 to B instead of P1: 150 + 450 = 600 s, late, and 24 steps more than 480 s, by
    # weight 2. P1 would be free for A, and nearer; but P2 is locked to it.
    units = (*two.scenario.units, unit("P3", 9000))
    plan = planned(scene(*units, *alerts_of_two(), locks=pairs("P2=A")))
    told = explain(plan, "B")
    assert told.unit_ids == ("P1",)
    [instead] = told.alternatives
    assert instead.unit_ids == ("P3",)
    assert instead.regret == {**NOTHING, "on_time": 2, "loss": 48, "worst": 120}
    assert [row.alert_id for row in instead.changes] == ["B"]
    locked = explain(plan, "A").blocked
    assert {row.unit_id for row in locked} == {"P1", "P3"}
    assert {row.reason for row in locked} == {Reason.LOCKED}


# --- Teams and areas -----------------------------------------------------------------


def test_instead_of_a_team() -> None:
    # M1 and M2, one officer each, at 150 + 100 and 150 + 150 s; P1 at 150 + 200 s.
    told = explain(
        planned(
            scene(
                unit("M1", 0, officers=1),
                unit("M2", 2500, officers=1),
                unit("P1", 3000),
                alert("A", 1000),
            )
        ),
        "A",
    )
    assert told.unit_ids == ("M1", "M2")
    assert told.nearest is None
    [instead] = told.alternatives
    assert (instead.unit_ids, instead.time_to_door_s) == (("P1",), 350)
    # 60 steps become 70, by weight 2.
    assert instead.regret == {**NOTHING, "loss": 20, "worst": 50}


def test_a_unit_that_leaves_its_area_keeps_another_there() -> None:
    # Of P1 and P2 one has to stay in the north. P1 goes to A; were it P2, then P1
    # stays, and cannot do B beside, to which nobody else can go in time.
    scenario = scene(
        unit("P1", 900, area="n"),
        unit("P2", 1500, area="n"),
        alert("A", 1000),
        alert("B", 800, level="low"),
        areas=(Area(id="n", least_free=1),),
    )
    plan = planned(scenario)
    [row] = plan.assignments
    assert (row.alert_id, row.unit_ids) == ("A", ("P1",))
    [instead] = explain(plan, "A").alternatives
    # 160 s are 32 steps, 200 s 40, by weight 2; B still waits.
    assert instead.regret == {**NOTHING, "loss": 16, "worst": 40}


def test_a_unit_that_its_area_cannot_spare_is_in_the_way_of_rules() -> None:
    # P2 is the last one in the north, and P1, with no area, goes all the way.
    scenario = scene(
        unit("P1", 3000),
        unit("P2", 1500, area="n"),
        alert("A", 1000),
        areas=(Area(id="n", least_free=1),),
    )
    told = explain(planned(scenario), "A")
    assert told.unit_ids == ("P1",)
    assert told.alternatives == ()
    [blocked] = told.blocked
    assert (blocked.unit_id, blocked.time_to_door_s) == ("P2", 200)
    assert blocked.reason is Reason.AREA_MINIMUM
    # It is the nearest all the same: 150 s sooner, 30 steps by weight 2.
    assert told.nearest is not None
    assert told.nearest.regret == {**NOTHING, "loss": -60, "worst": -150}


# --- Against planning anew -----------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_a_regret_is_what_planning_anew_with_that_pair_locked_costs(seed: int) -> None:
    scenario = random_scene(seed)
    plan = planned(scenario)
    for each in scenario.alerts:
        told = explain(plan, each.id, top=4)
        for row in told.alternatives:
            locked = [lock_costs(plan, unit_id, each.id) for unit_id in row.unit_ids]
            assert row.regret in locked
        assert in_order(told)


def lock_costs(plan: Plan, unit_id: str, alert_id: str) -> dict[str, int]:
    lock = Pair(unit_id=unit_id, alert_id=alert_id)
    return rises(plan, replace(plan.scenario, locks=(lock,)))


def in_order(told: Explanation) -> bool:
    regrets = [tuple(row.regret.values()) for row in told.alternatives]
    return regrets == sorted(regrets)


@pytest.mark.parametrize("seed", range(6))
def test_one_more_unit_gains_what_planning_with_it_gains(seed: int) -> None:
    scenario = random_scene(seed)
    plan = planned(scenario)
    for each in scenario.alerts:
        more = unit("Q", 0, officers=each.officers)
        more = replace(more, place=each.place)
        rise = rises(plan, replace(scenario, units=(*scenario.units, more)))
        gain = {goal: -value for goal, value in rise.items()}
        assert explain(plan, each.id).one_more_unit == gain


@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_choice_is_told_as_it_is(seed: int) -> None:
    plan = planned(random_scene(seed))
    assert plan.working is not None
    case = plan.working.case
    rows = {unit.id: row for row, unit in enumerate(case.units)}
    for column, each in enumerate(case.alerts):
        told = explain(plan, each.id)
        if told.nearest is None:
            continue
        team = tuple(rows[unit_id] for unit_id in told.nearest.unit_ids)
        soonest = time_to_door_s(case, team, column)
        assert told.nearest.time_to_door_s == soonest
        if told.time_to_door_s is not None:
            assert soonest is not None
            assert soonest <= told.time_to_door_s
