"""OSM gates, entrances, walls and grounds → `WaysIn`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from maps import ragged
from maps.geometry import local_m
from maps.osm_files import osm_tags
from maps.osm_files.osm_file import OsmFile, Relation, Tags, Way
from maps.osm_files.osm_rings import polygon_parts, relation_polygons, way_polygon
from maps.road_network import Floats, Rows, Stretches
from maps.ways_in import WaysIn

_Shapes = NDArray[np.object_]
_Some = TypeVar("_Some", shapely.Polygon, _Shapes)

GATE_M = 10.0
"""A gate as near as this to a wall is one of its gates (assumed)."""

ROAD_GATE_M = 15.0
"""So near to a gate a road comes through it, and not beside it (assumed)."""

_ON_EDGE_M = 1.0  # as far as drawing by hand is exact


@dataclass(frozen=True, slots=True)
class _Behind:
    """What has walls, and the rows of the ways through them."""

    polygon: shapely.Polygon
    is_building: bool
    ways: list[int]


def read_ways_in(osm: OsmFile, stretches: Stretches) -> WaysIn:
    """Find gates and entrances, and the buildings and compounds that they lead into.

    A compound is a ring of wall, fence or hedge with a gate within 10 m of it; or the
    grounds of flats, works, a school or a hospital, where a gate stands on their edge,
    or a road comes in by one. And no road crosses the edge but within 15 m of a gate:
    what can be driven into elsewhere, as a village, is none.

    Parameters
    ----------
    stretches : all roads that cars drive, those that are left out later too.
    """
    tags = _tags(osm)
    nodes = np.array([*tags], np.int64)
    places = osm.places.rows(nodes)
    row_of = {node: row for row, node in enumerate(tags)}
    lon, lat = osm.places.lon[places], osm.places.lat[places]
    found = [*_buildings(osm, row_of)]
    found += _Compounds(osm, [*tags.values()], lon, lat).found(stretches)
    sizes = np.array([len(each.ways) for each in found], np.int64)
    behind = np.zeros(len(found), object)
    behind[:] = [each.polygon for each in found]
    return WaysIn(
        tag=(*tags.values(),),
        lon=lon,
        lat=lat,
        behind=behind,
        is_building=np.array([each.is_building for each in found], np.bool_),
        first=ragged.firsts(sizes),
        way=np.array([row for each in found for row in each.ways], np.int32),
    )


def _tags(osm: OsmFile) -> dict[int, str]:
    """What tells of a gate or an entrance, by the number of a node that is there."""
    found = {node: tag for node, tags in osm.nodes.items() if (tag := _tag(tags))}
    held = osm.places.rows(np.array([*found], np.int64)) >= 0
    return dict(
        pair for pair, is_held in zip(found.items(), held, strict=True) if is_held
    )


def _tag(tags: Tags) -> str | None:
    if osm_tags.entrance_rank(tags) == osm_tags.NO_ENTRANCE:
        return osm_tags.gate_tag(tags)
    return osm_tags.gate_tag(tags) or f"entrance={tags['entrance']}"


def _buildings(osm: OsmFile, row_of: Mapping[int, int]) -> Iterator[_Behind]:
    for way in osm.ways.values():
        if "building" in way.tags:
            rows = [row_of[node] for node in best_entrances(osm, [way])]
            shape = way_polygon(osm, way) if rows else None
            for part in polygon_parts(shape) if shape is not None else ():
                yield _Behind(part, is_building=True, ways=rows)
    for relation in osm.relations:
        if "building" in relation.tags:
            ways = outer_ways(osm, relation)
            rows = [row_of[node] for node in best_entrances(osm, ways)]
            for part in relation_polygons(osm, relation) if rows else ():
                yield _Behind(part, is_building=True, ways=rows)


def outer_ways(osm: OsmFile, relation: Relation) -> list[Way]:
    """Ways that are a multipolygon's outline, as far as the file holds them."""
    return [
        osm.ways[member.ref]
        for member in relation.members
        if member.type == "w" and member.role != "inner" and member.ref in osm.ways
    ]


