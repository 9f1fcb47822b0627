"""Tables that GeoPandas reads: GeoPackage and GeoParquet in, a `Sheet` out.

Columns are named as those of CSV, or mapped (`mapping`). Points are turned into
WGS-84 from whatever system the table says; in a table that says none they stand in
the frame that the user or the row names. Of a GeoPackage the layer is read that is
called units or alerts, else the only one. Parquet needs PyArrow.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from maps.coordinates import Frame
from maps.errors import FileError, InputError
from maps.text_file import is_there
from scenarios.feeds.cells import row_of_cells
from scenarios.feeds.mapping import fields_of
from scenarios.feeds.shapes import as_geojson, in_degrees
from scenarios.row_faults import Spot, known_fields
from scenarios.sheet import Sheet
from scenarios.table_files import Kind, check_columns, model_of, with_point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SQLITE = b"SQLite format 3\0"  # how a GeoPackage begins (OGC 12-128r19, 1.1.1.1.1)
_PARQUET = (".parquet", ".geoparquet")


def geo_sheet(
    kind: Kind,
    file: Path,
    frame: Frame | None,
    faults: list[InputError],
    mapping: Mapping[str, str],
) -> Sheet:
    """Read the rows of a table; what is wrong with a row goes to `faults`.

    Raises
    ------
    FileError : missing, broken, without a layer for this, or PyArrow is missing.
    FieldError : a column that is not known or is lacking.
    """
    spot = Spot(file=str(file))
    if not is_there(file):
        raise FileError("there is no such file", file=file)
    table, points, in_wgs84 = _split(_read(kind, file), file)
    columns = [str(column) for column in table.columns]
    fields = fields_of(columns, mapping, [*known_fields(model_of(kind))], spot)
    check_columns(kind, [field for field in fields if field is not None], spot)
    rows = []
    records = zip(table.itertuples(index=False, name=None), points, strict=True)
    for number, (cells, point) in enumerate(records, start=1):
        here = Spot(file=str(file), row=f"row {number}")
        row = with_point(row_of_cells(fields, cells), as_geojson(point), here, faults)
        if row is not None:
            rows.append((here, row))
    said = frame or ("wgs84" if in_wgs84 else None)
    return Sheet(spot=spot, rows=tuple(rows), frame=said, strict=False)


def _read(kind: Kind, file: Path) -> pd.DataFrame:
    """Read the table as it stands."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL minds is no fault of the rows
            if file.suffix.lower() in _PARQUET:
                return _parquet(file)
            _check_geopackage(file)
            return gpd.read_file(file, layer=_layer(kind, file))
    except InputError:
        raise
    except ImportError:
        mend = "install it with: pip install pyarrow"
        raise FileError("Parquet needs PyArrow", file=file, mend=mend) from None
    except Exception as error:  # noqa: BLE001 - GDAL and Arrow raise all sorts on broken files
        why = str(error).partition(";")[0].replace(str(file), "the file")
        raise FileError(f"cannot be read as a table: {why:.200}", file=file) from None


def _check_geopackage(file: Path) -> None:
    """Refuse other formats under this name: GDAL's VRT may point at any address."""
    with file.open("rb") as content:
        if content.read(len(_SQLITE)) != _SQLITE:
            raise FileError("not a GeoPackage", file=file)


def _layer(kind: Kind, file: Path) -> str:
    """Choose a layer."""
    names = [str(name) for name, _ in pyogrio.list_layers(file)]
    if kind in names:
        return kind
    if len(names) == 1:
        return names[0]
    problem = f"none of its {len(names)} layers is called {kind!r}"
    raise FileError(problem, file=file, mend=f"rename the layer of {kind}")


def _parquet(file: Path) -> pd.DataFrame:
    """Read GeoParquet, or Parquet without geometries."""
    try:
        return gpd.read_parquet(file)
    except ValueError as error:
        if "geo metadata" not in str(error):
            raise
        return pd.read_parquet(file)


def _split(
    table: pd.DataFrame, file: Path
) -> tuple[pd.DataFrame, list[BaseGeometry | None], bool]:
    """Take the points out of a table.

    Returns
    -------
    What is left of it, a geometry or None for each row, whether they are in WGS-84.
    """
    if not isinstance(table, gpd.GeoDataFrame):
        return table, [None] * len(table), False
    shapes = table.geometry
    if shapes.crs is not None:
        shapes = in_degrees(shapes, file)
    geometries = [name for name, of in table.dtypes.items() if str(of) == "geometry"]
    left = pd.DataFrame(table.drop(columns=geometries))
    return left, list(shapes), shapes.crs is not None
