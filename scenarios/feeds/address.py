"""`TableAddress`: a table in a PostgreSQL database, by URL.

    postgresql://user@host:5432/base?sslmode=verify-full#schema.table

Without a schema the table is looked for along the user's search path; without a
name it is called units or alerts. Names are written as they stand in the base, dots
and other signs in them as in a URL (%2E). A password may stand behind the user's
name; it is never shown, and better kept in ~/.pgpass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from urllib.parse import unquote

from maps.errors import FileError

# A path never begins so: a drive on Windows is one letter. With one slash too, for a
# `Path` makes one of the two.
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
# RFC 3986, section 3.2.1: in user and password @ : / ? # are written as %40 and so on.
# It matters here, for else a piece of the password would be taken for a host's name.
_ADDRESS = re.compile(
    r"(?P<server>(?:postgresql|postgres)://"
    r"(?:[^@:/?#]*(?::[^@/?#]*)?@)?"
    r"(?P<host>[^@/?#]*)"
    r"(?P<base>(?:/[^@/?#]*)?)"
    r"(?:\?[^@#]*)?)"
    r"(?:\#(?P<table>[^@/?#]*))?"
)
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\[\]:]+)(?::[0-9]*)?", re.IGNORECASE)
_PASSWORDS = (
    re.compile(r"(?P<before>[a-z][a-z0-9+.-]+:/[^\s:@]*:).+(?=@)", re.IGNORECASE),
    re.compile(r"(?P<before>[?&](?:ssl)?password=)[^\s&#]+", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAddress:
    """Where a table is.

    server : what the driver is given, the password included. name : what is shown.
    schema, table : None where the address does not say.
    """

    server: str = field(repr=False)
    name: str
    schema: str | None = None
    table: str | None = None


def is_address(source: str | PathLike[str]) -> bool:
    """Tell an address, right or wrong, from the name of a file."""
    return _ANY_SCHEME.match(str(source)) is not None


def parse_address(source: str, table: str | None = None) -> TableAddress:
    """Take an address apart.

    table : what it is called where the address does not say.

    Raises
    ------
    FileError : not of this form; of what was given only the scheme is said.
    """
    found = _ADDRESS.fullmatch(source.strip())
    if found is None or not _are_hosts(found["host"]):
        scheme = source.partition(":")[0].strip()
        mend = (
            "write postgresql://user@host/base#schema.table, "
            "and @ : / ? # within a password as %40 %3A %2F %3F %23"
        )
        problem = "not the address of a table in PostgreSQL"
        raise FileError(problem, file=f"{scheme}://…", mend=mend)
    said = found["table"] or table or ""
    schema, dot, own = (found["table"] or "").rpartition(".")
    shown = f"postgresql://{found['host']}{found['base']}"
    return TableAddress(
        server=found["server"],
        name=f"{shown}#{said}" if said else shown,
        schema=unquote(schema) if dot else None,
        table=unquote(own) or table,
    )


def shown_source(source: str | PathLike[str]) -> str:
    """Return the name of a file or a table as a message may show it."""
    return parse_address(str(source)).name if is_address(source) else str(source)


def stem_of(source: str | PathLike[str], kind: str) -> str:
    """Return a file's or a table's own name; `kind` where an address has none."""
    if is_address(source):
        return parse_address(str(source), kind).table or kind
    return Path(source).stem


def without_passwords(line: str) -> str:
    """Cross out what may be a password in an address within a line."""
    for password in _PASSWORDS:
        line = password.sub(r"\g<before>…", line)
    return line


def _are_hosts(text: str) -> bool:
    """Check servers with their ports, several with commas between; none is right."""
    return not text or all(_HOST.fullmatch(host) for host in text.split(","))
