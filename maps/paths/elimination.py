"""The tree behind the fast engine: what is left of a graph when its nodes go.

Nodes are taken away in order; whoever a node was joined to is then joined among
each other, so that no path is lost. A node's later neighbours are its *upper* ones;
the first of them is its parent in the elimination tree, and all of them lie on the
way from it to the tree's root. That depends on the graph alone, not on weights, and
is worked out once for a map.

References: Dibbelt, Strasser, Wagner, Customizable Contraction Hierarchies
(arXiv:1402.0402); Blum, Storandt et al., Customizable Hub Labeling
(arXiv:2208.08709).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maps import ragged
from maps.paths import elimination_kernels as kernels
from maps.road_network import Ints, Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Elimination:
    """An elimination order and its tree; nodes are named by their rank in it.

    A node's descendants are the ranks right below it.

    rank : [nodes] of the graph's nodes. Per rank: parent (-1 of a root), depth (0 of
    a root), jump (some ancestor; by jumps and parents any ancestor is near), lowest
    (of its descendants, or itself).
    first, upper : upper arcs of rank v are first[v]:first[v + 1], their other ends
    in order. upper_depth : depth of those.
    lower_first, lower_node, lower_arc : the same arcs seen from above.
    triangle_first, closing : of every two upper arcs of a node, the upper arc that
    joins their ends; by node, then by the later of the two, then by the earlier.
    slot : [graph arcs] twice the upper arc that it lies on, plus one if it runs from
    the upper end to the lower; -1 of a loop.
    given_first, given : graph arcs by the rank of their lower end, loops left out.
    """

    rank: Ints
    parent: Ints
    depth: Ints
    jump: Ints
    lowest: Ints
    first: Longs
    upper: Ints
    upper_depth: Ints
    lower_first: Longs
    lower_node: Ints
    lower_arc: Ints
    triangle_first: Longs
    closing: NDArray[np.uint32]
    slot: Ints
    given_first: Longs
    given: Ints

    @property
    def n_nodes(self) -> int:
        """Count the nodes."""
        return len(self.rank)


def eliminate(tail: Ints, head: Ints, order: Ints) -> Elimination:
    """Take a graph's nodes away in order.

    Parameters
    ----------
    tail, head : [arcs] nodes. order : nodes, first to go first; among orders that
    come to the same, one is taken that keeps each node next to its descendants.
    """
    rank = _ranks(tail, head, order)
    low, high = _ends(tail, head, rank)
    given_first, given = _by(low, np.flatnonzero(low != high), len(order))
    first, upper, parent = kernels.complete(given_first, high[given])
    depth, jump = kernels.depths(parent)
    lower_first, lower_node, lower_arc = kernels.from_above(first, upper)
    triangle_first, closing = kernels.closing_arcs(first, upper)
    return Elimination(
        rank=rank,
        parent=parent,
        depth=depth,
        jump=jump,
        lowest=kernels.lowest(parent),
        first=first,
        upper=upper,
        upper_depth=depth[upper],
        lower_first=lower_first,
        lower_node=lower_node,
        lower_arc=lower_arc,
        triangle_first=triangle_first,
        closing=closing,
        slot=kernels.slots(first, upper, low, high, rank[tail] > rank[head]),
        given_first=given_first,
        given=given,
    )


def _ranks(tail: Ints, head: Ints, order: Ints) -> Ints:
    """Rank of each node, so that descendants in the tree come right before it."""
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    low, high = _ends(tail, head, rank)
    first, arcs = _by(high, np.flatnonzero(low != high), len(order))
    ranks: Ints = kernels.after_descendants(kernels.parents(first, low[arcs]))[rank]
    return ranks


def _ends(tail: Ints, head: Ints, rank: Ints) -> tuple[Ints, Ints]:
    one, other = rank[tail], rank[head]
    return np.minimum(one, other), np.maximum(one, other)


def _by(end: Ints, arcs: Longs, size: int) -> tuple[Longs, Ints]:
    """Sort arcs by one of their ends; where each end's begin, and the arcs."""
    ends = end[arcs]
    first = ragged.firsts(np.bincount(ends, minlength=size))
    return first, arcs[np.argsort(ends, kind="stable")].astype(np.int32)
