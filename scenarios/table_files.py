"""Tables of units or of alerts: CSV and GeoJSON in, a `Sheet` out.

CSV is UTF-8, or UTF-16 or GB18030 as Excel writes them; columns are named as the fields
of a scenario file, those of a table within a row as TOML writes them
(victim.name). Comma, semicolon or tab, whichever the heading has most of. An
empty cell is a field left out, a list is words with spaces between them. Rows are
numbered from 1, the heading apart.

GeoJSON is a FeatureCollection of Points whose properties are the fields. It is
WGS-84 by its standard (RFC 7946, section 4), unless the collection or a feature
says `frame`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel

from maps.coordinates import FRAMES, Frame
from maps.errors import FileError, InputError
from maps.text_file import read_table_text, read_text
from scenarios.feeds.address import is_address
from scenarios.feeds.mapping import NO_MAPPING, ColumnMapping, field_of, fields_of
from scenarios.file_rows import AlertRow, UnitRow, words_of
from scenarios.nearest_word import hint
from scenarios.row_faults import Spot, add_faults, known_fields, raise_first, shown
from scenarios.sheet import Sheet
from scenarios.text_file import parse_json

Kind = Literal["units", "alerts"]

_MODELS: Mapping[Kind, type[BaseModel]] = MappingProxyType(
    {"units": UnitRow, "alerts": AlertRow}
)
_LISTS = ("skills",)
_GEOPANDAS_SUFFIXES = (".gpkg", ".parquet", ".geoparquet")
_GEOJSON_SUFFIXES = (".geojson", ".json")
_SEPARATORS = ",;\t"
_POINT_NUMBERS = 2
_LACKING = "write it in the heading"
_WGS84_CRS = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_table(
    kind: Kind,
    source: str | PathLike[str],
    frame: Frame | None,
    faults: list[InputError],
    mapping: ColumnMapping = NO_MAPPING,
) -> Sheet:
    """Read the rows of a table; what is wrong with a row goes to `faults`.

    source : a file, or a table's address. frame : of the points whose row and table
    name none. mapping : of columns that are called otherwise.

    Raises
    ------
    FileError : missing, empty, not UTF-8, broken, of another kind, or out of reach.
    FieldError : a column that is not known or is lacking.
    """
    names = mapping.units if kind == "units" else mapping.alerts
    if is_address(source):
        from scenarios.feeds.database import (  # noqa: PLC0415 - needs us
            database_sheet,
        )

        return database_sheet(kind, str(source), frame, faults, names)
    file = Path(source)
    if file.suffix.lower() == ".csv":
        return _csv_sheet(kind, file, frame, faults, names)
    if file.suffix.lower() in _GEOJSON_SUFFIXES:
        return _geojson_sheet(kind, file, frame, faults, names)
    if file.suffix.lower() in _GEOPANDAS_SUFFIXES:
        from scenarios.feeds.geo_tables import (  # noqa: PLC0415 - needs us
            geo_sheet,
        )

        return geo_sheet(kind, file, frame, faults, names)
    problem = f"a table of {kind} is a .csv, .geojson, .gpkg or .parquet file"
    raise FileError(problem, file=file)


def _csv_sheet(
    kind: Kind,
    file: Path,
    frame: Frame | None,
    faults: list[InputError],
    names: Mapping[str, str],
) -> Sheet:
    """Read CSV."""
    lines = list(_csv_lines(read_table_text(file), file))
    if not lines:
        raise FileError("there is no heading", file=file)
    (_, heading), *below = lines
    columns = [name.strip() for name in heading]
    spot = Spot(file=str(file))
    fields = fields_of(columns, names, [*known_fields(model_of(kind))], spot)
    check_columns(kind, [field for field in fields if field is not None], spot)
    rows = []
    for number, (line, cells) in enumerate(below, start=1):
        spot = Spot(file=str(file), row=f"row {number} (line {line})")
        if len(cells) > len(columns):
            problem = f"{len(cells)} values under {len(columns)} columns"
            mend = "put a value that holds the separator in quotes"
            add_faults(faults, [spot.fault(problem, mend=mend)])
        else:
            rows.append((spot, _nested(zip(fields, cells, strict=False))))
    return Sheet(spot=Spot(file=str(file)), rows=tuple(rows), frame=frame, strict=False)


def _csv_lines(text: str, file: Path) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank, with the line on which it begins."""
    heading = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, _without_empty_end(stripped)
            line = reader.line_num + 1
    except csv.Error as error:
        where = f"line {line}"
        raise FileError(f"not valid CSV: {error}", file=file, row=where) from None


def _without_empty_end(cells: list[str]) -> list[str]:
    """Drop the empty cells at the end of a row."""
    last = max(place for place, cell in enumerate(cells) if cell)
    return cells[: last + 1]


def model_of(kind: Kind) -> type[BaseModel]:
    """Return what a row of a kind may hold."""
    return _MODELS[kind]


