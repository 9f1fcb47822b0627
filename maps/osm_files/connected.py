"""Keeping the roads that can be driven to and from: no traps, no islands."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from maps.osm_files.way_bans import turn_arcs
from maps.road_network import Bools, Edges, Ints, Nodes, Rows
from maps.turns import follow


def connected_edges(edges: Edges, nodes: Nodes, bans: Ints, way_bans: Ints) -> Bools:
    """Mark the largest set of edges in which each can be driven to from each.

    Strong connection is that of edges and allowed turns, after bans: a junction
    that is connected can still be a trap to one who arrives by the wrong road. Who
    sets off from an edge has no past that a ban over a way could hold against him.
    A road that leads nowhere else is taken away first, and what then ends in a dead
    end may turn back there.
    """
    alive = np.ones(len(edges), np.bool_)
    while True:
        rows = np.flatnonzero(alive)
        graph, edge = _graph(edges, nodes, bans, way_bans, rows)
        main = _largest(graph)
        leads_home = _reaches(graph, main)
        if main.sum() == 1:
            # No two edges connect yet: traps hide it, and none of them is home.
            leads_home = _leads_on(graph)
        leads_home = leads_home[: len(rows)]
        if leads_home.all():
            break
        alive[rows[~leads_home]] = False
    kept = np.zeros(len(edges), np.bool_)
    kept[rows[edge[main]]] = True
    return kept


def take_edges(edges: Edges, rows: Rows) -> Edges:
    """Return the given rows alone."""
    return Edges(
        tail=edges.tail[rows],
        head=edges.head[rows],
        stretch=edges.stretch[rows],
        forward=edges.forward[rows],
        limit_kph=edges.limit_kph[rows],
    )


def renumber(bans: Ints, rows: Rows, n_before: int) -> Ints:
    """Bans on rows of edges, after only some were kept; those with a lost one go."""
    place = np.full(n_before + 1, -1, np.int32)  # the last one is that of -1
    place[rows] = np.arange(len(rows), dtype=np.int32)
    moved = place[bans]
    return moved[((moved >= 0) | (bans < 0)).all(axis=1)]


def _graph(
    edges: Edges, nodes: Nodes, bans: Ints, way_bans: Ints, rows: Rows
) -> tuple[csr_array, Ints]:
    """Return the graph of turns among some edges, and the edge of each of its nodes."""
    left = take_edges(edges, rows)
    pairs = follow(left, nodes, renumber(bans, rows, len(edges)))
    arcs = turn_arcs(*pairs, renumber(way_bans, rows, len(edges)), len(rows))
    ones = np.ones(len(arcs.tail), np.int8)
    size = len(arcs.edge)
    return csr_array((ones, (arcs.tail, arcs.head)), shape=(size, size)), arcs.edge


def _largest(graph: csr_array) -> Bools:
    if not graph.shape[0]:
        return np.zeros(0, np.bool_)
    _, part = connected_components(graph, connection="strong")
    main: Bools = part == np.bincount(part).argmax()
    return main


def _leads_on(graph: csr_array) -> Bools:
    """Mark edges that any other follows; all of them where none does."""
    leads_on: Bools = np.diff(graph.indptr) > 0
    return leads_on | ~leads_on.any()


def _reaches(graph: csr_array, main: Bools) -> Bools:
    reaches = np.zeros(len(main), np.bool_)
    if len(main):
        reversed_graph = csr_array(graph.T)
        start = int(np.flatnonzero(main)[0])
        found = breadth_first_order(reversed_graph, start, return_predecessors=False)
        reaches[found] = True
    return reaches
