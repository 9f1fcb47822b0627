"""Compiled loops of the fast engine: one way (`label_arrays`)."""

import numpy as np

from maps.paths.compiled import compiled
from maps.paths.label_arrays import DOWN, FAR, UP


@compiled
def find_way(tree, starts, ends, weight, cost, forth, back):
    """Cheapest way between two places, each given by its nodes and offsets.

    Returns its cost, FAR without a way; its first node; its graph arcs in order.
    """
    count_forth = spread(tree, starts[0], starts[1], cost, UP, forth)
    count_back = spread(tree, ends[0], ends[1], cost, DOWN, back)
    best, middle = FAR, -1
    for v in forth.found[:count_forth]:
        if back.cost[v] >= 0 and np.int32(forth.cost[v] + back.cost[v]) < best:
            best = np.int32(forth.cost[v] + back.cost[v])
            middle = v
    begin = -1
    given = np.empty(0, np.int32)
    if middle >= 0:
        _, down = climb(tree.first, back.came_by, middle, DOWN)
        begin, up = climb(tree.first, forth.came_by, middle, UP)
        given = unpack(tree, down[::-1] + up, weight, cost)
    forth.cost[forth.found[:count_forth]] = -1
    back.cost[back.found[:count_back]] = -1
    return best, begin, given


@compiled
def spread(tree, node, offset, cost, way, reach):
    """Spread from a place's nodes to all above them; return how many they are."""
    count = 0
    for i in range(len(node)):
        v = node[i]
        while v >= 0 and reach.cost[v] < 0:
            reach.cost[v] = FAR
            reach.came_by[v] = -1
            reach.found[count] = v
            count += 1
            v = tree.parent[v]
        reach.cost[node[i]] = min(reach.cost[node[i]], offset[i])
    reach.found[:count].sort()
    for v in reach.found[:count]:
        here = reach.cost[v]
        if here >= FAR:
            continue
        for a in range(tree.first[v], tree.first[v + 1]):
            u = tree.upper[a]
            there = np.int32(here + cost[2 * a + way])
            if there < reach.cost[u]:
                reach.cost[u] = there
                reach.came_by[u] = a
    return count


@compiled
def climb(first, came_by, top, way):
    """By which slots a place reached a node, from the top down; and its own node.

    A slot comes with the lower end of its arc.
    """
    v = top
    slots = [(np.int64(0), v) for _ in range(0)]
    while came_by[v] >= 0:
        arc = came_by[v]
        v = np.searchsorted(first, arc, side="right") - 1
        slots.append((2 * arc + way, v))
    return v, slots


@compiled
def unpack(tree, waiting, weight, cost):  # noqa: C901 - a call costs more than a step
    """Graph arcs of slots in driving order.

    waiting : slots with the lower ends of their arcs, the last first. A slot is a
    graph arc that costs as much; else the way round by the two slots to a lower node,
    looked for from the highest down, as most are found there.
    """
    first, upper, given, given_slot = (
        tree.first,
        tree.upper,
        tree.given,
        tree.given_slot,
    )
    given_first, lower_first = tree.given_first, tree.lower_first
    lower_node, lower_arc = tree.lower_node, tree.lower_arc
    out = np.empty(1024, np.int32)
    count = 0
    while waiting:
        slot, x = waiting.pop()
        found = False
        for i in range(given_first[x], given_first[x + 1]):
            arc = given[i]
            if given_slot[i] == slot and weight[arc] == cost[slot]:
                found = True
                break
        if found:
            if count == len(out):
                out = np.append(out, out)
            out[count] = arc
            count += 1
            continue
        y = upper[slot // 2]
        falls = slot % 2
        for i in range(lower_first[x + 1] - 1, lower_first[x] - 1, -1):
            by_x = 2 * lower_arc[i] + 1 - falls
            if cost[by_x] > cost[slot]:
                continue
            z = lower_node[i]
            begin, end = first[z], first[z + 1]
            while begin < end:
                half = (begin + end) // 2
                if upper[half] < y:
                    begin = half + 1
                else:
                    end = half
            by_y = 2 * begin + falls
            if (
                begin < first[z + 1]
                and upper[begin] == y
                and cost[by_x] + cost[by_y] == cost[slot]
            ):
                # From x to z to y, or back; the last goes in first.
                waiting.append((by_x if falls else by_y, z))
                waiting.append((by_y if falls else by_x, z))
                break
    return out[:count].copy()
