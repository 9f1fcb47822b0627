"""Basemaps are encoded once and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from maps import road_cache
from maps.page import basemap_cache
from maps.page.basemap import encode_basemap
from maps.page.basemap_cache import basemap_file, kept_basemap
from maps.road_network import RoadNetwork
from tests.towns import box_areas, grid_town

TOWN = grid_town(5, 4, areas=box_areas(("water", (120.0, 30.0, 120.002, 30.002))))


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep basemaps in a folder of this test's."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(road_cache, "cache_folder", lambda: folder)
    return folder


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[RoadNetwork]:
    """List what is encoded from now on."""
    done: list[RoadNetwork] = []

    def noted(roads: RoadNetwork) -> object:
        done.append(roads)
        return encode_basemap(roads)

    monkeypatch.setattr(basemap_cache, "encode_basemap", noted)
    return done


def test_it_is_encoded_once(encoded: list[RoadNetwork]) -> None:
    first, second = kept_basemap(TOWN), kept_basemap(TOWN)
    assert first == second == encode_basemap(TOWN)
    assert len(encoded) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda town: replace(town, names=("Other", *town.names[1:])),
        lambda town: replace(
            town, stretches=replace(town.stretches, lon=town.stretches.lon + 1e-4)
        ),
        lambda town: replace(
            town,
            areas=box_areas(("green", (120.0, 30.0, 120.002, 30.002))),
        ),
        lambda town: replace(town, areas=box_areas()),
    ],
    ids=["name", "place", "kind", "none"],
)
def test_what_is_drawn_otherwise_is_encoded_anew(
    encoded: list[RoadNetwork], change: Callable[[RoadNetwork], RoadNetwork]
) -> None:
    kept_basemap(TOWN)
    other = change(TOWN)
    assert kept_basemap(other) == encode_basemap(other)
    assert encoded == [TOWN, other]


def test_what_is_not_drawn_does_not_matter(encoded: list[RoadNetwork]) -> None:
    kept_basemap(TOWN)
    kept_basemap(replace(TOWN, name="another", fingerprint="other"))
    assert len(encoded) == 1


def test_another_version_is_not_read(
    encoded: list[RoadNetwork], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_basemap(TOWN)
    monkeypatch.setattr(basemap_cache, "VERSION", basemap_cache.VERSION + 1)
    kept_basemap(TOWN)
    assert len(encoded) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:0],
        lambda content: content[: len(content) // 2],
        lambda content: content[:60] + bytes([content[60] ^ 1]) + content[61:],
        lambda content: content[:-8] + bytes(8),
        lambda content: content[20:],
    ],
    ids=["empty", "cut", "flipped", "sum", "headless"],
)
def test_a_damaged_one_is_made_anew(
    encoded: list[RoadNetwork], spoil: Callable[[bytes], bytes]
) -> None:
    whole = kept_basemap(TOWN)
    file = basemap_file(TOWN)
    content = file.read_bytes()
    file.write_bytes(spoil(content))
    assert kept_basemap(TOWN) == whole
    assert len(encoded) == 2
    assert file.read_bytes() == content


def test_where_nothing_can_be_kept_it_is_encoded_each_time(
    encoded: list[RoadNetwork], cache: Path
) -> None:
    cache.write_text("a file where the folder should be", "utf-8")
    assert kept_basemap(TOWN) == kept_basemap(TOWN)
    assert len(encoded) == 2


def test_it_is_for_its_owner_alone(cache: Path) -> None:
    kept_basemap(TOWN)
    [file] = cache.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
