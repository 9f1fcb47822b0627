"""Tasks and their keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.sweep.case import FixedLoad
from dispatch.sweep.task import tasks_of
from maps.errors import FieldError
from tests.dispatch.sweep.cases import TABLE, little_case, little_load


def test_tasks_go_by_case_then_seed_then_rule():
    cases = [little_case("one"), little_case("two")]
    tasks = tasks_of(cases, ["batch", "full"], [7, 8])
    told = [(task.case, task.seed, task.rule) for task in tasks]
    assert told[:3] == [("one", 7, "batch"), ("one", 7, "full"), ("one", 8, "batch")]
    assert len({*told}) == len(told) == 8


def key_of(rule: str = "batch", seed: int = 1, **changes: object) -> str:
    case = replace(little_case(), **changes)  # type: ignore[arg-type]
    return tasks_of([case], [rule], [seed])[0].key


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": "full"},
        {"seed": 2},
        {"warm_up_s": 60.0},
        {"policy": little_case(sigma=0.36).policy},
        {"loads": FixedLoad(known=little_load(5))},
        {"where": type(TABLE)(TABLE.names, TABLE.seconds * 2)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_any_other_input_has_another_key(changed: dict[str, object]):
    assert key_of(**changed) != key_of()  # type: ignore[arg-type]


def test_what_a_case_is_called_changes_no_key():
    assert key_of(name="other", title="Other") == key_of()


def test_a_changed_program_finds_nothing(monkeypatch: pytest.MonkeyPatch):
    before = key_of()
    monkeypatch.setattr("dispatch.sweep.task.program", lambda: "other")
    assert key_of() != before


@pytest.mark.parametrize(
    ("cases", "rules", "says"),
    [
        (["a", "a"], ["full"], "scenario: 'a' stands twice"),
        (["a"], ["full", "full"], "rule: 'full' stands twice"),
        (["a"], ["ful"], "no rule is called 'ful'"),
    ],
)
def test_what_cannot_be_swept(cases: list[str], rules: list[str], says: str):
    with pytest.raises(FieldError, match=says):
        tasks_of([little_case(name) for name in cases], rules, [1])
