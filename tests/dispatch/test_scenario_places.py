"""Addresses at users' own places, and taken as what they likely mean where we may."""

import json
from pathlib import Path

import pytest

import dispatch
from dispatch.cli import main
from dispatch.scenario_places import with_places
from maps.errors import PlaceError
from scenarios.files import read

SCENARIO = """
[[units]]
id = "P1"
lon = -21.90
lat = 64.13
frame = "wgs84"

[[alerts]]
id = "A1"
received = 2026-03-21T17:00:00+00:00
address = "ADDRESS"
"""


def write(folder: Path, address: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(SCENARIO.replace("ADDRESS", address), encoding="utf-8")
    return path


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_a_slip_is_taken_and_noted(city, tmp_path):
    changed, notes = with_places(
        read(write(tmp_path, "Laugavegr 22")), city, accept_best=True
    )
    (alert,) = changed.alerts
    assert (alert.place.lon, alert.place.lat) == (-21.9291318, 64.1455878)
    assert alert.place.address == "Laugavegr 22"
    assert notes == (
        "alert A1: 'Laugavegr 22' is taken as Laugavegur 22, 101 (spelling)",
    )


def test_what_is_written_as_on_the_map_is_not_noted(city, tmp_path):
    before = read(write(tmp_path, "Laugavegur 22"))
    changed, notes = with_places(before, city, accept_best=True)
    assert not notes
    assert changed.units == before.units


def test_several_places_are_refused_with_the_row(city, tmp_path):
    with pytest.raises(PlaceError) as caught:
        with_places(read(write(tmp_path, "Lækjargata 2")), city, accept_best=True)
    assert str(caught.value).startswith("alert A1, address: the address 'Lækjargata 2'")
    assert "Lækjargata 2, 101 at" in str(caught.value)
    assert "Lækjargata 2, 220 at" in str(caught.value)


def test_a_plan_refuses_a_slip_and_takes_it_where_it_may(city, capsys, tmp_path):
    assert city
    file, out = write(tmp_path, "Laugavegr 22"), tmp_path / "out"
    assert run("plan", file, "-o", out) == 2
    error = capsys.readouterr().err
    assert "alert A1, address: no address 'Laugavegr 22'" in error
    assert "Laugavegur 22, 101" in error
    assert not (out / "plan.json").exists()
    assert run("plan", file, "-o", out, "--accept-best") == 0
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert any("is taken as Laugavegur 22" in each for each in plan["warnings"])


def test_another_order_is_no_guess_and_is_said(city, tmp_path):
    made = dispatch.plan(read(write(tmp_path, "22 Laugavegur")), city)
    assert made.alerts_at["A1"].lon == pytest.approx(-21.9291318)
    said = "alert A1: '22 Laugavegur' is taken as Laugavegur 22, 101 (name)"
    assert said in made.warnings


def test_a_users_own_place_is_where_he_says(city, tmp_path):
    places = tmp_path / "places.csv"
    places.write_text("name,lon,lat,frame\n丽景小区,-21.93,64.14,wgs84\n")
    file, out = write(tmp_path, "丽景小区3幢501室"), tmp_path / "out"
    assert city
    assert run("plan", file, "-o", out) == 2
    assert run("plan", file, "-o", out, "--places", places) == 0
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert "-21.93" in json.dumps(plan)
    assert any("is taken as 丽景小区 (name)" in each for each in plan["warnings"])


def test_a_meeting_point_is_placed_as_well(city, tmp_path):
    path = write(tmp_path, "Laugavegur 22")
    text = path.read_text(encoding="utf-8")
    met = '[alerts.meeting_point]\naddress = "Laugavegr 22"\n'
    path.write_text(text + met, encoding="utf-8")
    changed, notes = with_places(read(path), city, accept_best=True)
    (alert,) = changed.alerts
    assert alert.door.address == "Laugavegr 22"
    assert (alert.door.lon, alert.door.lat) == (-21.9291318, 64.1455878)
    assert len(notes) == 1
