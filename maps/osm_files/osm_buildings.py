"""The building that a point stands in, by OSM's outlines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from maps.osm_files.osm_file import OsmFile, Tags
from maps.osm_files.osm_rings import relation_polygons, way_polygon
from maps.road_network import Floats


def buildings_around(osm: OsmFile, lon: Floats, lat: Floats) -> list[Tags]:
    """Tags of the building that each point stands in, or on whose edge; {} of none.

    Of several, a door between two houses, those of the first by number.
    """
    found: list[Tags] = [{} for _ in lon]
    outlines = [*_outlines(osm)] if len(lon) else []
    if not outlines:
        return found
    shapes, tags = zip(*outlines, strict=True)
    points = np.asarray(shapely.points(lon, lat))
    near, row = shapely.STRtree(shapes).query(points)
    # Outlines may cross themselves; few are asked for, all would take long.
    whole = shapely.make_valid(np.array(shapes, object)[row])
    inside = shapely.intersects(whole, points[near])
    for point, building in sorted(zip(near[inside], row[inside], strict=True)):
        found[point] = found[point] or tags[building]
    return found


def _outlines(osm: OsmFile) -> Iterator[tuple[shapely.Polygon, Tags]]:
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
