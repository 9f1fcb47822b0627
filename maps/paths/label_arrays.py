"""What the fast engine's compiled loops hand to each other.

Nodes are ranks of an `Elimination`, whose words are used throughout. `cost` has two
numbers for each upper arc: from its lower end to its upper end, and back, in int32
milliseconds. FAR stands for "no way", and three of it still fit.

A loop that calls another hands it few arrays, and the innermost loops call none: each
array in a call costs as much as several steps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maps.paths.engine import FARTHEST_MS
from maps.road_network import Bools, Ints, Longs

FAR = np.int32(FARTHEST_MS)

UP = 0
"""Way of a row: the cost from its node to those above."""

DOWN = 1
"""Way of a row: the cost from those above to its node."""

STEP = 32
"""Rows begin at multiples of it, and what is left over holds FAR.

As many numbers as one pass of the innermost loop takes, so that none is done alone:
rows are made in two thirds of the time.
"""


class Tree(NamedTuple):
    """An `Elimination`, but for the ranks of the graph's nodes.

    given_slot : [given], the slot of each.
    """

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
    given_slot: Ints


class Places(NamedTuple):
    """Places with their rows in one direction.

    first, node, offset : as of `Seeds`, by rank; no place is without a node.
    start, depth : [places] where a place's row starts and the depth it goes down to.
    extra : [places] to be added to what its row says.
    low, high : [places] first and last of the ranks below the last node that all of
    a place's nodes share; from there on its row is not enough. None for one node.
    node_start, rows : where nodes' rows start, and all rows.
    """

    first: Longs
    node: Ints
    offset: Ints
    start: Longs
    depth: Ints
    extra: Ints
    low: Ints
    high: Ints
    node_start: Longs
    rows: Ints


class Room(NamedTuple):
    """Work room, [ranks] each: who was seen, all False between uses; a list."""

    seen: Bools
    listed: Ints


class Reach(NamedTuple):
    """What is reached from a place on the ways to the root: work room, [ranks] each.

    cost : -1 where nothing is. came_by : upper arc, -1 at the place. found : who.
    """

    cost: Ints
    came_by: Longs
    found: Ints
