"""Reading an OSM file: what of it we use, as plain rows.

pyosmium decodes and filters; three passes (relations, ways, nodes) make the order
of the file's objects unimportant, so unsorted files read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import osmium
from numpy.typing import NDArray

from maps.errors import FileError
from maps.osm_files import osm_tags
from maps.osm_files.osm_pbf_texts import holds_zero_byte

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Tags = dict[str, str]
Progress = Callable[[str], None]
Thing = TypeVar("Thing", "Way", "Relation")

# What reading raises where bytes are wrong; IndexError, for a text that is not there.
_DAMAGE = (RuntimeError, ValueError, IndexError, osmium.InvalidLocationError)
_STREET_RELATIONS = {"associatedStreet", "street"}
_NODE_KEYS = (
    "highway",
    "barrier",
    "entrance",
    "addr:housenumber",
    "name",
    "amenity",
)
_WAY_KEYS = (
    *("highway", "addr:housenumber", "name", "building", "natural", "waterway"),
    *("landuse", "leisure", "amenity", "barrier"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way's number, its nodes' numbers and its tags."""

    id: int
    refs: Longs
    tags: Tags


@dataclass(frozen=True, slots=True)
class Member:
    """A relation's member: "n", "w" or "r", its number, its role."""

    type: str
    ref: int
    role: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation's number, members and tags."""

    id: int
    members: tuple[Member, ...]
    tags: Tags


@dataclass(frozen=True, slots=True)
class NodePlaces:
    """Where nodes are: numbers in order, and lon, lat, degrees, row for row."""

    id: Longs
    lon: Floats
    lat: Floats

    def rows(self, ids: Longs) -> Longs:
        """Row of each node, -1 where the file does not hold it."""
        if not len(self.id):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self.id, ids), len(self.id) - 1)
        return np.where(self.id[at] == ids, at, -1)

    def line(self, ids: Longs) -> Floats:
        """Points of the nodes that the file holds, [k, 2] as lon, lat."""
        rows = self.rows(ids)
        rows = rows[rows >= 0]
        return np.column_stack((self.lon[rows], self.lat[rows]))


@dataclass(frozen=True, slots=True)
class OsmFile:
    """What we use of an OSM file.

    ways : every way that is a road, a building, a wall, or has something to show or
    to find.
    nodes : tagged ones by number. places : of all nodes that are needed.
    """

    ways: dict[int, Way]
    nodes: dict[int, Tags]
    relations: tuple[Relation, ...]
    places: NodePlaces


def read_osm(path: Path, progress: Progress = lambda _: None) -> OsmFile:
    """Read `.osm.pbf`, `.osm`, `.osm.gz` or `.osm.bz2`, sorted or not.

    Raises
    ------
    FileError : not an OSM file, or cut short.
    """
    if path.suffix == ".pbf" and holds_zero_byte(path):
        raise _not_whole(path, "a zero byte in a text")
    try:
        progress("relations")
        relations = _in_order(_relations(path))
        progress("ways")
        ways = {way.id: way for way in _in_order(_ways(path, _way_members(relations)))}
        progress("nodes")
        nodes = dict(sorted(_tagged_nodes(path), key=itemgetter(0)))
        places = _places(path, _needed(ways.values(), nodes))
    except _DAMAGE as fault:
        raise _not_whole(path, _first_line(fault)) from fault
    return OsmFile(ways, nodes, relations, places)


def _not_whole(path: Path, why: str) -> FileError:
    mend = "download or copy it again"
    return FileError(f"not a whole OSM file ({why})", file=path, mend=mend)


def _in_order(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """By number, so that a file's order does not show."""
    return tuple(sorted(things, key=lambda thing: thing.id))


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or ["unreadable"])[0]


def _objects(path: Path, kind: Any, *filters: Any) -> Iterator[Any]:  # noqa: ANN401 - pyosmium's objects share no type
    processor = osmium.FileProcessor(str(path), kind)
    for each in filters:
        processor = processor.with_filter(each)
    return iter(processor)


def _tags(thing: Any) -> Tags:  # noqa: ANN401 - pyosmium's objects share no type
    return {tag.k: tag.v for tag in thing.tags}


def _relations(path: Path) -> Iterator[Relation]:
    key = osmium.filter.KeyFilter("type")
    for relation in _objects(path, osmium.osm.RELATION, key):
        tags = _tags(relation)
        if _is_used(tags):
            members = (Member(m.type, m.ref, m.role) for m in relation.members)
            yield Relation(relation.id, tuple(members), tags)


def _is_used(tags: Tags) -> bool:
    kind = tags["type"]
    if kind == "multipolygon":
        return (
            osm_tags.area_kind(tags) is not None
            or osm_tags.landmark_kind(tags) is not None
            or "addr:housenumber" in tags
            or "building" in tags
            or osm_tags.is_grounds(tags)
        )
    return kind == "restriction" or kind in _STREET_RELATIONS


def is_street_relation(relation: Relation) -> bool:
    """Whether the relation gives its houses their street."""
    return relation.tags["type"] in _STREET_RELATIONS


def _way_members(relations: Iterable[Relation]) -> set[int]:
    return {m.ref for relation in relations for m in relation.members if m.type == "w"}


def _ways(path: Path, members: set[int]) -> Iterator[Way]:
    seen = set()
    for way in _objects(path, osmium.osm.WAY, osmium.filter.KeyFilter(*_WAY_KEYS)):
        tags = _tags(way)
        if way.id in members or _shows(tags):
            seen.add(way.id)
            yield Way(way.id, _refs(way), tags)
    # Outer rings of multipolygons often have no tags of their own.
    left = members - seen
    if left:
        for way in _objects(path, osmium.osm.WAY, osmium.filter.IdFilter(left)):
            yield Way(way.id, _refs(way), _tags(way))


def _refs(way: Any) -> Longs:  # noqa: ANN401 - pyosmium's objects share no type
    return np.fromiter((node.ref for node in way.nodes), np.int64, len(way.nodes))


def _shows(tags: Tags) -> bool:
    return (
        osm_tags.road_class(tags) is not None
        or "addr:housenumber" in tags
        or tags.get("natural") == "coastline"
        or osm_tags.area_kind(tags) is not None
        or osm_tags.landmark_kind(tags) is not None
        or "building" in tags
        or osm_tags.is_wall(tags)
        or osm_tags.is_grounds(tags)
    )


def _tagged_nodes(path: Path) -> Iterator[tuple[int, Tags]]:
    for node in _objects(path, osmium.osm.NODE, osmium.filter.KeyFilter(*_NODE_KEYS)):
        tags = _tags(node)
        if (
            "addr:housenumber" in tags
            or "entrance" in tags
            or "barrier" in tags
            or osm_tags.standing_kind(tags) is not None
            or osm_tags.landmark_kind(tags) is not None
        ):
            yield node.id, tags


def _needed(ways: Iterable[Way], nodes: dict[int, Tags]) -> Longs:
    own = np.fromiter(nodes, np.int64, len(nodes))
    return np.unique(np.concatenate([own, *(way.refs for way in ways)]))


def _places(path: Path, needed: Longs) -> NodePlaces:
    found = _objects(path, osmium.osm.NODE, osmium.filter.IdFilter(needed.tolist()))
    rows = np.fromiter(
        ((n.id, at.lon, at.lat) for n in found if (at := n.location).valid()),
        np.dtype([("id", np.int64), ("lon", np.float64), ("lat", np.float64)]),
    )
    _, first = np.unique(rows["id"], return_index=True)
    rows = rows[first]
    return NodePlaces(rows["id"].copy(), rows["lon"].copy(), rows["lat"].copy())
