"""A log in PostgreSQL, by ADBC: whole columns, in a transaction that only reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any

import polars as pl

from maps.errors import FileError, InputError
from scenarios.call_logs.database_log import READ_S, one_query, quoted, select_all
from scenarios.call_logs.raw_log import RawLog, check_width, raw_log
from scenarios.feeds.address import TableAddress, parse_address, without_passwords

# *Assumed*, as for tables of units: whoever locks a table is at work on its form.
CONNECT_S, LOCK_S = 10, 5
_SAID = 200
_USER = "give the user in the address, and the password in ~/.pgpass or PGPASSWORD"
# By what the server or libpq says (PostgreSQL's manual, appendix A, for the codes).
_PROBLEMS: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "password authentication failed": ("the server does not let you in", _USER),
        "no password supplied": ("the server asks for a password", _USER),
        "statement timeout": (f"not read within {READ_S:g} s", "ask for fewer rows"),
        "lock timeout": ("another program keeps the table locked", "try again later"),
        "permission denied": ("this user may not read it", "have SELECT granted"),
        "read-only transaction": ("the query writes", "give one that only reads"),
    }
)
_PREFIXES = re.compile(r"^.*?(?:ERROR:|FATAL:|failed:|query:)\s*", re.DOTALL)

Connection = Any  # ADBC's own types are of whatever Arrow library there is


def postgres_log(source: str, query: str | None) -> RawLog:
    """Read a log of a server.

    Raises
    ------
    FileError : no driver, no such server, base or table, no permission, a query that
        is none, or not read in time.
    """
    address = parse_address(source)
    if query is None and address.table is None:
        mend = "give --query, or #table at the address's end"
        raise FileError("no table and no query", file=address.name, mend=mend)
    driver = _driver(address)
    asked = query if query is not None else _table(address)
    with _told(address), closing(_connected(driver, address)) as connection:
        frame = _rows(connection, asked, address.name)
    return raw_log(frame.lazy(), address.name)


def _driver(address: TableAddress) -> ModuleType:
    try:
        return import_module("adbc_driver_postgresql.dbapi")
    except ImportError:
        mend = "install it with: pip install adbc-driver-postgresql pyarrow"
        problem = "PostgreSQL needs ADBC"
        raise FileError(problem, file=address.name, mend=mend) from None


def _connected(driver: ModuleType, address: TableAddress) -> Connection:
    """Connect; what the address itself says of time goes before."""
    server = address.server
    if "connect_timeout" not in server:
        sign = "&" if "?" in server else "?"
        server = f"{server}{sign}connect_timeout={CONNECT_S}"
    return driver.connect(server)


def _table(address: TableAddress) -> str:
    parts = [part for part in (address.schema, address.table) if part]
    return f"SELECT * FROM {'.'.join(map(quoted, parts))}"  # noqa: S608 - names, quoted


def _rows(connection: Connection, query: str, name: str) -> pl.DataFrame:
    """Read rows as text, moments in UTC, and intervals in seconds."""
    with closing(connection.cursor()) as cursor:
        for setting in (
            "SET TRANSACTION READ ONLY",
            f"SET LOCAL lock_timeout = {LOCK_S * 1000}",
            f"SET LOCAL statement_timeout = {READ_S * 1000:.0f}",
            "SET LOCAL TIME ZONE 'UTC'",
            "SET LOCAL datestyle = 'ISO'",
        ):
            cursor.execute(setting)
        cursor.execute(f"{select_all(query)} LIMIT 0")
        columns = [(column[0], str(column[1])) for column in cursor.description]
        check_width(len(columns), name)
        cells = ", ".join(_as_text(column, kind) for column, kind in columns)
        cursor.execute(f"SELECT {cells} FROM (\n{one_query(query)}\n) AS calls")  # noqa: S608 - the user's own, in a transaction that only reads
        frame = pl.DataFrame(cursor.fetch_arrow())
    with suppress(Exception):  # it has been read
        connection.rollback()
    return frame


def _as_text(column: str, kind: str) -> str:
    name = quoted(column)
    value = f"EXTRACT(EPOCH FROM {name})" if "interval" in kind else name
    return f"CAST({value} AS text) AS {name}"


@contextmanager
def _told(address: TableAddress) -> Iterator[None]:
    """Turn all that goes wrong into one line without the password."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - ADBC's and polars' have no family in common
        said = without_passwords(_own_words(str(error)))
        for words, (problem, mend) in _PROBLEMS.items():
            if words in said:
                raise FileError(problem, file=address.name, mend=mend) from None
        problem = f"the server says: {said:.{_SAID}}"
        raise FileError(problem, file=address.name) from None


def _own_words(said: str) -> str:
    """Return the first line of the server's own words."""
    return _PREFIXES.sub("", said, count=1).splitlines()[0].strip()
