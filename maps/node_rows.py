"""Rows of the fast engine in one direction, kept as long as they hold."""

from __future__ import annotations

import numpy as np

from maps import label_kernels as kernels
from maps.engine import Seeds
from maps.road_network import Ints

_KEPT_AT_MOST = 8_000_000
"""Numbers in kept rows, four bytes each; one question may need more."""


class NodeRows:
    """Rows of nodes, made when first asked for.

    way : `kernels.UP` for costs from nodes to those above, `kernels.DOWN` for those
    back. cost : of upper arcs; whoever changes it forgets the rows.
    """

    def __init__(
        self, tree: kernels.Tree, cost: Ints, way: int, room: kernels.Room
    ) -> None:
        self._tree, self._cost, self._way, self._room = tree, cost, way, room
        self._start = np.full(len(tree.parent), -1, np.int64)
        self._rows = np.empty(0, np.int32)
        self._used = 0

    def forget(self) -> None:
        """Forget all rows."""
        self._start[:] = -1
        self._used = 0

    def forget_below(self, changed: Ints) -> None:
        """Forget the rows of some nodes, by rank, and of all below them."""
        kernels.forget_rows(self._tree.parent, changed, self._start)

    def of(self, places: Seeds, node: Ints) -> kernels.Places:
        """Rows of places, none of them without a node; nodes by rank."""
        offset = np.minimum(places.offset_ms, kernels.FAR).astype(np.int32)
        merged = places.first[:-1][np.diff(places.first) > 1]
        self._fill(node, room=int((self._tree.depth[node[merged]] + 1).sum()))
        start, depth, extra = kernels.place_rows(
            self._tree,
            places.first,
            node,
            offset,
            self._start,
            self._used,
            self._rows,
        )
        return kernels.Places(
            first=places.first,
            node=node,
            offset=offset,
            start=start,
            depth=depth,
            extra=extra,
            node_start=self._start,
            rows=self._rows,
        )

    def _fill(self, node: Ints, *, room: int) -> None:
        """Make the rows that nodes still need, and leave room after them."""
        found = self._without(node)
        needed = self._needed(found) + room
        if self._used + needed > len(self._rows):
            self.forget()
            found = self._without(node)
            needed = self._needed(found) + room
            if needed > len(self._rows):
                # Memory that is never written to is never taken.
                self._rows = np.empty(max(needed, _KEPT_AT_MOST), np.int32)
        self._used = kernels.fill_rows(
            self._tree,
            found,
            self._cost,
            self._way,
            self._used,
            self._start,
            self._rows,
        )

    def _without(self, node: Ints) -> Ints:
        found: Ints = kernels.on_ways_up(self._tree, node, self._start, self._room)
        return found

    def _needed(self, found: Ints) -> int:
        return int(self._tree.depth[found].sum(dtype=np.int64)) + len(found)
