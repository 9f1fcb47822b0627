"""`Demand` from a file: a demand raster or a zone table, CSV or GeoPackage.

CSV has columns lon, lat and weight, and may have frame: a row a cell's middle. A
GeoPackage has points or polygons and a column weight; an address belongs to the first
polygon that covers it.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from maps.address import Addresses
from maps.coordinates import Frame
from maps.errors import FieldError, FileError, InputError
from maps.road_network import Floats, Longs
from maps.text_file import is_there
from scenarios.feeds.shapes import in_degrees
from scenarios.loads.csv_table import CsvTable, placed, read_csv_table
from scenarios.loads.demand import (
    Demand,
    demand_of_points,
    demand_of_zones,
    spread,
)
from scenarios.row_faults import Spot, shown

_SQLITE = b"SQLite format 3\0"  # how a GeoPackage begins (OGC 12-128r19, 1.1.1.1.1)


def read_demand(file: Path, addresses: Addresses, frame: Frame | None) -> Demand:
    """Read where alerts may be.

    addresses : over which a zone's weight is spread; where there are none, alerts are
    at the zone's middle. frame : of the points whose row names none.

    Raises
    ------
    FileError : not to be read as a table.
    FieldError : a column that is lacking, a weight that cannot be, or all of them 0.
    """
    if file.suffix.lower() == ".gpkg":
        return _polygons(file, addresses)
    if file.suffix.lower() != ".csv":
        problem = "a table of places is a .csv or a .gpkg file"
        raise FileError(problem, file=file)
    points = _points(read_csv_table(file), frame)
    return demand_of_zones(points, addresses) if len(addresses) else points


def _points(table: CsvTable, frame: Frame | None) -> Demand:
    """Read the rows of CSV."""
    column = table.column("weight", ("weight", "demand", "count"))
    where = placed(table, frame)
    for row in np.flatnonzero(np.isnan(where.lon)).tolist()[:1]:
        raise table.spot(row).fault("no point in degrees", field="lon, lat")
    weight = np.array([_weight(text, table.spot(n)) for n, text in enumerate(column)])
    _check_sum(weight, table.file)
    return demand_of_points(where.lon, where.lat, weight)


def _weight(value: object, spot: Spot) -> float:
    """Read a weight."""
    try:
        weight = float(value)  # type: ignore[arg-type] # whatever it is, it is told
    except (TypeError, ValueError):
        weight = np.nan
    if not 0 <= weight < np.inf:
        mend = "write a number from 0"
        raise spot.fault(f"{shown(value)} is no weight", field="weight", mend=mend)
    return weight


def _check_sum(weight: Floats, file: Path) -> None:
    if not weight.sum() > 0:
        problem, mend = "all weights are 0", "give one place a weight above 0"
        raise FieldError(problem, file=file, field="weight", mend=mend)


def _polygons(file: Path, addresses: Addresses) -> Demand:
    """Read the zones of a GeoPackage."""
    table = _geopackage(file)
    if "weight" not in table.columns:
        raise FieldError("no such column", file=file, field="weight")
    if table.crs is None:
        problem, mend = "its shapes are in no known system", "give the layer a CRS"
        raise FileError(problem, file=file, mend=mend)
    spots = [Spot(file=str(file), row=f"row {n + 1}") for n in range(len(table))]
    weight = np.array([*map(_weight, table["weight"], spots)])
    _check_sum(weight, file)
    shapes = np.array(in_degrees(table.geometry, file))
    for row in np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes)):
        raise spots[row].fault("no shape", field="geometry")
    inside = shapely.point_on_surface(shapes)
    points = demand_of_points(shapely.get_x(inside), shapely.get_y(inside), weight)
    if not len(addresses):
        return points
    if (shapely.get_dimensions(shapes) < 2).all():  # noqa: PLR2004 - points, no areas
        return demand_of_zones(points, addresses)
    return spread(points, _first_covering(shapes, addresses), addresses)


def _geopackage(file: Path) -> gpd.GeoDataFrame:
    """Read the layer of the zones."""
    if not is_there(file):
        raise FileError("there is no such file", file=file)
    with file.open("rb") as content:
        if content.read(len(_SQLITE)) != _SQLITE:
            raise FileError("not a GeoPackage", file=file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL minds is no fault of the rows
            table = gpd.read_file(file, layer=_layer(file))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - GDAL raises all sorts on broken files
        problem = f"cannot be read as a table: {error!s:.200}"
        raise FileError(problem, file=file) from None
    if not isinstance(table, gpd.GeoDataFrame) or not len(table):
        raise FileError("there are no zones in it", file=file)
    return table


def _layer(file: Path) -> str:
    """Choose the layer that is called zones, else the only one."""
    names = [str(name) for name, _ in pyogrio.list_layers(file)]
    if "zones" in names:
        return "zones"
    if len(names) == 1:
        return names[0]
    problem = f"none of its {len(names)} layers is called 'zones'"
    raise FileError(problem, file=file, mend="rename the layer of the zones")


def _first_covering(shapes: np.ndarray, addresses: Addresses) -> Longs:
    """Row of the first shape that covers each address, -1 for none, [addresses]."""
    doors = np.asarray(shapely.points(addresses.lon, addresses.lat), np.object_)
    tree = shapely.STRtree(doors)
    shape, door = tree.query(shapes, predicate="covers")
    zone = np.full(len(addresses), -1, np.int64)
    order = np.argsort(shape, kind="stable")[::-1]
    zone[door[order]] = shape[order]
    return zone
