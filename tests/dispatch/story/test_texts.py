"""The phrases of a story, by language."""

from __future__ import annotations

import re
from string import Formatter
from typing import get_args

import pytest

from dispatch.plan_rows import Intervals, Reason
from dispatch.story.intervals import _FROM
from dispatch.story.texts import Texts, languages, story_texts
from maps.errors import FieldError
from scenarios.call import CallOutcome
from scenarios.events.kinds import FORMS

_CHINESE = re.compile("[\u4e00-\u9fff\uff00-\uffef]")  # with its full stops and colons


def names_in(texts: Texts) -> dict[tuple[str, str], set[str | None]]:
    return {
        (group, key): {name for _, name, _, _ in Formatter().parse(text) if name}
        for group, phrases in texts.items()
        for key, text in phrases.items()
    }


def test_there_are_two() -> None:
    assert languages() == ("en", "zh")


def test_they_say_the_same_things_of_the_same_names() -> None:
    assert names_in(story_texts("en")) == names_in(story_texts("zh"))


def test_each_is_in_its_own_language() -> None:
    english = [text for group in story_texts("en").values() for text in group.values()]
    chinese = [text for group in story_texts("zh").values() for text in group.values()]
    assert not any(map(_CHINESE.search, english))
    # Two names side by side are the same in both.
    assert [text for text in chinese if not _CHINESE.search(text)] == ["{units} {time}"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_of_event_has_a_phrase(language: str) -> None:
    texts = story_texts(language)
    calls = {f"call_{outcome}" for outcome in get_args(CallOutcome)}
    special = calls | {"at_meeting_point", "contact_by_phone"}
    assert set(texts["event"]) == (set(FORMS) - {"call"}) | special
    assert set(texts["reason"]) == {reason.value for reason in Reason}
    assert set(texts["interval_name"]) == set(Intervals.__slots__)
    more = {"at_door_from_road", "contact_by_phone", "on_time", "late"}
    assert set(texts["interval"]) == set(_FROM) | more


def test_an_unknown_language() -> None:
    with pytest.raises(FieldError, match="--lang: 'de' is not known; did you mean"):
        story_texts("de")
