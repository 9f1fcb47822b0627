"""All that can be found, in one SQLite file beside the roads' cache.

    names     key, short, … → owner        every way a name is written
    places    owner → kind, name, number, postcode, town, lon, lat, …
    numbers   owner, low, high → place     entries of doors' numbers
    corners   owner, node → lon, lat       junctions of streets

An owner is what places of one name have in common: all doors of a street, and the
street, have one. Names are few and are compared in memory, so that no slip keeps
one from being seen; doors are many and are asked for by owner and number.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from maps import road_cache
from maps.places.abbreviations import bare_key, short_key
from maps.places.folding import folded, key, loose_key
from maps.places.house_number import entries, written
from maps.places.place_rows import PlaceRow, doors, landmarks, streets_of_doors
from maps.places.streets import Corner, corners, streets
from maps.road_network import RoadNetwork
from maps.safe_file import writing

VERSION = 1
"""Of the file's form and of what is put into it: raise for either."""

_TABLES = """
create table names(key text, short text, loose text, bare text, owner integer);
create table places(id integer primary key, owner integer, kind text, name text,
  number text, written text, postcode text, town text, building text, levels text,
  lon real, lat real);
create table numbers(owner integer, low integer, high integer, letter text,
  place integer);
create table corners(owner integer, node integer, lon real, lat real);
"""
_INDEXES = """
create index places_by_owner on places(owner, written);
create index numbers_by_owner on numbers(owner, low);
create index corners_by_owner on corners(owner, node);
"""
_COLUMNS = "kind, name, number, postcode, town, building, levels, lon, lat"


@dataclass(frozen=True, slots=True)
class Name:
    """A way in which an owner's name is written, as it is compared."""

    key: str
    short: str
    loose: str
    bare: str
    owner: int


@dataclass(frozen=True, slots=True)
class Found:
    """A place, its owner, and the entry of its number that was asked for."""

    owner: int
    place: PlaceRow
    low: int = 0
    high: int = 0
    letter: str = ""


class PlaceStore:
    """Questions to one SQLite file, or to one in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        # A store that is let go of closes its file, whoever forgot to.
        weakref.finalize(self, connection.close)

    @classmethod
    def of_rows(cls, rows: Iterable[PlaceRow]) -> PlaceStore:
        """Make a store in memory, for places that are not to be kept."""
        connection = sqlite3.connect(":memory:")
        _fill(connection, rows, ())
        return cls(connection)

    @classmethod
    def of_roads(cls, roads: RoadNetwork, *, cache: bool = True) -> PlaceStore:
        """Open a network's kept file; make it where it is lacking or damaged."""
        file = (
            road_cache.cache_folder() / f"places-v{VERSION}-{roads.fingerprint}.sqlite"
        )
        kept = _opened(file) if cache else None
        if kept is None and cache:
            try:
                _write(roads, file)
            except OSError:  # a look-up does not hang on the cache
                kept = None
            else:
                kept = _opened(file)
        return cls(_in_memory(roads) if kept is None else kept)

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    def names(self) -> list[Name]:
        """Every way a name is written."""
        return [Name(*row) for row in self._sql.execute("select * from names")]

    def localities(self) -> list[tuple[str, str]]:
        """Each pair of postcode and town that some place has."""
        text = "select distinct postcode, town from places"
        return [(postcode, town) for postcode, town in self._sql.execute(text)]

    def without_number(self, owners: Sequence[int]) -> list[Found]:
        """Streets, landmarks and users' places of the owners."""
        return self._places(owners, "and number = ''", ())

    def with_number(self, owners: Sequence[int], number: str) -> list[Found]:
        """Doors whose whole number is the given one, as `written` gives it."""
        return self._places(owners, "and written = ?", (number,))

    def with_entry(self, owners: Sequence[int], low: int, high: int) -> list[Found]:
        """Doors with an entry that shares a number with low to high."""
        text = (
            f"select n.owner, {_prefixed()}, n.low, n.high, n.letter "  # noqa: S608
            "from numbers n join places p on p.id = n.place "
            f"where n.owner in ({_marks(owners)}) and n.low <= ? and n.high >= ?"
        )
        return [_found(row) for row in self._sql.execute(text, (*owners, high, low))]

    def numbered(self, owner: int) -> list[Found]:
        """Every entry of every door of an owner, by number."""
        return sorted(self.with_entry([owner], 0, 99_999), key=lambda found: found.low)

    def corners(self, owner: int) -> list[tuple[int, float, float]]:
        """Junctions of an owner's streets: node, lon, lat."""
        text = "select node, lon, lat from corners where owner = ?"
        return [
            (node, lon, lat) for node, lon, lat in self._sql.execute(text, (owner,))
        ]

    def title(self, owner: int) -> str:
        """An owner's name as it is written at its first place."""
        text = "select name from places where owner = ? order by id limit 1"
        row = self._sql.execute(text, (owner,)).fetchone()
        return "" if row is None else str(row[0])

    def _places(
        self, owners: Sequence[int], condition: str, values: tuple[str, ...]
    ) -> list[Found]:
        text = (
            f"select owner, {_COLUMNS} from places "  # noqa: S608 - of this file's words
            f"where owner in ({_marks(owners)}) {condition}"
        )
        return [_found(row) for row in self._sql.execute(text, (*owners, *values))]


