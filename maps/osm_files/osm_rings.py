"""OSM ways and multipolygons → polygons; coastline → sea; outlines of buildings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from maps.osm_files import osm_tags
from maps.osm_files.osm_file import OsmFile, Relation, Tags, Way
from maps.road_network import Areas, Floats

_RING = 4  # points of the smallest closed ring, its first one twice


def read_areas(osm: OsmFile) -> Areas:
    """Water, green areas and buildings, and the sea where a coastline bounds it."""
    found = [
        *(*_way_areas(osm), *_relation_areas(osm), *_sea(osm)),
        *(("building", shape) for shape in _buildings(osm)),
    ]
    polygons = np.array([polygon for _, polygon in found], object)
    return Areas(kind=tuple(kind for kind, _ in found), polygons=polygons)


def way_polygon(osm: OsmFile, way: Way) -> shapely.Polygon | None:
    """Polygon of a closed way, None where it is open or lies outside the file."""
    closed = len(way.refs) >= _RING and way.refs[0] == way.refs[-1]
    line = osm.places.line(way.refs) if closed else np.zeros((0, 2))
    return shapely.Polygon(line) if len(line) >= _RING else None


def relation_polygons(osm: OsmFile, relation: Relation) -> list[shapely.Polygon]:
    """Polygons of a multipolygon: its closed outer rings less the inner ones."""
    outer = _rings(osm, relation, "outer")
    holes = _rings(osm, relation, "inner")
    whole = shapely.difference(shapely.union_all(outer), shapely.union_all(holes))
    return polygon_parts(whole)


def building_outlines(osm: OsmFile) -> Iterator[tuple[shapely.Polygon, Tags]]:
    """Give every building's outline, which may cross itself, and its tags."""
    for way in osm.ways.values():
        shape = way_polygon(osm, way) if _is_building(way.tags) else None
        if shape is not None:
            yield shape, way.tags
    for relation in osm.relations:
        if _is_building(relation.tags):
            for part in relation_polygons(osm, relation):
                yield part, relation.tags


def _is_building(tags: Tags) -> bool:
    return tags.get("building", "no") != "no"


def _buildings(osm: OsmFile) -> Iterator[shapely.Polygon]:
    shapes = [shape for shape, _ in building_outlines(osm)]
    # All at once: few cross themselves, and cities have many.
    for shape, is_valid in zip(shapes, shapely.is_valid(shapes), strict=True):
        yield from [shape] if is_valid else polygon_parts(shape)


def _rings(osm: OsmFile, relation: Relation, role: str) -> list[shapely.Geometry]:
    roles = {role, ""} if role == "outer" else {role}
    ways = (
        osm.ways[m.ref]
        for m in relation.members
        if m.type == "w" and m.role in roles and m.ref in osm.ways
    )
    lines = [osm.places.line(way.refs) for way in ways]
    strings = [shapely.LineString(line) for line in lines if len(line) > 1]
    if not strings:
        return []
    merged = shapely.line_merge(shapely.union_all(strings))
    parts = shapely.get_parts(merged)
    closed = [part for part in parts if part.is_ring and len(part.coords) >= _RING]
    return [shapely.make_valid(shapely.Polygon(part)) for part in closed]


def polygon_parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Polygons of a shape that may cross itself, [] where nothing is left."""
    parts = shapely.get_parts(shapely.make_valid(shape)).tolist()
    return [part for part in parts if isinstance(part, shapely.Polygon)]


def _way_areas(osm: OsmFile) -> Iterator[tuple[str, shapely.Polygon]]:
    for way in osm.ways.values():
        kind = osm_tags.area_kind(way.tags)
        polygon = way_polygon(osm, way) if kind else None
        if kind and polygon is not None:
            for part in polygon_parts(polygon):
                yield kind, part


def _relation_areas(osm: OsmFile) -> Iterator[tuple[str, shapely.Polygon]]:
    for relation in osm.relations:
        kind = osm_tags.area_kind(relation.tags)
        if kind:
            for part in relation_polygons(osm, relation):
                yield kind, part


def _sea(osm: OsmFile) -> Iterator[tuple[str, shapely.Polygon]]:
    """Sea around the coast: what lies right of the coastline, and on outwards.

    OSM draws a coastline with the land on its left (wiki, natural=coastline).
    """
    ways = (w for w in osm.ways.values() if w.tags.get("natural") == "coastline")
    lines = [line for w in ways if len(line := osm.places.line(w.refs)) > 1]
    if not lines:
        return
    coast = shapely.MultiLineString(lines)
    frame = shapely.box(*coast.bounds)
    cut = shapely.union_all([frame.boundary, coast])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut).tolist()))
    tree = shapely.STRtree(_points_beside(lines))
    sea = [face for face in faces if len(tree.query(face, predicate="contains"))]
    whole = shapely.union_all([*sea, *_beyond(frame, shapely.union_all(sea))])
    for part in polygon_parts(whole):
        yield "sea", part


def _beyond(
    frame: shapely.Polygon, sea: shapely.Geometry
) -> Iterator[shapely.Geometry]:
    """Strips outside the frame, where the sea reaches its sides and corners.

    The file ends at the frame, the sea does not: drawn as far again, no edge shows.
    """
    west, south, east, north = frame.bounds
    wide, high = east - west, north - south
    for across, along in ((-wide, 0.0), (wide, 0.0), (0.0, -high), (0.0, high)):
        side = shapely.intersection(sea, _side(frame, across, along))
        for edge in shapely.get_parts(side):
            if isinstance(edge, shapely.LineString):
                yield shapely.box(*_stretched(edge.bounds, across, along))
    for lon, across in ((west, -wide), (east, wide)):
        for lat, along in ((south, -high), (north, high)):
            if shapely.intersects_xy(sea, lon, lat):
                yield shapely.box(*_stretched((lon, lat, lon, lat), across, along))


def _side(frame: shapely.Polygon, across: float, along: float) -> shapely.LineString:
    west, south, east, north = frame.bounds
    if across:
        lon = east if across > 0 else west
        return shapely.LineString([(lon, south), (lon, north)])
    lat = north if along > 0 else south
    return shapely.LineString([(west, lat), (east, lat)])


def _stretched(
    bounds: tuple[float, ...], across: float, along: float
) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    return (
        west + min(across, 0.0),
        south + min(along, 0.0),
        east + max(across, 0.0),
        north + max(along, 0.0),
    )


def _points_beside(lines: list[Floats]) -> list[shapely.Point]:
    """Points a few metres right of each coastline's segments."""
    points: list[shapely.Point] = []
    for line in lines:
        step = np.diff(line, axis=0)
        size = np.hypot(step[:, 0], step[:, 1])
        keep = size > 0
        right = np.column_stack((step[:, 1], -step[:, 0]))[keep] / size[keep, None]
        middle = ((line[:-1] + line[1:]) / 2)[keep]
        beside = shapely.multipoints(middle + 1e-6 * right)
        points += shapely.get_parts(beside).tolist()
    return points
