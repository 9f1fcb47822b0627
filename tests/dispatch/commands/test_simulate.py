"""`dispatch simulate`: what is written and printed, and one line for each fault."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl
import pytest

from dispatch.cli import main

CITY = """
hours = 1
start = 2026-03-23T09:00:00Z
[rates]
per_hour = 3
[[shifts]]
id = "day"
start = "08:00"
end = "20:00"
units = 3
"""
OWN = """
def fails(moment):
    if moment.now_s > 0:
        raise ValueError("no idea")
    return {}
"""
SCENARIO = """
name = "two"
frame = "wgs84"
start = 2026-03-23T09:00:00Z
[[units]]
id = "P1"
lon = -21.93
lat = 64.14
[[alerts]]
id = "A"
received = 2026-03-23T09:00:00Z
lon = -21.92
lat = 64.14
[[alerts]]
id = "B"
received = 2026-03-23T09:02:00Z
lon = -21.90
lat = 64.14
"""


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a spec, a scenario and a rule."""
    for name, text in (("calm", CITY), ("two", SCENARIO)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "failing_rules.py").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "failing_rules", raising=False)
    return tmp_path


@pytest.mark.usefixtures("city")
def test_a_shift_with_its_log_and_events(
    given: Path, capsys: pytest.CaptureFixture[str]
):
    words = ("simulate", "two.toml", "--rule", "closest_idle", "-o", "out")
    assert run(*words) == 0
    printed = capsys.readouterr()
    assert "two: 1 replication, from seed 1" in printed.out
    assert "One replication: no intervals." in printed.out
    log = pl.read_parquet(given / "out" / "log.parquet")
    assert log["alert_id"].unique().sort().to_list() == ["A", "B"]
    events = (given / "out" / "events.jsonl").read_text("utf-8").splitlines()
    assert json.loads(events[0])["kind"] == "warning"
    assert len([*(given / "out" / "runs").iterdir()]) == 1
    assert "closest_idle" in (given / "out" / "shift.html").read_text("utf-8")


def draw_nothing(_report: object, *files: Path) -> None:
    """Stand in for the plots, which take a second."""
    for file in files:
        file.write_text("", encoding="utf-8")


@pytest.mark.usefixtures("city")
def test_rules_compared_and_found_again(
    given: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dispatch.sweep.comparison_plot.save_plots", draw_nothing)
    words = ("simulate", "calm.toml", "two.toml", "--rule", "random", "--rule")
    words = (*words, "closest_idle", "--replications", "2", "--seed", "5", "-o", "out")
    assert run(*words, "--warm-up", "1") == 0
    printed = capsys.readouterr().out
    assert "calm: 2 replications, other alerts each, from seed 5, after 1" in printed
    assert "two: 2 replications, other luck each" in printed
    files = sorted((given / "out").iterdir())
    assert [file.name for file in files] == [
        *("comparison.json", "comparison.png", "comparison.svg", "figures.csv"),
        *("figures.parquet", "runs", "simulate.html"),
    ]
    texts = {file: file.read_bytes() for file in files if file.is_file()}
    made = {file: file.stat().st_mtime_ns for file in (given / "out/runs").iterdir()}
    assert len(made) == 2 * 2 * 2
    assert run(*words, "--warm-up", "1", "--json") == 0
    form = json.loads(capsys.readouterr().out)
    assert form == json.loads(texts[given / "out" / "comparison.json"])
    assert [case["loads"] for case in form["scenarios"]] == ["drawn", "known"]
    assert {file: file.read_bytes() for file in texts} == texts
    assert {file: file.stat().st_mtime_ns for file in made} == made


@pytest.mark.usefixtures("city")
def test_a_rule_that_raises_is_named_and_the_log_up_to_then_kept(
    given: Path, capsys: pytest.CaptureFixture[str]
):
    assert (
        run("simulate", "two.toml", "--rule", "failing_rules:fails", "-o", "out") == 2
    )
    line = capsys.readouterr().err
    assert "two, seed 1, rule fails, at 120 s: raised ValueError: no idea" in line
    assert "the log up to then is in out/so_far_log.csv" in line
    kept = sorted(file.name for file in (given / "out").iterdir())
    assert kept == [
        *("runs", "so_far_events.jsonl", "so_far_log.csv", "so_far_log.parquet"),
    ]
    rows = (given / "out" / "so_far_log.csv").read_text("utf-8").splitlines()
    assert len(rows) == 1 + 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("evning",), "did you mean 'evening'"),
        (("two.toml", "--rule", "ful"), "rule: no rule is called 'ful'"),
        (("two.toml", "--rule", "a.b:c"), "there is no module 'a.b'"),
        (("two.toml", "--replications", "0"), "--replications: 0 is out of range"),
        (("two.toml", "--workers", "0"), "workers: 0 is out of range"),
        (("two.toml", "--seed", "-1"), "--seed: -1 is below 0"),
        (("two.toml", "--warm-up", "-1"), "--warm-up: -1 is no number of minutes"),
        (("two.toml", "--warm-up", "nan"), "--warm-up: nan is no number of minutes"),
        (("two.toml", "--warm-up", "60"), "--warm-up: two lasts 60 min, and no alert"),
        (("two.toml", "--scheduler", "a:1", "--workers", "2"), "leave --workers out"),
        (("two.toml", "two.toml"), "scenario: 'two' stands twice"),
        (("two.toml", "--policy", "no.toml"), "no.toml"),
        (("two.toml", "-o", "two.toml"), "two.toml is a file"),
        (("wrong.toml",), "wrong.toml"),
        (("spec.toml",), "spec.toml, rates"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("city")
def test_one_line_for_each_fault(
    words: tuple[str, ...],
    says: str,
    given: Path,
    capsys: pytest.CaptureFixture[str],
):
    (given / "wrong.toml").write_text("[[units]\n", encoding="utf-8")
    (given / "spec.toml").write_text("[rates]\nper_hour = -1\n", encoding="utf-8")
    before = {*given.rglob("*")}
    assert run("simulate", *words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.strip().splitlines()
    assert line.startswith("error: ")
    assert says in line
    assert {*given.rglob("*")} == before
