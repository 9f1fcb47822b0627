"""`dispatch move-up`: what is printed."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from dispatch.cli import main
from dispatch.commands.move_up_table import move_up_line
from dispatch.move_up_rows import MoveRow, MoveUp
from dispatch.plan_rows import Located
from dispatch.schemas import move_up_schema
from dispatch.waiting_places.move_rule import MoveRule, Readiness


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


@pytest.mark.slow
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


@pytest.mark.slow
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


def test_the_json_fits_its_schema(city, capsys):
    assert city
    assert run("evening", "--json") == 0
    form = json.loads(capsys.readouterr().out)
    jsonschema.validate(form, move_up_schema())


@pytest.mark.slow
def test_a_plan_gives_the_same_advice(city, tmp_path, capsys):
    assert city
    assert run("evening", "--json") == 0
    alone = json.loads(capsys.readouterr().out)
    with pytest.raises(SystemExit) as end:
        main(["plan", "evening", "--move-up", "-o", str(tmp_path)])
    assert end.value.code == 0
    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert told["move_up"] == alone
    out = " ".join(capsys.readouterr().out.split())
    assert f"move up: {alone['moves'][0]['unit_id']} to " in out


# --- In a line -----------------------------------------------------------------------

PLACE = Located(lon=1.0, lat=2.0, address="Quay 5", snapped_m=0.0)
MOVE = MoveRow(unit_id="P1", start=PLACE, to=PLACE, drive_s=200, drive_m=2000, adds=0.1)
FOUND = MoveUp(
    now_s=0.0,
    rule=MoveRule(),
    within_s=480,
    zones=2,
    sites=2,
    free=("P1",),
    moves=(MOVE, replace(MOVE, unit_id="P2", to=replace(PLACE, address=""))),
    before=Readiness(covered=0.5, expected=0.25, mean_s=300.0),
    after=Readiness(covered=0.75, expected=0.5, mean_s=240.0),
    drive_s=400,
    drive_m=4000,
    gap=0.0,
)
MOVES = "move up: P1 to Quay 5 (3:20), P2 to 1.00000, 2.00000 (3:20); "


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (FOUND, f"{MOVES}25.0% → 50.0% of demand in reach with busy units counted"),
        (
            replace(FOUND, rule=MoveRule(model="mclp")),
            f"{MOVES}50.0% → 75.0% of demand in reach",
        ),
        (
            replace(FOUND, rule=MoveRule(model="pmedian")),
            f"{MOVES}nearest unit 5:00 → 4:00 on average",
        ),
        (replace(FOUND, moves=()), "move up: no move is worth its while, all wait"),
        (replace(FOUND, free=(), moves=()), "move up: no unit stays free"),
    ],
)
def test_advice_in_a_line(found, says):
    assert move_up_line(found).startswith(says)
