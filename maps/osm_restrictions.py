"""OSM `restriction` relations → pairs of edges that may not follow each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from maps.osm_file import OsmFile, Relation, Tags
from maps.osm_roads import Roads
from maps.road_network import Ints

_KEYS = ("restriction", "restriction:motorcar", "restriction:motor_vehicle")
_EXCEPT_US = {"motorcar", "motor_vehicle", "emergency", "police"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bans:
    """pairs : [k, 2], edge to edge. left_out : relations not used, by reason."""

    pairs: Ints
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class _EdgeIndex:
    """Edges by way and junction."""

    into: defaultdict[tuple[int, int], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    out_of: defaultdict[tuple[int, int], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    leaving: defaultdict[int, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )


def read_bans(osm: OsmFile, roads: Roads) -> Bans:
    """Read turn bans over a node: `no_*` forbids, `only_*` forbids the others."""
    relations = [r for r in osm.relations if r.tags["type"] == "restriction"]
    index = _index(roads, _vias(relations))
    pairs: set[tuple[int, int]] = set()
    left_out: Counter[str] = Counter()
    for relation in relations:
        reason = _unusable(relation)
        if reason:
            left_out[reason] += 1
        else:
            pairs.update(_pairs(relation, index))
    return Bans(
        pairs=np.array(sorted(pairs), np.int32).reshape(-1, 2), left_out=left_out
    )


def _kind(tags: Tags) -> str:
    return next((tags[key] for key in _KEYS if key in tags), "")


def _unusable(relation: Relation) -> str:
    """Say why a relation is left out, in a word or two; empty where it counts."""
    kind = _kind(relation.tags)
    if not kind.startswith(("no_", "only_")):
        conditional = any(key.endswith(":conditional") for key in relation.tags)
        return "conditional" if conditional else "not for cars"
    if _EXCEPT_US & set(relation.tags.get("except", "").replace(" ", "").split(";")):
        return "not for cars"
    via = [member.type for member in relation.members if member.role == "via"]
    if not via:
        return "without a via"
    return "" if via == ["n"] else "over a way"


def _vias(relations: Iterable[Relation]) -> set[int]:
    return {m.ref for r in relations for m in r.members if m.role == "via"}


def _index(roads: Roads, vias: set[int]) -> _EdgeIndex:
    index = _EdgeIndex()
    edges = roads.edges
    way = roads.stretches.way_id[edges.stretch]
    tail, head = roads.nodes.osm_id[edges.tail], roads.nodes.osm_id[edges.head]
    wanted = list(vias)
    near = np.flatnonzero(np.isin(tail, wanted) | np.isin(head, wanted))
    for edge in near.tolist():
        index.out_of[int(way[edge]), int(tail[edge])].append(edge)
        index.into[int(way[edge]), int(head[edge])].append(edge)
        index.leaving[int(tail[edge])].append(edge)
    return index


def _pairs(relation: Relation, index: _EdgeIndex) -> Iterator[tuple[int, int]]:
    via = _members(relation, "via")[0]
    arriving = [e for way in _members(relation, "from") for e in index.into[way, via]]
    leaving = {e for way in _members(relation, "to") for e in index.out_of[way, via]}
    if _kind(relation.tags).startswith("only_"):
        # An only_ whose target the file lacks would close the junction: skip it.
        leaving = set(index.leaving[via]) - leaving if leaving else set()
    for edge in arriving:
        for other in leaving:
            yield edge, other


def _members(relation: Relation, role: str) -> list[int]:
    return [member.ref for member in relation.members if member.role == role]
