"""Compiled loops of `tree_labels`: arrays in, arrays out.

`tree` holds the arrays of an `Elimination`, whose words are used here. `cost` has two
numbers for each upper arc: from its lower end to its upper end, and back, in int32
milliseconds; FAR stands for "no way", and three of it still fit.

Indexes of the innermost loops are unsigned and minima are of int32: then the machine
needs no checks, and works on many numbers at once.
"""

from typing import NamedTuple

import numpy as np
from numba import uint64

from maps.compiled import compiled
from maps.engine import FARTHEST_MS

FAR = np.int32(FARTHEST_MS)

UP = 0
"""Way of a row: the cost from its node to those above."""

DOWN = 1
"""Way of a row: the cost from those above to its node."""


class Tree(NamedTuple):
    """An `Elimination`, but for the ranks of the graph's nodes."""

    parent: np.ndarray
    depth: np.ndarray
    jump: np.ndarray
    first: np.ndarray
    upper: np.ndarray
    upper_depth: np.ndarray
    lower_first: np.ndarray
    lower_node: np.ndarray
    lower_arc: np.ndarray
    triangle_first: np.ndarray
    closing: np.ndarray
    slot: np.ndarray
    given_first: np.ndarray
    given: np.ndarray


class Places(NamedTuple):
    """Places with their rows in one direction.

    first, node, offset : as of `Seeds`, by rank; no place is without a node.
    start, depth : [places] where a place's row starts and the depth it goes down to.
    extra : [places] to be added to what its row says.
    node_start, rows : where nodes' rows start, and all rows.
    """

    first: np.ndarray
    node: np.ndarray
    offset: np.ndarray
    start: np.ndarray
    depth: np.ndarray
    extra: np.ndarray
    node_start: np.ndarray
    rows: np.ndarray


# --- Weights ---------------------------------------------------------------------


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
    for the arc that closes the triangle.
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


# --- Rows ------------------------------------------------------------------------


class Room(NamedTuple):
    """Work room, [ranks] each: who was seen, all False between uses; a list."""

    seen: np.ndarray
    listed: np.ndarray


@compiled
def on_ways_up(tree, node, start, room):
    """Nodes on the ways to the root, the lowest first; with `start`, without a row."""
    count = 0
    for i in range(len(node)):
        v = node[i]
        while v >= 0 and not room.seen[v] and (start is None or start[v] < 0):
            room.seen[v] = True
            room.listed[count] = v
            count += 1
            v = tree.parent[v]
    found = room.listed[:count].copy()
    room.seen[found] = False
    found.sort()
    return found


@compiled
def fill_rows(tree, found, cost, way, used, start, rows):
    """Make the rows of nodes: by depth, the cost of each node on the way to the root.

    used : where in `rows` there is room. Whoever is above a node has a row, or is
    found too. Returns where there is room then.
    """
    height = 0
    for v in found:
        height = max(height, tree.depth[v] + 1)
    above = np.full(height, -1, np.int64)  # rows of who is above, by depth
    for i in range(len(found) - 1, -1, -1):
        v = found[i]
        u = tree.parent[v]
        while u >= 0 and above[tree.depth[u]] != start[u]:
            above[tree.depth[u]] = start[u]
            u = tree.parent[u]
        depth = tree.depth[v]
        row = rows[used : used + depth + 1]
        start[v] = used
        above[depth] = used
        used += depth + 1
        row[:] = FAR
        row[depth] = np.int32(0)
        for a in range(tree.first[v], tree.first[v + 1]):
            there = tree.upper_depth[a]
            onward = rows[above[there] : above[there] + there + 1]
            to = cost[2 * a + way]
            for d in range(there + 1):
                row[d] = min(row[d], np.int32(onward[d] + to))
    return used


@compiled
def shared_depth(tree, one, other):
    """Depth of the last common ancestor of two nodes, -1 of two trees."""
    depth, jump, parent = tree.depth, tree.jump, tree.parent
    if depth[one] < depth[other]:
        one, other = other, one
    while depth[one] > depth[other]:
        one = jump[one] if depth[jump[one]] >= depth[other] else parent[one]
    while one != other:
        if depth[one] == 0:
            return np.int32(-1)
        if jump[one] != jump[other]:
            one, other = jump[one], jump[other]
        else:
            one, other = parent[one], parent[other]
    return depth[one]


