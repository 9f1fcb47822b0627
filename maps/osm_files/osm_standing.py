"""OSM nodes on roads → signals, signs, crossings and gates on the edges they stop."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from maps.geometry import along_m
from maps.osm_files import osm_tags
from maps.road_network import (
    STANDING_KINDS,
    Bools,
    Edges,
    Floats,
    Longs,
    Standing,
    Stretches,
)

_NEAR_JUNCTION_M = 40.0  # assumed: a signal farther off is a crossing's, both ways
_SAME_M = 1.0  # so little does not say which junction is nearer
_PIECES = 8  # of a road between two junctions that are looked along
_FORK = 3  # arms of the smallest junction


def read_standing(
    nodes: Mapping[int, osm_tags.Tags],
    ref: Longs,
    stretches: Stretches,
    edges: Edges,
) -> Standing:
    """Find what stands along every edge.

    What stands at a junction is met by each edge that ends there, and not again by
    the one that leaves. A signal or a sign between junctions that does not say which
    way it looks counts towards the nearer one.

    Parameters
    ----------
    nodes : tags by number. ref : number of each of the stretches' points.
    """
    signs = {
        node: (STANDING_KINDS.index(sign), *_directions(tags))
        for node, tags in nodes.items()
        if (sign := osm_tags.standing_kind(tags)) and not osm_tags.blocks(tags)
    }
    at = np.flatnonzero(np.isin(ref, list(signs)))
    stretch = np.searchsorted(stretches.first, at, side="right") - 1
    along = along_m(stretches.lon, stretches.lat, stretches.first)[at]
    share = along / np.maximum(stretches.length_m[stretch], 1e-9)
    of_node = np.array([signs[int(node)] for node in ref[at]], np.int64).reshape(-1, 4)
    rows = np.stack(
        [_edge_rows(edges, len(stretches), forward=way) for way in (True, False)]
    )[:, stretch]
    counts = of_node[:, 1:3].T > 0
    unsure = (of_node[:, 3] > 0) & (rows >= 0).all(axis=0)
    counts &= ~unsure | _towards_junction(stretches, edges, stretch, along, of_node)
    fraction = np.clip((share, 1.0 - share), 0.0, 1.0)
    met = (rows >= 0) & counts & (fraction > 0)
    kind = np.broadcast_to(of_node[:, 0], met.shape)
    edge, place, what = rows[met], fraction[met], kind[met]
    order = np.lexsort((what, place, edge))
    return Standing(
        edge=edge[order].astype(np.int32),
        fraction=place[order],
        kind=what[order].astype(np.uint8),
    )


def _directions(tags: osm_tags.Tags) -> tuple[bool, bool, bool]:
    """Whether it counts along its way, against it, and whether that is a guess."""
    looks = osm_tags.standing_kind(tags) in {"signals", "stop", "give_way"}
    along, against = osm_tags.standing_directions(tags)
    return along, against, looks and not osm_tags.says_direction(tags)


def _edge_rows(edges: Edges, n_stretches: int, *, forward: bool) -> Longs:
    """Row of each stretch's edge in that direction, -1 without one."""
    rows = np.full(n_stretches, -1, np.int64)
    which = edges.forward == forward
    rows[edges.stretch[which]] = np.flatnonzero(which)
    return rows


def _towards_junction(
    stretches: Stretches, edges: Edges, stretch: Longs, along: Floats, of_node: Longs
) -> Bools:
    """Whether a junction lies nearer ahead than behind, along and against, [2, k]."""
    beyond = to_junction_m(stretches, edges)[stretch].T
    metres = beyond + np.stack((along, stretches.length_m[stretch] - along))
    far = metres.min(axis=0) > _NEAR_JUNCTION_M
    crossing = far & (of_node[:, 0] == STANDING_KINDS.index("signals"))
    nearer: Bools = (metres[::-1] <= metres + _SAME_M) | crossing
    return nearer


def to_junction_m(stretches: Stretches, edges: Edges) -> Floats:
    """Metres from every stretch's first and last point on to a junction.

    [stretches, 2]; 0 where that is one, inf where the road ends or goes on and on.
    """
    one = np.unique(edges.stretch, return_index=True)[1]
    ends = np.column_stack((edges.tail[one], edges.head[one]))
    ends[~edges.forward[one]] = ends[~edges.forward[one], ::-1]
    node = ends.ravel()
    arms = np.bincount(node)[node]
    metres = np.where(arms >= _FORK, 0.0, np.inf)
    # Where two roads meet, one goes on as the other: in order of nodes they are pairs.
    pairs = np.argsort(node, kind="stable")
    pairs = pairs[arms[pairs] == 2].reshape(-1, 2)  # noqa: PLR2004 - a pair
    here, next_ = np.concatenate((pairs, pairs[:, ::-1])).T
    for _ in range(_PIECES):
        metres[here] = stretches.length_m[next_ // 2] + metres[next_ ^ 1]
    return metres.reshape(-1, 2)
