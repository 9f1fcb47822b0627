"""The embedded city: what the file must hold, and that it can be made again."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from importlib import resources
from pathlib import Path

import numpy as np
import osmium
import pytest

from maps.data import make_reykjavik
from maps.errors import FileError
from maps.road_network import ROAD_CLASSES, RoadNetwork
from maps.snapping import Snapper

FOLDER = Path(str(resources.files("maps.data")))
FILE = FOLDER / "reykjavik.osm.pbf"
ICELAND = os.environ.get("DISPATCH_ICELAND")


def test_size():
    assert FILE.stat().st_size <= 5_000_000


def test_licence_beside_it():
    licence = (FOLDER / "LICENSE-ODbL.txt").read_text(encoding="utf-8")
    assert "Open Database License" in licence
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "© OpenStreetMap contributors" in readme


def test_fingerprint_is_the_readmes():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in readme


def test_box():
    header = osmium.FileProcessor(str(FILE)).header
    box = header.box()
    corners = (box.bottom_left, box.top_right)
    found = [value for corner in corners for value in (corner.lon, corner.lat)]
    assert found == pytest.approx([-22.12, 63.99, -21.55, 64.22])


def test_addresses(city: RoadNetwork):
    doors = city.addresses
    assert len(doors) >= 40_000
    assert sum(map(bool, doors.street)) >= 39_900
    assert all(doors.number)
    assert sum(map(bool, doors.postcode)) >= 0.28 * len(doors)
    assert sum(map(bool, doors.building)) >= 30_000
    assert sum(map(bool, doors.levels)) > 1000
    west, south, east, north = make_reykjavik.BOX
    assert ((doors.lon >= west) & (doors.lon <= east)).all()
    assert ((doors.lat >= south) & (doors.lat <= north)).all()


def test_doors_are_near_roads(city: RoadNetwork):
    snapper = Snapper(city)
    rows = range(0, len(city.addresses), 400)
    away = [
        snapper.snap(
            float(city.addresses.lon[r]), float(city.addresses.lat[r])
        ).distance_m
        for r in rows
    ]
    assert np.median(away) < 40
    assert np.percentile(away, 95) < 120


def test_landmarks(city: RoadNetwork):
    kinds = Counter(city.landmarks.kind)
    assert kinds["amenity=police"] == 5
    assert kinds["place=suburb"] + kinds["place=neighbourhood"] > 5
    assert kinds["landuse=residential"] > 5
    assert any(kind.startswith("building=") for kind in kinds)


def test_roads(city: RoadNetwork):
    classes = Counter(ROAD_CLASSES[row] for row in city.stretches.road_class)
    assert classes["service"] > 5000
    assert classes["residential"] > 3000
    assert city.stretches.restricted.sum() > 100
    assert "Laugavegur" in city.names
    assert len(city.dropped) < 0.01 * len(city.stretches)


def test_restrictions(city: RoadNetwork):
    relations = [
        relation.tags.get("restriction", "")
        for relation in osmium.FileProcessor(str(FILE), osmium.osm.RELATION)
        if relation.tags.get("type") == "restriction"
    ]
    assert len(relations) > 200
    assert len(city.bans) > 200
    assert len(city.way_bans) > 20
    assert city.notes[0] == "1 turn restrictions left out: conditional"


def test_areas(city: RoadNetwork):
    assert set(city.areas.kind) >= {"water", "green", "sea"}
    # Of the buildings only those that are something else as well, a wall or a park.
    assert city.areas.kind.count("building") < 20


def test_no_building_outlines():
    ways = osmium.FileProcessor(str(FILE), osmium.osm.WAY)
    # But for rings of green areas that are a building too.
    assert sum("building" in way.tags for way in ways) < 5


def test_no_other_source(tmp_path: Path):
    source = tmp_path / "iceland.osm.pbf"
    source.write_bytes(b"another")
    with pytest.raises(FileError, match="not the expected extract"):
        make_reykjavik.make(source, tmp_path / "out.osm.pbf")
    assert not (tmp_path / "out.osm.pbf").exists()


@pytest.mark.slow
@pytest.mark.skipif(not ICELAND, reason="DISPATCH_ICELAND names no source file")
def test_made_again_it_is_the_same(tmp_path: Path):
    target = tmp_path / "reykjavik.osm.pbf"
    make_reykjavik.make(Path(str(ICELAND)), target)
    assert target.read_bytes() == FILE.read_bytes()
