"""`dispatch compare`: its words, its JSON, and one line for each fault."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from dispatch.cli import main
from tests.dispatch.commands.test_explain import SCENARIO


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One scenario planned twice, with a lock the second time."""
    folder = tmp_path_factory.mktemp("plans")
    scenario = folder / "two.toml"
    scenario.write_text(SCENARIO, "utf-8")
    assert run("plan", scenario, "-o", folder / "one") == 0
    lock = ("--lock", "P1=A-2042")
    assert run("plan", scenario, *lock, "-o", folder / "other") == 0
    return folder / "one" / "plan.json", folder / "other" / "plan.json"


def test_what_it_prints_and_writes(
    plans: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *plans, "-o", tmp_path) == 0
    page = tmp_path / "compare.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "showComparison" in page.read_text("utf-8")
    text = " ".join(capsys.readouterr().out.split())
    assert "lock P1:A-2042 is new" in text
    assert "A-2042: P1 is locked to it" in text
    assert "pairs locked or forbidden alone make it so: A-2041, A-2042" in text


def test_its_json_and_its_other_language(
    plans: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *plans, "-o", tmp_path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["row"] for row in found["inputs"]] == ["P1:A-2042"]
    assert found["causes"][0]["alert_ids"] == ["A-2041", "A-2042"]
    assert run("compare", *plans, "-o", tmp_path, "--language", "zh") == 0
    assert "P1 被锁定到此" in capsys.readouterr().out


def test_a_plan_that_is_not_there_and_a_language_that_is_none(
    plans: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", plans[0], "no.json") == 2
    assert "no.json: there is no such file" in capsys.readouterr().err
    assert run("compare", *plans, "--language", "de") == 2
    assert "'de' is not known" in capsys.readouterr().err
