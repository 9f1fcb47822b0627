"""From stretches of road to a `RoadNetwork`, whichever the source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from maps import ragged
from maps.address import Addresses
from maps.errors import FileError
from maps.osm_files.connected import connected_edges, renumber, take_edges
from maps.osm_files.waits import wait_once
from maps.road_network import (
    Areas,
    Edges,
    Ints,
    Landmarks,
    Nodes,
    RoadNetwork,
    Rows,
    Standing,
    Stretches,
)
from maps.turns import follow
from maps.ways_in import WaysIn, no_ways_in


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Everything that a source gave, before it is pruned to what connects."""

    names: tuple[str, ...]
    nodes: Nodes
    stretches: Stretches
    edges: Edges
    standing: Standing
    bans: Ints
    way_bans: Ints
    drives_on_left: bool
    addresses: Addresses
    landmarks: Landmarks
    areas: Areas
    notes: tuple[str, ...]
    ways_in: WaysIn = field(default_factory=no_ways_in)


def assemble(found: Found, *, name: str, fingerprint: str, source: str) -> RoadNetwork:
    """Keep the roads that connect, set the others apart, and say what was lost.

    Raises
    ------
    FileError : there is no road at all.
    """
    n_found, bans, way_bans = len(found.edges), found.bans, found.way_bans
    kept = connected_edges(found.edges, found.nodes, bans, way_bans)
    rows = np.flatnonzero(kept)
    if not len(rows):
        raise FileError(
            "no road that a car can drive",
            file=source,
            mend="take an extract that holds roads",
        )
    edges = take_edges(found.edges, rows)
    used = np.unique(edges.stretch)
    nodes, edges = _compact_nodes(found.nodes, edges)
    bans, way_bans = (renumber(each, rows, n_found) for each in (bans, way_bans))
    standing = wait_once(
        _take_standing(found.standing, rows, n_found),
        found.stretches.length_m[edges.stretch],
        *follow(edges, nodes, bans),
    )
    lost = np.setdiff1d(np.arange(len(found.stretches)), used)
    dropped = take_stretches(found.stretches, lost)
    return RoadNetwork(
        name=name,
        fingerprint=fingerprint,
        names=found.names,
        nodes=nodes,
        stretches=take_stretches(found.stretches, used),
        edges=replace(edges, stretch=np.searchsorted(used, edges.stretch).astype("i4")),
        standing=standing,
        bans=bans,
        way_bans=way_bans,
        drives_on_left=found.drives_on_left,
        dropped=dropped,
        addresses=found.addresses,
        landmarks=found.landmarks,
        areas=found.areas,
        ways_in=found.ways_in,
        notes=(*found.notes, *_loss(dropped)),
    )


def take_stretches(stretches: Stretches, rows: Rows) -> Stretches:
    """Return the given rows alone."""
    points, first = ragged.take(stretches.first, rows)
    return Stretches(
        first=first,
        lon=stretches.lon[points],
        lat=stretches.lat[points],
        length_m=stretches.length_m[rows],
        name=stretches.name[rows],
        road_class=stretches.road_class[rows],
        restricted=stretches.restricted[rows],
        way_id=stretches.way_id[rows],
    )


def _compact_nodes(nodes: Nodes, edges: Edges) -> tuple[Nodes, Edges]:
    used, ends = np.unique(
        np.concatenate((edges.tail, edges.head)), return_inverse=True
    )
    tail, head = np.split(ends.astype(np.int32), 2)
    kept = Nodes(
        lon=nodes.lon[used],
        lat=nodes.lat[used],
        osm_id=nodes.osm_id[used],
        blocked=nodes.blocked[used],
    )
    return kept, replace(edges, tail=tail, head=head)


def _take_standing(standing: Standing, rows: Rows, n_before: int) -> Standing:
    place = np.full(n_before, -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    edge = place[standing.edge]
    keep = edge >= 0
    return Standing(
        edge=edge[keep], fraction=standing.fraction[keep], kind=standing.kind[keep]
    )


def _loss(dropped: Stretches) -> tuple[str, ...]:
    if not len(dropped):
        return ()
    km = dropped.length_m.sum() / 1000
    note = (
        f"{len(dropped)} stretches of road ({km:.1f} km) cannot be driven both to and "
        "from the rest, and are left out"
    )
    return (note,)
