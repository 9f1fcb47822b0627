"""Putting units and alerts on the roads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property

from dispatch.coverage import zones_of_addresses
from dispatch.plan_rows import Located
from maps.approach import Approaches
from maps.errors import PlaceError
from maps.places.finder import AddressFinder
from maps.places.place_kind import PlaceKind
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Where every unit and alert is on the roads, by id, and what looked odd.

    kinds : of the places of alerts that are addresses, by id, as far as the source
    of the roads tells. zones, zones_at : what free units should reach, and where
    each is.
    """

    units: Mapping[str, RoadPoint]
    alerts: Mapping[str, RoadPoint]
    warnings: tuple[str, ...]
    kinds: Mapping[str, PlaceKind] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    zones_at: tuple[RoadPoint, ...] = ()


class Ground:
    """What finding places needs of roads: made once, for as many plans as there are."""

    def __init__(self, roads: RoadNetwork) -> None:
        self.roads = roads
        self.snapper = Snapper(roads)
        self.approaches = Approaches(roads, self.snapper)

    @cached_property
    def addresses(self) -> AddressFinder:
        """Only made where an address is asked for."""
        return AddressFinder(self.roads)


def locate(
    scenario: Scenario, ground: RoadNetwork | Ground, *, zones_at_most: int = 0
) -> Spots:
    """Put all of a scenario's units, alerts and zones on the roads.

    ground : roads, or their `Ground`, which many plans can share.
    zones_at_most : where the scenario lists no zones, so many are made from the
    roads' addresses.

    Raises
    ------
    PlaceError : an address that is unknown or ambiguous, or a point away from
        every road; it names the row.
    """
    finder = _Finder(ground if isinstance(ground, Ground) else Ground(ground))
    units = {u.id: finder.find(f"unit {u.id}", u.place) for u in scenario.units}
    alerts = {a.id: finder.approach(f"alert {a.id}", a.door) for a in scenario.alerts}
    warnings = [
        f"{kind} {id_}: {point.warning}"
        for kind, points in (("unit", units), ("alert", alerts))
        for id_, point in sorted(points.items())
        if point.warning
    ]
    zones = {z: finder.find(f"zone {z.id}", z.place) for z in scenario.zones}
    zones = zones or finder.zones(zones_at_most)
    return Spots(
        units=units,
        alerts=alerts,
        warnings=(*sorted(finder.notes), *warnings),
        kinds={
            alert.id: finder.kinds.get(f"alert {alert.id}", "unknown")
            for alert in scenario.alerts
        },
        zones=tuple(zones),
        zones_at=tuple(zones.values()),
    )


def located(point: RoadPoint, place: Place) -> Located:
    """Give a point on the roads in the plan's words."""
    return Located(
        lon=round(point.lon, 7),
        lat=round(point.lat, 7),
        address=place.address or "",
        snapped_m=round(point.distance_m, 1),
    )


@contextmanager
def _naming(row: str, place: Place) -> Iterator[None]:
    """Name the row and the field that a place came from."""
    try:
        yield
    except PlaceError as fault:
        fault.row = row
        fault.field = "lon, lat" if place.has_point else "address"
        raise


class _Finder:
    """Finds the places of one scenario, and what is to be told of them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.notes: list[str] = []
        self.kinds: dict[str, PlaceKind] = {}

    def find(self, row: str, place: Place) -> RoadPoint:
        with _naming(row, place):
            return self._ground.snapper.snap(*self._point(place, row))

    def approach(self, row: str, place: Place) -> RoadPoint:
        with _naming(row, place):
            found = self._ground.approaches.find(*self._point(place, row))
        ways = self._ground.roads.ways_in
        for gate in found.by:
            if ways.tag[gate].startswith("barrier="):
                at = f"{ways.lon[gate]:.5f}, {ways.lat[gate]:.5f}"
                self.notes.append(
                    f"{row}: on foot through the gate at {at}, "
                    f"{found.distance_m:.0f} m from the road"
                )
        return found

    def zones(self, at_most: int) -> dict[Zone, RoadPoint]:
        """Make zones of the addresses, but where no road is."""
        found = {}
        for zone in zones_of_addresses(self._ground.roads.addresses, at_most):
            with suppress(PlaceError):
                found[zone] = self.find(f"zone {zone.id}", zone.place)
        return found

    def _point(self, place: Place, row: str) -> tuple[float, float]:
        if place.lon is not None and place.lat is not None:
            return place.lon, place.lat
        found = self._ground.addresses.find(place.address or "")
        self.kinds[row] = found.kind
        if found.note:
            self.notes.append(f"{row}: {found.note}")
        return found.point
