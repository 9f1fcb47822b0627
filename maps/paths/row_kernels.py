"""Compiled loops of the fast engine: rows of nodes and places (`label_arrays`)."""

import numpy as np
from numba import uint64

from maps.paths.compiled import compiled
from maps.paths.label_arrays import FAR, STEP


@compiled
def length(depth):
    """Count the numbers of a row that goes down to a depth, those left over too."""
    return (depth + STEP) // STEP * STEP


@compiled
def on_ways_up(parent, node, start, room):
    """Nodes without a row on the ways to the root, each after whoever is above it.

    node : sorted, so that who has a way in common comes one after the other. start :
    [ranks], -1 without a row; whoever is above a row has one too.
    """
    seen, listed = room.seen, room.listed
    count = 0
    for i in range(len(node)):
        v = node[i]
        begin = count
        while v >= 0 and not seen[v] and start[v] < 0:
            seen[v] = True
            listed[count] = v
            count += 1
            v = parent[v]
        listed[begin:count] = listed[begin:count][::-1].copy()
    found = listed[:count].copy()
    seen[found] = False
    return found


@compiled
def fill_rows(tree, found, cost, way, used, start, rows):
    """Make the rows of nodes: by depth, the cost of each node on the way to the root.

    found : as from `on_ways_up`. used : where in `rows` there is room. Returns where
    there is room then.
    """
    parent, depth = tree.parent, tree.depth
    first, upper_depth = tree.first, tree.upper_depth
    height = 0
    for v in found:
        height = max(height, depth[v] + 1)
    above = np.full(height, -1, np.int64)  # rows of who is above, by depth
    for v in found:
        u = parent[v]
        while u >= 0 and above[depth[u]] != start[u]:
            above[depth[u]] = start[u]
            u = parent[u]
        size = length(depth[v])
        row = rows[used : used + size]
        start[v] = used
        above[depth[v]] = used
        used += size
        row[:] = FAR
        row[depth[v]] = np.int32(0)
        for a in range(first[v], first[v + 1]):
            there = upper_depth[a]
            size = length(there)
            onward = rows[above[there] : above[there] + size]
            to = cost[2 * a + way]
            for d in range(uint64(size)):
                row[d] = min(row[d], np.int32(onward[d] + to))
    return used


@compiled
def forget_rows(lowest, changed, start):
    """Forget the rows of some nodes, sorted, and of all below them."""
    done = len(start)
    for i in range(len(changed) - 1, -1, -1):
        v = changed[i]
        if v < done:
            done = lowest[v]
            start[done : v + 1] = -1


@compiled
def last_shared(parent, depth, jump, one, other):
    """Last common ancestor of two nodes, -1 of two trees."""
    if depth[one] < depth[other]:
        one, other = other, one
    while depth[one] > depth[other]:
        one = jump[one] if depth[jump[one]] >= depth[other] else parent[one]
    while one != other:
        if depth[one] == 0:
            return -1
        if jump[one] != jump[other]:
            one, other = jump[one], jump[other]
        else:
            one, other = parent[one], parent[other]
    return one


@compiled
def place_rows(tree, first, node, offset, node_start, used, rows):
    """Give each place a row: of many nodes, the cheapest, as deep as all share.

    A place of one node has its node's. Returns the `start`, `depth`, `extra`, `low`
    and `high` of `Places`.
    """
    count = len(first) - 1
    start = np.empty(count, np.int64)
    depth = np.empty(count, np.int32)
    extra = np.zeros(count, np.int32)
    low = np.full(count, len(tree.parent), np.int32)
    high = np.full(count, -1, np.int32)
    for i in range(count):
        head = node[first[i]]
        if first[i + 1] - first[i] == 1:
            start[i] = node_start[head]
            depth[i] = tree.depth[head]
            extra[i] = offset[first[i]]
            continue
        for s in range(first[i] + 1, first[i + 1]):
            if head >= 0:
                head = last_shared(tree.parent, tree.depth, tree.jump, head, node[s])
        start[i] = used
        depth[i] = tree.depth[head] if head >= 0 else -1
        low[i] = tree.lowest[head] if head >= 0 else 0
        high[i] = head if head >= 0 else len(tree.parent) - 1
        size = length(depth[i])
        row = rows[used : used + size]
        used += size
        row[:] = FAR
        for s in range(first[i], first[i + 1]):
            own = rows[node_start[node[s]] : node_start[node[s]] + size]
            cost = offset[s]
            for d in range(uint64(size)):
                row[d] = min(row[d], np.int32(own[d] + cost))
    return start, depth, extra, low, high
