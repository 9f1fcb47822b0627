"""To and from OSMnx: a `MultiDiGraph` in, a `MultiDiGraph` out."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from maps import ragged
from maps.address import Addresses
from maps.driving_side import drives_on_left
from maps.errors import FileError
from maps.geometry import along_m
from maps.osm_files import osm_tags
from maps.osm_files.assemble import Found, assemble
from maps.road_network import (
    ROAD_CLASSES,
    STANDING_KINDS,
    Areas,
    Edges,
    Floats,
    Graph,
    Landmarks,
    Nodes,
    RoadNetwork,
    Standing,
    Stretches,
)

_NOTE = "an OSMnx graph holds no turn restrictions and no addresses"
_MOST_LON, _MOST_LAT = 180.0, 90.0
_MOST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Arc:
    """One edge of the graph: rows of its nodes, its points, its tags."""

    tail: int
    head: int
    line: Floats
    tags: Mapping[str, str]


def from_osmnx(graph: Graph, *, name: str = "osmnx") -> RoadNetwork:
    """Take an OSMnx graph of drivable roads, simplified or not, in WGS-84.

    Raises
    ------
    FileError : the graph has no edges, or its nodes no x and y.
    """
    found = _found(graph, name)
    return assemble(found, name=name, fingerprint=_digest(found), source=name)


def _digest(found: Found) -> str:
    """Fingerprint of all that a graph gives."""
    digest = hashlib.sha256(repr(found.names).encode())
    for part in (found.nodes, found.stretches, found.edges, found.standing):
        for each in fields(part):
            digest.update(getattr(part, each.name).tobytes())
    return digest.hexdigest()[:16]


def from_graphml(path: Path) -> Found:
    """Read what OSMnx saved, gzipped or not.

    Raises
    ------
    FileError : not GraphML, or without edges.
    """
    import networkx  # noqa: PLC0415 - as below
    import osmnx  # noqa: PLC0415 - takes a second, and only this needs it

    faults = (
        *(OSError, EOFError, zlib.error, LookupError),  # of the file, its encoding
        *(SyntaxError, networkx.NetworkXError),  # of GraphML
        *(ValueError, TypeError, AttributeError),  # of what OSMnx put in
        shapely.errors.ShapelyError,
    )
    try:
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            # What they warn of in a damaged file is refused below, or does no harm.
            warnings.simplefilter("ignore")
            plain = path
            if path.suffix == ".gz":
                plain = Path(folder) / "roads.graphml"
                plain.write_bytes(gzip.decompress(path.read_bytes()))
            graph = osmnx.load_graphml(plain)
    except faults as fault:
        raise FileError(
            f"not a graph that OSMnx saved ({type(fault).__name__})",
            file=path,
            mend="save it with osmnx.save_graphml",
        ) from fault
    return _found(graph, str(path))


def _found(graph: Graph, source: str) -> Found:
    rows = {node: row for row, node in enumerate(graph.nodes)}
    every_arc = list(_arcs(graph, rows, source))
    arcs = [arc for arc in every_arc if _is_road(arc)]
    if not arcs:
        raise FileError(
            "the graph has no edges that a car can drive",
            file=source,
            mend="take a graph of drivable roads",
        )
    nodes, standing_of = _nodes(graph)
    stretches, edges, names = _roads(arcs)
    return Found(
        names=names,
        nodes=nodes,
        stretches=stretches,
        edges=edges,
        standing=_standing(edges, standing_of),
        bans=np.zeros((0, 2), np.int32),
        way_bans=np.zeros((0, 3), np.int32),
        drives_on_left=_drives_on_left(arcs),
        addresses=_no_addresses(),
        landmarks=Landmarks(kind=(), name=(), lon=np.zeros(0), lat=np.zeros(0)),
        areas=Areas(kind=(), polygons=np.zeros(0, object)),
        notes=(_NOTE, *_loss(len(every_arc) - len(arcs))),
    )


def _loss(n_arcs: int) -> tuple[str, ...]:
    return (f"{n_arcs} edges that no car may drive are left out",) if n_arcs else ()


def _drives_on_left(arcs: list[_Arc]) -> bool:
    pieces = [a.line for a in arcs if a.tags.get("junction") in osm_tags.ROUNDABOUTS]
    lon, lat = np.median([arc.line[0] for arc in arcs], axis=0)
    return drives_on_left(pieces, lon, lat)


def _no_addresses() -> Addresses:
    return Addresses(
        street=(),
        number=(),
        postcode=(),
        city=(),
        building=(),
        levels=(),
        lon=np.zeros(0),
        lat=np.zeros(0),
    )


def _nodes(graph: Graph) -> tuple[Nodes, Floats]:
    data = [tags for _, tags in graph.nodes(data=True)]
    kinds = [osm_tags.standing_kind(_texts(tags)) for tags in data]
    nodes = Nodes(
        lon=np.array([tags["x"] for tags in data], float),
        lat=np.array([tags["y"] for tags in data], float),
        osm_id=np.array([_number(node, row) for row, node in enumerate(graph.nodes)]),
        blocked=np.array([osm_tags.blocks(_texts(tags)) for tags in data], np.bool_),
    )
    standing = [-1 if kind is None else STANDING_KINDS.index(kind) for kind in kinds]
    return nodes, np.array(standing)


def _number(node: object, row: int) -> int:
    return node if isinstance(node, int) and abs(node) <= _MOST_ID else row


def _way_id(text: str) -> int:
    """Return a way's number, 0 for what is none."""
    short = text.isdecimal() and len(text) <= len(str(_MOST_ID))
    number = int(text) if short else 0
    return number if number <= _MOST_ID else 0


