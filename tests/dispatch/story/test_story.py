"""A story: its rows, its plans, what came of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from dispatch.policy import Policy
from dispatch.story.story import story_of
from dispatch.story.story_rows import StoryFile, story_file
from dispatch.story.texts import story_texts
from maps.road_network import RoadNetwork
from scenarios.events.event import LossReported
from scenarios.scenario import Scenario
from tests.dispatch.story.lives import incident, planner
from tests.street import street


@pytest.fixture(scope="module")
def roads() -> RoadNetwork:
    return street()


def told(roads: RoadNetwork, scenario: Scenario, language: str = "en") -> StoryFile:
    story = story_of(scenario, Policy(), planner(roads))
    return story_file(story, story_texts(language), language)


def as_text(file: StoryFile) -> str:
    data = TypeAdapter(StoryFile).dump_python(file, mode="json")
    return json.dumps(data, ensure_ascii=False)


def test_a_row_an_event(roads: RoadNetwork) -> None:
    file = told(roads, incident())
    assert [(row.since_warning_s, row.words) for row in file.rows] == [
        (0, "Warning – A trick"),
        (30, "Accepted – now"),
        (60, "Called: the line is busy"),
        (90, "P1 is told to go"),
        (120, "Called: persuaded to stop and wait"),
        (150, "P1 is rolling"),
        (200, "Meeting point agreed: 120.00898, 0.00000"),
        (350, "P1 is at the gate"),
        (380, "P1 is at the meeting point"),
        (400, "P1 is with the victim"),
        (900, "The trick explained"),
        (1000, "P1 is clear"),
    ]
    assert f"{file.rows[3].at:%H:%M:%S}" == "17:01:30"


def test_a_plan_where_it_changes(roads: RoadNetwork) -> None:
    plans = [(row.kind, row.plan) for row in told(roads, incident()).rows if row.plan]
    assert [(kind, plan.words) for kind, plan in plans] == [
        # 90 + 60 + 200 + 168 s
        ("warning", "Plan: P1 to A, at the door after 8:38"),
        # 200 elapsed, 100 s to the meeting point, 30 s there
        ("meeting_point_agreed", "Plan: P1 to A, at the door after 5:30"),
        ("at_gate", "Plan: P1 at A: it needs nobody else"),
        ("clear", "Plan: no alert asks for anybody"),
    ]
    assert plans[0][1].changes == ()
    assert plans[2][1].changes == ("A has its officers there, and needs nobody else",)


def test_what_came_of_it(roads: RoadNetwork) -> None:
    (row,) = told(roads, incident()).outcomes
    assert (row.to_door_s, row.to_contact_s, row.on_time) == (380, 400, True)
    assert row.words == (
        "A: warning to door 6:20, target 8:00: on time",
        "A: warning to contact 6:40",
        "A: no loss reported",
    )


def test_a_loss_and_nobody_there(roads: RoadNetwork) -> None:
    lost = LossReported(alert_id="A", at_s=50.0, amount=12_500.0)
    (row,) = told(roads, replace(incident(), events=(lost,))).outcomes
    assert (row.to_door_s, row.on_time, row.loss_reported) == (None, False, 12_500.0)
    assert row.words == (
        "A: nobody at the door, target 8:00",
        "A: 12,500 CNY reported lost",
    )


def test_in_chinese(roads: RoadNetwork) -> None:
    file = told(roads, incident(), "zh")
    assert file.rows[1].words == "已接警 – 马上"
    assert file.rows[2].words == "去电：占线"  # noqa: RUF001 - Chinese
    said = "A：从预警到门口 6:20，目标 8:00：及时"  # noqa: RUF001 - Chinese
    assert file.outcomes[0].words[0] == said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_ids_places_and_times_are_told_as_well(
    roads: RoadNetwork, language: str
) -> None:
    plain = as_text(told(roads, incident(), language))
    moved = incident(alert_id="Z-77", unit_id="K4", metres=3000.0, later_s=3600.0)
    other = told(roads, moved, language)
    text = as_text(other)
    assert '"A"' not in text
    assert "P1" not in text
    assert "Z-77" in text
    assert "K4" in text
    assert f"{other.rows[0].at:%H:%M:%S}" == "18:00:00"
    assert [row.since_warning_s for row in other.rows] == [
        row["since_warning_s"] for row in json.loads(plain)["rows"]
    ]
    # 1000 m more to drive: 100 s.
    (visit,) = other.rows[0].plan.visits if other.rows[0].plan else ()
    assert (visit.unit_ids, visit.time_to_door_s) == (("K4",), 618)


def test_the_order_of_the_events_in_the_file_is_none(roads: RoadNetwork) -> None:
    given = incident()
    assert told(roads, replace(given, events=given.events[::-1])) == told(roads, given)


def test_what_could_steer_a_terminal_is_not_told(roads: RoadNetwork) -> None:
    given = incident()
    events = tuple(replace(event, note="\x1b[2J") for event in given.events)
    assert "\x1b" not in as_text(told(roads, replace(given, events=events)))