@compiled
def place_rows(tree, first, node, offset, node_start, used, rows):
    """Give each place a row: of many nodes, the cheapest, as deep as all share.

    A place of one node has its node's. Returns the `start`, `depth` and `extra` of
    `Places`.
    """
    count = len(first) - 1
    start = np.empty(count, np.int64)
    depth = np.empty(count, np.int32)
    extra = np.zeros(count, np.int32)
    for i in range(count):
        head = node[first[i]]
        if first[i + 1] - first[i] == 1:
            start[i] = node_start[head]
            depth[i] = tree.depth[head]
            extra[i] = offset[first[i]]
            continue
        deep = tree.depth[head]
        for s in range(first[i] + 1, first[i + 1]):
            deep = min(deep, shared_depth(tree, head, node[s]))
        start[i] = used
        depth[i] = deep
        row = rows[used : used + deep + 1]
        used += deep + 1
        row[:] = FAR
        for s in range(first[i], first[i + 1]):
            own = rows[node_start[node[s]] : node_start[node[s]] + deep + 1]
            cost = offset[s]
            for d in range(len(row)):
                row[d] = min(row[d], np.int32(own[d] + cost))
    return start, depth, extra


# --- Many to many ----------------------------------------------------------------


@compiled
def least_sum(one, other):
    """Least sum of two rows, place by place; FAR at most."""
    least = FAR
    for d in range(len(one)):
        least = min(least, np.int32(one[d] + other[d]))
    return least


@compiled
def neighbours_depths(tree, nodes):
    """Depth that each node of a sorted list shares with the one before it."""
    shared = np.full(len(nodes), -1, np.int32)
    for k in range(1, len(nodes)):
        shared[k] = shared_depth(tree, nodes[k - 1], nodes[k])
    return shared


@compiled
def shared_depths(tree, v, nodes, between, shared):
    """Depth that a node shares with each of a sorted list.

    On either side it can only fall: the common ancestor is also that of all between.
    """
    middle = np.searchsorted(nodes, v)
    if middle < len(nodes):
        run = shared_depth(tree, v, nodes[middle])
        shared[middle] = run
        for k in range(middle + 1, len(nodes)):
            run = min(run, between[k])
            shared[k] = run
    if middle > 0:
        run = shared_depth(tree, v, nodes[middle - 1])
        shared[middle - 1] = run
        for k in range(middle - 2, -1, -1):
            run = min(run, between[k + 1])
            shared[k] = run


@compiled
def node_by_node(tree, starts, i, ends, j):
    """Cheapest way between two places, whatever their nodes share; FAR at most."""
    best = FAR
    for s in range(starts.first[i], starts.first[i + 1]):
        x = starts.node[s]
        for t in range(ends.first[j], ends.first[j + 1]):
            y = ends.node[t]
            length = shared_depth(tree, x, y) + 1
            a, b = starts.node_start[x], ends.node_start[y]
            way = least_sum(starts.rows[a : a + length], ends.rows[b : b + length])
            # Summed in two steps: three of FAR fit, four do not.
            way = min(FAR, np.int32(way + starts.offset[s]))
            best = min(best, np.int32(way + ends.offset[t]))
    return best


@compiled
def matrix(tree, starts, ends, order, out):
    """Write the cost of every start to every end, FAR or more without a way.

    order : the ends by their first node's rank.
    """
    nodes = ends.node[ends.first[order]]
    between = neighbours_depths(tree, nodes)
    shared = np.empty(len(nodes), np.int32)
    for i in range(len(out)):
        shared_depths(tree, starts.node[starts.first[i]], nodes, between, shared)
        many = starts.first[i + 1] - starts.first[i] > 1
        for k in range(len(order)):
            j = order[k]
            run = shared[k]
            length = min(run, min(starts.depth[i], ends.depth[j])) + 1
            a, b = starts.start[i], ends.start[j]
            way = least_sum(starts.rows[a : a + length], ends.rows[b : b + length])
            out[i, j] = way + starts.extra[i] + ends.extra[j]
            # Two nodes of the places may share more than the places do.
            if (many and run >= starts.depth[i]) or (
                ends.first[j + 1] - ends.first[j] > 1 and run >= ends.depth[j]
            ):
                out[i, j] = node_by_node(tree, starts, i, ends, j)


