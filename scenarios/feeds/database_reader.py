"""Reading a table of PostgreSQL by asyncpg, in a transaction that writes nothing.

asyncpg knows libpq's addresses, its PG* variables, ~/.pgpass and ~/.pg_service.conf.
The server writes each row as JSON, so that a cell of any type is what a file of text
would hold, and each shape as EWKB (PostGIS, "Well-Known Binary", extended by SRID).
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Collection, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import asyncpg

from maps.errors import FileError
from scenarios.feeds.address import TableAddress
from scenarios.feeds.database_faults import told
from scenarios.feeds.database_table import Column, Found, System, Table, Wanted
from scenarios.nearest_word import hint
from scenarios.text_file import parse_json

# How long a dispatcher waits, s. All *assumed*: a table of units is read in
# milliseconds, and whoever locks one for seconds is at work on its form.
CONNECT_S = 10.0
LOCK_S = 5.0
READ_S = 20.0
_GRACE_S = 5.0  # *assumed*: for a server that no longer minds its own limits
_CLOSE_S = 2.0  # *assumed*

_TABLES = """
SELECT c.oid::bigint AS number, n.nspname AS schema, c.relname AS name,
       pg_catalog.pg_table_is_visible(c.oid) AS on_path
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.objid = c.oid AND d.deptype = 'e')  -- an extension's own
ORDER BY n.nspname, c.relname
"""
_COLUMNS = """
SELECT a.attname AS name, t.typname AS type, n.nspname AS type_schema
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE a.attrelid = $1::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""

Result = TypeVar("Result")
Choose = Callable[[Sequence[Column]], Wanted]
Connection = Any  # asyncpg has no types


def read_rows(address: TableAddress, choose: Choose) -> Found:
    """Read the columns of a table that are chosen among those it has.

    Raises
    ------
    FileError : no such server, base or table, no permission, or not read in time.
    """
    return _finished(_read(address, choose))


def _finished(work: Coroutine[Any, Any, Result]) -> Result:
    """Wait for it; in a thread of its own where the caller, a notebook, has a loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(asyncio.run, work).result()


async def _read(address: TableAddress, choose: Choose) -> Found:
    """Connect, look, choose, read."""
    with told(address, CONNECT_S), warnings.catch_warnings():
        warnings.filterwarnings("error", "password file")  # asyncpg passes it over
        connection = await asyncpg.connect(
            address.server,
            timeout=CONNECT_S,
            command_timeout=READ_S + _GRACE_S,
            statement_cache_size=0,  # a pool between us and the server keeps none
            server_settings={"application_name": "dispatch"},
        )
    try:
        with told(address, READ_S):
            async with connection.transaction(
                isolation="repeatable_read", readonly=True
            ):
                return await _read_within(connection, address, choose)
    finally:
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await connection.close(timeout=_CLOSE_S)


async def _read_within(
    connection: Connection, address: TableAddress, choose: Choose
) -> Found:
    """Read within a transaction."""
    await connection.execute(
        f"SET LOCAL lock_timeout = {LOCK_S * 1000:.0f};"
        f"SET LOCAL statement_timeout = {READ_S * 1000:.0f};"
        "SET LOCAL TIME ZONE 'UTC'"
    )
    table = await _table(connection, address)
    columns = await connection.fetch(_COLUMNS, table.number)
    wanted = choose([Column(**column) for column in columns])
    records = await connection.fetch(_query(table, wanted))
    srids = tuple(record["srid"] or 0 for record in records)
    return Found(
        fields=wanted.fields,
        cells=tuple(_cells(record["fields"], address.name) for record in records),
        points=tuple(record["point"] for record in records),
        srids=srids,
        systems=await _systems(connection, wanted.point, {*srids} - {0}),
    )


async def _table(connection: Connection, address: TableAddress) -> Table:
    """Find the table in its schema, or along the search path."""
    tables = [Table(**row) for row in await connection.fetch(_TABLES)]
    within = [table for table in tables if _is_within(table, address.schema)]
    for table in within:
        if table.name == address.table:
            return table
    where = "" if address.schema is None else f" in the schema {address.schema!r}"
    problem = f"there is no table {address.table!r}{where}"
    elsewhere = [f"#{each.schema}.{each.name}" for each in tables]
    same = [name for name in elsewhere if name.endswith(f".{address.table}")]
    mend = hint(str(address.table), same or [table.name for table in within])
    mend = mend or "write #schema.table after the base"
    raise FileError(problem, file=address.name, mend=mend)


def _is_within(table: Table, schema: str | None) -> bool:
    """Tell whether a table is in a schema; None: found without naming one."""
    return table.on_path if schema is None else table.schema == schema


def _query(table: Table, wanted: Wanted) -> str:
    """Write the query: all names in it are the base's own, quoted."""
    fields = ", ".join(map(_cell, wanted.columns))
    return (
        f"SELECT (SELECT pg_catalog.to_json(f) FROM (SELECT {fields}) AS f)::text"  # noqa: S608 - quoted
        f" AS fields, {_point(wanted.point)}"
        f" FROM {quoted(table.schema)}.{quoted(table.name)} AS t"
    )


def _point(point: Column | None) -> str:
    """Write the expressions of the shape and its SRID."""
    if point is None:
        return "NULL AS point, NULL AS srid"
    shape, postgis = f"t.{quoted(point.name)}", quoted(point.type_schema)
    return f"{shape}::text AS point, {postgis}.ST_SRID({shape}) AS srid"


def _cell(column: Column) -> str:
    """Write a column's expression."""
    name = quoted(column.name)
    # char(n) is filled up with blanks, which its text has not.
    return f"t.{name}::text AS {name}" if column.type == "bpchar" else f"t.{name}"


def quoted(name: str) -> str:
    """Quote a name (PostgreSQL's manual, "Identifiers and Key Words").

    >>> quoted('units"; DROP TABLE alerts; --')
    '"units""; DROP TABLE alerts; --"'
    """
    return '"' + name.replace('"', '""') + '"'


def _cells(text: str, file: str) -> tuple[object, ...]:
    """Take a row's cells out of its JSON."""
    row = parse_json(text, file)
    return tuple(row.values()) if isinstance(row, dict) else ()


async def _systems(
    connection: Connection, point: Column | None, srids: Collection[int]
) -> dict[int, System]:
    """Look up systems of coordinates where PostGIS keeps them."""
    if point is None or not srids:
        return {}
    rows = await connection.fetch(
        "SELECT srid, auth_name || ':' || auth_srid AS code, srtext AS text"  # noqa: S608 - quoted
        f" FROM {quoted(point.type_schema)}.spatial_ref_sys"
        " WHERE srid = ANY($1::int[])",
        list(srids),
    )
    return {row["srid"]: System(code=row["code"], text=row["text"]) for row in rows}
