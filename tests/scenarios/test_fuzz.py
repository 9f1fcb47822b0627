"""Spoiled scenario files and tables: each is read or refused with an input error."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from maps.errors import InputError
from scenarios import files
from scenarios.shipped import shipped_names, shipped_text
from tests.mutations import mutated
from tests.processor_time import two_seconds

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


def _scenario(path: Path) -> None:
    files.to_file_form(files.read(path), with_names=True)


def _units(path: Path) -> None:
    alerts = path.with_name("good_alerts.csv")
    files.to_file_form(files.read_tables(path, alerts, frame="wgs84"))


def _alerts(path: Path) -> None:
    units = path.with_name("good_units.csv")
    files.to_file_form(files.read_tables(units, path, frame="wgs84"))


Seeds = tuple[bytes, ...]
_TOML = (FULL.encode(), shipped_text(shipped_names()[0]).encode())
_JSON = tuple(
    json.dumps(tomllib.loads(text.decode()), default=str, indent=1).encode()
    for text in _TOML
)
_CSV = (UNITS_CSV.encode(), UNITS_CSV.encode("utf-16"))
_CHINESE_CSV = tuple(map(ALERTS_CSV.encode, ("utf-8-sig", "gb18030", "utf-16")))
KINDS: dict[str, tuple[str, Seeds, Callable[[Path], None]]] = {
    "toml": ("spoiled.toml", _TOML, _scenario),
    "json": ("spoiled.json", _JSON, _scenario),
    "units": ("spoiled.csv", _CSV, _units),
    "alerts": ("spoiled.csv", _CHINESE_CSV, _alerts),
    "geojson": ("spoiled.geojson", (GEOJSON.encode(),), _units),
}


def read_spoiled(kind: str, numbers: range, folder: Path) -> int:
    """Return how many were read; a failure names the kind and the number."""
    name, seeds, read = KINDS[kind]
    path, n_read = folder / name, 0
    for number in numbers:
        path.write_bytes(mutated(seeds, number))
        try:
            with two_seconds(f"{kind} {number}"):
                read(path)
            n_read += 1
        except InputError:
            continue
        except Exception as fault:
            raise AssertionError((kind, number)) from fault
    return n_read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "good_alerts.csv").write_text(ALERTS, encoding="utf-8")
    (tmp_path / "good_units.csv").write_text(UNITS_CSV, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_the_seeds_are_good(kind: str, folder: Path) -> None:
    name, seeds, read = KINDS[kind]
    for seed in seeds:
        (folder / name).write_bytes(seed)
        read(folder / name)


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_files(kind: str, folder: Path) -> None:
    name = KINDS[kind][0]
    n_read = read_spoiled(kind, range(200), folder)
    assert 0 < n_read < 200
    assert {path.name for path in folder.iterdir()} == {
        *("good_alerts.csv", "good_units.csv", name)
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_spoiled_files(kind: str, folder: Path) -> None:
    assert read_spoiled(kind, range(1700), folder)
    assert len(list(folder.iterdir())) == 3