def best_entrances(osm: OsmFile, ways: list[Way]) -> list[int]:
    """Nodes of the best kind of entrance that an outline has, by number."""
    nodes = {node for way in ways for node in way.refs.tolist() if node in osm.nodes}
    ranks = {node: osm_tags.entrance_rank(osm.nodes[node]) for node in sorted(nodes)}
    best = min(ranks.values(), default=osm_tags.NO_ENTRANCE)
    if best == osm_tags.NO_ENTRANCE:
        return []
    found = [node for node, rank in ranks.items() if rank == best]
    held = osm.places.rows(np.array(found, np.int64)) >= 0
    return [node for node, is_held in zip(found, held, strict=True) if is_held]


class _Compounds:
    """Walled grounds, and which gates are theirs.

    All is laid flat in metres, at the latitude in the middle of the gates.
    """

    def __init__(self, osm: OsmFile, tags: list[str], lon: Floats, lat: Floats) -> None:
        self._osm = osm
        is_gate = [tag.startswith("barrier=") for tag in tags]
        self._rows = np.flatnonzero(np.array(is_gate, np.bool_))
        lon, lat = lon[self._rows], lat[self._rows]
        self._at_lat = float(np.median(lat)) if len(lat) else 0.0
        gates: _Shapes = np.asarray(shapely.points(local_m(lon, lat, self._at_lat)))
        self._gates = gates
        self._tree = shapely.STRtree(self._gates)

    def found(self, stretches: Stretches) -> list[_Behind]:
        """Compounds with their gates, where every road comes in by one."""
        if not len(self._rows):
            return []
        roads = self._flat(_lines(stretches))
        tree = shapely.STRtree(roads)
        found: list[_Behind] = []
        for polygon, tags in self._rings():
            edge = shapely.boundary(self._flat(polygon))
            gates = np.sort(self._tree.query(edge, "dwithin", GATE_M))
            if len(gates) and self._is_closed(polygon, tags, gates, roads, tree):
                ways = self._rows[gates].tolist()
                found.append(_Behind(polygon, is_building=False, ways=ways))
        return found

    def _rings(self) -> Iterator[tuple[shapely.Polygon, Tags]]:
        for way in self._osm.ways.values():
            if osm_tags.is_wall(way.tags) or osm_tags.is_grounds(way.tags):
                shape = way_polygon(self._osm, way)
                for part in polygon_parts(shape) if shape is not None else ():
                    yield part, way.tags
        for relation in self._osm.relations:
            tags = relation.tags
            is_ring = osm_tags.is_wall(tags) or osm_tags.is_grounds(tags)
            if is_ring and tags["type"] == "multipolygon":
                for part in relation_polygons(self._osm, relation):
                    yield part, tags

    def _flat(self, shapes: _Some) -> _Some:
        flat: _Some = shapely.transform(
            shapes, lambda p: local_m(p[:, 0], p[:, 1], self._at_lat)
        )
        return flat

    def _is_closed(
        self,
        polygon: shapely.Polygon,
        tags: Tags,
        gates: Rows,
        roads: _Shapes,
        tree: shapely.STRtree,
    ) -> bool:
        """Whether roads come in by gates alone; where no wall is told of, some do."""
        area = self._flat(polygon)
        edge, points = shapely.boundary(area), shapely.multipoints(self._gates[gates])
        near = roads[tree.query(area, "intersects")]
        entering = near[shapely.relate_pattern(near, area, "T********")]
        crossings = shapely.union_all(shapely.intersection(entering, edge))
        at_gates = shapely.buffer(points, ROAD_GATE_M)
        if not shapely.is_empty(shapely.difference(crossings, at_gates)):
            return False
        on_edge = shapely.distance(edge, points) <= _ON_EDGE_M
        return bool(
            osm_tags.is_wall(tags) or on_edge or not shapely.is_empty(crossings)
        )


def _lines(stretches: Stretches) -> _Shapes:
    rows = np.repeat(np.arange(len(stretches)), np.diff(stretches.first))
    points = np.column_stack((stretches.lon, stretches.lat))
    lines: _Shapes = np.asarray(shapely.linestrings(points, indices=rows), object)
    return lines
