"""What is asked of a database's table, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyproj import CRS
from pyproj.exceptions import CRSError

_SHAPES = ("geometry", "geography")  # PostGIS' types


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or a view.

    number : the server's own, pg_class.oid. on_path : found without its schema.
    """

    number: int
    schema: str
    name: str
    on_path: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. type, type_schema : as pg_type and pg_namespace have them."""

    name: str
    type: str
    type_schema: str

    @property
    def is_shape(self) -> bool:
        """Whether it holds PostGIS' shapes."""
        return self.type in _SHAPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The columns to read, the field that each holds, and the column of points."""

    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    point: Column | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system of coordinates. code : as "EPSG:3857". text : its WKT."""

    code: str | None
    text: str | None

    def crs(self) -> CRS:
        """Return it as PROJ knows it.

        Raises
        ------
        CRSError : PROJ knows neither code nor text.
        """
        try:
            return CRS.from_user_input(self.code)
        except CRSError:
            return CRS.from_user_input(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of a table, in no order.

    fields : of each cell. cells : of each row, as JSON holds them. points : EWKB in
    hexadecimal digits, None for NULL. srids : of each point, 0 for none. systems : by
    SRID, of those that occur.
    """

    fields: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...]
    points: tuple[str | None, ...]
    srids: tuple[int, ...]
    systems: Mapping[int, System]
