"""What `dispatch story` prints, and what it refuses."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from dispatch.commands.story import (
    StoryRequest,
    print_story,
    run_story,
    story_text,
)
from dispatch.policy import Policy
from dispatch.story.story import story_of
from dispatch.story.story_rows import StoryFile, story_file
from dispatch.story.texts import story_texts
from maps.errors import InputError
from tests.dispatch.story.lives import incident, planner
from tests.street import street


@pytest.fixture(scope="module")
def file() -> StoryFile:
    story = story_of(incident(metres=3000.0), Policy(), planner(street()))
    return story_file(story, story_texts(), "en")


def printed(file: StoryFile) -> str:
    console = Console(width=160, record=True, file=io.StringIO())
    print_story(file, story_texts(), console)
    return console.export_text()


def test_the_table(file: StoryFile) -> None:
    lines = printed(file).splitlines()
    (row,) = (line for line in lines if "rolling" in line and "turnout" in line)
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == [
        "17:02:30",
        "2:30",
        "A",
        "P1 is rolling",
        "turnout 1:00",
        "on time, 5:30 left",
    ]
    # 90 + 60 + 300 + 168 s from the warning.
    assert any("Plan: P1 to A, at the door after 10:18" in line for line in lines)
    assert "A: warning to door 6:20, target 8:00: on time" in lines


def test_json(file: StoryFile) -> None:
    form = json.loads(story_text(file))
    assert (form["scenario"], form["language"]) == ("street", "en")
    assert form["rows"][0]["at"] == "2026-03-21T17:00:00Z"
    assert form["rows"][5]["interval"] == {
        "name": "rolling",
        "words": "turnout",
        "seconds": 60,
        "left_s": 330,
        "on_time": True,
    }


@pytest.mark.parametrize(
    ("scenario", "language", "said"),
    [
        ("evening", "en", "evening, events: it tells of no events; write [[events]]"),
        ("no_such", "en", "no_such: there is no such file"),
        ("one_step_away", "fr", "--lang: 'fr' is not known"),
    ],
)
def test_what_is_refused(scenario: str, language: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        run_story(StoryRequest(scenario=scenario, language=language))
    assert said in str(fault.value)
