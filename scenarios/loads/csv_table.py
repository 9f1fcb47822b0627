"""Tables of CSV whose columns are found by their usual names."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from maps.coordinates import FRAMES, Frame, frames_agree, known_frame, to_wgs84
from maps.errors import FieldError, FileError
from maps.road_network import Floats
from maps.text_file import file_bytes, read_table_text
from scenarios.row_faults import Spot

_SEPARATORS = ",;\t"
LON = ("lon", "lng", "longitude", "long", "dispatch_longitude")
LAT = ("lat", "latitude", "dispatch_latitude")
_MOST_LON, _MOST_LAT = 180.0, 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Cells of a table, row by row; a row that is short has empty cells at its end."""

    file: Path
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def spot(self, row: int) -> Spot:
        """Where a row stands; they count from 1, the heading apart."""
        return Spot(file=str(self.file), row=f"row {row + 1}")

    def find(self, names: Sequence[str]) -> list[str] | None:
        """Cells of the first column that is called so; None without one."""
        spelled = {
            name.lower().replace(" ", "_"): place
            for place, name in enumerate(self.heading)
        }
        for name in names:
            if name in spelled:
                return [cells[spelled[name]] for cells in self.rows]
        return None

    def column(self, field: str, names: Sequence[str]) -> list[str]:
        """Cells of the first column that is called so.

        Raises
        ------
        FieldError : no column is.
        """
        cells = self.find(names)
        if cells is None:
            there = ", ".join(self.heading)
            mend = f"call it {names[0]}; there are: {there:.200}"
            problem = f"no column for the {field}"
            raise FieldError(problem, file=self.file, field=field, mend=mend)
        return cells


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Points of a table. lon, lat : [n] WGS-84 degrees, nan where there is none."""

    lon: Floats
    lat: Floats


def read_csv_table(file: Path) -> CsvTable:
    """Read CSV: comma, semicolon or tab, whichever the heading has most of.

    file : gzipped where its name ends in .gz, and then UTF-8.

    Raises
    ------
    FileError : missing, empty, broken, or without rows.
    """
    gzipped = file.suffix.lower() == ".gz"
    text = _unzipped(file) if gzipped else read_table_text(file)
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        stripped = [[cell.strip() for cell in line] for line in lines]
    except csv.Error as error:
        raise FileError(f"not valid CSV: {error}", file=file) from None
    filled_lines = [cells for cells in stripped if any(cells)]
    if len(filled_lines) <= 1:
        raise FileError("there are no rows below the heading", file=file)
    heading, *rows = filled_lines
    width = len(heading)
    filled = (tuple((cells + [""] * width)[:width]) for cells in rows)
    return CsvTable(file=file, heading=tuple(heading), rows=tuple(filled))


def _unzipped(file: Path) -> str:
    raw = file_bytes(file)
    try:
        return gzip.decompress(raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error):
        raise FileError("not gzip, or cut short", file=file) from None
    except UnicodeDecodeError:
        raise FileError("not UTF-8", file=file) from None


def placed(table: CsvTable, frame: Frame | None) -> Places:
    """Read the points of a table, and turn them into WGS-84.

    frame : of those whose row names none; outside mainland China it need not be said.

    Raises
    ------
    FieldError : a column that is lacking, an unknown frame, or places in mainland
        China without one.
    """
    lon = np.array([*map(number, table.column("longitude", LON))])
    lat = np.array([*map(number, table.column("latitude", LAT))])
    off = ~((np.abs(lon) <= _MOST_LON) & (np.abs(lat) <= _MOST_LAT))
    lon[off] = lat[off] = np.nan
    told = _frames(table, frame)
    for name in FRAMES:
        these = np.flatnonzero((told == name) & ~off)
        lon[these], lat[these] = to_wgs84(lon[these], lat[these], name)
    unsaid = (told == "") & ~off
    if not frames_agree(lon[unsaid], lat[unsaid]):
        mend = f"add a column of it: {', '.join(FRAMES)}; or frame to the spec"
        problem = "places in China without a frame"
        raise FieldError(problem, file=table.file, field="frame", mend=mend)
    return Places(lon=lon, lat=lat)


def number(text: str) -> float:
    """Read a number, nan where there is none."""
    try:
        value = float(text)
    except ValueError:
        return np.nan
    return value if np.isfinite(value) else np.nan


def _frames(table: CsvTable, frame: Frame | None) -> np.ndarray:
    """Frame of each row, empty where nobody says, [n]."""
    cells = table.find(("frame",)) or [""] * len(table)
    for row, name in enumerate(cells):
        if name and name not in FRAMES:
            try:
                known_frame(name)
            except FieldError as fault:
                fault.file, fault.row = str(table.file), table.spot(row).row
                raise
    return np.array([name or frame or "" for name in cells])
