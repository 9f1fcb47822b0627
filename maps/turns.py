"""`Turns`: which edge may follow which, and what kind of turn that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.osm_files.way_bans import turn_arcs
from maps.road_network import (
    Bools,
    Bytes,
    Edges,
    Floats,
    Ints,
    Longs,
    Nodes,
    RoadNetwork,
    Stretches,
)

TURN_KINDS = ("straight", "right", "left", "back")
STRAIGHT_DEG = 45.0
"""Up to here a change of direction is none: the fit of the turn costs says so."""

_FORK = 3  # arms of the smallest junction; where two roads meet, one road bends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turns:
    """One row a turn that may be driven, sorted by tail.

    from_edge, to_edge : rows of `Edges`. kind : index into TURN_KINDS, as seen where
    traffic keeps right: where it keeps left, left and right have changed places.
    tail, head : nodes of the graph that is searched. edge : [its nodes], the edge
    that each is about to drive; node e is edge e, copies (`way_bans`) come after.
    """

    from_edge: Ints
    to_edge: Ints
    kind: Bytes
    tail: Ints
    head: Ints
    edge: Ints

    def __len__(self) -> int:
        """Count the turns."""
        return len(self.from_edge)


def turns_of(roads: RoadNetwork) -> Turns:
    """Every allowed turn of a network, with its kind."""
    pairs = follow(roads.edges, roads.nodes, roads.bans)
    arcs = turn_arcs(*pairs, roads.way_bans, len(roads.edges))
    from_edge, to_edge = arcs.edge[arcs.tail], arcs.edge[arcs.head]
    return Turns(
        from_edge=from_edge,
        to_edge=to_edge,
        kind=_kinds(roads, from_edge, to_edge),
        tail=arcs.tail,
        head=arcs.head,
        edge=arcs.edge,
    )


def follow(edges: Edges, nodes: Nodes, bans: Ints) -> tuple[Ints, Ints]:
    """Pairs of edges of which the second may follow the first.

    Back along the same stretch only at a dead end; through a blocked node not at
    all, so that each road that ends there is a dead end; never against a ban. In
    order of the first; bans over a way are none of a pair's (`way_bans`).
    """
    from_edge, to_edge, exits = _meetings(edges, len(nodes))
    back = to_edge == twins(edges)[from_edge]
    blocked = nodes.blocked[edges.head]
    keep = np.where(back, (blocked | (exits == 1))[from_edge], ~blocked[from_edge])
    keep &= ~_banned(from_edge, to_edge, bans, len(edges))
    return from_edge[keep], to_edge[keep]


def twins(edges: Edges) -> Ints:
    """Row of the same stretch's other direction, -1 on a one-way stretch."""
    twin = np.full(len(edges), -1, np.int32)
    # An edge's twin stands beside it when rows are ordered by stretch.
    order = np.argsort(edges.stretch, kind="stable").astype(np.int32)
    left, right = order[:-1], order[1:]
    pair = edges.stretch[left] == edges.stretch[right]
    twin[left[pair]], twin[right[pair]] = right[pair], left[pair]
    return twin


def _meetings(edges: Edges, n_nodes: int) -> tuple[Ints, Ints, Ints]:
    """Every edge with every edge that starts where it ends; and exits per edge."""
    by_tail = np.argsort(edges.tail, kind="stable")
    starts = np.searchsorted(edges.tail[by_tail], np.arange(n_nodes + 1))
    exits = np.diff(starts)[edges.head].astype(np.int32)
    from_edge = np.repeat(np.arange(len(edges), dtype=np.int32), exits)
    ends = np.cumsum(exits)
    step = np.arange(len(from_edge)) - np.repeat(ends - exits, exits)
    to_edge = by_tail[starts[edges.head[from_edge]] + step].astype(np.int32)
    return from_edge, to_edge, exits


def _banned(from_edge: Ints, to_edge: Ints, bans: Ints, n_edges: int) -> Bools:
    key = from_edge.astype(np.int64) * n_edges + to_edge
    return np.isin(key, bans[:, 0].astype(np.int64) * n_edges + bans[:, 1])


def _kinds(roads: RoadNetwork, from_edge: Ints, to_edge: Ints) -> Bytes:
    edges = roads.edges
    out, into = bearings_deg(roads.stretches, edges)
    change = (out[to_edge] - into[from_edge] + 180.0) % 360.0 - 180.0
    if roads.drives_on_left:
        change = -change
    kind = np.zeros(len(from_edge), np.uint8)
    kind[change > STRAIGHT_DEG] = TURN_KINDS.index("right")
    kind[change < -STRAIGHT_DEG] = TURN_KINDS.index("left")
    kind[_arms(roads)[edges.head[from_edge]] < _FORK] = 0
    kind[to_edge == twins(edges)[from_edge]] = TURN_KINDS.index("back")
    return kind


def at_junction(roads: RoadNetwork, turns: Turns) -> Bools:
    """Whether each turn is made where three roads or more meet."""
    found: Bools = _arms(roads)[roads.edges.head[turns.from_edge]] >= _FORK
    return found


def _arms(roads: RoadNetwork) -> Ints:
    """Count the road ends at every node; a loop brings two."""
    one = np.unique(roads.edges.stretch, return_index=True)[1]
    ends = np.concatenate((roads.edges.tail[one], roads.edges.head[one]))
    return np.bincount(ends, minlength=len(roads.nodes)).astype(np.int32)


def bearings_deg(stretches: Stretches, edges: Edges) -> tuple[Floats, Floats]:
    """Compass bearing at each edge's tail and at its head, in driving order.

    From the first and the last two points that differ; degrees, clockwise from
    north; nan where all of an edge's points are one.
    """
    here, there = _steps(stretches)
    start = _bearing(stretches, here)[edges.stretch]
    end = _bearing(stretches, there)[edges.stretch]
    out = np.where(edges.forward, start, end + 180.0)
    into = np.where(edges.forward, end, start + 180.0)
    return out, into


def _steps(stretches: Stretches) -> tuple[Longs, Longs]:
    """First and last point from which each stretch moves on, -1 where none does."""
    first, last = stretches.first[:-1], stretches.first[1:] - 1
    moves = (np.diff(stretches.lon) != 0) | (np.diff(stretches.lat) != 0)
    moves[last[:-1]] = False  # from one stretch to the next
    moving = np.concatenate(([-1], np.flatnonzero(moves), [len(stretches.lon)]))
    start = moving[np.searchsorted(moving, first)]
    end = moving[np.searchsorted(moving, last) - 1]
    still = start >= last
    return np.where(still, -1, start), np.where(still, -1, end)


def _bearing(stretches: Stretches, here: Longs) -> Floats:
    there = here + 1
    north = stretches.lat[there] - stretches.lat[here]
    middle = np.radians((stretches.lat[there] + stretches.lat[here]) / 2)
    east = (stretches.lon[there] - stretches.lon[here]) * np.cos(middle)
    degrees: Floats = np.degrees(np.arctan2(east, north))
    return np.where(here < 0, np.nan, degrees)
