"""Spoiled scenario files and tables: each is read or refused with an input error."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from scenarios import files
from scenarios.feeds.mapping import read_mapping
from scenarios.feeds.positions import log_fixes, with_positions
from scenarios.shipped import shipped_names, shipped_text
from tests.position_logs import rmc
from tests.spoiled import Reader, read_seeds, read_spoiled

FULL = """
name = "evening"
title = "Ægisgata <b>"
start = 2026-03-21T17:00:00+00:00
now = 2026-03-21T17:10:00+00:00
roads = "reykjavik"
frame = "gcj02"
[[units]]
id = "car-1"
lon = 120.15
lat = 30.28
status = "on_scene"
free_at = 2026-03-21T17:20:00+00:00
skills = ["first_aid", "mandarin"]
area = "north"
assigned = "a-1"
notified_at = 2026-03-21T17:05:00+00:00
position_at = "2026-03-21T17:09:30+00:00"
[[units]]
id = "car-2"
address = "y"
[[alerts]]
id = "a-1"
received = 2026-03-21T17:04:00+00:00
address = "Laugavegur 3"
level = "high"
skills_by = "unit"
target_s = 480
cut_off_s = 1800
place_kind = "tower"
access_s = 150
exposure = 4900000.0
cards = 23
contact_at = 2026-03-21T17:09:00+00:00
on_scene = [{ step = "explained", at = 2026-03-21T17:09:30+00:00 }]
[[alerts.calls]]
at = 2026-03-21T17:04:30+00:00
outcome = "busy"
[alerts.meeting_point]
lon = 120.1
lat = 30.2
note = "below"
[alerts.victim]
name = "N"
phone = "1"
[[locks]]
unit = "car-1"
alert = "a-1"
[[forbidden]]
unit = "car-2"
alert = "a-1"
[[areas]]
id = "north"
least_free = 1
[[zones]]
id = "harbour"
lon = 120.15
lat = 30.25
frame = "bd09"
weight = 2
[[events]]
at = 2026-03-21T17:06:00+00:00
kind = "call"
alert = "a-1"
outcome = "busy"
note = "again"
[[events]]
at = 2026-03-21T17:07:00+00:00
kind = "moved"
unit = "car-2"
lon = 120.15
lat = 30.25
"""
ALERTS = "id,received,address\na-1,2026-03-21T17:00:00Z,x\n"
UNITS_CSV = (
    "id,lon,lat,frame,officers,status,free_at,rolling,skills\n"
    'car-1,120.15,30.28,gcj02,2,on_scene,2026-03-21T17:20:00+08:00,true,"a, b"\n'
    "car-2,-21.93,64.14,wgs84,3,free,,no,\n"
)
ALERTS_CSV = (
    "id;received;address;victim.name;meeting_point.address;exposure;skills\n"
    'a-1;2026-03-21T17:00:00+08:00;丽景小区;N;"x;y";4900000.0;a b\n'
)
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "frame": "gcj02",
        "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
        "features": [
            {
                "type": "Feature",
                "id": number,
                "geometry": {"type": "Point", "coordinates": [120.15, 30.28]},
                "properties": {"officers": 2, "skills": ["a"], "status": "free"},
            }
            for number in (1, 2)
        ],
    },
    indent=1,
)


GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
 <metadata><time>2026-03-21T17:00:00Z</time></metadata>
 <trk><name>P1</name><trkseg>
  <trkpt lat="64.14" lon="-21.93"><ele>4.5</ele><time>2026-03-21T17:04:00Z</time>
  </trkpt>
  <trkpt lat="64.15" lon="-21.94"><time>2026-03-21T17:05:00.25+00:00</time></trkpt>
 </trkseg></trk>
 <trk><trkseg><trkpt lat="64" lon="-21"/></trkseg></trk>
</gpx>
"""
NMEA = rmc(1000, 10) + "$GPGSV,1,1,01,03,03,111,00*76\r\n" + rmc(2000, 20)
MAPPING = """
[units]
callsign = "id"
crew_size = "officers"
"where is it" = "address"
[alerts]
case_no = "id"
"victim phone" = "victim.phone"
"""
OTHERS_CSV = "callsign,crew_size,where is it,more\nP1,2,x,y\n"


def _scenario(path: Path) -> None:
    files.to_file_form(files.read(path), with_names=True)


def _units(path: Path) -> None:
    alerts = path.with_name("good_alerts.csv")
    files.to_file_form(files.read_tables(path, alerts, frame="wgs84"))


def _alerts(path: Path) -> None:
    units = path.with_name("good_units.csv")
    files.to_file_form(files.read_tables(units, path, frame="wgs84"))


def _mapped(path: Path) -> None:
    mapping = read_mapping(path)
    one = files.from_file_form({"units": [{"id": "a", "address": "x"}]})
    files.with_units(one, path.with_name("others.csv"), mapping=mapping)


def _moved(path: Path) -> None:
    scenario = files.from_file_form({"units": [{"id": "P1", "address": "x"}]})
    with_positions(scenario, [path])
    log_fixes(path, growing=True)


_TOML = (FULL.encode(), shipped_text(shipped_names()[0]).encode())
_JSON = tuple(
    json.dumps(tomllib.loads(text.decode()), default=str, indent=1).encode()
    for text in _TOML
)
_CSV = (UNITS_CSV.encode(), UNITS_CSV.encode("utf-16"))
_CHINESE_CSV = tuple(map(ALERTS_CSV.encode, ("utf-8-sig", "gb18030", "utf-16")))
READERS = {
    "toml": Reader(name="spoiled.toml", seeds=_TOML, read=_scenario),
    "json": Reader(name="spoiled.json", seeds=_JSON, read=_scenario),
    "units": Reader(name="spoiled.csv", seeds=_CSV, read=_units),
    "alerts": Reader(name="spoiled.csv", seeds=_CHINESE_CSV, read=_alerts),
    "geojson": Reader(name="spoiled.geojson", seeds=(GEOJSON.encode(),), read=_units),
    "gpx": Reader(name="P1.gpx", seeds=(GPX.encode(),), read=_moved),
    "nmea": Reader(name="P1.nmea", seeds=(NMEA.encode(),), read=_moved),
    "mapping": Reader(name="map.toml", seeds=(MAPPING.encode(),), read=_mapped),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "good_alerts.csv").write_text(ALERTS, encoding="utf-8")
    (tmp_path / "good_units.csv").write_text(UNITS_CSV, encoding="utf-8")
    (tmp_path / "others.csv").write_text(OTHERS_CSV, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", READERS)
def test_the_seeds_are_good(kind: str, folder: Path) -> None:
    read_seeds(READERS[kind], folder)


@pytest.mark.parametrize("kind", READERS)
def test_spoiled_files(kind: str, folder: Path) -> None:
    assert 0 < read_spoiled(READERS[kind], range(200), folder) < 200


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_many_spoiled_files(kind: str, folder: Path) -> None:
    assert read_spoiled(READERS[kind], range(1700), folder)
