"""Which points are in mainland China, by its outline and not by a box.

`maps/data/china.geojson`: Natural Earth's land borders, and the water that is nearer
to the mainland than to anybody else, out to some 35 km. Hong Kong, Macau, Taiwan and
the neighbouring countries are outside. The source is rounded to about 300 m, and its
lines are off by a kilometre or two in places: a house on a border river may be on the
wrong side of it, a town is not.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def in_mainland_china(lon: Floats, lat: Floats) -> Bools:
    """Tell which WGS-84 points the shifts of Chinese maps apply to.

    Parameters
    ----------
    lon, lat : [n] WGS-84 degrees. What is no number is nowhere.

    Returns
    -------
    [n], whether each is inside.
    """
    inside = in_box(lon, lat)
    inside[inside] = shapely.contains_xy(_outline(), lon[inside], lat[inside])
    return inside


def in_box(lon: Floats, lat: Floats, *, margin_deg: float = 0.0) -> Bools:
    """Tell which points, [n], are in the box around the outline and a margin."""
    west, south, east, north = shapely.bounds(_outline())
    across = (lon >= west - margin_deg) & (lon <= east + margin_deg)
    along = (lat >= south - margin_deg) & (lat <= north + margin_deg)
    return np.asarray(across & along)


def mainland_rings(
    southwest: tuple[float, float], northeast: tuple[float, float]
) -> list[list[list[float]]]:
    """Return the outline within a box as closed rings, holes among them.

    Parameters
    ----------
    southwest, northeast : corners of the box, lon, lat.

    Returns
    -------
    Rings of lon, lat. A point of the box is in the mainland if a line from it to
    far away crosses their sides an odd number of times.
    """
    within = shapely.intersection(_outline(), shapely.box(*southwest, *northeast))
    areas = [each for each in shapely.get_parts(within) if each.area > 0]
    return [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(areas)]


@cache
def _outline() -> shapely.Geometry:
    """Read once: it is the same for everybody, and nobody changes it."""
    file = resources.files("maps.data") / "china.geojson"
    feature = json.loads(file.read_text(encoding="utf-8"))
    outline = shapely.from_geojson(json.dumps(feature["geometry"]))
    shapely.prepare(outline)
    return outline
