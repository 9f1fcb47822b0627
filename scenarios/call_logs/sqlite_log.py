"""A log in SQLite, by the standard library."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

import polars as pl

from maps.errors import FileError
from scenarios.call_logs.database_log import READ_S, one_query, quoted, select_all
from scenarios.call_logs.raw_log import RawLog, check_width, raw_log
from scenarios.nearest_word import hint

_PREFIX = "sqlite:///"
_ROWS = 100_000  # read at a time
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_SAID = 200
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
    "AND name NOT LIKE 'sqlite_%' ORDER BY name"
)


def sqlite_log(source: str, query: str | None) -> RawLog:
    """Read a log of a file of SQLite.

    Raises
    ------
    FileError : no such file or table, or a query that is none.
    """
    where, _, table = source.partition("#")
    path = Path(unquote(where.removeprefix(_PREFIX)))
    if not where.lower().startswith(_PREFIX) or not path.name:
        mend = "write sqlite:///calls.db, or sqlite:////srv/calls.db"
        raise FileError("no address of a file of SQLite", file=where, mend=mend)
    if not path.is_file():
        raise FileError("there is no such file", file=path)
    with _told(path), closing(_opened(path)) as base:
        asked = query if query is not None else _table(base, unquote(table), path)
        frame = _rows(base, asked, path)
    return raw_log(frame.lazy(), str(path))


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file for reading alone, with a limit of time."""
    base = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    limit = time.monotonic() + READ_S
    base.set_progress_handler(lambda: time.monotonic() > limit, _STEPS)
    base.execute("PRAGMA query_only = ON")
    return base


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if said == "interrupted":
            said = f"not read within {READ_S:g} s"
        raise FileError(f"SQLite says: {said:.{_SAID}}", file=path) from None


def _table(base: sqlite3.Connection, name: str, path: Path) -> str:
    """Return a query for the table that is named, or the only one."""
    tables = [row[0] for row in base.execute(_TABLES)]
    if name and name not in tables:
        problem, mend = f"there is no table {name!r:.60}", hint(name, tables)
        raise FileError(problem, file=path, mend=mend)
    if not name and len(tables) != 1:
        known = ", ".join(tables[:8]) or "none"
        mend = f"say which with --query or #table: {known}"
        raise FileError(f"has {len(tables)} tables", file=path, mend=mend)
    return f"SELECT * FROM {quoted(name or tables[0])}"  # noqa: S608 - a name, quoted


def _rows(base: sqlite3.Connection, query: str, path: Path) -> pl.DataFrame:
    """Read rows as text."""
    head = base.execute(f"{select_all(query)} LIMIT 0")
    names = [column[0] for column in head.description]
    check_width(len(names), str(path))
    cells = ", ".join(f"CAST({quoted(name)} AS TEXT)" for name in names)
    rows = base.execute(f"SELECT {cells} FROM (\n{one_query(query)}\n) AS calls")  # noqa: S608 - as above
    schema = dict.fromkeys(names, pl.String)
    parts = [pl.DataFrame(schema=schema)]
    while some := rows.fetchmany(_ROWS):
        parts.append(pl.DataFrame(some, schema=schema, orient="row"))
    return pl.concat(parts)
