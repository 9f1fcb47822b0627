"""Compiled loops of `elimination`: arrays in, arrays out."""

import numpy as np

from maps.paths.compiled import compiled


@compiled
def parents(first, lower):
    """Parent of every node in the elimination tree, -1 of a root.

    lower[first[v]:first[v + 1]] : neighbours of v that go before it. A parent is who
    first reaches a node's tree from above; ways up are cut short as they are used.
    """
    size = len(first) - 1
    parent = np.full(size, -1, np.int32)
    above = np.full(size, -1, np.int32)
    for v in range(size):
        for a in range(first[v], first[v + 1]):
            u = lower[a]
            while above[u] != -1 and above[u] != v:
                above[u], u = v, above[u]
            if above[u] == -1:
                above[u] = v
                parent[u] = v
    return parent


@compiled
def after_descendants(parent):
    """New rank of every rank: each right after its descendants, none else moved."""
    size = len(parent)
    below = np.ones(size, np.int32)
    for v in range(size):
        if parent[v] >= 0:
            below[parent[v]] += below[v]
    # From the top down: who goes last among its siblings gets the highest ranks.
    rank = np.empty(size, np.int32)
    free = np.empty(size, np.int32)
    free_of_roots = size
    for v in range(size - 1, -1, -1):
        p = parent[v]
        if p < 0:
            end = free_of_roots
            free_of_roots -= below[v]
        else:
            end = free[p]
            free[p] -= below[v]
        rank[v] = end - 1
        free[v] = end - 1
    return rank


@compiled
def complete(first_given, given):
    """Upper neighbours of every node once all below it are gone; and parents.

    A node's are its own and those of its children, less itself.
    """
    size = len(first_given) - 1
    parent = np.full(size, -1, np.int32)
    upper = np.empty(max(16, 2 * len(given)), np.int32)
    first = np.zeros(size + 1, np.int64)
    child = np.full(size, -1, np.int32)
    sibling = np.full(size, -1, np.int32)
    seen_by = np.full(size, -1, np.int32)
    end = 0
    for v in range(size):
        start = end
        room = first_given[v + 1] - first_given[v]
        c = child[v]
        while c != -1:
            room += first[c + 1] - first[c]
            c = sibling[c]
        if end + room > len(upper):
            grown = np.empty(2 * (end + room), np.int32)
            grown[:end] = upper[:end]
            upper = grown
        for a in range(first_given[v], first_given[v + 1]):
            u = given[a]
            if seen_by[u] != v:
                seen_by[u] = v
                upper[end] = u
                end += 1
        c = child[v]
        while c != -1:
            for a in range(first[c], first[c + 1]):
                u = upper[a]
                if u > v and seen_by[u] != v:
                    seen_by[u] = v
                    upper[end] = u
                    end += 1
            c = sibling[c]
        upper[start:end].sort()
        first[v + 1] = end
        if end > start:
            p = upper[start]
            parent[v] = p
            sibling[v] = child[p]
            child[p] = v
    return first, upper[:end].copy(), parent


@compiled
def depths(parent):
    """Depth of every node, and an ancestor to jump to, of a depth that suits.

    Jumps are as long as two jumps one above the other, where those are of like
    length, so that any ancestor is a few steps away (Myers, 1983).
    """
    size = len(parent)
    depth = np.zeros(size, np.int32)
    jump = np.empty(size, np.int32)
    for v in range(size - 1, -1, -1):
        p = parent[v]
        if p < 0:
            jump[v] = v
            continue
        depth[v] = depth[p] + 1
        j = jump[p]
        alike = depth[p] - depth[j] == depth[j] - depth[jump[j]]
        jump[v] = jump[j] if alike else p
    return depth, jump


@compiled
def lowest(parent):
    """Lowest rank among every node and its descendants."""
    low = np.arange(len(parent)).astype(np.int32)
    for v in range(len(parent)):
        if parent[v] >= 0:
            low[parent[v]] = min(low[parent[v]], low[v])
    return low


@compiled
def from_above(first, upper):
    """Lower ends and arcs of every node's arcs from below."""
    size = len(first) - 1
    lower_first = np.zeros(size + 1, np.int64)
    for a in range(len(upper)):
        lower_first[upper[a] + 1] += 1
    for v in range(size):
        lower_first[v + 1] += lower_first[v]
    lower_node = np.empty(len(upper), np.int32)
    lower_arc = np.empty(len(upper), np.int32)
    free = lower_first[:-1].copy()
    for v in range(size):
        for a in range(first[v], first[v + 1]):
            u = upper[a]
            lower_node[free[u]] = v
            lower_arc[free[u]] = a
            free[u] += 1
    return lower_first, lower_node, lower_arc


@compiled
def closing_arcs(first, upper):
    """Of every two upper arcs of a node, the arc between their upper ends."""
    size = len(first) - 1
    triangle_first = np.zeros(size + 1, np.int64)
    for v in range(size):
        count = first[v + 1] - first[v]
        triangle_first[v + 1] = triangle_first[v] + count * (count - 1) // 2
    closing = np.empty(triangle_first[-1], np.uint32)
    for v in range(size):
        begin = first[v]
        count = first[v + 1] - begin
        for i in range(count):
            a = first[upper[begin + i]]
            for j in range(i + 1, count):
                while upper[a] != upper[begin + j]:
                    a += 1
                closing[triangle_first[v] + j * (j - 1) // 2 + i] = a
    return triangle_first, closing


@compiled
def slots(first, upper, low, high, falls):
    """Twice the upper arc between each pair of ranks, plus one if it falls."""
    slot = np.full(len(low), -1, np.int32)
    for i in range(len(low)):
        if low[i] != high[i]:
            begin = first[low[i]]
            part = upper[begin : first[low[i] + 1]]
            arc = begin + np.searchsorted(part, high[i])
            slot[i] = 2 * arc + falls[i]
    return slot
