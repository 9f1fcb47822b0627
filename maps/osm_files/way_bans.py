"""Bans over a way: the graph that is searched, with copies that know their past.

Where nobody may drive edges a, b and c one right after the other, the turn from b to
c is still free to all who do not come from a. So b gets a copy, which only the turn
from a leads to, and which lacks the turn to c. In general every beginning of a ban
has a copy of its last edge (the states of Aho and Corasick's automaton, 1975, of the
banned rows); a turn leads to the copy of the longest beginning that it completes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.road_network import Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TurnArcs:
    """Turns as arcs of the graph that is searched, sorted by tail.

    tail, head : its nodes. edge : [nodes], which edge each is about to drive. Node e
    is edge e, reached by any way that begins no ban; copies come after the edges.
    """

    tail: Ints
    head: Ints
    edge: Ints


def turn_arcs(from_edge: Ints, to_edge: Ints, way_bans: Ints, n_edges: int) -> TurnArcs:
    """Make arcs of turns, sorted by the edge they leave, and of bans over a way."""
    banned = {tuple(row[row >= 0].tolist()) for row in way_bans}
    begun = sorted({row[:size] for row in banned for size in range(2, len(row))})
    copy = {row: n_edges + number for number, row in enumerate(begun)}
    first = np.searchsorted(from_edge, np.arange(n_edges + 1))
    head = to_edge.copy()
    tails, heads = [], []
    for row in begun:
        if len(row) == 2:  # noqa: PLR2004 - its turn is from an edge, not from a copy
            turns = slice(*first[row[0] : row[0] + 2])
            head[turns][to_edge[turns] == row[1]] = copy[row]
        for after in to_edge[slice(*first[row[-1] : row[-1] + 2])].tolist():
            pasts = [(*row, after)[start:] for start in range(len(row))]
            if banned.isdisjoint(pasts):
                tails.append(copy[row])
                longest = (copy[past] for past in pasts if past in copy)
                heads.append(next(longest, after))
    last = [row[-1] for row in begun]
    return TurnArcs(
        tail=np.concatenate((from_edge, np.array(tails, np.int32))),
        head=np.concatenate((head, np.array(heads, np.int32))),
        edge=np.concatenate((np.arange(n_edges), last)).astype(np.int32),
    )
