"""`reach`: the areas that units reach in time, or from which an alert is reached.

Times along all roads → cells with a road driven in time → cells grown together to
blocks → outlines. What stands on a block is taken to be reached with the roads
around it, and so is a road across it that takes longer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from scipy import ndimage

from maps import ragged
from maps.errors import FieldError
from maps.geometry import along_m, local_m
from maps.raster import Raster, raster_over
from maps.road_network import Bools, Floats, Longs, RoadNetwork
from maps.snapping import RoadPoint
from maps.travel_times import TravelTimes

WGS84 = "EPSG:4326"

CELL_M = 25.0
"""Side of a raster's cell; longer where the area needs too many of them."""

_MOST_CELLS = 4_000_000
_STEP = 0.5  # cells between two samples of a road
_MARGIN = 1.8  # cells beside a road that still belong to it: more than are lost below
_BLOCK = 4.8  # cells, 120 m: gaps between roads up to twice as wide are filled
_TOLERANCE = 0.4  # cells that an outline may move when it is simplified
_LEAST_HOLE_M2 = 10_000.0
_GRID_DEGREES = 1e-7  # a centimetre
_WATER = {"water", "sea"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Samples:
    """Places along the roads, ends included.

    stretch : row of `Stretches`. fraction : along its points. place_m : [k, 2].
    """

    stretch: Longs
    fraction: Floats
    place_m: Floats


def reach(
    travel: TravelTimes,
    points: Sequence[RoadPoint],
    minutes: Sequence[float] = (4.0, 8.0),
    *,
    towards: bool = False,
) -> gpd.GeoDataFrame:
    """Draw the areas within some minutes of driving.

    Parameters
    ----------
    points : units, or alerts. An area is reached from, or reaches, any of them.
    minutes : of driving alone, in any order.
    towards : the areas from which a point is reached, else those reached from it.

    Returns
    -------
    One row for each of `minutes`, the longest first, as they are to be drawn: an
    area lies in every longer one's. Columns: minutes; geometry, a MultiPolygon in
    WGS-84, empty where there are no points. Each road driven in time lies inside,
    and about 45 m beside it; gaps between such roads of up to 240 m are filled, but
    for water.

    Raises
    ------
    FieldError : minutes that are negative or no number.
    """
    _check(minutes)
    ascending = sorted(set(minutes))
    areas = _areas(travel, points, ascending, towards=towards)
    rows = ascending[::-1]
    columns = {"minutes": np.array(rows, np.float64)}
    return gpd.GeoDataFrame(columns, geometry=areas[::-1], crs=WGS84)


def _check(minutes: Sequence[float]) -> None:
    for each in minutes:
        if not (math.isfinite(each) and each >= 0):
            raise FieldError(
                f"{each} minutes", field="minutes", mend="give 0 or more minutes"
            )


def _areas(
    travel: TravelTimes,
    points: Sequence[RoadPoint],
    minutes: Sequence[float],
    *,
    towards: bool,
) -> list[shapely.MultiPolygon]:
    """One area for each of the ascending minutes."""
    if not points or not minutes:
        return [shapely.MultiPolygon() for _ in minutes]
    roads = travel.roads
    at_lat = float(roads.nodes.lat.mean())
    samples = _samples(roads, _STEP * CELL_M, at_lat)
    seconds = _seconds(travel, points, samples, 60 * minutes[-1], towards=towards)
    own_m = local_m(
        np.array([point.road_lon for point in points]),
        np.array([point.road_lat for point in points]),
        at_lat,
    )
    seconds = np.concatenate((seconds, np.zeros(len(own_m))))
    place_m = np.concatenate((samples.place_m, own_m))
    driven = seconds <= 60 * minutes[-1]
    seconds, place_m = seconds[driven], place_m[driven]
    raster = _raster(place_m, at_lat)
    land = _land(roads, raster)
    areas = [shapely.MultiPolygon()]
    for each in minutes:
        marks = raster.marks(place_m[seconds <= 60 * each])
        areas.append(_joined(_area(raster, marks, land), areas[-1]))
    return areas[1:]


def _samples(roads: RoadNetwork, step_m: float, at_lat: float) -> _Samples:
    stretches = roads.stretches
    pieces = np.maximum(np.ceil(stretches.length_m / step_m), 1).astype(np.int64)
    stretch = np.repeat(np.arange(len(stretches)), pieces + 1)
    fraction = ragged.ranges(np.zeros_like(pieces), pieces + 1) / pieces[stretch]
    along = along_m(stretches.lon, stretches.lat, stretches.first)
    # Laid end to end with gaps between, so that no place is looked up in two lines.
    total = along[stretches.first[1:] - 1]
    begin = np.concatenate(([0.0], np.cumsum(total + 1.0)[:-1]))
    known = along + np.repeat(begin, np.diff(stretches.first))
    wanted = begin[stretch] + fraction * total[stretch]
    lon = np.interp(wanted, known, stretches.lon)
    lat = np.interp(wanted, known, stretches.lat)
    return _Samples(
        stretch=stretch, fraction=fraction, place_m=local_m(lon, lat, at_lat)
    )


def _seconds(
    travel: TravelTimes,
    points: Sequence[RoadPoint],
    samples: _Samples,
    limit_s: float,
    *,
    towards: bool,
) -> Floats:
    """Least seconds to or from each sample, whichever way it is driven."""
    edges = travel.roads.edges
    sizes = np.bincount(samples.stretch, minlength=len(travel.roads.stretches))
    rows, _ = ragged.take(ragged.firsts(sizes), edges.stretch)
    edge = np.repeat(np.arange(len(edges)), sizes[edges.stretch])
    along = samples.fraction[rows]
    fraction = np.where(edges.forward[edge], along, 1.0 - along)
    times = travel.field_s(points, edge, fraction, towards=towards, limit_s=limit_s)
    seconds = np.full(len(samples.stretch), np.inf)
    np.minimum.at(seconds, rows, times)
    return seconds


def _raster(place_m: Floats, at_lat: float) -> Raster:
    """Fine, but for areas so large that nobody sees the difference."""
    east, north = np.ptp(place_m, axis=0)
    cell_m = max(CELL_M, math.sqrt(east * north / _MOST_CELLS))
    margin_m = (_BLOCK + 2) * cell_m
    return raster_over(place_m, margin_m=margin_m, cell_m=cell_m, at_lat=at_lat)


def _land(roads: RoadNetwork, raster: Raster) -> Bools:
    water = np.isin(roads.areas.kind, list(_WATER))
    if not water.any():
        return np.ones((raster.rows, raster.columns), np.bool_)
    return ~raster.covered(roads.areas.polygons[water])


def _area(raster: Raster, marks: Bools, land: Bools) -> shapely.MultiPolygon:
    """Grow the marked cells by a block, shrink what comes, but for the margin."""
    apart = ndimage.distance_transform_edt(~marks)
    beside = _MARGIN - apart
    between = ndimage.distance_transform_edt(apart <= _BLOCK) - (_BLOCK - _MARGIN)
    height = np.clip(np.where(land, between, beside), -1.0, 1.0)
    shapes = raster.outlines(height, least_hole_m2=_LEAST_HOLE_M2)
    shapes = shapely.simplify(shapes, _TOLERANCE * raster.cell_m)
    return shapely.MultiPolygon(list(shapely.transform(shapes, raster.degrees)))


def _joined(
    area: shapely.MultiPolygon, shorter: shapely.MultiPolygon
) -> shapely.MultiPolygon:
    """Return a valid area that holds the shorter time's."""
    both = shapely.make_valid([area, shorter])
    union = shapely.union_all(both, grid_size=_GRID_DEGREES)
    parts = shapely.get_parts(union)
    return shapely.MultiPolygon([p for p in parts if isinstance(p, shapely.Polygon)])
