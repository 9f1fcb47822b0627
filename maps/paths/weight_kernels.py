"""Compiled loops of the fast engine: a set of weights (`label_arrays`)."""

import numpy as np
from numba import uint64

from maps.paths.compiled import compiled
from maps.paths.label_arrays import FAR


@compiled
def lay_weights(slot, weight_ms, weight, cost):
    """Take each graph arc's weight, and put the cheapest of parallels on its slot."""
    cost[:] = FAR
    for i in range(len(slot)):
        weight[i] = min(weight_ms[i], FAR)
        s = slot[i]
        if s >= 0:
            cost[s] = min(cost[s], weight[i])


@compiled
def customize(first, closing, cost):
    """Let every upper arc cost no more than the way round by any lower node.

    When a node's turn comes, its own arcs are final; each two of them are a way round
    for the arc that closes the triangle. Indexes are unsigned and minima of int32:
    then the machine needs no checks.
    """
    two, one = uint64(2), uint64(1)
    t = uint64(0)
    for v in range(uint64(len(first) - 1)):
        begin, end = two * uint64(first[v]), two * uint64(first[v + one])
        for high in range(begin, end, two):
            to_high, from_high = cost[high], cost[high + one]
            for low in range(begin, high, two):
                arc = two * uint64(closing[t])
                t += one
                low_to_high = np.int32(cost[low + one] + to_high)
                high_to_low = np.int32(from_high + cost[low])
                cost[arc] = min(cost[arc], low_to_high)
                cost[arc + one] = min(cost[arc + one], high_to_low)
