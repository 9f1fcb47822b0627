"""OSM `restriction` relations → rows of edges that may not follow each other.

Meaning as on the OpenStreetMap wiki, page Relation:restriction: `no_*` forbids the
way from its `from` over its `via` to its `to`; `only_*` forbids every other way that
begins with its `from`, from the first turn on. Members are joined where they meet, in
whatever order they stand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from maps.osm_files.osm_file import OsmFile, Relation, Tags
from maps.osm_files.osm_roads import Roads
from maps.road_network import Ints

_KEYS = ("restriction", "restriction:motorcar", "restriction:motor_vehicle")
_EXCEPT_US = {"motorcar", "motor_vehicle", "emergency", "police"}
_TIMES = ("hour_on", "day_on", "date_on")  # how conditions were written before 2012

_Row = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bans:
    """What may not be driven, and what was not understood.

    pairs : [k, 2], edge to edge. rows : [k, m], three edges or more, one right after
    the other, -1 behind a shorter row's last. left_out : relations not used, by reason.
    """

    pairs: Ints
    rows: Ints
    left_out: Counter[str]


def read_bans(osm: OsmFile, roads: Roads) -> Bans:
    """Read turn bans, over a node or over ways."""
    relations = [r for r in osm.relations if r.tags["type"] == "restriction"]
    index = _Index.of(roads, _meeting_nodes(osm, relations))
    banned: set[_Row] = set()
    only: defaultdict[_Row, set[int]] = defaultdict(set)
    left_out: Counter[str] = Counter()
    for relation in relations:
        reason = _unusable(relation)
        if reason:
            left_out[reason] += 1
        elif _kind(relation.tags).startswith("only_"):
            for row in _rows(relation, index):
                for size in range(1, len(row)):
                    only[row[:size]].add(row[size])
        else:
            banned.update(_rows(relation, index))
    banned.update(_others(only, index))
    pairs = sorted(row for row in banned if len(row) == 2)  # noqa: PLR2004 - a turn
    longer = sorted(banned - set(pairs))
    return Bans(
        pairs=np.array(pairs, np.int32).reshape(-1, 2),
        rows=_padded(longer),
        left_out=left_out,
    )


def _kind(tags: Tags) -> str:
    return next((tags[key] for key in _KEYS if key in tags), "")


def _unusable(relation: Relation) -> str:
    """Say why a relation is left out, in a word or two; empty where it counts."""
    tags = relation.tags
    kind = _kind(tags)
    if not kind.startswith(("no_", "only_")):
        conditional = any(key.endswith(":conditional") for key in tags)
        return "conditional" if conditional else "not for cars"
    if any(key in tags for key in _TIMES):
        return "conditional"
    if _EXCEPT_US & set(tags.get("except", "").replace(" ", "").split(";")):
        return "not for cars"
    return "" if _members(relation, "via") else "without a via"


def _members(relation: Relation, role: str) -> list[int]:
    return [member.ref for member in relation.members if member.role == role]


def _vias(relation: Relation, kind: str) -> set[int]:
    """Nodes ("n") or ways ("w") that the relation goes over."""
    return {m.ref for m in relation.members if m.role == "via" and m.type == kind}


def _meeting_nodes(osm: OsmFile, relations: Iterable[Relation]) -> set[int]:
    """Nodes at which members may meet: via nodes, and all those of via ways."""
    nodes = set()
    for relation in relations:
        nodes.update(_vias(relation, "n"))
        for way in _vias(relation, "w"):
            if way in osm.ways:
                nodes.update(osm.ways[way].refs.tolist())
    return nodes


@dataclass(frozen=True, slots=True)
class _Index:
    """Edges at some nodes.

    into : (way, node) to the edges of that way that end there. out_of : to those that
    start there. leaving : node to all edges that start there. nodes : way to the
    nodes where its edges start. head, stretch : of each edge.
    """

    head: list[int]
    stretch: list[int]
    into: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    out_of: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    leaving: dict[int, list[int]] = field(default_factory=dict)
    nodes: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, roads: Roads, wanted: set[int]) -> _Index:
        edges = roads.edges
        way = roads.stretches.way_id[edges.stretch]
        tail, head = roads.nodes.osm_id[edges.tail], roads.nodes.osm_id[edges.head]
        index = cls(head.tolist(), edges.stretch.tolist())
        near = np.isin(np.stack((tail, head)), list(wanted)).any(axis=0)
        for edge in np.flatnonzero(near).tolist():
            name, here, there = int(way[edge]), int(tail[edge]), int(head[edge])
            index.out_of.setdefault((name, here), []).append(edge)
            index.into.setdefault((name, there), []).append(edge)
            index.leaving.setdefault(here, []).append(edge)
            index.nodes.setdefault(name, []).append(here)
        return index


def _rows(relation: Relation, index: _Index) -> Iterator[_Row]:
    """Every way that the relation's members make, from `from` to `to`."""
    ways = _vias(relation, "w")
    first = _vias(relation, "n")
    for way in ways:
        first.update(index.nodes.get(way, ()))
    for node in sorted(first):
        for start in _members(relation, "from"):
            for edge in index.into.get((start, node), ()):
                yield from _onward(relation, index, (edge,), start, frozenset(ways))


def _onward(
    relation: Relation, index: _Index, row: _Row, way: int, left: frozenset[int]
) -> Iterator[_Row]:
    """Go on with a row, now on `way`, over the via ways left, to its end."""
    ends = [] if left else list(_ends(relation, index, row, way))
    yield from ((*row, edge) for edge in ends)
    ways = left if len(row) == 1 else {way, *left}
    if ends or not ways:
        return
    node, passed = index.head[row[-1]], {index.head[edge] for edge in row}
    for after in ways:
        for edge in index.out_of.get((after, node), ()):
            if index.head[edge] not in passed:
                yield from _onward(relation, index, (*row, edge), after, left - {after})


def _ends(relation: Relation, index: _Index, row: _Row, way: int) -> Iterator[int]:
    """Edges by which a row may end."""
    for to in _members(relation, "to"):
        for edge in index.out_of.get((to, index.head[row[-1]]), ()):
            # Back along the same way is meant, straight on along it is not.
            if to != way or index.stretch[edge] == index.stretch[row[-1]]:
                yield edge


def _others(only: dict[_Row, set[int]], index: _Index) -> Iterator[_Row]:
    """Forbid what is not the only way; a way that others allow is allowed."""
    for row, allowed in only.items():
        for edge in index.leaving[index.head[row[-1]]]:
            if edge not in allowed:
                yield (*row, edge)


def _padded(rows: list[_Row]) -> Ints:
    width = max(map(len, rows), default=3)
    padded = np.full((len(rows), width), -1, np.int32)
    for place, row in zip(padded, rows, strict=True):
        place[: len(row)] = row
    return padded
