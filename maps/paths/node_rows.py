"""Rows of the fast engine in one direction, kept as long as they hold."""

from __future__ import annotations

import numpy as np

from maps.paths import row_kernels as kernels
from maps.paths.engine import Seeds
from maps.paths.label_arrays import FAR, STEP, Places, Room, Tree
from maps.road_network import Ints

_KEPT_AT_MOST = 8_000_000
"""Numbers in kept rows, four bytes each; one question may need more."""


class NodeRows:
    """Rows of nodes, made when first asked for.

    way : `UP` for costs from nodes to those above, `DOWN` for those back.
    cost : of upper arcs; whoever changes it forgets the rows.
    """

    def __init__(self, tree: Tree, cost: Ints, way: int, room: Room) -> None:
        self._tree, self._cost, self._way, self._room = tree, cost, way, room
        self._start = np.full(len(tree.parent), -1, np.int64)
        self._rows = np.empty(0, np.int32)
        self._used = 0

    def forget(self) -> None:
        """Forget all rows."""
        self._start[:] = -1
        self._used = 0

    def forget_below(self, changed: Ints) -> None:
        """Forget the rows of some nodes, by rank and sorted, and of all below them."""
        kernels.forget_rows(self._tree.lowest, changed, self._start)

    def of(self, places: Seeds, node: Ints) -> Places:
        """Rows of places, none of them without a node; nodes by rank."""
        offset = np.minimum(places.offset_ms, FAR).astype(np.int32)
        merged = places.first[:-1][np.diff(places.first) > 1]
        self._fill(node, room=self._needed(node[merged]))
        start, depth, extra, low, high = kernels.place_rows(
            self._tree,
            places.first,
            node,
            offset,
            self._start,
            self._used,
            self._rows,
        )
        return Places(
            first=places.first,
            node=node,
            offset=offset,
            start=start,
            depth=depth,
            extra=extra,
            low=low,
            high=high,
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
        found: Ints = kernels.on_ways_up(
            self._tree.parent, np.sort(node), self._start, self._room
        )
        return found

    def _needed(self, found: Ints) -> int:
        steps = self._tree.depth[found] // STEP + 1
        return STEP * int(steps.sum(dtype=np.int64))
