"""Places where units could wait for the next alert."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.coverage import zones_of_addresses
from dispatch.locate import Ground
from maps.errors import PlaceError
from maps.snapping import RoadPoint

SITES_AT_MOST = 200
"""Waiting places to choose from (assumed)."""


def sites_of(ground: Ground, zones_at: Sequence[RoadPoint]) -> tuple[RoadPoint, ...]:
    """Zones, as many as there is room for, and addresses spread over the town.

    They stand in an order of their own, whatever order the zones came in.
    """
    points = sorted(zones_at, key=_at)[:SITES_AT_MOST]
    addresses = ground.roads.addresses
    for zone in zones_of_addresses(addresses, SITES_AT_MOST - len(points)):
        try:
            lon, lat = zone.place.lon or 0.0, zone.place.lat or 0.0
            points.append(ground.snapper.snap(lon, lat))
        except PlaceError:
            continue
    unique = {_at(point): point for point in points}
    return tuple(unique[at] for at in sorted(unique))


def _at(point: RoadPoint) -> tuple[float, float]:
    return point.road_lon, point.road_lat
