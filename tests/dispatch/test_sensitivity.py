"""Plans at half and double of a number: by hand, and against planning anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dispatch
from dispatch.assignment.evaluate import evaluate, vector
from dispatch.assignment.problem import Teams
from dispatch.assumptions import policy_numbers
from dispatch.difference import NOBODY, AlertChange, visits_of_rows
from dispatch.plan import Plan
from dispatch.policy import Policy
from dispatch.policy_file import policy_to_file_form
from dispatch.sensitivity import (
    Assumption,
    NumberTrials,
    assumptions_of,
    half,
    sensitivity,
)
from maps.errors import FieldError
from scenarios.scenario import Scenario
from tests.street import alert, policy, random_scene, scene, street, unit

_PREPARED = ("preparedness",)
GOALS = ("on_time", "served", "loss", "worst", "changes")


def planned(scenario: Scenario, **fields: object) -> Plan:
    return dispatch.plan(scenario, street(), policy(**{"goals": GOALS, **fields}))


def row_of(plan: Plan, key: str) -> NumberTrials:
    [number] = [number for number in assumptions_of(plan) if number.key == key]
    [row] = sensitivity(plan, [number]).numbers
    return row


def keys_of(plan: Plan) -> set[str]:
    return {number.key for number in assumptions_of(plan)}


# --- By hand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "wanted"), [(60, 30), (15, 7), (1, 0), (0, 0), (1.3, 0.65), (2.0, 1.0)]
)
def test_half_of_a_whole_number_is_whole(number: float, wanted: float) -> None:
    assert half(number) == wanted
    assert type(half(number)) is type(number)


def test_who_goes_by_another_turnout() -> None:
    # P1 stands 200 m away: 90 + 60 + 20 = 170 s. P2 rolls 600 m away: 90 + 60 = 150.
    # At 30 s of turnout P1 needs 90 + 30 + 20 = 140 s; at 120 s it needs 230.
    plan = planned(
        scene(unit("P1", 800), unit("P2", 1600, rolling=True), alert("A", 1000))
    )
    row = row_of(plan, "turnout_s")
    change = AlertChange(
        alert_id="A", before=("P2",), after=("P1",), before_s=150, after_s=140
    )
    lower, higher = row.trials
    assert row.value == 60
    assert (lower.factor, lower.tried, lower.changes) == ("half", 30, (change,))
    assert (higher.factor, higher.tried, higher.changes) == ("double", 120, ())
    assert (lower.on_time, higher.on_time) == (1, 1)


def test_who_is_as_good_is_no_change() -> None:
    # As above, but P2 is 500 m away: 140 s, and so is P1 at 30 s of turnout.
    plan = planned(
        scene(unit("P1", 800), unit("P2", 1500, rolling=True), alert("A", 1000))
    )
    assert row_of(plan, "turnout_s").trials[0].changes == ()


def test_nobody_goes_beyond_half_the_cut_off() -> None:
    # 90 + 60 + 1000 = 1150 s; half of 1800 is 900.
    plan = planned(scene(unit("P1", 0), alert("A", 10_000)))
    [change] = row_of(plan, "cut_off_s").trials[0].changes
    assert (change.before, change.after) == (("P1",), ())


def test_on_time_is_counted_anew() -> None:
    # 90 + 60 + 300 = 450 s; with 180 s of dispatch interval 540, above 480.
    plan = planned(scene(unit("P1", 0), alert("A", 3000)))
    row = row_of(plan, "dispatch_s")
    assert [trial.on_time for trial in row.trials] == [1, 0]
    assert all(trial.changes == () for trial in row.trials)


def test_what_a_policy_may_not_have_is_said() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 1000)))
    lower, higher = row_of(plan, "weights.low").trials
    assert (lower.tried, lower.on_time, lower.changes) == (0, None, ())
    assert lower.refused == "0 is not above 0"
    assert higher.refused is None


def test_a_cut_off_below_the_target_is_said() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 1000)), target_s=1000)
    assert "below target_s" in str(row_of(plan, "cut_off_s").trials[0].refused)


def test_numbers_that_cannot_act_are_left_out() -> None:
    rows = (unit("P1", 0), alert("A", 1000))
    fraud = {"callers", "exposure_cap", "exposure_unknown"}
    idle = {"zones_at_most", "sigma", "budget_s", "speeds.emergency_factor"}
    plan = planned(scene(*rows))
    assumed = {row.key for row in policy_numbers(plan.policy) if row.assumed}
    assert keys_of(plan) == assumed - fraud - idle
    ignoring = planned(scene(*rows), areas="ignore", turnout_s=45)
    assert keys_of(plan) - keys_of(ignoring) == {"other_area_s", "turnout_s"}


def test_other_speeds_are_measured_anew() -> None:
    # At 0.8 of the time 90 + 60 + 240 = 390 s, at 0.4 of it 270, at 1.6 of it 630.
    plan = dispatch.plan(
        scene(unit("P1", 0), alert("A", 3000)),
        street(),
        replace(policy(goals=GOALS), emergency=True),
    )
    row = row_of(plan, "speeds.emergency_factor")
    assert [trial.on_time for trial in row.trials] == [1, 0]


def test_other_zones_are_placed_anew() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 1000)), goals=(*GOALS, *_PREPARED))
    assert [t.on_time for t in row_of(plan, "zones_at_most").trials] == [1, 1]


def test_a_plan_made_by_hand_is_refused() -> None:
    plan = replace(planned(scene(unit("P1", 0), alert("A", 1000))), working=None)
    with pytest.raises(ValueError, match="worked out"):
        sensitivity(plan, ())


def test_progress_is_told() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 1000)))
    told: list[tuple[int, int]] = []
    sensitivity(plan, assumptions_of(plan)[:2], lambda *step: told.append(step))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_numbers_from_elsewhere_are_tried_too() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 3000)))

    def late(seconds: float) -> Policy:
        if seconds > 300:
            raise FieldError("too late", field="late")
        return replace(plan.policy, dispatch_s=int(seconds))

    number = Assumption(key="late", value=200, with_value=late)
    [row] = sensitivity(plan, [number]).numbers
    assert [trial.refused for trial in row.trials] == [None, "too late"]


# --- The model of the fraud ----------------------------------------------------------


def fraud_plan(**fields: object) -> Plan:
    money = {"script": "refund", "stage": "card_details"}
    rows = [
        alert("A", 1000, exposure=1_000_000.0, **money),
        alert("B", 2500, exposure=900_000.0, **money),
        alert("C", 9000, **money),
    ]
    return planned(scene(unit("P1", 0), unit("P2", 3000), *rows), **fields)


def test_numbers_of_the_fraud_are_tried_where_it_applies() -> None:
    keys = keys_of(fraud_plan())
    assert {"fraud.phone.answer", "fraud.transfers.gap_s"} < keys
    assert {"callers", "exposure_cap", "exposure_unknown", "sigma"} < keys
    dwells = {key for key in keys if key.startswith("fraud.scripts.")}
    assert dwells
    assert all(key.startswith("fraud.scripts.refund.") for key in dwells)
    assert not any(key.startswith(("fraud.money", "fraud.on_scene")) for key in keys)
    assert "fraud.access.sigma" not in keys  # measured
    assert "exposure_cap" not in keys_of(fraud_plan(exposure_counts="plain"))


def test_other_calls_are_told() -> None:
    # Two alerts of the three with one caller, and each with their own.
    plan = fraud_plan()
    assert row_of(plan, "callers").trials[0].other_calls
    assert not any(trial.other_calls for trial in row_of(plan, "kerb_m").trials)


def test_a_chance_above_one_is_said() -> None:
    plan = fraud_plan()
    row = row_of(plan, "fraud.transfers.busy")
    assert row.trials[0].refused is None
    assert "out of range" in str(row.trials[1].refused)


# --- What must always hold -----------------------------------------------------------


def test_one_number_changes_and_nothing_else() -> None:
    plan = fraud_plan(goals=(*GOALS, *_PREPARED))
    before = policy_to_file_form(plan.policy)
    for number in assumptions_of(plan):
        if not number.key.startswith(("fraud.", "speeds.")):
            after = policy_to_file_form(number.with_value(2 * number.value))
            name, _, within = number.key.partition(".")
            changed = {key for key in before if before[key] != after[key]}
            assert changed == {name}
            if within:
                assert after[name] == {**before[name], within: 2 * number.value}


@pytest.mark.parametrize("key", ["turnout_s", "weights.high"])
@pytest.mark.parametrize("seed", range(4))
def test_same_as_planning_anew_or_as_good(seed: int, key: str) -> None:
    plan = planned(random_scene(seed))
    [number] = [number for number in assumptions_of(plan) if number.key == key]
    for trial in row_of(plan, key).trials:
        other = number.with_value(trial.tried)
        anew = dispatch.plan(plan.scenario, street(), other)
        visits = visits_of_rows(anew.assignments)
        told = {change.alert_id: change.after for change in trial.changes}
        assert told == {id_: visits.get(id_, NOBODY).unit_ids for id_ in told}
        if not told:
            assert _values(anew, teams_of(plan)) == _values(anew, teams_of(anew))


def teams_of(plan: Plan) -> Teams:
    assert plan.working is not None
    return plan.working.solved.best.teams


def _values(plan: Plan, teams: Teams) -> tuple[int, ...]:
    assert plan.working is not None
    problem = plan.working.case.problem
    return vector(problem, evaluate(problem, teams))
