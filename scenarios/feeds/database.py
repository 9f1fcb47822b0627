"""Tables in PostgreSQL, with or without PostGIS: a `Sheet` of one, by its URL.

Columns are named as those of CSV, or mapped (`mapping`); of the table only those that
hold fields are read. The column of points is the one of type geometry or geography;
of several the one that the mapping calls "geometry". Each point is turned into WGS-84
by its own SRID; those of SRID 0, and columns lon and lat, stand in the frame that the
user or the row names. Rows come by their ids, whatever order the server has them in.

    parse_address ──► read_rows ──► rows in WGS-84 ──► Sheet
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from maps.coordinates import Frame
from maps.errors import FileError, InputError
from scenarios.feeds.address import parse_address
from scenarios.feeds.cells import row_of_cells
from scenarios.feeds.database_table import Column, Found, Wanted
from scenarios.feeds.mapping import fields_of
from scenarios.feeds.shapes import as_geojson, in_degrees
from scenarios.row_faults import Spot, known_fields, shown
from scenarios.sheet import Sheet
from scenarios.table_files import Kind, check_columns, model_of, with_point

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_POINT = "geometry"  # what a mapping calls the column of points
_WGS84 = 4326
_LACKING = "say in the mapping which column holds it"
_UNREADABLE: Mapping[str, object] = {"type": "a shape that is not known"}

Row = dict[str, Any]


def database_sheet(
    kind: Kind,
    source: str,
    frame: Frame | None,
    faults: list[InputError],
    mapping: Mapping[str, str],
) -> Sheet:
    """Read the rows of a table; what is wrong with a row goes to `faults`.

    Raises
    ------
    FileError : no address, no driver, no way to the table, or not read in time.
    FieldError : a column that is not known or is lacking.
    """
    address = parse_address(source, kind)
    spot = Spot(file=address.name)
    _check_driver(spot)
    from scenarios.feeds.database_reader import (  # noqa: PLC0415 - needs the driver
        read_rows,
    )

    found = read_rows(address, partial(_wanted, kind, mapping, spot))
    rows = []
    for number, row, point in _in_order(found, frame, spot):
        here = _spot_of(row, number, spot)
        whole = with_point(row, point, here, faults)
        if whole is not None:
            rows.append((here, whole))
    return Sheet(spot=spot, rows=tuple(rows), frame=frame, strict=False)


def _check_driver(spot: Spot) -> None:
    """Refuse what cannot be read without the driver."""
    try:
        import_module("asyncpg")
    except ImportError:
        mend = "install it with: pip install asyncpg"
        raise FileError("PostgreSQL needs asyncpg", file=spot.file, mend=mend) from None


def _wanted(
    kind: Kind, mapping: Mapping[str, str], spot: Spot, columns: Sequence[Column]
) -> Wanted:
    """Choose the columns to read, and say which field each of them holds."""
    names = [column.name for column in columns]
    fields = fields_of(names, mapping, [*known_fields(model_of(kind))], spot)
    plain = [
        (column, field)
        for column, field in zip(columns, fields, strict=True)
        if field is not None and not column.is_shape
    ]
    check_columns(kind, [field for _, field in plain], spot, lacking=_LACKING)
    shapes = [column for column in columns if column.is_shape]
    return Wanted(
        columns=tuple(column for column, _ in plain),
        fields=tuple(field for _, field in plain),
        point=_point_column(shapes, mapping, spot),
    )


def _point_column(
    shapes: Sequence[Column], mapping: Mapping[str, str], spot: Spot
) -> Column | None:
    """Choose the column of points; None without one."""
    for column in shapes:
        if mapping.get(column.name, _POINT) != _POINT:
            problem = f"it holds shapes and can only be {_POINT!r}"
            raise spot.fault(problem, field=column.name)
    meant = [column for column in shapes if column.name in mapping] or shapes
    if len(meant) > 1:
        names = " and ".join(column.name for column in meant)
        mend = f"say in the mapping which of them is {_POINT!r}"
        raise spot.fault(f"{names} hold shapes", mend=mend)
    return meant[0] if meant else None


def _in_order(
    found: Found, frame: Frame | None, spot: Spot
) -> Iterator[tuple[int, Row, Mapping[str, object] | None]]:
    """Give each row with its number and its point, as GeoJSON writes it, by id."""
    rows = [row_of_cells(found.fields, cells) for cells in found.cells]
    points = _points(found, spot)
    order = sorted(range(len(rows)), key=lambda at: _rank(rows[at].get("id")))
    for number, at in enumerate(order, start=1):
        if frame is None and found.srids[at]:
            rows[at].setdefault("frame", "wgs84")
        unreadable = points[at] is None and found.points[at] is not None
        yield number, rows[at], _UNREADABLE if unreadable else as_geojson(points[at])


def _rank(row_id: object) -> tuple[bool, bool, int, str]:
    """Rank an id: 2 before 10 before a name, and rows without one last."""
    text = str(row_id)
    is_number = text.isascii() and text.isdigit()
    return row_id is None, not is_number, len(text) if is_number else 0, text


def _points(found: Found, spot: Spot) -> NDArray[np.object_]:
    """Read shapes and turn them into WGS-84, each by its SRID."""
    shapes = np.array([_shape(point) for point in found.points], dtype=object)
    srids = np.array(found.srids, dtype=int)
    for srid in {*found.srids} - {0, _WGS84}:
        these = srids == srid
        series = gpd.GeoSeries(shapes[these], crs=_crs(found, srid, spot))
        shapes[these] = in_degrees(series, spot.file).to_numpy()
    return shapes


def _shape(point: str | None) -> BaseGeometry | None:
    """Read a shape; None too for one that only PostGIS knows."""
    try:
        return shapely.from_wkb(point)
    except (GEOSException, NotImplementedError):  # of circles' arcs, for one
        return None


def _crs(found: Found, srid: int, spot: Spot) -> CRS:
    """Find what a SRID means."""
    try:
        return found.systems[srid].crs()
    except (KeyError, CRSError):
        problem = f"its SRID {srid} is not known"
        mend = "write it into spatial_ref_sys, or read a view that turns it into 4326"
        raise FileError(problem, file=spot.file, mend=mend) from None


def _spot_of(row: Row, number: int, spot: Spot) -> Spot:
    """Call a row by its id."""
    name = f" (id {shown(row['id'])})" if "id" in row else ""
    return Spot(file=spot.file, row=f"row {number}{name}")
