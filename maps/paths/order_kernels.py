"""Compiled loops of `node_order`: arrays in, arrays out.

`first, other` is a graph: the neighbours of node v are other[first[v]:first[v + 1]],
and it is theirs.
"""

import numpy as np

from maps.paths.compiled import compiled

NONE = -1
END = -2

LEAF = 8
"""Nodes of a part that is not cut further."""

OUTERMOST = 0.2
"""Share of a part's nodes, on either side, that a cut keeps asunder."""


@compiled
def strip(first, other):
    """Take away nodes of at most two neighbours, those of two by joining them.

    In rounds, no two beside each other in one: a long road is taken away in few.
    Returns them in order, and what is left: its nodes, and their graph.
    """
    size = len(first) - 1
    other = other.copy()
    degree = np.empty(size, np.int32)
    for v in range(size):
        degree[v] = first[v + 1] - first[v]
    gone = np.zeros(size, np.bool_)
    touched = np.full(size, -1, np.int32)
    order = np.empty(size, np.int32)
    count = 0
    now = 0
    fresh = True
    while fresh:
        fresh = False
        for v in range(size):
            if gone[v] or degree[v] > 2 or touched[v] == now:
                continue
            fresh = True
            gone[v] = True
            order[count] = v
            count += 1
            beside = other[first[v] : first[v] + degree[v]]
            touched[beside] = now
            join_beside(first, other, degree, v, beside)
        now += 1
    left = np.flatnonzero(~gone).astype(np.int32)
    row = np.full(size, NONE, np.int32)
    rest = graph_of(first, other, degree, left, row)
    return order[:count], (left, rest[0], rest[1])


@compiled
def join_beside(first, other, degree, v, beside):
    """Take a node out of its neighbours' lists; if they are two, join them."""
    joined = False
    if len(beside) == 2:
        u, w = beside
        joined = w in other[first[u] : first[u] + degree[u]]
    for i in range(len(beside)):
        u = beside[i]
        last = first[u] + degree[u] - 1
        at = first[u]
        while other[at] != v:
            at += 1
        if len(beside) == 2 and not joined:
            other[at] = beside[1 - i]
        else:
            other[at] = other[last]
            degree[u] -= 1


@compiled
def graph_of(first, other, degree, part, row):
    """Graph of some nodes, numbered as in `part`, from lists with room at the end.

    row : [nodes] work room, all NONE between uses.
    """
    row[part] = np.arange(len(part))
    part_first = np.zeros(len(part) + 1, np.int64)
    part_other = np.empty(degree[part].sum(), np.int32)
    count = 0
    for i in range(len(part)):
        begin = first[part[i]]
        for a in range(begin, begin + degree[part[i]]):
            if row[other[a]] != NONE:
                part_other[count] = row[other[a]]
                count += 1
        part_first[i + 1] = count
    row[part] = NONE
    return part_first, part_other[:count]


@compiled
def dissect(nodes, first, other, along):
    """Order nodes by cutting their graph, again and again; a cut comes last.

    nodes : their names. along : [directions, names], how far along each they are.
    """
    size = len(nodes)
    order = np.arange(size).astype(np.int32)
    row = np.full(size, NONE, np.int32)
    degree = (first[1:] - first[:-1]).astype(np.int32)
    waiting = [(0, size)]
    while waiting:
        begin, end = waiting.pop()
        part = order[begin:end]
        graph = graph_of(first, other, degree, part, row)
        if len(part) <= LEAF:
            part[:] = part[by_degree(*graph)]
            continue
        side = apart(*graph)
        if side.max() == LEFT:
            side = halves(graph[0], graph[1], along[:, nodes[part]])
        part[:] = part[np.argsort(side, kind="mergesort")]
        left, right = (side == LEFT).sum(), (side == RIGHT).sum()
        waiting.append((begin, begin + left))
        waiting.append((begin + left, begin + left + right))
    return nodes[order]


@compiled
def by_degree(first, other):
    """Order of very few nodes: whoever has the fewest neighbours left, joining them."""
    size = len(first) - 1
    beside = np.zeros((size, size), np.bool_)
    for v in range(size):
        beside[v, other[first[v] : first[v + 1]]] = True
    order = np.empty(size, np.int32)
    left = np.ones(size, np.bool_)
    for i in range(size):
        best = NONE
        for v in range(size):
            if left[v] and (best == NONE or beside[v].sum() < beside[best].sum()):
                best = v
        order[i] = best
        left[best] = False
        for u in range(size):
            if beside[best, u]:
                beside[u] |= beside[best]
                beside[u, u] = False
                beside[u, best] = False
    return order


# --- Cutting a graph -------------------------------------------------------------

LEFT, RIGHT, CUT = 0, 1, 2


