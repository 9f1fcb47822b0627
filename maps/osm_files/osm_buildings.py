"""The building that a point stands in, by OSM's outlines."""

from __future__ import annotations

import numpy as np
import shapely

from maps.osm_files.osm_file import OsmFile, Tags
from maps.osm_files.osm_rings import building_outlines
from maps.road_network import Floats


def buildings_around(osm: OsmFile, lon: Floats, lat: Floats) -> list[Tags]:
    """Tags of the building that each point stands in, or on whose edge; {} of none.

    Of several, a door between two houses, those of the first by number.
    """
    found: list[Tags] = [{} for _ in lon]
    outlines = [*building_outlines(osm)] if len(lon) else []
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
