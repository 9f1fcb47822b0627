"""A town with a walled compound, in metres east and north.

    300 3
        │    12────────13
        │     │        │
    100 │     G        │        G: a gate in the western wall, (100, 100)
        │     │   door │        door: (150, 60)
        │    11────────14  50
      0 1──────────────────── 2 (500, 0)

The road along the south is 60 m from the door, beyond the wall.
"""

from __future__ import annotations

from pathlib import Path

from maps.approach import Approaches
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from tests.osm_text import ROAD, Node, Relation, Way, degrees, town

WALL = {"barrier": "wall"}
GATE = {"barrier": "gate"}
GROUNDS = {"landuse": "residential"}
RING = [11, 10, 12, 13, 14, 11]
NODES: dict[int, Node] = {
    1: (0, 0),
    2: (500, 0),
    3: (0, 300),
    11: (100, 50),
    10: (100, 100, GATE),
    12: (100, 150),
    13: (200, 150),
    14: (200, 50),
}
ROADS: dict[int, Way] = {100: ([3, 1, 2], ROAD)}
DOOR = (150.0, 60.0)


def walled_town(
    folder: Path,
    tags: dict[str, str] | None = None,
    nodes: dict[int, Node] | None = None,
    ways: dict[int, Way] | None = None,
    relations: dict[int, Relation] | None = None,
) -> RoadNetwork:
    """Load the town; tags : of the ring around the compound, a wall unless said."""
    ring: dict[int, Way] = {20: (RING, WALL if tags is None else tags)}
    return town(
        folder, {**NODES, **(nodes or {})}, {**ROADS, **ring, **(ways or {})}, relations
    )


def approach(roads: RoadNetwork, x_m: float, y_m: float) -> RoadPoint:
    """Approach a place in metres."""
    return Approaches(roads, Snapper(roads)).find(*degrees(x_m, y_m))


def ways(roads: RoadNetwork, point: RoadPoint) -> list[str]:
    """Tags of the gates and entrances that the walk passes."""
    return [roads.ways_in.tag[row] for row in point.by]
