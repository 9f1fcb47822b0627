"""Makes `reykjavik.osm.pbf` from a country's extract, the same bytes each time.

    python -m maps.data.make_reykjavik iceland-latest.osm.pbf reykjavik.osm.pbf

The source is Geofabrik's Iceland of 2019-05-09, which the PyPI sdist `gostnets`
1.2.1 holds (`pip download --no-deps --no-binary gostnets gostnets==1.2.1`); its
sha256 is checked. Roads, coast and areas are kept as they are; whatever has an
address or a name becomes a point, so that no building outline is needed.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import osmium
from osmium.osm.mutable import Node as NewNode
from osmium.osm.mutable import Relation as NewRelation
from osmium.osm.mutable import Way as NewWay

from maps.errors import FileError
from maps.osm_files import osm_tags
from maps.osm_files.osm_addresses import TaggedPoint, address_points, landmark_points
from maps.osm_files.osm_file import Longs, OsmFile, Relation, Tags, Way, read_osm
from maps.safe_file import writing

SOURCE_SHA256 = "19fe59138659d032300d3abfc2018bd90582cac03fbe3984ee75209479fe9af6"
BOX = (-22.12, 63.99, -21.55, 64.22)
"""West, south, east, north, degrees: Reykjavik and the towns around it."""

# A point made from a way or relation needs a node number of its own: this much
# above the way's or relation's, far above any real node.
_NUMBER_FROM = {"n": 0, "w": 10**13, "r": 2 * 10**13}
_POINT_KEYS = {
    *("addr:street", "addr:housenumber", "addr:postcode", "addr:city"),
    *("building", "building:levels", "amenity", "place", "landuse", "entrance"),
}
_NODE_KEYS = {
    *("highway", "crossing", "direction", "traffic_signals:direction", "barrier"),
    *("access", "vehicle", "motor_vehicle", "motorcar", "emergency", "entrance"),
}
_BARRIERS = {"gate", "lift_gate", "bollard"}


def make(source: Path, target: Path) -> None:
    """Clip the source to the box and write the target.

    Raises
    ------
    FileError : the source is not the file that this was made for.
    """
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise FileError(
            "not the expected extract", file=source, mend="see maps/data/README.md"
        )
    osm = read_osm(source)
    inside = _inside(osm)
    ways = sorted(_ways(osm, inside), key=lambda way: way.id)
    relations = sorted(_relations(osm, ways), key=lambda relation: relation.id)
    nodes = _nodes(osm, ways, inside)
    with writing(target, suffix=".osm.pbf") as path:
        _write(path, nodes, ways, relations)


def _inside(osm: OsmFile) -> set[int]:
    places, (west, south, east, north) = osm.places, BOX
    across = (places.lon >= west) & (places.lon <= east)
    along = (places.lat >= south) & (places.lat <= north)
    return set(places.id[across & along].tolist())


def _ways(osm: OsmFile, inside: set[int]) -> Iterator[Way]:
    """Roads, coast and areas with a point in the box, and their multipolygons."""
    members = {
        member.ref
        for relation in osm.relations
        if osm_tags.area_kind(relation.tags)
        for member in relation.members
        if member.type == "w" and _touches(osm, member.ref, inside)
    }
    for way in osm.ways.values():
        if way.id in members or (
            _is_drawn(way.tags) and not inside.isdisjoint(way.refs.tolist())
        ):
            yield way


def _touches(osm: OsmFile, way: int, inside: set[int]) -> bool:
    return way in osm.ways and not inside.isdisjoint(osm.ways[way].refs.tolist())


def _is_drawn(tags: Tags) -> bool:
    return (
        osm_tags.road_class(tags) is not None
        or tags.get("natural") == "coastline"
        or osm_tags.area_kind(tags) is not None
    )


def _relations(osm: OsmFile, ways: Iterable[Way]) -> Iterator[Relation]:
    """Restrictions whose roads are all here; multipolygons with a way here."""
    kept = {way.id for way in ways}
    for relation in osm.relations:
        here = [m.ref in kept for m in relation.members if m.type == "w"]
        if relation.tags["type"] == "restriction" and here and all(here):
            yield relation
        if osm_tags.area_kind(relation.tags) and any(here):
            yield relation


def _nodes(osm: OsmFile, ways: Iterable[Way], inside: set[int]) -> list[TaggedPoint]:
    """Every node to write, by number: of ways, of doors, of names, of signs."""
    nodes = {node.id: node for node in _shape_nodes(osm, ways)}
    for point in _points(osm, inside):
        number = point.id + _NUMBER_FROM[point.type]
        old = nodes[number].tags if number in nodes else {}
        tags = {**old, **point.tags}
        nodes[number] = TaggedPoint("n", number, tags, point.lon, point.lat)
    return [nodes[number] for number in sorted(nodes)]


def _shape_nodes(osm: OsmFile, ways: Iterable[Way]) -> Iterator[TaggedPoint]:
    ids: Longs = np.unique(np.concatenate([way.refs for way in ways]))
    rows = osm.places.rows(ids)
    for node, row in zip(ids.tolist(), rows.tolist(), strict=True):
        if row >= 0:
            lon, lat = float(osm.places.lon[row]), float(osm.places.lat[row])
            yield TaggedPoint("n", node, _sign_tags(osm.nodes.get(node, {})), lon, lat)


def _points(osm: OsmFile, inside: set[int]) -> Iterator[TaggedPoint]:
    west, south, east, north = BOX
    for point in (*landmark_points(osm), *address_points(osm)):
        if west <= point.lon <= east and south <= point.lat <= north:
            yield TaggedPoint(
                point.type, point.id, _point_tags(point.tags), point.lon, point.lat
            )
    for node in sorted(inside & osm.nodes.keys()):
        tags = _sign_tags(osm.nodes[node])
        if tags:
            line = osm.places.line(np.array([node], np.int64))
            yield TaggedPoint("n", node, tags, float(line[0, 0]), float(line[0, 1]))


def _point_tags(tags: Tags) -> Tags:
    return {k: v for k, v in tags.items() if k in _POINT_KEYS or k.startswith("name")}


def _sign_tags(tags: Tags) -> Tags:
    is_sign = (
        osm_tags.standing_kind(tags) is not None
        or tags.get("barrier") in _BARRIERS
        or "entrance" in tags
    )
    return {k: v for k, v in tags.items() if k in _NODE_KEYS} if is_sign else {}


def _write(
    path: Path,
    nodes: Iterable[TaggedPoint],
    ways: Iterable[Way],
    relations: Iterable[Relation],
) -> None:
    header = osmium.io.Header()
    header.set("generator", "officer-dispatch maps/data/make_reykjavik.py")
    header.add_box(osmium.osm.Box(*BOX))
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for node in nodes:
            tags = dict(sorted(node.tags.items()))
            writer.add_node(
                NewNode(id=node.id, location=(node.lon, node.lat), tags=tags)
            )
        for way in ways:
            tags = dict(sorted(way.tags.items()))
            writer.add_way(NewWay(id=way.id, nodes=way.refs.tolist(), tags=tags))
        for relation in relations:
            members = [(m.type, m.ref, m.role) for m in relation.members]
            tags = dict(sorted(relation.tags.items()))
            writer.add_relation(NewRelation(id=relation.id, members=members, tags=tags))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
