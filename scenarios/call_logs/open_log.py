"""A log by its name: a file of some kind, or a database."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path

import polars as pl

from maps.errors import FileError
from maps.text_file import file_bytes
from scenarios.call_logs.csv_log import csv_log
from scenarios.call_logs.raw_log import RawLog, raw_log

_PARQUET = b"PAR1"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD = 16  # bytes that tell the kind
_NAN = re.compile(rb"(:\s*)NaN\b")
_JSON = (".jsonl", ".ndjson")


def open_log(
    source: str | PathLike[str], query: str | None = None, *, lenient: bool = False
) -> RawLog:
    """Open a log.

    query : of a database. lenient : whether cells beyond the headings are left out.

    Raises
    ------
    FileError : missing, a folder, empty, or of no kind that is read.
    """
    text = str(source)
    if _is_database(text):
        from scenarios.call_logs.database_log import (  # noqa: PLC0415 - may lack drivers
            database_log,
        )

        return database_log(text, query)
    if query is not None:
        problem, mend = (
            "a query is for a database",
            "give its URL, as sqlite:///calls.db",
        )
        raise FileError(problem, file=source, mend=mend)
    return _file(Path(source), lenient=lenient)


def _is_database(text: str) -> bool:
    return "://" in text


def _file(path: Path, *, lenient: bool) -> RawLog:
    head = _first_bytes(path)
    if head.startswith(_PARQUET):
        return _parquet(path)
    if head.startswith(_SPREADSHEETS):
        from scenarios.call_logs.spreadsheet_log import (  # noqa: PLC0415 - seldom
            spreadsheet_log,
        )

        return spreadsheet_log(path)
    if head.startswith(b"SQLite format 3"):
        mend = f"give sqlite:///{path} and a query"
        raise FileError("a database of SQLite", file=path, mend=mend)
    if path.suffix.lower() in _JSON:
        return _json_lines(path)
    return csv_log(path, lenient=lenient)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise FileError("there is no such file", file=path) from None
    except IsADirectoryError:
        raise FileError("this is a folder, not a log", file=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(f"cannot be read: {why}", file=path) from None
    if not head:
        raise FileError("the file is empty", file=path)
    return head


def _parquet(path: Path) -> RawLog:
    try:
        return raw_log(pl.scan_parquet(path, glob=False), str(path))
    except (pl.exceptions.PolarsError, OSError) as error:
        problem = f"not valid Parquet: {str(error).splitlines()[0]:.120}"
        raise FileError(problem, file=path) from None


def _json_lines(path: Path) -> RawLog:
    """Read JSON Lines; NaN, which is no JSON but is written, as nothing."""
    lines = _NAN.sub(rb"\1null", file_bytes(path))
    try:
        return raw_log(
            pl.read_ndjson(lines, infer_schema_length=None).lazy(), str(path)
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        problem = f"not valid JSON Lines: {str(error).splitlines()[0]:.120}"
        raise FileError(problem, file=path) from None
