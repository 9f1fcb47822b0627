"""A comparison in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter
from typing import get_args

import dispatch
from dispatch.comparison.comparison import PlanComparison, compare
from dispatch.comparison.input_changes import PARTS, InputChange
from dispatch.comparison.near_reasons import NearReason, Why
from dispatch.comparison.words import (
    cause_words,
    comparison_texts,
    input_words,
    near_words,
)
from dispatch.language_files import Texts
from tests.street import alert, pairs, policy, scene, street, unit

ENGLISH = comparison_texts()
CHANGE = InputChange(
    part="units", sheet="units", row="P1", field="officers", before=2, after=1
)


def names_in(texts: Texts) -> dict[tuple[str, str], set[str | None]]:
    return {
        (group, key): {name for _, name, _, _ in Formatter().parse(text) if name}
        for group, phrases in texts.items()
        for key, text in phrases.items()
    }


def comparison(**fields: object) -> PlanComparison:
    base = scene(unit("P1", 1200), unit("P2", 200), alert("A", 1000), alert("B", 4500))
    roads, wanted = street(), policy(zones_at_most=0)
    other = replace(base, **fields)  # type: ignore[arg-type]
    return compare(
        dispatch.plan(base, roads, wanted), dispatch.plan(other, roads, wanted)
    )


def test_both_languages_say_the_same_things_of_the_same_names() -> None:
    assert names_in(comparison_texts("en")) == names_in(comparison_texts("zh"))


def test_every_part_and_every_reason_has_its_words() -> None:
    assert set(ENGLISH["part"]) == set(PARTS)
    assert set(ENGLISH["why"]) == set(get_args(Why))


def test_inputs() -> None:
    assert input_words(CHANGE, ENGLISH) == "unit P1 officers: 2 → 1"
    zh = comparison_texts("zh")
    assert input_words(CHANGE, zh) == "警力 P1 officers\uff1a2 → 1"
    new = replace(CHANGE, field="", before=None, after={"id": "P1"})
    assert input_words(new, ENGLISH) == "unit P1 is new"
    gone = replace(CHANGE, field="", before={"id": "P1"}, after=None)
    assert input_words(gone, ENGLISH) == "unit P1 is gone"
    now = InputChange(
        part="now", sheet="now", row="", field="", before="17:00", after="17:05"
    )
    assert input_words(now, ENGLISH) == "moment of planning: 17:00 → 17:05"
    assert input_words(now, zh) == "规划时刻\uff1a17:00 → 17:05"
    unset = replace(CHANGE, field="area", before=None, after="north")
    assert input_words(unset, ENGLISH) == "unit P1 area: none → north"


def test_hostile_ids_steer_no_terminal() -> None:
    hostile = "\x1b[31m"
    reason = NearReason(alert_id="A", why="unit_gone", unit_id=hostile)
    assert "\x1b" not in near_words(reason, ENGLISH)
    assert "\x1b" not in input_words(replace(CHANGE, row=hostile), ENGLISH)


def test_causes_one_alone_none_and_together() -> None:
    locked = comparison(locks=pairs("P1=A"))
    assert [*cause_words(locked, ENGLISH)] == [
        "pairs locked or forbidden alone make it so: A, B"
    ]
    assert [*cause_words(comparison(), ENGLISH)] == []
    both = replace(
        locked, causes=(replace(locked.causes[0], alert_ids=()), *locked.causes[1:])
    )
    assert [*cause_words(both, ENGLISH)] == [
        "pairs locked or forbidden alone change nothing of it",
        "only several of them together: A, B",
    ]
    untried = replace(
        locked, causes=(replace(locked.causes[0], alert_ids=(), tried=False),)
    )
    assert [*cause_words(untried, ENGLISH)] == [
        "pairs locked or forbidden alone do not fit the first plan"
    ]
