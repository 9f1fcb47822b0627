"""Other cities' files, where DISPATCH_DATA names the folder that holds them.

None of them is ours to pass on; what they check is that real files load.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import maps
from maps.approach import Approaches
from maps.places.finder import AddressFinder
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


@pytest.fixture(scope="module")
def liechtenstein() -> RoadNetwork:
    return load("liechtenstein.osm.pbf")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("Lettstrasse 31", "tower"),  # building=apartments
        ("Schlossstrasse 3", "tower"),  # building=hotel
        ("Hotel Gorfion", "tower"),  # named, and has no address
        ("Alte Landstrasse 6", "unknown"),  # building=industrial
        ("Im Rietacker 9", "unknown"),  # building=yes
    ],
)
def test_kinds_of_place(liechtenstein: RoadNetwork, address: str, kind: str):
    assert AddressFinder(liechtenstein).find(address).kind == kind


def test_a_door_on_a_node_is_of_the_building_around_it(liechtenstein: RoadNetwork):
    doors = liechtenstein.addresses
    row = [doors.text(row) for row in range(len(doors))].index("Städtle 43, 9490 Vaduz")
    assert doors.building[row] == "museum"


@pytest.mark.parametrize(
    ("place", "way", "before", "after"),
    [
        # Of the building at Feldkircher Strasse 1 the main entrance is on another road.
        ((9.51011, 47.16738), "entrance=main", "Feldkircher Strasse", "Bahnhofstrasse"),
        (
            (9.52688, 47.24949),
            "entrance=main",
            "Industriering",
            "Industriering",
        ),  # Kokon
        # Schloss Gutenberg, within its wall.
        ((9.50050, 47.06541), "barrier=entrance", "Unterm Schloss", "Unterm Schloss"),
    ],
)
def test_ways_in(
    liechtenstein: RoadNetwork,
    place: tuple[float, float],
    way: str,
    before: str,
    after: str,
):
    roads = liechtenstein
    nearest = Snapper(roads).snap(*place)
    found = Approaches(roads, Snapper(roads)).find(*place)
    assert [roads.ways_in.tag[row] for row in found.by] == [way]
    assert roads.edge_name(nearest.edges[0][0]) == before
    assert roads.edge_name(found.edges[0][0]) == after
    # Through a wall it would be shorter; indoors does not count.
    assert (found.distance_m > nearest.distance_m) == way.startswith("barrier")


def test_chinese_street_names():
    assert sum("路" in name for name in load("hangzhou_north.graphml.gz").names) > 300
