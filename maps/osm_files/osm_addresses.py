"""OSM addresses and landmarks: on nodes, building outlines and relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely

from maps.address import Addresses
from maps.osm_files import osm_tags
from maps.osm_files.osm_buildings import buildings_around
from maps.osm_files.osm_file import OsmFile, Relation, Tags, is_street_relation
from maps.osm_files.osm_rings import relation_polygons, way_polygon
from maps.osm_files.osm_ways_in import best_entrances, outer_ways
from maps.road_network import Landmarks

Wanted = Callable[[Tags], object]

_BUILDING_KEYS = ("building", "building:levels")
_HOUSE_ROLES = {"house", "address", "addr", "housenumber", ""}


@dataclass(frozen=True, slots=True)
class TaggedPoint:
    """An object of the file shrunk to a point: "n", "w" or "r", number, tags."""

    type: str
    id: int
    tags: Tags
    lon: float
    lat: float


def read_addresses(osm: OsmFile) -> Addresses:
    """Every door with a number; street from its tag, else from its relation.

    A building is where it is entered, where the file says that, else at its middle.
    A door that stands in a building is of that building's kind.
    """
    relations = {relation.id: relation for relation in osm.relations}
    doors = [_at_entrance(osm, door, relations) for door in address_points(osm)]
    doors = _with_building(osm, doors)
    columns = {
        name: tuple(door.tags.get(key, "") for door in doors)
        for name, key in (
            ("street", "addr:street"),
            ("number", "addr:housenumber"),
            ("postcode", "addr:postcode"),
            ("city", "addr:city"),
            ("building", "building"),
            ("levels", "building:levels"),
        )
    }
    return Addresses(
        **columns,
        lon=np.array([door.lon for door in doors]),
        lat=np.array([door.lat for door in doors]),
    )


def address_points(osm: OsmFile) -> Iterator[TaggedPoint]:
    """Doors as points, with `addr:street` filled from `associatedStreet`."""
    inherited = _inherited(osm)
    for point in _points(osm, _has_number):
        tags = {**inherited.get((point.type, point.id), {}), **point.tags}
        if "addr:street" not in tags and "addr:place" in tags:
            tags["addr:street"] = tags["addr:place"]
        yield TaggedPoint(point.type, point.id, tags, point.lon, point.lat)


def _at_entrance(
    osm: OsmFile, door: TaggedPoint, relations: Mapping[int, Relation]
) -> TaggedPoint:
    """Move a building's door from its middle to its best entrance, if it has one."""
    ways = [osm.ways[door.id]] if door.type == "w" else []
    if door.type == "r":
        ways = outer_ways(osm, relations[door.id])
    best = best_entrances(osm, ways)[:1]
    if not best:
        return door
    lon, lat = osm.places.line(np.array(best, np.int64))[0].tolist()
    return replace(door, lon=lon, lat=lat)


def _with_building(osm: OsmFile, doors: list[TaggedPoint]) -> list[TaggedPoint]:
    """Give doors that say nothing of their building the tags of that around them."""
    bare = [row for row, door in enumerate(doors) if "building" not in door.tags]
    lon = np.array([doors[row].lon for row in bare])
    lat = np.array([doors[row].lat for row in bare])
    found = list(doors)
    for row, building in zip(bare, buildings_around(osm, lon, lat), strict=True):
        given = {key: building[key] for key in _BUILDING_KEYS if key in building}
        found[row] = replace(doors[row], tags={**given, **doors[row].tags})
    return found


def read_landmarks(osm: OsmFile) -> Landmarks:
    """Read what has a name, or is a service, and is not a road."""
    found = [*landmark_points(osm)]
    return Landmarks(
        kind=tuple(osm_tags.landmark_kind(point.tags) or "" for point in found),
        name=tuple(point.tags.get("name", "") for point in found),
        lon=np.array([point.lon for point in found]),
        lat=np.array([point.lat for point in found]),
    )


def landmark_points(osm: OsmFile) -> Iterator[TaggedPoint]:
    """Landmarks as points."""
    yield from _points(osm, osm_tags.landmark_kind)


def _has_number(tags: Tags) -> bool:
    return "addr:housenumber" in tags


def _inherited(osm: OsmFile) -> dict[tuple[str, int], Tags]:
    """Tags that an `associatedStreet` relation gives its houses."""
    given: dict[tuple[str, int], Tags] = {}
    for relation in osm.relations:
        tags = _street_tags(osm, relation) if is_street_relation(relation) else {}
        if tags:
            for member in relation.members:
                if member.role in _HOUSE_ROLES:
                    given.setdefault((member.type, member.ref), tags)
    return given


def _street_tags(osm: OsmFile, relation: Relation) -> Tags:
    name = relation.tags.get("name") or relation.tags.get("addr:street")
    streets = (m.ref for m in relation.members if m.role == "street" and m.type == "w")
    names = (osm.ways[ref].tags.get("name") for ref in streets if ref in osm.ways)
    name = name or next((each for each in names if each), None)
    if not name:
        return {}
    keys = ("addr:postcode", "addr:city")
    return {"addr:street": name} | {
        key: relation.tags[key] for key in keys if key in relation.tags
    }


def _points(osm: OsmFile, wanted: Wanted) -> Iterator[TaggedPoint]:
    yield from _node_points(osm, wanted)
    yield from _way_points(osm, wanted)
    yield from _relation_points(osm, wanted)


def _node_points(osm: OsmFile, wanted: Wanted) -> Iterator[TaggedPoint]:
    ids = [node for node, tags in osm.nodes.items() if wanted(tags)]
    rows = osm.places.rows(np.array(ids, np.int64)).tolist()
    for node, row in zip(ids, rows, strict=True):
        if row >= 0:
            lon, lat = float(osm.places.lon[row]), float(osm.places.lat[row])
            yield TaggedPoint("n", node, osm.nodes[node], lon, lat)


def _way_points(osm: OsmFile, wanted: Wanted) -> Iterator[TaggedPoint]:
    for way in osm.ways.values():
        is_road = "highway" in way.tags or "waterway" in way.tags
        if not is_road and wanted(way.tags):
            line = osm.places.line(way.refs)
            shape = way_polygon(osm, way) or (
                shapely.MultiPoint(line) if len(line) else None
            )
            if shape is not None:
                yield TaggedPoint("w", way.id, way.tags, *_middle(shape))


def _relation_points(osm: OsmFile, wanted: Wanted) -> Iterator[TaggedPoint]:
    for relation in osm.relations:
        if wanted(relation.tags) and relation.tags["type"] == "multipolygon":
            parts = relation_polygons(osm, relation)
            if parts:
                shape = shapely.MultiPolygon(parts)
                yield TaggedPoint("r", relation.id, relation.tags, *_middle(shape))


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    """Middle of an outline, to OSM's own seven digits."""
    point = shapely.centroid(shape)
    return round(point.x, 7), round(point.y, 7)
