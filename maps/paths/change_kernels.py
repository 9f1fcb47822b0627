"""Compiled loops of the fast engine: weights of which few change (`label_arrays`)."""

import numpy as np

from maps.paths.compiled import compiled
from maps.paths.label_arrays import FAR


@compiled
def recustomize(tree, arcs, weight, cost, doubtful, room):
    """Customize again after the weights of some graph arcs have changed.

    doubtful : [upper arcs] work room, all False. Returns the nodes that have an arc
    whose cost is another.
    """
    ends = np.empty(len(arcs), np.int32)
    count = 0
    for arc in arcs:
        slot = tree.slot[arc]
        if slot >= 0:
            doubtful[slot // 2] = True
            ends[count] = np.searchsorted(tree.first, slot // 2, side="right") - 1
            count += 1
    found = all_on_ways_up(tree.parent, ends[:count], room)
    changed = 0
    for v in found:
        other = False
        for a in range(tree.first[v], tree.first[v + 1]):
            if not doubtful[a]:
                continue
            doubtful[a] = False
            was = cost[2 * a], cost[2 * a + 1]
            cost[2 * a], cost[2 * a + 1] = cheapest_now(tree, v, a, weight, cost)
            if was[0] != cost[2 * a] or was[1] != cost[2 * a + 1]:
                doubt(tree, v, a, was, cost, doubtful)
                other = True
        if other:
            found[changed] = v
            changed += 1
    return found[:changed]


@compiled
def all_on_ways_up(parent, node, room):
    """Nodes on the ways to the root, the lowest first."""
    seen, listed = room.seen, room.listed
    count = 0
    for i in range(len(node)):
        v = node[i]
        while v >= 0 and not seen[v]:
            seen[v] = True
            listed[count] = v
            count += 1
            v = parent[v]
    found = listed[:count].copy()
    seen[found] = False
    found.sort()
    return found


@compiled
def cheapest_now(tree, x, arc, weight, cost):
    """Cost of an upper arc both ways, from its graph arcs and the ways round it."""
    up, down = FAR, FAR
    for i in range(tree.given_first[x], tree.given_first[x + 1]):
        if tree.given_slot[i] == 2 * arc:
            up = min(up, weight[tree.given[i]])
        if tree.given_slot[i] == 2 * arc + 1:
            down = min(down, weight[tree.given[i]])
    y = tree.upper[arc]
    for i in range(tree.lower_first[x], tree.lower_first[x + 1]):
        by_x = 2 * tree.lower_arc[i]
        if cost[by_x + 1] >= up and cost[by_x] >= down:
            continue
        z = tree.lower_node[i]
        end = tree.first[z + 1]
        by_y = tree.first[z] + np.searchsorted(tree.upper[tree.first[z] : end], y)
        if by_y < end and tree.upper[by_y] == y:
            up = min(up, np.int32(cost[by_x + 1] + cost[2 * by_y]))
            down = min(down, np.int32(cost[2 * by_y + 1] + cost[by_x]))
    return up, down


@compiled
def doubt(tree, x, arc, was, cost, doubtful):
    """Mark the arcs that an arc's old or new cost may be part of.

    was : its costs before, up and down.
    """
    own = arc - tree.first[x]
    now = cost[2 * arc], cost[2 * arc + 1]
    for other in range(tree.first[x + 1] - tree.first[x]):
        if other == own:
            continue
        by = 2 * (tree.first[x] + other)
        low, high = min(own, other), max(own, other)
        closing = tree.closing[tree.triangle_first[x] + high * (high - 1) // 2 + low]
        # Which way the closing arc rises: from the earlier of the two to the later.
        rising = closing * 2 if other > own else closing * 2 + 1
        falling = closing * 2 + 1 if other > own else closing * 2
        if (
            was[1] + cost[by] == cost[rising]
            or now[1] + cost[by] < cost[rising]
            or was[0] + cost[by + 1] == cost[falling]
            or now[0] + cost[by + 1] < cost[falling]
        ):
            doubtful[closing] = True
