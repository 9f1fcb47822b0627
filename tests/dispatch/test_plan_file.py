"""`plan.json`: what it holds is enough to make the plan again."""

import json

import jsonschema
import pytest

import dispatch
from dispatch.assignment.problem import DEFAULT_GOALS
from dispatch.plan import Plan
from dispatch.plan_file import plan_schema, plan_text
from dispatch.policy_file import policy_from_file_form
from maps.road_network import RoadNetwork
from scenarios.file_form import from_file_form

SCORE = {
    *("on_time", "late", "unserved", "weighted_on_time", "weighted_served"),
    *("weighted_time_s", "total_time_to_door_s", "worst_time_to_door_s"),
    *("loss", "shortage", "changes"),
}


@pytest.mark.parametrize("name", ["evening", "one_step_away", "surge"])
def test_follows_its_schema(name: str, shipped_plans: dict[str, Plan]) -> None:
    jsonschema.validate(json.loads(plan_text(shipped_plans[name])), plan_schema())


def test_schema_would_notice(shipped_plans: dict[str, Plan]) -> None:
    data = json.loads(plan_text(shipped_plans["evening"]))
    del data["assignments"][0]["intervals"]["access_s"]
    with pytest.raises(jsonschema.ValidationError, match="access_s"):
        jsonschema.validate(data, plan_schema())


def test_holds_what_others_rely_on(shipped_plans: dict[str, Plan]) -> None:
    data = json.loads(plan_text(shipped_plans["evening"]))
    assert set(data["score"]) == set(data["closest_idle_score"]) == SCORE
    assert data["frame"] == "wgs84"
    assert plan_schema()["properties"]["frame"]["const"] == "wgs84"
    assert data["now"] == "2026-03-21T18:32:45Z"
    assert data["target_s"] == 480
    assert set(data["inputs"]) == {"scenario", "policy", "roads", "version"}
    assert set(data["inputs"]["roads"]) == {"name", "fingerprint"}
    assert set(data["solver"]) == {"path", "status", "gap", "certified"}
    assert [row["goal"] for row in data["goals"]] == list(DEFAULT_GOALS)
    assert set(data["goals"][0]) == {"goal", "unit", "value", "optimum", "without"}
    assert set(data["goals"][0]["without"]) == {"values", "alert_ids"}
    assert data["override"] is None
    row = data["assignments"][0]
    assert set(row) >= {
        *("alert_id", "officers", "time_to_door_s", "contact_s", "intervals"),
        *("distance_m", "on_time", "probability_on_time", "units"),
        *("nearest_unit_ids", "nearest_time_to_door_s", "closest_idle_unit_ids"),
        *("closest_idle_time_to_door_s", "same_as_closest_idle"),
    }
    assert set(row["units"][0]) == {
        *("unit_id", "officers", "distance_m", "travel_s", "time_to_door_s"),
        *("route", "route_s"),
    }


def test_inputs_make_the_same_plan(
    city: RoadNetwork, shipped_plans: dict[str, Plan]
) -> None:
    text = plan_text(shipped_plans["evening"])
    inputs = json.loads(text)["inputs"]
    again = dispatch.plan(
        from_file_form(inputs["scenario"]),
        city,
        policy_from_file_form(inputs["policy"]),
    )
    assert plan_text(again) == text
