"""The outline's file, and that it can be made again."""

from __future__ import annotations

import hashlib
import json
import os
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import shapely

from maps.data import make_china
from maps.errors import FileError

FOLDER = Path(str(resources.files("maps.data")))
FILE = FOLDER / "china.geojson"
COUNTRIES = os.environ.get("DISPATCH_COUNTRIES")


def outline() -> shapely.Geometry:
    feature = json.loads(FILE.read_text(encoding="utf-8"))
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def test_size_and_shape():
    assert FILE.stat().st_size < 150_000
    assert outline().is_valid
    assert outline().geom_type == "MultiPolygon"


def test_source_and_fingerprint_stand_beside_it():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in readme
    assert make_china.SOURCE_SHA256 in readme
    assert "public domain" in json.loads(FILE.read_text())["properties"]["source"]


def test_another_source_is_refused(tmp_path: Path):
    other = tmp_path / "countries.json"
    other.write_text("{}")
    with pytest.raises(FileError, match="not the expected countries"):
        make_china.make(other, tmp_path / "china.geojson")


@pytest.mark.slow
@pytest.mark.skipif(not COUNTRIES, reason="DISPATCH_COUNTRIES names no file")
def test_made_again(tmp_path: Path):
    target = tmp_path / "china.geojson"
    make_china.make(Path(str(COUNTRIES)), target)
    assert target.read_bytes() == FILE.read_bytes()


def test_arcs_are_joined_either_way():
    # Two arcs of a triangle: 0 runs (0, 0) (4, 0); 1, run backwards, (4, 0) (0, 3)
    # (0, 0). Steps of a second are halved.
    topology = {
        "transform": {"scale": [0.5, 1.0], "translate": [0.0, 0.0]},
        "arcs": [[[0, 0], [8, 0]], [[0, 0], [0, 3], [8, -3]]],
        "objects": {
            "countries": {
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0, ~1]],
                        "properties": {"name": "Tri"},
                    },
                    {"type": None, "properties": {"name": "None"}},
                ]
            }
        },
    }
    made = make_china._countries(topology)
    assert list(made) == ["Tri"]
    # A right triangle with legs 4 and 3.
    assert made["Tri"].area == 6.0


def test_water_belongs_to_the_nearer_shore():
    # Two quadrilaterals about four apart: the line between is about two off either.
    ours = shapely.Polygon(((0, 0), (1, 0.1), (0.9, 1.2), (-0.1, 1.1)))
    theirs = shapely.Polygon(((5, 0.03), (6.1, 0), (6.2, 0.95), (5.1, 1)))
    cells = make_china._nearest_to(ours, theirs)
    inside = shapely.contains_xy(cells, np.array([1.5, 2.7, 3.3, 4.5]), 0.5)
    assert inside.tolist() == [True, True, False, False]