def _marks(owners: Sequence[int]) -> str:
    return ",".join("?" * len(owners))


def _prefixed() -> str:
    return ", ".join(f"p.{column}" for column in _COLUMNS.split(", "))


def _found(row: tuple[object, ...]) -> Found:
    owner, *columns = row
    place = dict(zip(_COLUMNS.split(", "), columns, strict=False))
    rest = columns[len(place) :]
    return Found(owner, PlaceRow(**place), *rest)  # type: ignore[arg-type] # SQLite's columns have their types


def _opened(file: Path) -> sqlite3.Connection | None:
    """Open a kept file to read, None where it is missing or damaged."""
    if not file.exists():
        return None
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        whole = connection.execute("pragma user_version").fetchone() == (VERSION,)
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        connection.close()
    return connection if whole else None


def _write(roads: RoadNetwork, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with writing(file, suffix=".sqlite") as path:
        connection = sqlite3.connect(path)
        try:
            _fill(connection, _rows(roads), corners(roads))
        finally:
            connection.close()


def _in_memory(roads: RoadNetwork) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _fill(connection, _rows(roads), corners(roads))
    return connection


def _rows(roads: RoadNetwork) -> Iterator[PlaceRow]:
    return chain(
        doors(roads), streets(roads), streets_of_doors(roads), landmarks(roads)
    )


def _fill(
    connection: sqlite3.Connection,
    rows: Iterable[PlaceRow],
    junctions: Iterable[Corner],
) -> None:
    # Nobody reads the file before it is whole, so nothing needs to be undone.
    connection.executescript("pragma journal_mode=off; pragma synchronous=off;")
    connection.executescript(_TABLES)
    owners = _Owners()
    owned = [(number, owners.of(row), row) for number, row in enumerate(rows)]
    connection.executemany(
        "insert into places values (?,?,?,?,?,?,?,?,?,?,?,?)",
        (_place_values(*each) for each in owned),
    )
    connection.executemany(
        "insert into numbers values (?,?,?,?,?)",
        (
            (owner, e.low, e.high, e.letter, number)
            for number, owner, row in owned
            for e in entries(row.number)
        ),
    )
    connection.executemany(
        "insert into corners values (?,?,?,?)",
        ((owners.named(c.name), c.node, c.lon, c.lat) for c in junctions),
    )
    connection.executemany("insert into names values (?,?,?,?,?)", owners.names())
    connection.executescript(_INDEXES)
    connection.execute(f"pragma user_version = {VERSION}")
    connection.commit()


def _place_values(number: int, owner: int, row: PlaceRow) -> tuple[object, ...]:
    return (
        *(number, owner, row.kind, row.name, row.number, written(row.number)),
        *(row.postcode, row.town, row.building, row.levels, row.lon, row.lat),
    )


class _Owners:
    """Numbers for names: one for all that are the same when folded."""

    def __init__(self) -> None:
        self._numbers = count()
        self._by_written: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        self._names: set[tuple[str, str, str, str, int]] = set()

    def of(self, row: PlaceRow) -> int:
        owner = self.named(row.name)
        for alias in row.aliases:
            self._add(folded(alias), owner)
        return owner

    def named(self, name: str) -> int:
        if name not in self._by_written:
            text = folded(name)
            owner = self._by_key.get(key(text))
            if owner is None:
                owner = self._by_key[key(text)] = next(self._numbers)
            self._by_written[name] = owner
            self._add(text, owner)
        return self._by_written[name]

    def _add(self, text: str, owner: int) -> None:
        plain = key(text)
        if plain:
            short = loose_key(short_key(text))
            bare = loose_key(bare_key(text))
            self._names.add((plain, short, loose_key(plain), bare, owner))

    def names(self) -> list[tuple[str, str, str, str, int]]:
        return sorted(self._names)