@compiled
def apart(first, other):
    """LEFT for all that hangs together with the first node, RIGHT for the rest."""
    size = len(first) - 1
    side = np.full(size, RIGHT, np.int8)
    queue = np.empty(size, np.int32)
    queue[0] = 0
    side[0] = LEFT
    count = 1
    for i in range(size):
        if i == count:
            break
        v = queue[i]
        for u in other[first[v] : first[v + 1]]:
            if side[u] == RIGHT:
                side[u] = LEFT
                queue[count] = u
                count += 1
    return side


@compiled
def halves(first, other, along):
    """Two sides and the nodes between, by the direction with the best cut."""
    size = len(first) - 1
    fixed = max(1, int(OUTERMOST * size))
    best = np.zeros(size, np.int8)
    price = np.inf
    for direction in range(len(along)):
        line = np.argsort(along[direction], kind="mergesort")
        begins, ends = line[:fixed], line[-fixed:]
        # No more paths than would pay, even if they parted the nodes in equal halves.
        most = size if price == np.inf else int(price * np.sqrt(0.5 * size + 1))
        ahead = farthest_first(first, other, along[direction])
        for side in cuts(first, ahead, begins, ends, most):
            its_price = price_of(side)
            if its_price < price:
                price = its_price
                best = side
    return best


@compiled
def farthest_first(first, other, along):
    """Neighbours of each node, those farthest along a direction first."""
    ahead = other.copy()
    for v in range(len(first) - 1):
        for a in range(first[v] + 1, first[v + 1]):
            u = ahead[a]
            while a > first[v] and along[ahead[a - 1]] < along[u]:
                ahead[a] = ahead[a - 1]
                a -= 1
            ahead[a] = u
    return ahead


@compiled
def price_of(side):
    """Few nodes between the sides, and sides of like size: less is better."""
    between = (side == CUT).sum()
    left = (side == LEFT).sum()
    smaller = min(left, len(side) - between - left)
    return (between + 1) / np.sqrt(smaller + 1)


# --- Paths that share no node ----------------------------------------------------
#
# Each node has a front, 2 * v, and a back, 2 * v + 1; a path goes in at the front and
# out at the back. `came` and `goes` say from where and to where the path through a
# node runs: NONE without a path, END at a path's ends. Against a path one can go too:
# that takes it back, as usual in a maximum flow.


@compiled
def cuts(first, other, begins, ends, most):
    """Fewest nodes between begins and ends: nearest to either, if not above `most`."""
    size = len(first) - 1
    came = np.full(size, NONE, np.int32)
    goes = np.full(size, NONE, np.int32)
    seen = np.zeros(2 * size, np.bool_)
    is_end = np.zeros(size, np.bool_)
    is_end[ends] = True
    found = []
    count, more = 0, 1
    while more and count <= most:
        seen[:] = False
        more = search(first, other, came, goes, begins, is_end, seen)
        count += more
    if count <= most:
        found.append(sides(seen))
        # The same from the other end, every path the other way round.
        seen[:] = False
        is_end[:] = False
        search(first, other, goes, came, ends, is_end, seen)
        found.append(sides(seen))
    return found


@compiled
def sides(seen):
    """LEFT for whom a search has passed, CUT where it got stuck, RIGHT beyond."""
    side = np.full(len(seen) // 2, RIGHT, np.int8)
    for v in range(len(side)):
        if seen[2 * v + 1]:
            side[v] = LEFT
        elif seen[2 * v]:
            side[v] = CUT
    return side


@compiled
def search(first, other, came, goes, begins, is_end, seen):
    """Search for more paths, each state once; let them run, and count them."""
    turn = np.zeros(len(came), np.int32)
    path = np.empty(len(seen), np.int32)
    count = 0
    for begin in begins:
        path[0] = 2 * begin
        at = NONE if seen[path[0]] else 0
        seen[path[0]] = True
        while at != NONE:
            state = path[at]
            v = state >> 1
            onward = NONE
            if state & 1 == 0:
                # Straight through; or, where a path runs, back along it.
                if came[v] != END:
                    onward = 2 * (v if came[v] == NONE else came[v]) + 1
                    if seen[onward]:
                        onward = NONE
            elif is_end[v] and goes[v] != END:
                take_path(path[: at + 1], came, goes)
                count += 1
                break
            else:
                degree = first[v + 1] - first[v]
                while onward == NONE and turn[v] <= degree:
                    after = v if turn[v] == degree else other[first[v] + turn[v]]
                    onward = 2 * after
                    if seen[onward] or after == goes[v]:
                        onward = NONE
                    turn[v] += 1
            if onward == NONE:
                at -= 1
            else:
                seen[onward] = True
                at += 1
                path[at] = onward
    return count


@compiled
def take_path(path, came, goes):
    """Let a path through its states run, and what it goes against run no more."""
    came[path[0] >> 1] = END
    for i in range(1, len(path)):
        v, u = path[i] >> 1, path[i - 1] >> 1
        if path[i] & 1 == 0 and u != v:
            goes[u] = v
            came[v] = u
        elif path[i] & 1 == 0:
            goes[v] = NONE
            came[v] = NONE
    goes[path[-1] >> 1] = END
