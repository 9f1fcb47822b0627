"""`dispatch move-up`: what is printed."""

from __future__ import annotations

import json

import pytest

from dispatch.cli import main


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["move-up", *words])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_a_table_and_what_the_town_gains(city, capsys):
    assert city
    assert run("evening") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "3 units free" in out
    assert "now: " in out
    assert "then: " in out
    assert "%" in out
    assert "driven: " in out


def test_json_of_one_move(city, capsys):
    assert city
    assert run("evening", "--units", "1", "--model", "pmedian", "--json") == 0
    form = json.loads(capsys.readouterr().out)
    (row,) = form["moves"]
    assert row["unit_id"] in form["free"]
    assert row["to"].keys() == {"lon", "lat", "address", "snapped_m"}
    assert form["rule"]["model"] == "pmedian"
    assert form["after"]["mean_s"] < form["before"]["mean_s"]
    assert form["drive_s"] == row["drive_s"]


def test_nobody_is_free(city, tmp_path, capsys):
    assert city
    path = tmp_path / "mine.toml"
    path.write_text(
        "now = 2026-03-21T17:00:00+00:00\n"
        '[[units]]\nid = "P1"\nlon = -21.90\nlat = 64.13\nframe = "wgs84"\n'
        'status = "offline"\n'
        '[[alerts]]\nid = "A1"\nreceived = 2026-03-21T17:00:00+00:00\n'
        'lon = -21.91\nlat = 64.13\nframe = "wgs84"\n',
        encoding="utf-8",
    )
    assert run(str(path)) == 0
    assert "nobody to move" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["evening", "--units", "0"], "0 is below 1"),
        (["evening", "--model", "mexlp"], "did you mean 'mexclp'?"),
        (["evening", "--model", "best"], "known: mclp, mexclp, pmedian"),
        (["evning"], "evening"),
        (["evening", "--at", "five"], "not a time with its zone"),
    ],
)
def test_one_line_for_each_fault(capsys, words, said):
    assert run(*words) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
