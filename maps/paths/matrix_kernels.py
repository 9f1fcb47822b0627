"""Compiled loops of the fast engine: many to many (`label_arrays`).

Two nodes meet on the way to the root, at one of the nodes that both ways share. The
ends are put in the order of their ranks: who shares a node with a start is then in
one run of them, and the run grows towards the root. So a start goes through its row
once, and each number of it is tried on a whole run of ends.
"""

import numpy as np

from maps.paths.compiled import compiled
from maps.paths.engine import UNREACHABLE_MS
from maps.paths.label_arrays import FAR
from maps.paths.row_kernels import last_shared

UNREACHABLE = np.int64(UNREACHABLE_MS)


@compiled
def matrix(tree, starts, ends, order, limit, out):
    """Write the milliseconds of every start to some ends, UNREACHABLE over a limit.

    order : the ends, by their first node's rank. out : [starts, all ends].
    """
    parent, depth, jump = tree.parent, tree.depth, tree.jump
    nodes, low, high = ends.node[ends.first[order]], ends.low[order], ends.high[order]
    extra = ends.extra[order]
    shared = neighbours_depths(parent, depth, jump, nodes)
    before, after = less_shared(shared)
    table = by_depth(ends, order, starts.depth.max() + 1)
    least = np.empty(len(order), np.int32)
    rows, first, node = starts.rows, starts.first, starts.node
    start, deep, own_extra = starts.start, starts.depth, starts.extra
    own_low, own_high = starts.low, starts.high
    for i in range(len(out)):
        v = node[first[i]]
        middle = np.searchsorted(nodes, v)
        on_left, on_right = np.int32(-1), np.int32(-1)
        if middle > 0:
            on_left = shared_depth(parent, depth, jump, v, nodes[middle - 1])
        if middle < len(nodes):
            on_right = shared_depth(parent, depth, jump, v, nodes[middle])
        least[:] = FAR
        row = rows[start[i] : start[i] + deep[i] + 1]
        sweep(row, table, shared, before, after, middle, on_left, on_right, least)
        for k in range(len(order)):
            ms = least[k] + own_extra[i] + extra[k]
            # Two nodes of the places may share more than the places do.
            if own_low[i] <= nodes[k] <= own_high[i] or low[k] <= v <= high[k]:
                ms = cheapest_pair(tree, starts, i, ends, order[k])
            out[i, order[k]] = ms if ms <= limit else UNREACHABLE


@compiled
def neighbours_depths(parent, depth, jump, nodes):
    """Depth that each node of a sorted list shares with the one before it, or -1."""
    shared = np.full(len(nodes), -1, np.int32)
    for k in range(1, len(nodes)):
        shared[k] = shared_depth(parent, depth, jump, nodes[k - 1], nodes[k])
    return shared


@compiled
def shared_depth(parent, depth, jump, one, other):
    """Depth of the last common ancestor of two nodes, -1 of two trees."""
    node = last_shared(parent, depth, jump, one, other)
    return depth[node] if node >= 0 else np.int32(-1)


@compiled
def less_shared(shared):
    """Of each in a row, the nearest before and after that shares less with its own.

    -1, and the row's length, where there is none.
    """
    size = len(shared)
    before, after = np.empty(size, np.int64), np.empty(size, np.int64)
    for k in range(size):
        i = k - 1
        while i >= 0 and shared[i] >= shared[k]:
            i = before[i]
        before[k] = i
    for k in range(size - 1, -1, -1):
        i = k + 1
        while i < size and shared[i] >= shared[k]:
            i = after[i]
        after[k] = i
    return before, after


@compiled
def by_depth(ends, order, height):
    """Rows of ends side by side, [depths, ends]; FAR below each row's end."""
    table = np.full((height, len(order)), FAR, np.int32)
    for k in range(len(order)):
        j = order[k]
        start = ends.start[j]
        for d in range(min(height, ends.depth[j] + 1)):
            table[d, k] = ends.rows[start + d]
    return table


@compiled
def sweep(row, table, shared, before, after, middle, on_left, on_right, least):
    """Find the least sum of a start's row and those of all ends, FAR at most.

    table, shared, before, after : what `by_depth`, `neighbours_depths` and
    `less_shared` say of the ends. middle : where the start stands among them;
    on_left, on_right : the depths it shares with those beside it.
    """
    begin = end = middle
    depth = max(on_left, on_right)
    while depth >= 0:
        # Who shares this depth: everyone as far as the next who shares less.
        if on_left >= depth:
            begin -= 1
            while shared[begin] >= depth:
                begin = before[begin]
            on_left = shared[begin]
        if on_right >= depth:
            end += 1
            while end < len(shared) and shared[end] >= depth:
                end = after[end]
            on_right = shared[end] if end < len(shared) else np.int32(-1)
        higher = max(on_left, on_right)
        lower_least(row, table, begin, end, higher + 1, min(depth + 1, len(row)), least)
        depth = higher


@compiled
def lower_least(row, table, begin, end, top, bottom, least):
    """Try the depths from top to before bottom on a run of ends, four at a time."""
    here = least[begin:end]
    d = top
    while d + 4 <= bottom:
        a, b, c, e = row[d], row[d + 1], row[d + 2], row[d + 3]
        at_a, at_b = table[d, begin:end], table[d + 1, begin:end]
        at_c, at_e = table[d + 2, begin:end], table[d + 3, begin:end]
        for k in range(len(here)):
            one = min(np.int32(at_a[k] + a), np.int32(at_b[k] + b))
            other = min(np.int32(at_c[k] + c), np.int32(at_e[k] + e))
            here[k] = min(here[k], min(one, other))
        d += 4
    while d < bottom:
        a, at_a = row[d], table[d, begin:end]
        for k in range(len(here)):
            here[k] = min(here[k], np.int32(at_a[k] + a))
        d += 1


@compiled
def cheapest_pair(tree, starts, i, ends, j):
    """Cheapest way between two places, whatever their nodes share; 2 * FAR at most."""
    parent, depth, jump = tree.parent, tree.depth, tree.jump
    best = FAR
    for s in range(starts.first[i], starts.first[i + 1]):
        x = starts.node[s]
        for t in range(ends.first[j], ends.first[j + 1]):
            y = ends.node[t]
            size = shared_depth(parent, depth, jump, x, y) + 1
            a, b = starts.node_start[x], ends.node_start[y]
            way = least_sum(starts.rows[a : a + size], ends.rows[b : b + size])
            # Summed in two steps: three of FAR fit, four do not.
            way = min(FAR, np.int32(way + starts.offset[s]))
            best = min(best, np.int32(way + ends.offset[t]))
    return best


@compiled
def least_sum(one, other):
    """Least sum of two rows, place by place; FAR at most."""
    least = FAR
    for d in range(len(one)):
        least = min(least, np.int32(one[d] + other[d]))
    return least
