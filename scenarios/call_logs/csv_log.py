"""A log in CSV, packed or not, in whatever encoding and with whatever separator."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import polars as pl
from polars.exceptions import PolarsError

from maps.errors import FileError
from maps.text_file import read_table_text
from scenarios.call_logs.raw_log import RawLog, check_width, raw_log

_HEAD = 1 << 16  # bytes that are looked at first
_WIDEST_HEADING = 1 << 20  # bytes; *assumed*: no log's headings are longer
_GZIP = b"\x1f\x8b"
_SEPARATORS = ",;\t|"
_SAID = 120  # letters of what the reader says
_JUNK = 0.02  # share of signs that no text has; *assumed*
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_log(path: Path, *, lenient: bool = False) -> RawLog:
    """Open a log in CSV; its rows are read when they are asked for.

    lenient : whether cells beyond the headings are left out, and counted.

    Raises
    ------
    FileError : empty, no text, too wide, or not to be read.
    """
    head = _head(path)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise FileError("the file is empty", file=path)
    text, source = _decoded(head, path)
    heading = _heading(text, path)
    separator = _separator(heading, path)
    return _scanned(source, separator, path, lenient=lenient)


def is_ragged(error: PolarsError) -> bool:
    """Tell whether it is rows with more cells than headings that stop the reading."""
    return "more fields" in str(error)


def csv_fault(error: Exception, file: object) -> FileError:
    """Say in one line what stops the reading."""
    said = str(error)
    if "utf-8" in said:
        return FileError("not UTF-8", file=file, mend="save the file as UTF-8")
    if "not properly escaped" in said:
        return FileError("a text in quotes has no end", file=file)
    return FileError(f"cannot be read: {said.splitlines()[0][:_SAID]}", file=file)


def _head(path: Path) -> bytes:
    """Read the first bytes, unpacked; as many as hold the headings."""
    try:
        with _opened(path) as file:
            head = file.read(_HEAD)
            if b"\n" not in head and b"\r" not in head:
                head += file.read(_WIDEST_HEADING)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from None
    return head


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    with path.open("rb") as file:
        if not packed:
            yield file
            return
        with gzip.open(file) as unpacked:
            yield cast("IO[bytes]", unpacked)


def _unreadable(path: Path, error: Exception) -> FileError:
    why = getattr(error, "strerror", None) or str(error) or "cut short"
    return FileError(f"cannot be read: {why}", file=path)


def _decoded(head: bytes, path: Path) -> tuple[str, Path | bytes]:
    """Return the first text, and what polars is to read: UTF-8 always."""
    if head.startswith(_UTF16):
        text = _from_utf16(path)
        return text[:_HEAD], text.encode()
    tail = len(head) if len(head) < _HEAD else max(head.rfind(b"\n"), 0)
    try:
        text = head[:tail].decode("utf-8-sig")
    except UnicodeDecodeError:
        if _is_junk(head):
            raise FileError("not a text, so no CSV", file=path) from None
        whole = read_table_text(path)  # GB18030, or refused
        return whole[:_HEAD], whole.encode()
    if _is_junk(head):
        raise FileError("not a text, so no CSV", file=path)
    return text or head.decode("utf-8-sig", "ignore"), path


def _from_utf16(path: Path) -> str:
    try:
        with _opened(path) as file:
            return file.read().decode("utf-16")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None


def _is_junk(head: bytes) -> bool:
    """Tell bytes of no text by their control signs."""
    odd = sum(head.count(bytes([sign])) for sign in (*range(9), *range(14, 32)))
    return odd > _JUNK * len(head)


def _heading(text: str, path: Path) -> str:
    """Return the line of headings."""
    line = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    if not line.strip():
        raise FileError("the file is empty", file=path)
    return line


def _separator(heading: str, path: Path) -> str:
    """Return what stands between headings: what they have most of, out of quotes."""
    bare = "".join(heading.split('"')[::2])
    counts = {sign: bare.count(sign) for sign in _SEPARATORS}
    best = max(counts, key=lambda sign: counts[sign])
    check_width(counts[best] + 1, str(path))
    if len(heading) >= _WIDEST_HEADING:
        raise FileError("a first line of over a million letters", file=path)
    return best


def _scanned(
    source: Path | bytes, separator: str, path: Path, *, lenient: bool
) -> RawLog:
    frame = pl.scan_csv(
        source,
        separator=separator,
        infer_schema=False,
        glob=False,
        extra_columns="ignore" if lenient else "raise",
    )
    extra = _wide_rows(source, separator) if lenient else ()
    try:
        return raw_log(frame, str(path), extra_cells=extra)
    except (PolarsError, OSError) as error:
        if isinstance(error, PolarsError) and is_ragged(error) and not lenient:
            return _scanned(source, separator, path, lenient=True)
        raise csv_fault(error, path) from None


def _wide_rows(source: Path | bytes, separator: str) -> tuple[int, ...]:
    """Return the numbers of rows with more cells than headings."""
    if isinstance(source, bytes):
        return _wide_of(io.StringIO(source.decode()), separator)
    with _opened(source) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        return _wide_of(text, separator)


def _wide_of(text: IO[str], separator: str) -> tuple[int, ...]:
    rows = csv.reader(text, delimiter=separator)
    n = next((len(row) for row in rows if row), 0)
    return tuple(number for number, row in enumerate(rows, start=1) if len(row) > n)
