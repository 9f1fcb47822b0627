"""Reading a plan again; damaged ones are rows of the tests of the command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import dispatch
from dispatch.difference import visits_of, visits_of_rows
from dispatch.overrides import Overrides
from dispatch.plan import Plan
from dispatch.plan_file import plan_text
from dispatch.plan_reader import PlanInputs, make_again, read_plan, same_roads
from maps.errors import FieldError
from maps.road_network import RoadNetwork
from tests.street import alert, pairs, policy, scene, street, unit, zone

STREET = street()


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Teams, a zone, an order given before, a late now, and a lock by hand."""
    given = scene(
        unit("P1", 0),
        unit("P2", 9000, officers=1, skills=("chinese",)),
        unit("P3", 9500, officers=1, position_s=50.0),
        unit("P4", 4000, assigned="B", notified_s=30.0),
        alert("A", 1000),
        alert("B", 8000, skills=("chinese",), received_s=20.0),
        zone("Z", 3000, weight=3),
        now_s=100.0,
    )
    return dispatch.plan(
        given,
        STREET,
        policy(sigma=0.5),
        now_s=120.0,
        overrides=Overrides(locks=pairs("P1=A")),
    )


@pytest.fixture
def read(plan: Plan, tmp_path: Path) -> PlanInputs:
    """What is read of its file."""
    path = tmp_path / "plan.json"
    path.write_text(plan_text(plan), encoding="utf-8")
    return read_plan(path)


def test_all_that_it_was_made_from_is_there(plan: Plan, read: PlanInputs) -> None:
    assert read.now_s == 120.0
    assert read.policy == plan.policy
    assert read.scenario.locks == pairs("P1=A")
    assert (read.roads, read.fingerprint) == ("grid town", STREET.fingerprint)


def test_who_went_where(plan: Plan, read: PlanInputs) -> None:
    assert read.visits == visits_of_rows(plan.assignments)
    assert plan.working is not None
    solved = visits_of(plan.working.case, plan.working.solved.best.teams)
    assert {k: visit for k, visit in solved.items() if visit.unit_ids} == read.visits


def test_the_same_plan_again(plan: Plan, read: PlanInputs) -> None:
    again = make_again(read, STREET)
    # The override is one of the inputs by then.
    assert again.override is None
    text = plan_text(replace(plan, override=None))
    assert plan_text(again) == text
    assert plan_text(make_again(read, STREET)) == text


def test_a_plan_that_does_not_say_its_frame_is_in_wgs84(
    plan: Plan, read: PlanInputs, tmp_path: Path
) -> None:
    data = json.loads(plan_text(plan))
    assert data.pop("frame") == "wgs84"
    (tmp_path / "older.json").write_text(json.dumps(data), encoding="utf-8")
    assert read_plan(tmp_path / "older.json") == read


def test_other_roads_are_refused(
    read: PlanInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maps.load", lambda *_, **__: street(10_000))
    with pytest.raises(FieldError, match=r"--roads: grid town are not the roads"):
        same_roads(read, "mine.osm")
    monkeypatch.setattr("maps.load", lambda *_, **__: STREET)
    assert same_roads(read, "mine.osm") is STREET


def test_nothing_is_downloaded_that_nobody_named(
    read: PlanInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object, **__: object) -> RoadNetwork:
        raise AssertionError

    monkeypatch.setattr("maps.load", load)
    with pytest.raises(FieldError, match=r"'grid town', which is not here; name"):
        same_roads(read, None)
