"""Networks kept on disk: the same again, or made anew."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import maps
from maps import osm, road_cache
from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, osm_text
from tests.same_roads import assert_same_roads

NODES = {
    1: (0, 0),
    2: (500, 0),
    3: (500, 500),
    4: (10, 10, {"addr:housenumber": "1", "addr:street": "Ægisgata 🚓"}),
    5: (0, 900),
    6: (100, 900),
    7: (600, 0, {"barrier": "gate"}),
    8: (700, 0),
    9: (700, 100),
}
LAKE = {"natural": "water"}
WAYS = {
    10: ([1, 2, 3], {**ROAD, "name": "Ægisgata"}),
    20: ([1, 2, 3, 1], LAKE),
    30: ([5, 6], ROAD),
    40: ([7, 8, 9, 7], {"barrier": "wall"}),
}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the test's own."""
    folder = tmp_path / "kept"
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: folder)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "town.osm"
    path.write_text(osm_text(NODES, WAYS), encoding="utf-8")
    return path


def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are parsed from now on."""
    seen: list[str] = []
    parse = osm._parse

    def spy(path: Path, *rest: object) -> RoadNetwork:
        seen.append(path.name)
        return parse(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(osm, "_parse", spy)
    return seen


def test_second_load_equals_the_first(kept, file, monkeypatch):
    seen = parses(monkeypatch)
    first, second = maps.load(file), maps.load(file)
    assert seen == ["town.osm"]
    assert_same_roads(first, second)
    assert_same_roads(first, maps.load(file, cache=False))
    assert len(first.dropped) == len(first.areas.kind) == len(first.addresses) == 1
    assert len(first.ways_in) == len(first.ways_in.behind) == 1
    (path,) = [each for each in kept.iterdir() if each.name.startswith("roads-")]
    assert path.stat().st_mode & 0o777 == 0o600


def test_city_is_the_same_from_the_cache(kept, city):
    path = kept / "city.npz"
    road_cache.save_roads(city, path)
    again = road_cache.read_roads(path)
    assert again is not None
    assert_same_roads(city, again)


def test_without_areas_addresses_and_notes(kept, city):
    bare = replace(
        city,
        notes=(),
        names=(),
        areas=replace(city.areas, kind=(), polygons=np.zeros(0, object)),
    )
    path = kept / "bare.npz"
    road_cache.save_roads(bare, path)
    again = road_cache.read_roads(path)
    assert again is not None
    assert_same_roads(bare, again)


def test_no_cache_writes_nothing(kept, file):
    maps.load(file, cache=False)
    assert not kept.exists()


@pytest.mark.usefixtures("kept")
def test_other_bytes_other_entry_and_same_bytes_other_name(file, monkeypatch):
    seen = parses(monkeypatch)
    assert maps.load(file).name == "town.osm"
    other = file.rename(file.with_name("village.osm"))
    assert maps.load(other).name == "village.osm"
    assert seen == ["town.osm"]
    other.write_text(osm_text(NODES, {10: WAYS[10]}), encoding="utf-8")
    assert len(maps.load(other).dropped) == 0
    assert seen == ["town.osm", "village.osm"]


@pytest.mark.usefixtures("kept")
def test_older_version_is_not_read(file, monkeypatch):
    seen = parses(monkeypatch)
    maps.load(file)
    monkeypatch.setattr(road_cache, "VERSION", road_cache.VERSION + 1)
    maps.load(file)
    assert seen == ["town.osm", "town.osm"]


@pytest.mark.parametrize(
    "damage", ["empty", "cut short", "not a file of ours", "zeros"]
)
def test_damaged_is_made_anew_and_said(kept, file, damage):
    first = maps.load(file)
    (path,) = [each for each in kept.iterdir() if each.name.startswith("roads-")]
    whole = path.read_bytes()
    path.write_bytes(
        {
            "empty": b"",
            "cut short": whole[: len(whole) // 2],
            "not a file of ours": b"Not found",
            "zeros": bytes(len(whole)),
        }[damage]
    )
    said: list[str] = []
    assert_same_roads(maps.load(file, progress=said.append), first)
    assert "the kept roads are damaged: reading them anew" in said
    said.clear()
    maps.load(file, progress=said.append)
    assert not any("damaged" in line for line in said)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
def test_any_damage_is_seen_or_does_no_harm(tmp_path, data):
    path = tmp_path / "whole.npz"
    if not path.exists():
        source = tmp_path / "town.osm"
        source.write_text(osm_text(NODES, WAYS), encoding="utf-8")
        road_cache.save_roads(maps.load(source, cache=False), path)
    whole = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    other = tmp_path / "damaged.npz"
    other.write_bytes(whole[: data.draw(st.sampled_from([at, len(whole)]))])
    found = road_cache.read_roads(other)
    if found is not None:
        assert_same_roads(found, road_cache.read_roads(path))


def test_cache_that_cannot_be_written_does_not_matter(file, monkeypatch):
    below_a_file = file / "cache"
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: below_a_file)
    said: list[str] = []
    assert len(maps.load(file, progress=said.append).stretches) == 1
    assert any("cannot be kept for the next time" in line for line in said)


def test_two_at_once(tmp_path, file):
    code = "import sys, maps; print(maps.load(sys.argv[1]).fingerprint)"
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""}
    running = [
        subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-c", code, str(file)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    prints = set()
    for each in running:
        out, err = each.communicate(timeout=120)
        assert (each.returncode, err) == (0, "")
        prints.add(out)
    assert len(prints) == 1
    left = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert left
    assert not [path for path in left if path.name.startswith(".")]
    assert {path.stat().st_mode & 0o777 for path in left} == {0o600}