# --- One way ---------------------------------------------------------------------


class Reach(NamedTuple):
    """What is reached from a place on the ways to the root: work room, [ranks] each.

    cost : -1 where nothing is. came_by : upper arc, -1 at the place. found : who.
    """

    cost: np.ndarray
    came_by: np.ndarray
    found: np.ndarray


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
        _, down = climb(tree, back, middle, DOWN)
        begin, up = climb(tree, forth, middle, UP)
        given = unpack(tree, down[::-1] + up, weight, cost)
    forth.cost[forth.found[:count_forth]] = -1
    back.cost[back.found[:count_back]] = -1
    return best, begin, given


@compiled
def climb(tree, reach, top, way):
    """By which slots a place reached a node, from the top down; and its own node.

    A slot comes with the lower end of its arc.
    """
    v = top
    slots = [(np.int64(0), v) for _ in range(0)]
    while reach.came_by[v] >= 0:
        arc = reach.came_by[v]
        v = np.searchsorted(tree.first, arc, side="right") - 1
        slots.append((2 * arc + way, v))
    return v, slots


@compiled
def unpack(tree, waiting, weight, cost):
    """Graph arcs of slots in driving order; the slots are given last first."""
    out = np.empty(1024, np.int32)
    count = 0
    while waiting:
        slot, x = waiting.pop()
        arc = given_arc(tree, slot, x, weight, cost)
        if arc < 0:
            unfold(tree, slot, x, cost, waiting)
            continue
        if count == len(out):
            grown = np.empty(2 * count, np.int32)
            grown[:count] = out
            out = grown
        out[count] = arc
        count += 1
    return out[:count].copy()


@compiled
def given_arc(tree, slot, x, weight, cost):
    """Graph arc on a slot that costs as much, -1 where a way round is cheaper."""
    for i in range(tree.given_first[x], tree.given_first[x + 1]):
        arc = tree.given[i]
        if tree.slot[arc] == slot and weight[arc] == cost[slot]:
            return arc
    return np.int32(-1)


@compiled
def unfold(tree, slot, x, cost, waiting):
    """Put the two slots of a way round in place of a slot with the lower end x."""
    y = tree.upper[slot // 2]
    falls = slot % 2
    for i in range(tree.lower_first[x], tree.lower_first[x + 1]):
        by_x = 2 * tree.lower_arc[i] + 1 - falls
        if cost[by_x] > cost[slot]:
            continue
        z = tree.lower_node[i]
        end = tree.first[z + 1]
        arc = tree.first[z] + np.searchsorted(tree.upper[tree.first[z] : end], y)
        if arc == end or tree.upper[arc] != y:
            continue
        by_y = 2 * arc + falls
        if cost[by_x] + cost[by_y] == cost[slot]:
            # From x to z to y, or back; the last goes in first.
            if falls:
                waiting.append((by_x, z))
                waiting.append((by_y, z))
            else:
                waiting.append((by_y, z))
                waiting.append((by_x, z))
            return


# --- Few changes -----------------------------------------------------------------


@compiled
def cheapest_now(tree, x, arc, weight, cost):
    """Cost of an upper arc both ways, from its graph arcs and the ways round it."""
    up, down = FAR, FAR
    for i in range(tree.given_first[x], tree.given_first[x + 1]):
        given = tree.given[i]
        if tree.slot[given] == 2 * arc:
            up = min(up, weight[given])
        if tree.slot[given] == 2 * arc + 1:
            down = min(down, weight[given])
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
    found = on_ways_up(tree, ends[:count], None, room)
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
def forget_rows(parent, changed, start):
    """Forget the rows of some nodes and of all below them."""
    stale = np.zeros(len(parent), np.bool_)
    stale[changed] = True
    for v in range(len(parent) - 1, -1, -1):
        if parent[v] >= 0 and stale[parent[v]]:
            stale[v] = True
        if stale[v]:
            start[v] = -1