def _texts(tags: Mapping[str, Any]) -> dict[str, str]:
    """Tags as OSM has them; of several values that OSMnx merged, the first."""
    firsts = {k: v[0] if isinstance(v, list) and v else v for k, v in tags.items()}
    return {k: str(v) for k, v in firsts.items() if isinstance(v, str | int | float)}


def _arcs(graph: Graph, rows: Mapping[Any, int], source: str) -> Iterator[_Arc]:
    place = _places(graph, source)
    for u, v, data in graph.edges(data=True):
        shape = data.get("geometry")
        line = np.array([place[u], place[v]]) if shape is None else _line(shape, source)
        yield _Arc(rows[u], rows[v], line, _texts(data))


def _line(shape: object, source: str) -> Floats:
    """Points of an edge's own shape, [k, 2] in degrees."""
    line: Floats = np.zeros((0, 2))
    if isinstance(shape, shapely.LineString):
        line = shapely.get_coordinates(shape)
    if not len(line) or not (np.abs(line) <= (_MOST_LON, _MOST_LAT)).all():
        raise FileError(
            "an edge whose geometry is no line in degrees",
            file=source,
            mend="give a LineString of lon and lat, or leave it out",
        )
    return line


def _places(graph: Graph, source: str) -> dict[Any, tuple[float, float]]:
    try:
        place = {
            node: (float(d["x"]), float(d["y"])) for node, d in graph.nodes(data=True)
        }
    except (KeyError, TypeError, ValueError) as fault:
        raise FileError(
            "a node without x and y", file=source, mend="give lon as x, lat as y"
        ) from fault
    for lon, lat in place.values():
        if not (abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT):
            raise FileError(
                f"a node at {lon:g}, {lat:g}, which are no degrees",
                file=source,
                mend="project the graph to latitude and longitude",
            )
    return place


def _is_road(arc: _Arc) -> bool:
    """Whether a car may drive there; an edge without a class is taken for a road."""
    return osm_tags.road_class({**arc.tags, "highway": _highway(arc)}) is not None


def _roads(arcs: list[_Arc]) -> tuple[Stretches, Edges, tuple[str, ...]]:
    """One stretch for both directions of a street, one for each other edge."""
    alone: dict[tuple[int, int, bytes], list[int]] = {}
    stretch_of: list[int] = []
    forward: list[bool] = []
    shapes: list[_Arc] = []
    for arc in arcs:
        # The values that OSMnx merged may stand in another order on the way back:
        # the points tell.
        waiting = alone.get((arc.head, arc.tail, _shape(arc.line[::-1])), [])
        if waiting:
            stretch_of.append(waiting.pop(0))
            forward.append(False)
        else:
            here = (arc.tail, arc.head, _shape(arc.line))
            alone.setdefault(here, []).append(len(shapes))
            stretch_of.append(len(shapes))
            forward.append(True)
            shapes.append(arc)
    names = tuple(sorted({_name(arc) for arc in shapes} - {""}))
    edges = Edges(
        tail=np.array([arc.tail for arc in arcs], np.int32),
        head=np.array([arc.head for arc in arcs], np.int32),
        stretch=np.array(stretch_of, np.int32),
        forward=np.array(forward, np.bool_),
        limit_kph=np.array([osm_tags.limits_kph(arc.tags)[0] for arc in arcs]),
    )
    return _stretches(shapes, names), edges, names


