"""Users' own places from CSV.

    name,aliases,lon,lat,frame
    丽景小区,丽景苑;Lijing,120.2650,30.1850,gcj02

The first line names the columns, in any order; aliases, postcode and town may be
left out, and what is called otherwise is not looked at. Aliases are parted by
semicolons or bars. Comma, semicolon or tab. UTF-8, or UTF-16 or GB18030 as Excel
writes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from maps.coordinates import FRAMES, to_wgs84
from maps.errors import FieldError, FileError
from maps.places.place_rows import OWN, PlaceRow
from maps.text_file import read_table_text

_SEPARATORS = ",;\t"
_NO_SEPARATOR = "\x1f"
_NEEDED = ("name", "lon", "lat", "frame")
_ALIASES = re.compile(r"[;|\uff1b、]")
_MOST_LON, _MOST_LAT = 180.0, 90.0


def read_places(file: Path) -> tuple[PlaceRow, ...]:
    """Read places and bring them to WGS-84.

    Raises
    ------
    FileError : missing, empty, not CSV.
    FieldError : a column is lacking, or a row's name, point or frame is wrong.
    """
    rows = table_rows(file)
    for column in _NEEDED:
        if rows and column not in rows[0]:
            mend = f"the heading needs {', '.join(_NEEDED)}"
            raise FieldError("no such column", file=file, field=column, mend=mend)
    return tuple(_place(row, number, file) for number, row in enumerate(rows, start=1))


def table_rows(file: Path) -> list[dict[str, str]]:
    """Rows of a CSV file by their columns' names, which are in lower case.

    Raises
    ------
    FileError : missing, a folder, empty, without rows, or not CSV.
    """
    lines = _lines(read_table_text(file), file)
    if len(lines) <= 1:
        raise FileError("there are no rows below the heading", file=file)
    names = [name.lower() for name in lines[0]]
    return [_row(names, cells, number, file) for number, cells in enumerate(lines)][1:]


def _lines(text: str, file: Path) -> list[list[str]]:
    """Cells of each line that is not blank; one column needs no quotes."""
    heading = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    if separator not in heading:
        separator = _NO_SEPARATOR
    try:
        lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        cells = [[cell.strip() for cell in line] for line in lines]
    except csv.Error as error:
        raise FileError(f"not valid CSV: {error}", file=file) from None
    return [line for line in cells if any(line)]


def _row(
    names: Sequence[str], cells: Sequence[str], number: int, file: Path
) -> dict[str, str]:
    if len(cells) > len(names):
        raise FileError(
            f"{len(cells)} values under {len(names)} columns",
            file=file,
            row=f"row {number}",
            mend="put a value that holds the separator in quotes",
        )
    return dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))


def _place(row: Mapping[str, str], number: int, file: Path) -> PlaceRow:
    where = f"row {number}"
    if not row["name"]:
        raise FieldError("a place without a name", file=file, row=where, field="name")
    if row["frame"] not in FRAMES:
        raise FieldError(
            f"{row['frame']!r} is not a known frame",
            file=file,
            row=where,
            field="frame",
            mend=f"use {', '.join(FRAMES)}",
        )
    lon = _degrees(row, "lon", _MOST_LON, (file, where))
    lat = _degrees(row, "lat", _MOST_LAT, (file, where))
    points = to_wgs84(np.array([lon]), np.array([lat]), row["frame"])
    aliases: Sequence[str] = _ALIASES.split(row.get("aliases", ""))
    return PlaceRow(
        kind=OWN,
        name=row["name"],
        aliases=tuple(alias.strip() for alias in aliases if alias.strip()),
        postcode=row.get("postcode", ""),
        town=row.get("town", ""),
        lon=float(points[0][0]),
        lat=float(points[1][0]),
    )


def _degrees(
    row: Mapping[str, str], field: str, most: float, spot: tuple[Path, str]
) -> float:
    file, where = spot
    try:
        value = float(row[field])
    except ValueError:
        value = np.nan
    if not abs(value) <= most:
        raise FieldError(
            f"{row[field]!r:.40} is not a place on Earth",
            file=file,
            row=where,
            field=field,
            mend="write degrees, lon before lat",
        )
    return value
