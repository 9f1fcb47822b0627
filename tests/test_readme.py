"""The README says what is so."""

import re
from pathlib import Path

import pytest

from dispatch.cli import main

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    first, *more = blocks("python")
    names: dict[str, object] = {}
    exec(compile(first, "<README.md>", "exec"), names)  # noqa: S102 - our own
    assert len(capsys.readouterr().out.splitlines()) == 6
    for code in more:
        exec(compile(code, "<README.md>", "exec"), names)  # noqa: S102 - our own
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {"plan.html", "plan.json", "plan.gpkg"}


def test_table_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (console,) = blocks("console")
    command, _, table = console.partition("\n")
    with pytest.raises(SystemExit) as end:
        main(command.removeprefix("$ dispatch ").split())
    assert end.value.code == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert printed == table.splitlines()


def test_make_targets_exist() -> None:
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE))
    assert {"plan", "test", "check", "bundle"} <= named
    assert not {name for name in named if f"\n{name}:" not in makefile}


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (TOP / link).exists()] == []
