"""The seam between a road network and whatever finds shortest paths on it.

An engine knows nothing of roads: it gets nodes, arcs and weights in whole
milliseconds. Its nodes are the network's directed edges, its arcs the allowed turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from maps.road_network import Ints, Longs

UNREACHABLE_MS = np.iinfo(np.int64).max
"""Of a pair without a path, in whole milliseconds."""

FARTHEST_MS = 1 << 29
"""Weights and whole paths from here on count as "no way": six days."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArcGraph:
    """A directed graph with weights.

    n_nodes : how many nodes. tail, head : [arcs]. weight_ms : [arcs], not negative.
    """

    n_nodes: int
    tail: Ints
    head: Ints
    weight_ms: Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeds:
    """Places on a graph: each is one or more nodes, each reached at a cost.

    first : [places + 1], rows first[i]:first[i + 1] belong to place i.
    node : graph node. offset_ms : from place to node, or from node to place.
    """

    first: Longs
    node: Ints
    offset_ms: Longs

    def __len__(self) -> int:
        """Count the places."""
        return len(self.first) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One shortest path: its time, and its nodes from start to end."""

    ms: int
    nodes: tuple[int, ...]


class Engine(Protocol):
    """Finds shortest paths on one graph with one set of weights."""

    def matrix(
        self, starts: Seeds, ends: Seeds, limit_ms: int | None
    ) -> NDArray[np.int64]:
        """Milliseconds [starts, ends]; UNREACHABLE_MS without a path in the limit."""
        ...

    def path(self, starts: Seeds, ends: Seeds, start: int, end: int) -> Path | None:
        """Return the path between one start and one end, None without one."""
        ...
