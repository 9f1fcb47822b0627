"""`Demand` of a town that is known by its roads alone."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from maps.address import Addresses
from maps.errors import FieldError
from maps.geometry import local_m
from maps.road_network import ROAD_CLASSES, Longs, RoadNetwork
from maps.snapping import FARTHEST_M
from scenarios.loads.demand import Demand, demand_of_addresses, demand_of_points

_HOME_CLASSES = ("residential", "living_street")
_LEAST_DOORS_PER_KM = 2.0  # *assumed*: below it most doors are not in the source


def town_demand(roads: RoadNetwork) -> tuple[Demand, tuple[str, ...]]:
    """Every address is as likely as any other; or every metre of residential road.

    Doors where no road is near, as on an island, are left out: nobody could go there.

    The roads are taken where the source has under 2 addresses a kilometre of them, as
    in most of China: *assumed*.

    Returns
    -------
    The demand, and what is to be said about it, a sentence each.

    Raises
    ------
    FieldError : neither addresses nor residential roads.
    """
    if len(known_addresses(roads)):
        return _by_roads(demand_of_addresses(roads.addresses), roads), ()
    stretches, at_home = roads.stretches, _at_home(roads)
    if not len(at_home):
        problem = f"{roads.name} has neither addresses nor residential roads"
        mend = "give [places] file in the spec"
        raise FieldError(problem, field="places", mend=mend)
    middle = (stretches.first[at_home] + stretches.first[at_home + 1]) // 2
    note = (
        f"{roads.name} has few addresses: alerts are drawn by metres of residential "
        "road."
    )
    demand = demand_of_points(
        stretches.lon[middle], stretches.lat[middle], stretches.length_m[at_home]
    )
    return demand, (note,)


def _by_roads(demand: Demand, roads: RoadNetwork) -> Demand:
    """Leave out doors so far from every bend of a road that none is near."""
    mid, stretches = float(demand.lat.mean()), roads.stretches
    bends = KDTree(local_m(stretches.lon, stretches.lat, mid))
    away_m, _ = bends.query(local_m(demand.lon, demand.lat, mid))
    near = np.flatnonzero(away_m < FARTHEST_M)
    return demand.part(near) if 0 < len(near) < len(demand) else demand


def known_addresses(roads: RoadNetwork) -> Addresses:
    """Return the addresses of roads, or none where the source has too few of them."""
    metres = roads.stretches.length_m[_at_home(roads)].sum()
    enough = len(roads.addresses) > _LEAST_DOORS_PER_KM * metres / 1000
    return roads.addresses if enough else no_addresses()


def _at_home(roads: RoadNetwork) -> Longs:
    """Stretches of residential road."""
    kinds = [ROAD_CLASSES.index(name) for name in _HOME_CLASSES]
    return np.flatnonzero(np.isin(roads.stretches.road_class, kinds))


def no_addresses() -> Addresses:
    """Return no doors at all, where nobody says which roads."""
    none: tuple[str, ...] = ()
    return Addresses(
        street=none,
        number=none,
        postcode=none,
        city=none,
        building=none,
        levels=none,
        lon=np.zeros(0),
        lat=np.zeros(0),
    )
