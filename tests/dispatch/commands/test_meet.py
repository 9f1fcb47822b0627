"""`dispatch meet`: what is printed, and what of it a scenario file takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dispatch.cli import main
from scenarios.files import read

SCENARIO = """
now = 2026-03-21T17:02:00+00:00

[[units]]
id = "P1"
lon = -21.90
lat = 64.13
frame = "wgs84"

[[alerts]]
id = "A1"
received = 2026-03-21T17:00:00+00:00
address = "Laugavegur 22, 101"
place_kind = "tower"
"""


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["meet", *(str(word) for word in words)])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_a_table_and_a_line_that_the_scenario_file_takes(city, mine, capsys):
    assert city
    assert run(mine, "A1") == 0
    table, _, line = capsys.readouterr().out.rstrip().rpartition("\n")
    assert "A1: where to meet P1" in table
    assert "corner Grettisgata" in table
    assert "At the door instead (tower): officers" in table
    mine.write_text(SCENARIO + line, encoding="utf-8")
    (alert,) = read(mine).alerts
    assert alert.meeting_point is not None
    assert alert.meeting_point.place.lon == pytest.approx(-21.929, abs=0.006)


def test_json_of_one_row(city, mine, capsys):
    assert city
    assert run(mine, "A1", "--json", "--top", "1", "--unit", "P1") == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["alert_id"], form["unit_id"], form["elapsed_s"]) == ("A1", "P1", 120)
    (row,) = form["rows"]
    assert row["meeting_point"]["lon"] == row["lon"]
    assert row["meeting_point"]["frame"] == "wgs84"
    assert row["officers_s"] <= row["both_s"]
    assert 0 <= row["both_on_time"] <= row["officers_on_time"] <= 1


def test_a_later_moment(city, mine, capsys):
    assert city
    assert run(mine, "A1", "--json", "--at", "2026-03-21T17:03:00+00:00") == 0
    assert json.loads(capsys.readouterr().out)["elapsed_s"] == 180


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["A2"], "did you mean 'A1'?"),
        (["A1", "--unit", "P9"], "there is no unit 'P9'"),
        (["A1", "--top", "0"], "0 is below 1"),
        (["A1", "--at", "five"], "not a time with its zone"),
    ],
)
def test_one_line_for_each_fault(city, mine, capsys, words, said):
    assert city
    assert run(mine, *words) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
