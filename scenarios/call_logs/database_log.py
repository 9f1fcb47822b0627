"""A log in a database: by its URL and a query, or the name of a table.

    sqlite:///calls.db                        sqlite:////srv/cad/calls.db
    postgresql://user@host:5432/base#schema.table

Nothing is written: SQLite's file is opened so, PostgreSQL's transaction is so.
Passwords are kept in ~/.pgpass or PGPASSWORD, as for tables of units, and never shown.
Cells come as the text that the base writes for them, and are read as a file's are.
"""

from __future__ import annotations

from maps.errors import FileError
from scenarios.call_logs.raw_log import RawLog
from scenarios.feeds.address import without_passwords

# *Assumed*: longer than any year of calls takes, and no base is held for longer.
READ_S = 600.0


def database_log(source: str, query: str | None) -> RawLog:
    """Read a log by the URL of its base.

    query : what to read; else the table that the URL names, or the only one.

    Raises
    ------
    FileError : no such base or table, no permission, a query that is none, or a
        database of another kind.
    """
    scheme = source.partition("://")[0].lower()
    if scheme == "sqlite":
        from scenarios.call_logs.sqlite_log import sqlite_log  # noqa: PLC0415 - seldom

        return sqlite_log(source, query)
    if scheme in {"postgresql", "postgres"}:
        from scenarios.call_logs.postgres_log import (  # noqa: PLC0415 - seldom
            postgres_log,
        )

        return postgres_log(source, query)
    name = without_passwords(source).partition("://")[0]
    mend = "give sqlite:///file or postgresql://user@host/base"
    raise FileError("no database of a kind that is read", file=f"{name}://…", mend=mend)


def select_all(query: str) -> str:
    """Return a query for all columns of another's rows."""
    return f"SELECT * FROM (\n{one_query(query)}\n) AS calls"  # noqa: S608 - the user's own, in a transaction that only reads


def one_query(query: str) -> str:
    """Return a query without the sign at its end.

    Raises
    ------
    FileError : it is empty.
    """
    bare = query.strip().rstrip(";").strip()
    if not bare:
        raise FileError("the query is empty", mend="write SELECT * FROM calls")
    return bare


def quoted(name: str) -> str:
    """Quote the name of a table or a column, by the standard's rule."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
