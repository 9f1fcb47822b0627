"""Waiting once at a junction, however many signals, signs and crossings it has.

A large junction has a signal at each of its corners or before each of its stop lines,
and crossings on all arms; who drives through waits at the first, and then passes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.road_network import (
    STANDING_KINDS,
    Bools,
    Floats,
    Ints,
    Longs,
    Standing,
)

JUNCTION_M = 40.0
"""What is nearer to each other along the roads is one junction's (assumed)."""

_WEAKEST_FIRST = ("gate", "crossing", "give_way", "stop", "signals")
_STRENGTH = np.array([_WEAKEST_FIRST.index(kind) for kind in STANDING_KINDS])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Roads:
    """What stands along edges, and where these lead, seen in driving order or back.

    edge, at_m : of each row, sorted. length_m : [edges]. here, there : [turns].
    """

    edge: Longs
    at_m: Floats
    length_m: Floats
    here: Longs
    there: Longs

    def backwards(self) -> _Roads:
        """The same roads, driven from their ends to their beginnings; rows turned."""
        last = len(self.length_m) - 1
        edge = last - self.edge[::-1]
        length_m = self.length_m[::-1]
        return _Roads(
            edge=edge,
            at_m=length_m[edge] - self.at_m[::-1],
            length_m=length_m,
            here=last - self.there,
            there=last - self.here,
        )


def wait_once(
    standing: Standing, length_m: Floats, from_edge: Ints, to_edge: Ints
) -> Standing:
    """Leave out what one does not wait for again, or not yet.

    That is, within 40 m on some way along the roads: what comes after something as
    strong or stronger, and what comes before something stronger. Signals are stronger
    than stop signs, these than give-way signs, these than crossings; gates stay.

    Parameters
    ----------
    length_m : [edges]. from_edge, to_edge : [turns].
    """
    roads = _Roads(
        edge=standing.edge.astype(np.int64),
        at_m=standing.fraction * length_m[standing.edge],
        length_m=length_m,
        here=from_edge.astype(np.int64),
        there=to_edge.astype(np.int64),
    )
    back = roads.backwards()
    strength = _STRENGTH[standing.kind]
    keep = np.ones(len(strength), np.bool_)
    for level in np.unique(strength[strength > 0]).tolist():
        rows = strength == level
        behind = _since_m(roads, strength >= level)
        ahead = _since_m(back, strength[::-1] > level)[::-1]
        keep[rows] = (np.minimum(behind, ahead) > JUNCTION_M)[rows]
    return Standing(
        edge=standing.edge[keep],
        fraction=standing.fraction[keep],
        kind=standing.kind[keep],
    )


def _since_m(roads: _Roads, marked: Bools) -> Floats:
    """Metres from each row back to the last marked one before it, inf if far."""
    rows = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, rows, -1))
    before = np.concatenate(([-1], last[:-1]))[: len(rows)]
    same = (before >= 0) & (roads.edge[before] == roads.edge)
    since_tail = _since_tail_m(roads, marked)[roads.edge]
    metres: Floats = roads.at_m + np.where(same, -roads.at_m[before], since_tail)
    return metres


def _since_tail_m(roads: _Roads, marked: Bools) -> Floats:
    """Metres from each edge's tail back to the last marked row before it."""
    left = np.full(len(roads.length_m), np.inf)
    edge = roads.edge[marked]
    np.minimum.at(left, edge, roads.length_m[edge] - roads.at_m[marked])
    without = np.isinf(left)
    since = np.full(len(left), np.inf)
    while True:
        passed = np.where(without, roads.length_m + since, left)
        passed[passed > JUNCTION_M] = np.inf
        some = np.isfinite(passed[roads.here])
        nearer = np.full(len(left), np.inf)
        np.minimum.at(nearer, roads.there[some], passed[roads.here[some]])
        if (nearer == since).all():
            return since
        since = nearer
