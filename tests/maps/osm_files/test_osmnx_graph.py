"""To OSMnx and back: the same roads, the same times."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import networkx
import numpy as np
import osmnx
import pytest
import shapely
from hypothesis import assume, given

import maps
from maps.errors import FileError
from maps.road_network import ROAD_CLASSES, RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.travel_times import TravelTimes
from tests.networks import Street, network, networks
from tests.osm_text import degrees

# A fork with every sort of road.
ROADS = network(
    [(0, 0), (200, 0), (500, 0), (200, 300)],
    [
        Street(0, 1, kind="primary", limit_kph=50),
        Street(1, 2, by=[(300, 100)], restricted=True, kind="service"),
        Street(1, 3, limit_kph=20.5),
        Street(3, 2, by=[(600, 300)], one_way=True),
        Street(2, 2, by=[(600, 0), (600, -50)]),
        Street(3, 0, by=[(0, 300)]),
    ],
)


def points(roads: RoadNetwork) -> list[RoadPoint]:
    """Some points off the junctions."""
    places = [(50, 5), (190, -5), (350, 90), (200, 100), (205, 290), (580, -20)]
    snapper = Snapper(roads)
    return [snapper.snap(*degrees(*place)) for place in places]


def times(roads: RoadNetwork) -> np.ndarray:
    return TravelTimes(roads).seconds(points(roads), points(roads))


def assert_same_times(one: RoadNetwork, other: RoadNetwork) -> None:
    np.testing.assert_allclose(times(one), times(other), atol=0.05)


def test_there_and_back():
    back = maps.RoadNetwork.from_osmnx(ROADS.to_osmnx())
    assert len(back.stretches) == len(ROADS.stretches)
    assert len(back.edges) == len(ROADS.edges)
    assert set(back.names) == set(ROADS.names)
    assert np.isfinite(times(ROADS)).all()
    assert_same_times(ROADS, back)


def test_what_the_graph_says():
    graph = ROADS.to_osmnx()
    assert (len(graph), graph.number_of_edges()) == (4, 11)
    assert graph.graph["crs"] == "epsg:4326"
    data = graph.edges[0, 1, 0]
    assert data["highway"] == "primary"
    assert data["maxspeed"] == "50"
    assert data["length"] == pytest.approx(200, abs=0.01)
    assert (data["oneway"], data["reversed"], data["name"]) == (
        False,
        False,
        "Street 0",
    )
    assert graph.edges[1, 0, 0]["reversed"]
    assert graph.edges[3, 2, 0]["oneway"]
    assert graph.edges[1, 2, 0]["access"] == "private"
    assert "access" not in data
    # Its points in driving order.
    assert graph.edges[2, 1, 0]["geometry"].coords[0] == pytest.approx(degrees(500, 0))


def test_what_blocks_still_blocks():
    roads = network(
        [(0, 0), (200, 0), (400, 0), (400, 300), (0, 300)],
        [Street(k, (k + 1) % 5) for k in range(5)],
        blocked=[1],
    )
    back = maps.RoadNetwork.from_osmnx(roads.to_osmnx())
    assert back.nodes.blocked.tolist().count(True) == 1
    ends = [
        [Snapper(net).snap(*degrees(x, 0)) for x in (100, 300)] for net in (roads, back)
    ]
    for net, (here, there) in zip((roads, back), ends, strict=True):
        # Round by the north: 1600 - 200 m, less 400 m: 100 + 300 + 400 + 300 + 100 m.
        assert TravelTimes(net).seconds([here], [there])[0, 0] == pytest.approx(
            144, abs=0.05
        )


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_graphml(tmp_path: Path, ending: str):
    path = tmp_path / "roads.graphml"
    osmnx.save_graphml(ROADS.to_osmnx(), path)
    if ending:
        packed = tmp_path / "roads.graphml.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path = packed
    back = maps.load(path, cache=False)
    assert back.name == path.name
    assert back.notes[0] == "an OSMnx graph holds no turn restrictions and no addresses"
    assert_same_times(ROADS, back)


@pytest.mark.slow
def test_city_there_and_back(city: RoadNetwork):
    # Without bans and what stands along the roads, which a graph does not hold.
    none = replace(
        city.standing,
        edge=np.zeros(0, "i4"),
        fraction=np.zeros(0),
        kind=np.zeros(0, "u1"),
    )
    bare = replace(city, bans=city.bans[:0], way_bans=city.way_bans[:0], standing=none)
    back = RoadNetwork.from_osmnx(bare.to_osmnx())
    assert len(back.edges) == len(city.edges)
    rows = range(0, len(city.addresses), 2500)
    lon = [float(city.addresses.lon[row]) for row in rows]
    lat = [float(city.addresses.lat[row]) for row in rows]
    one, other = (
        TravelTimes(net).seconds(*[Snapper(net).snap_all(lon, lat)] * 2)
        for net in (bare, back)
    )
    np.testing.assert_allclose(one, other, atol=0.2)


def doubled(roads: RoadNetwork) -> bool:
    edges, metres = roads.edges, roads.stretches.length_m[roads.edges.stretch]
    ends = np.sort(np.column_stack((edges.tail, edges.head)), axis=1)
    table = np.column_stack((ends, np.round(metres, 2), edges.stretch))
    streets = np.unique(table, axis=0)[:, :3]
    return len(np.unique(streets, axis=0)) < len(streets)


@pytest.mark.slow
@given(networks())
def test_any_network_keeps_its_edges(roads: RoadNetwork):
    # Two one-way streets in one place, one each way, are one street to a graph.
    assume(not doubled(roads))
    back = RoadNetwork.from_osmnx(roads.to_osmnx())
    assert len(back.edges) <= len(roads.edges)
    once_more = RoadNetwork.from_osmnx(back.to_osmnx())
    assert len(once_more.edges) == len(back.edges)
    assert len(once_more.stretches) == len(back.stretches)
    # As many turns back at dead ends: each road still knows its other direction.
    assert len(TravelTimes(once_more)._turns) == len(TravelTimes(back)._turns)


def osmnx_graph(**edge: object) -> networkx.MultiDiGraph:
    """A graph as OSMnx downloads it: two nodes, a way between them and back."""
    graph = networkx.MultiDiGraph(crs="epsg:4326")
    for node, x_m in ((1, 0), (2, 300)):
        lon, lat = degrees(x_m, 0)
        graph.add_node(node, x=lon, y=lat)
    data = {"osmid": 10, "highway": "residential", "length": 300.0, **edge}
    graph.add_edge(1, 2, **data, reversed=False)
    graph.add_edge(2, 1, **data, reversed=True)
    return graph


def test_edge_without_geometry_is_straight():
    roads = RoadNetwork.from_osmnx(osmnx_graph())
    assert roads.stretches.length_m == pytest.approx([300], abs=0.02)
    assert roads.edges.forward.tolist() == [True, False]


@pytest.mark.parametrize(
    ("edge", "road_class", "limit_kph"),
    [
        ({"highway": "motorway"}, "motorway", np.nan),
        ({"highway": ["tertiary", "residential"]}, "tertiary", np.nan),
        ({"maxspeed": "30"}, "residential", 30),
        ({"maxspeed": ["30", "50"]}, "residential", 30),
        ({"maxspeed": 25.5}, "residential", 25.5),
        ({"maxspeed": "20 mph"}, "residential", 32.18688),
        ({"name": ["A", "B"]}, "residential", np.nan),
    ],
)
def test_values_as_osmnx_has_them(edge, road_class: str, limit_kph: float):
    roads = RoadNetwork.from_osmnx(osmnx_graph(**edge))
    assert ROAD_CLASSES[roads.stretches.road_class[0]] == road_class
    assert roads.edges.limit_kph == pytest.approx([limit_kph] * 2, nan_ok=True)


def test_two_directions_of_a_simplified_street_are_one():
    graph = osmnx_graph()
    shape = [degrees(0, 0), degrees(100, 50), degrees(300, 0)]
    graph.edges[1, 2, 0].update(osmid=[10, 11], geometry=shapely.LineString(shape))
    graph.edges[2, 1, 0].update(
        osmid=[11, 10], geometry=shapely.LineString(shape[::-1])
    )
    assert len(RoadNetwork.from_osmnx(graph).stretches) == 1


def test_two_carriageways_are_two():
    graph = osmnx_graph(oneway=True)
    for (u, v), y_m in (((1, 2), 20), ((2, 1), -20)):
        ends = [degrees(0, 0), degrees(300, 0)]
        line = [ends[u - 1], degrees(150, y_m), ends[v - 1]]
        graph.edges[u, v, 0]["geometry"] = shapely.LineString(line)
    assert len(RoadNetwork.from_osmnx(graph).stretches) == 2


def test_signals_at_nodes_are_kept():
    graph = osmnx_graph()
    graph.nodes[2]["highway"] = "traffic_signals"
    graph.nodes[1]["barrier"] = "gate"
    roads = RoadNetwork.from_osmnx(graph)
    assert roads.standing.edge.tolist() == [0, 1]
    assert roads.standing.fraction.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    "tags", [{"highway": "footway"}, {"access": "no"}, {"motor_vehicle": "no"}]
)
def test_edges_that_no_car_may_drive(tags):
    graph = osmnx_graph()
    graph.add_node(3, x=10.0, y=0.001)
    graph.add_edge(1, 3, **{"highway": "service", **tags})
    graph.add_edge(3, 1, **{"highway": "service", **tags})
    roads = RoadNetwork.from_osmnx(graph)
    assert len(roads.edges) == 2
    assert "2 edges that no car may drive are left out" in roads.notes


def test_fingerprint_is_of_all_that_matters():
    prints = {
        RoadNetwork.from_osmnx(graph).fingerprint
        for graph in (
            osmnx_graph(),
            osmnx_graph(highway="primary"),
            osmnx_graph(maxspeed="30"),
            osmnx_graph(name="A"),
        )
    }
    assert len(prints) == 4
    again = RoadNetwork.from_osmnx(osmnx_graph(), name="another").fingerprint
    assert again in prints


def without_place() -> networkx.MultiDiGraph:
    graph = osmnx_graph()
    del graph.nodes[2]["x"]
    return graph


def in_metres() -> networkx.MultiDiGraph:
    graph = osmnx_graph()
    graph.nodes[2].update(x=456_000.0, y=7_112_000.0)
    return graph


def shaped(shape: object) -> networkx.MultiDiGraph:
    graph = osmnx_graph()
    for _, _, tags in graph.edges(data=True):
        tags["geometry"] = shape
    return graph


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (shaped(shapely.LineString([(10, 0), (np.inf, 1)])), "no line in degrees"),
        (shaped(shapely.LineString([(10, 0), (1e300, 1)])), "no line in degrees"),
        (shaped(shapely.LineString()), "no line in degrees"),
        (shaped(shapely.Point(10, 0)), "geometry is no line in degrees; give a Line"),
        (networkx.MultiDiGraph(), "no edges"),
        (osmnx_graph(highway="footway"), "no edges that a car can drive"),
        (without_place(), "a node without x and y"),
        (in_metres(), "which are no degrees; project the graph"),
    ],
)
def test_bad_graphs(graph: networkx.MultiDiGraph, words: str):
    with pytest.raises(FileError, match=words):
        RoadNetwork.from_osmnx(graph)


@pytest.mark.parametrize("number", [10**30, -(10**30), "\u00b2", "9" * 5000, "one"])
def test_a_number_too_long_for_osm_is_none(number: object):
    graph = networkx.relabel_nodes(osmnx_graph(osmid=str(number)), {2: number})
    roads = RoadNetwork.from_osmnx(graph)
    assert set(roads.stretches.way_id) == {0}
    assert roads.nodes.osm_id.dtype == np.int64


GRAPHML = b"""<?xml version='1.0'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="x" attr.type="string"/>
<key id="d1" for="graph" attr.name="crs" attr.type="string"/>
<graph edgedefault="directed"><data key="d1">epsg:4326</data>%s</graph></graphml>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("no_edges.graphml", GRAPHML % b""),
        ("no_edges_one_node.graphml", GRAPHML % b'<node id="1"/>'),
        (
            "x_no_number.graphml",
            GRAPHML % b'<node id="1"><data key="d0">east</data></node>',
        ),
        ("node_no_number.graphml", GRAPHML % b'<node id="one"/>'),
        ("cut_short.graphml", GRAPHML[:90]),
        ("not_graphml.graphml", b"<html><body>Not found</body></html>"),
        ("not_xml.graphml", b"Not found"),
        ("no_encoding.graphml", b"<?xml version='1.0' encoding='utf-1'?><graphml/>"),
        ("not_gz.graphml.gz", b"Not found"),
        ("cut_short.graphml.gz", gzip.compress(GRAPHML)[:-12]),
        ("damaged.graphml.gz", gzip.compress(GRAPHML)[:20] + b"damage" * 20),
    ],
)
def test_bad_graphml(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        maps.load(path, cache=False)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
