"""`Demand`: points where alerts may be, and how likely each is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.spatial import KDTree

from maps.address import Addresses
from maps.errors import FieldError
from maps.geometry import haversine_m, local_m
from maps.places.place_kind import PlaceKind, place_kind
from maps.road_network import Floats, Longs
from scenarios.place import Place

_LONE_REACH_M = 500.0  # *assumed*: of a zone that has no neighbour


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """Points where alerts may be.

    lon, lat : [n] WGS-84 degrees. weight : [n] against each other, their sum above 0.
    door : [n] row of the address that stands there in `addresses`, -1 for none.
    """

    lon: Floats
    lat: Floats
    weight: Floats
    door: Longs
    addresses: Addresses | None = None
    _upto: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Add the weights up, once."""
        object.__setattr__(self, "_upto", np.cumsum(self.weight))

    def __len__(self) -> int:
        """Count the points."""
        return len(self.lon)

    def rows(self, share: Floats) -> Longs:
        """Points below which a share of the weight lies, [n].

        share : [n] in [0, 1); drawn evenly, it gives each point by its weight.
        """
        upto = self._upto
        rows = np.searchsorted(upto, share * upto[-1], side="right")
        last = np.flatnonzero(self.weight)[-1]
        found: Longs = np.minimum(rows, last).astype(np.int64)
        return found

    def place(self, row: int) -> Place:
        """Place at a point, with its address where one stands there."""
        door, text = int(self.door[row]), None
        if self.addresses is not None and door >= 0:
            text = self.addresses.text(door) or None
        return Place(lon=float(self.lon[row]), lat=float(self.lat[row]), address=text)

    def kind(self, row: int) -> PlaceKind:
        """Kind of place at a point, as the tags of its building say."""
        door = int(self.door[row])
        if self.addresses is None or door < 0:
            return "unknown"
        building, levels = self.addresses.building[door], self.addresses.levels[door]
        return place_kind("address", building, levels, {})

    def within(self, lon: float, lat: float, radius_m: float) -> Demand:
        """Return the points within a radius.

        Raises
        ------
        FieldError : none with any weight.
        """
        away_m = haversine_m(self.lon, self.lat, np.array(lon), np.array(lat))
        rows = np.flatnonzero((away_m <= radius_m) & (self.weight > 0))
        if not len(rows):
            problem = "no place of any weight lies within it"
            mend = "move the point or widen the radius"
            raise FieldError(problem, field="radius_m", mend=mend)
        return self.part(rows)

    def part(self, rows: Longs) -> Demand:
        """Return some of the points, of which one at least has weight."""
        return Demand(
            lon=self.lon[rows],
            lat=self.lat[rows],
            weight=self.weight[rows],
            door=self.door[rows],
            addresses=self.addresses,
        )


def demand_of_addresses(addresses: Addresses) -> Demand:
    """Every address is as likely as any other."""
    return Demand(
        lon=addresses.lon,
        lat=addresses.lat,
        weight=np.ones(len(addresses)),
        door=np.arange(len(addresses)),
        addresses=addresses,
    )


def demand_of_points(lon: Floats, lat: Floats, weight: Floats) -> Demand:
    """Alerts are at the points themselves."""
    return Demand(lon=lon, lat=lat, weight=weight, door=np.full(len(lon), -1))


def demand_of_zones(points: Demand, addresses: Addresses) -> Demand:
    """Spread the weight of each zone's middle evenly over the zone's addresses.

    An address belongs to the nearest middle, if that is no farther than half the
    diagonal of a square whose side is the median distance between neighbouring
    middles: for a raster, its cell. A zone without addresses keeps its middle.
    """
    at_lat = float(points.lat.mean())
    middle = KDTree(local_m(points.lon, points.lat, at_lat))
    doors = local_m(addresses.lon, addresses.lat, at_lat)
    away_m, zone = middle.query(doors, distance_upper_bound=_reach_m(middle))
    return spread(points, np.where(np.isfinite(away_m), zone, -1), addresses)


def spread(points: Demand, zone: Longs, addresses: Addresses) -> Demand:
    """Spread the weight of points over addresses.

    zone : [addresses] the point that each belongs to, -1 for none. A point without
    addresses keeps its weight.
    """
    count = np.bincount(zone[zone >= 0], minlength=len(points))
    door = np.flatnonzero(zone >= 0)
    bare = np.flatnonzero((count == 0) & (points.weight > 0))
    share = points.weight[zone[door]] / count[zone[door]]
    return Demand(
        lon=np.concatenate((addresses.lon[door], points.lon[bare])),
        lat=np.concatenate((addresses.lat[door], points.lat[bare])),
        weight=np.concatenate((share, points.weight[bare])),
        door=np.concatenate((door, np.full(len(bare), -1))),
        addresses=addresses,
    )


def _reach_m(middle: KDTree) -> float:
    """How far from its middle a zone's addresses may be, metres."""
    if middle.n == 1:
        return _LONE_REACH_M
    away_m, _ = middle.query(middle.data, k=[2])
    side_m = float(np.median(away_m))
    return side_m / np.sqrt(2.0) + 1.0 if side_m > 0 else _LONE_REACH_M
