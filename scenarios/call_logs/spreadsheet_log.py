"""A log in a spreadsheet of Excel: its first sheet with rows, by calamine."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from maps.errors import FileError
from scenarios.call_logs.raw_log import RawLog, check_width, raw_log


def spreadsheet_log(path: Path) -> RawLog:
    """Read a spreadsheet; cells as text, times as Excel shows them.

    Raises
    ------
    FileError : not to be read as one, or no sheet has rows.
    """
    try:
        book = fastexcel.read_excel(path)
        frame = _first_sheet(book, path)
    except fastexcel.FastExcelError as error:
        problem = (
            f"not a spreadsheet that can be read: {str(error).splitlines()[0]:.120}"
        )
        raise FileError(problem, file=path) from None
    return raw_log(frame.lazy(), str(path))


def _first_sheet(book: fastexcel.ExcelReader, path: Path) -> pl.DataFrame:
    """Return the first sheet with a row below its headings."""
    for name in book.sheet_names:
        sheet = book.load_sheet(name, n_rows=1)
        check_width(sheet.width, str(path))
        if sheet.total_height:
            whole = book.load_sheet(name, dtypes="string")
            return whole.to_polars()
    raise FileError("no sheet has a row", file=path)
