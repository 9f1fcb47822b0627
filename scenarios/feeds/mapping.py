"""`ColumnMapping`: which column of others' tables holds which field.

A mapping file in TOML, a column on the left and our field on the right::

    [units]
    callsign = "id"
    crew_size = "officers"

    [alerts]
    case_no = "id"
    "reported at" = "received"
    "victim phone" = "victim.phone"

A column that is called as a field needs no line, unless another column is to be that
field. Where a mapping is given for a table, its columns that are neither named in it
nor called as a field are left out; without one they are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from maps.errors import FieldError
from maps.text_file import read_text
from scenarios.nearest_word import hint
from scenarios.row_faults import Spot, shown
from scenarios.text_file import parse_toml

_KINDS = ("units", "alerts")
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Column to field, of tables of units and of alerts."""

    units: Mapping[str, str] = field(default_factory=lambda: _NONE)
    alerts: Mapping[str, str] = field(default_factory=lambda: _NONE)


NO_MAPPING = ColumnMapping()


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file.

    Whether fields are known is said with the table that they are to be read from.

    Raises
    ------
    FileError : not to be read, or not TOML.
    FieldError : a table of another name, a field that is no text, or given twice.
    """
    table = parse_toml(read_text(path), path)
    for kind in table:
        if kind not in _KINDS:
            problem, mend = "unknown table", hint(kind, _KINDS)
            raise FieldError(problem, file=path, field=kind, mend=mend)
    units, alerts = (_fields(table.get(kind, {}), kind, path) for kind in _KINDS)
    return ColumnMapping(units=units, alerts=alerts)


def _fields(given: object, kind: str, path: Path) -> Mapping[str, str]:
    """Check the lines of one kind."""
    if not isinstance(given, dict):
        mend = f"write [{kind}] above its lines"
        raise FieldError("not a table", file=path, field=kind, mend=mend)
    for column, name in given.items():
        if not isinstance(name, str):
            problem = f"{shown(name)} is not the name of a field"
            mend = "a column with dots in its name stands in quotes"
            raise FieldError(problem, file=path, field=f"{kind}.{column}", mend=mend)
    for name, uses in Counter(given.values()).items():
        if uses > 1:
            problem = f"{uses} columns are to be {shown(name)}"
            raise FieldError(problem, file=path, field=kind, mend="keep one of them")
    return MappingProxyType(dict(given))


def fields_of(
    columns: Sequence[str],
    mapping: Mapping[str, str],
    known: Collection[str],
    spot: Spot,
) -> list[str | None]:
    """Return the field that each column holds; None: it is left out.

    Raises
    ------
    FieldError : the mapping names a column that is not there.
    """
    for column in mapping:
        if column not in columns:
            mend = hint(column, columns)
            problem = "the mapping names this column, and it is not there"
            raise spot.fault(problem, field=column, mend=mend)
    return [field_of(column, mapping, known) for column in columns]


def field_of(
    column: str, mapping: Mapping[str, str], known: Collection[str]
) -> str | None:
    """Return the field that a column holds; None: it is left out."""
    if not mapping or column in mapping:
        return mapping.get(column, column)
    taken = mapping.values()
    return column if column in known and column not in taken else None