def _shape(line: Floats) -> bytes:
    """Return a line's points to OSM's own seven digits, and no minus before a zero."""
    return bytes((np.round(line, 7) + 0.0).tobytes())


def _stretches(shapes: list[_Arc], names: tuple[str, ...]) -> Stretches:
    first = ragged.firsts(np.array([len(arc.line) for arc in shapes]))
    points = np.concatenate([arc.line for arc in shapes])
    number = {name: row for row, name in enumerate(names)}
    other = ROAD_CLASSES.index("other")
    classes = [osm_tags.road_class({"highway": _highway(arc)}) for arc in shapes]
    ids = [arc.tags.get("osmid", "") for arc in shapes]
    return Stretches(
        first=first,
        lon=points[:, 0].copy(),
        lat=points[:, 1].copy(),
        length_m=along_m(points[:, 0], points[:, 1], first)[first[1:] - 1],
        name=np.array([number.get(_name(arc), -1) for arc in shapes], np.int32),
        road_class=np.array([other if c is None else c for c in classes], np.uint8),
        restricted=np.array(
            [osm_tags.access(arc.tags) == "restricted" for arc in shapes], np.bool_
        ),
        way_id=np.array([_way_id(text) for text in ids], np.int64),
    )


def _name(arc: _Arc) -> str:
    return arc.tags.get("name", arc.tags.get("ref", ""))


def _highway(arc: _Arc) -> str:
    return arc.tags.get("highway", "unclassified")


def _standing(edges: Edges, kind_of_node: Floats) -> Standing:
    kind = kind_of_node[edges.head]
    edge = np.flatnonzero(kind >= 0)
    return Standing(
        edge=edge.astype(np.int32),
        fraction=np.ones(len(edge)),
        kind=kind[edge].astype(np.uint8),
    )


def to_osmnx(roads: RoadNetwork) -> Graph:
    """Give the network as OSMnx would: a `MultiDiGraph` in WGS-84.

    Edges carry osmid, highway, name, oneway, reversed, length (metres), geometry,
    access and maxspeed (km/h) where known; nodes x, y, and `barrier` where it blocks.
    A graph holds no turn restrictions, and no signals or gates along an edge.
    """
    import networkx  # noqa: PLC0415 - only for users who ask for a graph

    graph: Graph = networkx.MultiDiGraph(crs="epsg:4326", simplified=True)
    for row in range(len(roads.nodes)):
        place = {"x": float(roads.nodes.lon[row]), "y": float(roads.nodes.lat[row])}
        barrier = {"barrier": "bollard"} if roads.nodes.blocked[row] else {}
        graph.add_node(int(roads.nodes.osm_id[row]), **place, **barrier)
    two_way = np.bincount(roads.edges.stretch, minlength=len(roads.stretches)) > 1
    for edge in range(len(roads.edges)):
        stretch = int(roads.edges.stretch[edge])
        u, v = roads.edges.tail[edge], roads.edges.head[edge]
        graph.add_edge(
            int(roads.nodes.osm_id[u]),
            int(roads.nodes.osm_id[v]),
            oneway=not two_way[stretch],
            **_edge_data(roads, edge, stretch),
        )
    return graph


def _edge_data(roads: RoadNetwork, edge: int, stretch: int) -> dict[str, Any]:
    forward = bool(roads.edges.forward[edge])
    line = roads.stretches.line(stretch)
    highway = ROAD_CLASSES[roads.stretches.road_class[stretch]]
    data = {
        "osmid": int(roads.stretches.way_id[stretch]),
        "highway": "unclassified" if highway == "other" else highway,
        "reversed": not forward,
        "length": float(roads.stretches.length_m[stretch]),
        "geometry": shapely.LineString(line if forward else line[::-1]),
    }
    if roads.edge_name(edge):
        data["name"] = roads.edge_name(edge)
    if roads.stretches.restricted[stretch]:
        data["access"] = "private"
    limit = float(roads.edges.limit_kph[edge])
    return data if np.isnan(limit) else {**data, "maxspeed": f"{limit:g}"}
