"""Tables that GeoPandas reads: GeoPackage and GeoParquet in, a `Sheet` out.

Columns are named as those of CSV, or mapped (`mapping`). Points are turned into
WGS-84 from whatever system the table says; in a table that says none they stand in
the frame that the user or the row names. Of a GeoPackage the layer is read that is
called units or alerts, else the only one. Parquet needs PyArrow.
"""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from maps.coordinates import Frame
from maps.errors import FileError, InputError
from scenarios.feeds.mapping import fields_of
from scenarios.row_faults import Spot, known_fields
from scenarios.sheet import Sheet
from scenarios.table_files import Kind, check_columns, listed, model_of, with_point
from scenarios.text_file import is_there

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_WGS84 = 4326
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
        row = with_point(_row(fields, cells), _geometry(point), here, faults)
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
        try:
            shapes = shapes.to_crs(_WGS84)
        except Exception as error:  # noqa: BLE001 - PROJ raises all sorts
            problem = f"coordinates that cannot be turned into degrees: {error!s:.200}"
            raise FileError(problem, file=file) from None
    geometries = [name for name, of in table.dtypes.items() if str(of) == "geometry"]
    left = pd.DataFrame(table.drop(columns=geometries))
    return left, list(shapes), shapes.crs is not None


def _geometry(shape: BaseGeometry | None) -> dict[str, object] | None:
    """Write a point as GeoJSON does; None where there is none."""
    if shape is None or shape.is_empty:
        return None
    coordinates = [*shape.coords[0]] if shape.geom_type == "Point" else []
    return {"type": shape.geom_type, "coordinates": coordinates}


def _row(fields: list[str | None], cells: tuple[Hashable, ...]) -> dict[str, Any]:
    """Make a row of its cells; empty ones are fields left out."""
    row: dict[str, Any] = {}
    for field, cell in zip(fields, cells, strict=True):
        value = _plain(cell)
        if field is None or value is None:
            continue
        outer, dot, inner = field.partition(".")
        place = row.setdefault(outer, {}) if dot else row
        if isinstance(place, dict):
            place[inner or outer] = listed(inner or outer, value)
    if isinstance(row.get("id"), int | float):
        row["id"] = f"{row['id']:.15g}"
    return row


def _plain(cell: object) -> Any:  # noqa: ANN401 - a cell may hold anything
    """Turn a cell into what a file of text would hold; None for an empty one."""
    if isinstance(cell, np.ndarray | list | tuple):
        return [_plain(value) for value in cell]
    if isinstance(cell, dict):
        plain = {name: _plain(value) for name, value in cell.items()}
        return {name: value for name, value in plain.items() if value is not None}
    if cell is None or pd.isna(cell) or cell == "":  # type: ignore[call-overload]
        return None
    if isinstance(cell, date):  # pandas' moments too
        return cell.isoformat()
    return cell.item() if isinstance(cell, np.generic) else cell
