"""Other cities' files, where DISPATCH_DATA names the folder that holds them.

None of them is ours to pass on; what they check is that real files load.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import maps
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from maps.travel_times import TravelTimes

DATA = os.environ.get("DISPATCH_DATA")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder"),
]


def load(name: str) -> RoadNetwork:
    return maps.load(Path(str(DATA)) / "osm" / name, cache=False)


def finite_times(roads: RoadNetwork) -> np.ndarray:
    """Times between junctions drawn at random: all of them can be driven."""
    rng = np.random.default_rng(3)
    nodes = rng.choice(len(roads.nodes), 30, replace=False)
    lon, lat = roads.nodes.lon[nodes].tolist(), roads.nodes.lat[nodes].tolist()
    points = Snapper(roads).snap_all(lon, lat)
    assert max(point.distance_m for point in points) < 1
    times = TravelTimes(roads).seconds(points[:10], points[10:])
    assert np.isfinite(times).all()
    return times


@pytest.mark.parametrize(
    ("name", "edges", "doors", "bans"),
    [
        ("columbus.osm.pbf", 55_000, 100, 15),
        ("heidelberg.osm.pbf", 27_000, 600, 450),
        ("liechtenstein.osm.pbf", 7500, 1000, 2),
    ],
)
def test_extracts(name: str, edges: int, doors: int, bans: int):
    roads = load(name)
    assert len(roads.edges) > edges
    assert len(roads.addresses) >= doors
    assert len(roads.bans) >= bans
    assert 60 < np.median(finite_times(roads)) < 7200


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        ("hangzhou_north.graphml.gz", 37_846),
        ("hangzhou_xihu_osmnx.graphml", 3000),
        ("manhattan.graphml.gz", 37_000),
    ],
)
def test_graphs(name: str, edges: int):
    roads = load(name)
    assert len(roads.edges) >= edges
    assert "no turn restrictions" in roads.notes[0]
    assert 60 < np.median(finite_times(roads)) < 7200


def test_chinese_street_names():
    assert sum("路" in name for name in load("hangzhou_north.graphml.gz").names) > 300
