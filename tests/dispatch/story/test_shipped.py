"""The stories that ship, on the embedded city."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from dispatch.locate import Ground
from dispatch.plan import Plan, plan
from dispatch.policy import Policy
from dispatch.story.since import plan_difference
from dispatch.story.story import story_of
from dispatch.story.story_rows import story_file
from dispatch.story.texts import story_texts
from dispatch.story.words import difference_words
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios.events.known import known_at
from scenarios.files import read
from scenarios.scenario import Scenario

# Warning, third busy call, promise to wait below the building, arrival.
MOMENTS = (0.0, 140.0, 210.0, 340.0)


class Planner:
    """Plans on one city, made ready once."""

    def __init__(self, city: RoadNetwork) -> None:
        self._city, self._graph, self._ground = city, TurnGraph(city), Ground(city)

    def __call__(self, known: Scenario) -> Plan:
        graph, ground = self._graph, self._ground
        return plan(known, self._city, Policy(), graph=graph, ground=ground)


@pytest.fixture(scope="module")
def planner(city: RoadNetwork) -> Planner:
    return Planner(city)


@pytest.mark.slow
def test_one_step_away_at_four_moments(planner: Planner) -> None:
    given = read("one_step_away")
    plans = [planner(known_at(given, moment)) for moment in MOMENTS]
    warned, busy, agreed, there = plans
    for made in (warned, busy, agreed):
        (row,) = made.assignments
        assert (row.unit_ids, row.on_time) == (("P01",), True)
    # A tower's door until then, outdoors from then on.
    access = [made.assignments[0].intervals.access_s for made in plans[:3]]
    assert access == [168, 168, 30]
    assert agreed.assignments[0].time_to_door_s < warned.assignments[0].time_to_door_s
    assert busy.assignments[0].probability_on_time < 0.9
    assert (there.assignments, there.unserved) == ((), ())
    lines = [
        " ".join(difference_words(plan_difference(one, other), story_texts()))
        for one, other in pairwise(plans)
    ]
    assert "elapsed 0 → 140 s" in lines[0]
    assert "access 168 → 30 s: the meeting point replaces the door" in lines[1]
    assert lines[2] == "A-0321 has its officers there, and needs nobody else"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "on_time"), [("one_step_away", [True]), ("fake_police", [True, False])]
)
def test_they_play_in_both_languages(
    planner: Planner, name: str, *, on_time: list[bool]
) -> None:
    given = read(name)
    story = story_of(given, Policy(), planner)
    english, chinese = (
        story_file(story, story_texts(language), language) for language in ("en", "zh")
    )
    assert [row.on_time for row in english.outcomes] == on_time
    assert [row.at for row in english.rows] == [row.at for row in chinese.rows]
    assert len(english.rows) >= len(given.events)
    said = [row.words for row in chinese.rows]
    assert all(re.search("[\u4e00-\u9fff]", words) for words in said)
    plans = [row.plan for row in english.rows if row.plan]
    assert len(plans) >= 4