def check_columns(
    kind: Kind, columns: Sequence[str], spot: Spot, *, lacking: str = _LACKING
) -> None:
    """Refuse columns that are not known, stand twice, or are lacking.

    lacking : what to do about the last.
    """
    model, faults = _MODELS[kind], list[InputError]()
    known = list(known_fields(model))
    for column, uses in Counter(columns).items():
        add_faults(faults, _column_faults(column, uses, known, spot))
    for name, field in model.model_fields.items():
        if field.is_required() and name not in columns:
            faults.append(spot.fault("no such column", field=name, mend=lacking))
    raise_first(faults)


def _column_faults(
    column: str, uses: int, known: Sequence[str], spot: Spot
) -> Iterator[InputError]:
    """Find what is wrong with a column's name."""
    if not column:
        yield spot.fault("a column without a name", field="heading")
    elif uses > 1:
        yield spot.fault("this column stands twice", field=column)
    elif column not in known:
        mend = hint(column, known)
        yield spot.fault("unknown column", field=column, mend=mend)


def _nested(cells: Iterable[tuple[str | None, str]]) -> dict[str, Any]:
    """Make a row of its cells; "victim.name" goes into a table within it."""
    row: dict[str, Any] = {}
    for column, cell in cells:
        if cell and column is not None:
            outer, dot, inner = column.partition(".")
            place = row.setdefault(outer, {}) if dot else row
            place[inner or outer] = listed(inner or outer, cell)
    return row


def listed(column: str, cell: object) -> object:
    """Make a list of a text where the column holds one."""
    return words_of(cell) if column in _LISTS and isinstance(cell, str) else cell


def _geojson_sheet(
    kind: Kind,
    file: Path,
    frame: Frame | None,
    faults: list[InputError],
    names: Mapping[str, str],
) -> Sheet:
    """Read GeoJSON."""
    spot = Spot(file=str(file))
    table = parse_json(read_text(file), file)
    if not isinstance(table, dict) or not isinstance(table.get("features"), list):
        problem = "not a GeoJSON FeatureCollection"
        raise FileError(problem, file=file, mend='give it a list of "features"')
    _check_crs(table.get("crs"), spot)
    known = [*known_fields(model_of(kind))]
    renamed = partial(_renamed, names=names, known=known)
    rows = []
    for number, feature in enumerate(table["features"], start=1):
        here = Spot(file=str(file), row=f"feature {number}")
        row = _row_of_feature(feature, here, faults, renamed)
        if row is not None:
            rows.append((here, row))
    said = _frame_said(table, spot)
    return Sheet(
        spot=spot, rows=tuple(rows), frame=said or frame or "wgs84", strict=False
    )


def _check_crs(crs: object, spot: Spot) -> None:
    """Refuse the old `crs` member where it says other than WGS-84."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not str(name).endswith(_WGS84_CRS):
        problem = f"coordinates in {shown(name)}"
        raise spot.fault(problem, field="crs", mend="export them as WGS-84 degrees")


def _frame_said(table: Mapping[str, object], spot: Spot) -> Frame | None:
    """Return the frame that the collection names."""
    frame = table.get("frame")
    if frame is None:
        return None
    if frame not in FRAMES:
        problem = f"{shown(frame)} is not known here"
        raise spot.fault(problem, field="frame", mend=hint(str(frame), FRAMES))
    return frame


def _row_of_feature(
    feature: object,
    spot: Spot,
    faults: list[InputError],
    renamed: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> dict[str, Any] | None:
    """Make a row of a feature's properties and its point; None where it is none."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        add_faults(faults, [spot.fault("not a GeoJSON Feature")])
        return None
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        fault = spot.fault("not a table of fields", field="properties")
        add_faults(faults, [fault])
        return None
    row = renamed(properties)
    row.setdefault("id", feature.get("id"))
    if isinstance(row["id"], int) and not isinstance(row["id"], bool):
        row["id"] = shown(row["id"])
    if row["id"] is None:
        del row["id"]
    return with_point(row, feature.get("geometry"), spot, faults)


def _renamed(
    properties: Mapping[str, Any], names: Mapping[str, str], known: Collection[str]
) -> dict[str, Any]:
    """Call properties as fields; those that are null are left out."""
    row: dict[str, Any] = {}
    for name, value in properties.items():
        field = field_of(name, names, known)
        if value is None or field is None:
            continue
        outer, dot, inner = field.partition(".")
        place = row.setdefault(outer, {}) if dot and name in names else row
        key = inner if place is not row else field
        if isinstance(place, dict):
            place[key] = listed(key, value)
    return row


def with_point(
    row: dict[str, Any], geometry: object, spot: Spot, faults: list[InputError]
) -> dict[str, Any] | None:
    """Put a feature's point into its row; one that repeats it must be the same."""
    if geometry is None:
        return row
    is_point = isinstance(geometry, dict) and geometry.get("type") == "Point"
    numbers = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not is_point or not isinstance(numbers, list) or len(numbers) < _POINT_NUMBERS:
        mend = "give each feature a Point with lon and lat"
        fault = spot.fault("not a Point", field="geometry", mend=mend)
        add_faults(faults, [fault])
        return None
    point = {"lon": numbers[0], "lat": numbers[1]}
    for name, value in point.items():
        if row.setdefault(name, value) != value:
            problem = f"{shown(row[name])} is not the geometry's, {shown(value)}"
            mend = "take one of them out"
            add_faults(faults, [spot.fault(problem, field=name, mend=mend)])
    return row
