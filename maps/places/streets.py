"""Streets of a road network as places, and their junctions.

Roads of one name that lie apart are several streets: towns share names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from maps.geometry import local_m
from maps.places.place_rows import STREET, PlaceRow
from maps.road_network import Floats, Longs, RoadNetwork

APART_M = 500.0
"""Roads of one name with a gap wider than this are two streets (assumed)."""

_PARENTHESES = re.compile(r"^(.+?)\s*[(\uff08](.+?)[)\uff09]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """A junction on a named street: the street's name, the node, its place."""

    name: str
    node: int
    lon: float
    lat: float


def streets(roads: RoadNetwork) -> Iterator[PlaceRow]:
    """Every named street, at the point of it that is nearest to its middle."""
    middle = _middles(roads)
    for name, rows in _rows_by_name(roads):
        for part in hanging_together(middle[rows]):
            lon, lat = _nearest_to_mean(middle[rows[part]])
            yield PlaceRow(
                kind=STREET, name=name, lon=lon, lat=lat, aliases=_aliases(name)
            )


def corners(roads: RoadNetwork) -> Iterator[Corner]:
    """Both ends of every named stretch, once for each name."""
    edges, stretches = roads.edges, roads.stretches
    ends = np.concatenate((edges.tail, edges.head))
    names = np.tile(stretches.name[edges.stretch], 2)
    lon, lat = roads.nodes.lon, roads.nodes.lat
    for name, node in np.unique(np.column_stack((names, ends)), axis=0).tolist():
        if name >= 0:
            yield Corner(
                name=roads.names[name],
                node=node,
                lon=float(lon[node]),
                lat=float(lat[node]),
            )


def _middles(roads: RoadNetwork) -> Floats:
    """A point in the middle of each stretch's points, [s, 2]."""
    first = roads.stretches.first
    at = (first[:-1] + first[1:] - 1) // 2
    return np.column_stack((roads.stretches.lon[at], roads.stretches.lat[at]))


def _rows_by_name(roads: RoadNetwork) -> Iterator[tuple[str, Longs]]:
    names = roads.stretches.name
    order = np.argsort(names, kind="stable")
    cuts = np.flatnonzero(np.diff(names[order])) + 1
    for rows in np.split(order, cuts):
        if len(rows) and names[rows[0]] >= 0:
            yield roads.names[names[rows[0]]], rows


def hanging_together(points: Floats) -> list[Longs]:
    """Rows of points that hang together by gaps of at most APART_M."""
    metres = local_m(points[:, 0], points[:, 1], float(points[0, 1]))
    if np.hypot(*np.ptp(metres, axis=0)) <= APART_M:
        return [np.arange(len(points))]
    pairs = KDTree(metres).query_pairs(APART_M, output_type="ndarray")
    n = len(points)
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, part = connected_components(graph, directed=False)
    return [np.flatnonzero(part == each) for each in range(part.max() + 1)]


def _nearest_to_mean(points: Floats) -> tuple[float, float]:
    apart = np.hypot(*(points - points.mean(axis=0)).T)
    lon, lat = points[int(np.argmin(apart))].tolist()
    return lon, lat


def _aliases(name: str) -> tuple[str, ...]:
    """丰登街(沁园路) is called by either name."""
    match = _PARENTHESES.match(name)
    return () if match is None else (match[1], match[2])
