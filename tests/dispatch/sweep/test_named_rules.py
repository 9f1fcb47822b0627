"""Rules by name, a user's own among them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dispatch.simulation.rules.closest_idle import ClosestIdle
from dispatch.sweep.named_rules import (
    check_rule,
    named_rule,
    rule_file,
    rule_fingerprint,
)
from maps.errors import FieldError

OWN = """
def nobody(moment):
    return {}

class Counting:
    def __init__(self):
        self.asked = 0
    def __call__(self, moment):
        self.asked += 1
        return {}

class Needy:
    def __init__(self, something):
        pass

LIMIT = 3
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a module of rules."""
    (tmp_path / "my_rules.py").write_text(OWN, encoding="utf-8")
    (tmp_path / "broken_rules.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    for name in ("my_rules", "broken_rules"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_rules_of_the_program():
    assert isinstance(named_rule("closest_idle"), ClosestIdle)
    assert rule_file("closest_idle") is None


@pytest.mark.usefixtures("folder")
def test_a_function_is_the_rule_itself():
    rule = named_rule("my_rules:nobody")
    assert rule is named_rule("my_rules:nobody")
    assert getattr(rule, "__name__", "") == "nobody"


@pytest.mark.usefixtures("folder")
def test_a_class_is_made_anew_for_each_shift():
    first, second = named_rule("my_rules:Counting"), named_rule("my_rules:Counting")
    assert first is not second


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nearest", "rule: no rule is called 'nearest'; did you mean"),
        ("no_such:rule", "there is no module 'no_such'; run the command in the folder"),
        (":rule", "there is no module ''"),
        ("my_rules:nobdy", "module 'my_rules' has no 'nobdy'; .*nobody"),
        ("my_rules:LIMIT", "'my_rules:LIMIT' is a int, and cannot be called"),
        ("my_rules:Needy", "cannot be made without arguments: TypeError"),
        ("broken_rules:any", "'broken_rules' cannot be imported: ZeroDivisionError"),
    ],
)
def test_a_rule_that_there_is_not(name: str, says: str):
    with pytest.raises(FieldError, match=says):
        check_rule(name)


def test_a_changed_module_has_another_fingerprint(folder: Path):
    before = rule_fingerprint("my_rules:nobody")
    assert rule_fingerprint("my_rules:nobody") == before
    (folder / "my_rules.py").write_text(OWN + "\n# changed\n", encoding="utf-8")
    assert rule_fingerprint("my_rules:nobody") != before
