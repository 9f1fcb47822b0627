"""Tiny OSM files, written as text; places in metres from a point on the equator.

There a degree of longitude is as long as one of latitude, so that lengths can be
worked out by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import maps
from maps.road_network import STANDING_KINDS, RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.travel_times import TravelTimes

METRES_PER_DEGREE = 111_195.08  # of the mean sphere: pi / 180 * 6,371,008.8

# 30 km/h is 25 m in 3 s; 12 km/h is 10 m in 3 s.
ROAD = {"highway": "unclassified"}
SERVICE = {"highway": "service"}

Tags = Mapping[str, str]
Node = tuple[float, float] | tuple[float, float, Tags]
Way = tuple[list[int], Tags]
Relation = tuple[list[tuple[str, int, str]], Tags]


def degrees(x_m: float, y_m: float) -> tuple[float, float]:
    """Return lon, lat of a place in metres east and north."""
    return 10.0 + x_m / METRES_PER_DEGREE, y_m / METRES_PER_DEGREE


def osm_text(
    nodes: Mapping[int, Node],
    ways: Mapping[int, Way],
    relations: Mapping[int, Relation] | None = None,
) -> str:
    """Return an OSM file's XML."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for number, (x_m, y_m, *tags) in nodes.items():
        lon, lat = degrees(x_m, y_m)
        place = f'id="{number}" version="1" lon="{lon:.7f}" lat="{lat:.7f}"'
        lines += [f"<node {place}>", *_tags(*tags), "</node>"]
    for number, (refs, given) in ways.items():
        lines += [f'<way id="{number}" version="1">']
        lines += [f'<nd ref="{ref}"/>' for ref in refs]
        lines += [*_tags(given), "</way>"]
    for number, (members, given) in (relations or {}).items():
        lines += [f'<relation id="{number}" version="1">']
        lines += [
            f'<member type="{kind}" ref="{ref}" role="{role}"/>'
            for kind, ref, role in members
        ]
        lines += [*_tags(given), "</relation>"]
    return "\n".join((*lines, "</osm>\n"))


def _tags(*given: Tags) -> Iterable[str]:
    for tags in given:
        for key, value in tags.items():
            yield f"<tag k={quoteattr(key)} v={quoteattr(value)}/>"


def town(
    folder: Path,
    nodes: Mapping[int, Node],
    ways: Mapping[int, Way],
    relations: Mapping[int, Relation] | None = None,
) -> RoadNetwork:
    """Write the file and load it."""
    path = folder / "town.osm"
    path.write_text(osm_text(nodes, ways, relations), encoding="utf-8")
    return maps.load(path, cache=False)


def snapped(roads: RoadNetwork, x_m: float, y_m: float) -> RoadPoint:
    """Put a place in metres on the roads."""
    return Snapper(roads).snap(*degrees(x_m, y_m))


def drive_s(
    roads: RoadNetwork, start: tuple[float, float], end: tuple[float, float]
) -> float:
    """Return the seconds from place to place, in metres, without lights and siren."""
    points = [snapped(roads, *start)], [snapped(roads, *end)]
    return float(TravelTimes(roads).seconds(*points)[0, 0])


def standing(roads: RoadNetwork) -> list[tuple[tuple[int, int], float, str]]:
    """What stands: the edge as its nodes' numbers, the fraction, the kind."""
    number = roads.nodes.osm_id
    rows = zip(
        roads.standing.edge, roads.standing.fraction, roads.standing.kind, strict=True
    )
    return sorted(
        (
            (int(number[roads.edges.tail[e]]), int(number[roads.edges.head[e]])),
            round(float(fraction), 3),
            STANDING_KINDS[kind],
        )
        for e, fraction, kind in rows
    )
