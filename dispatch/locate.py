"""Putting units and alerts on the roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dispatch.plan_rows import Located
from maps.address import AddressIndex
from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from scenarios.place import Place
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Where every unit and alert is on the roads, by id, and what looked odd."""

    units: Mapping[str, RoadPoint]
    alerts: Mapping[str, RoadPoint]
    warnings: tuple[str, ...]


def locate(scenario: Scenario, roads: RoadNetwork) -> Spots:
    """Put all of a scenario's units and alerts on the roads.

    Raises
    ------
    PlaceError : an address that is unknown or ambiguous, or a point away from
        every road; it names the row.
    """
    finder = _Finder(roads)
    units = {u.id: finder.find(f"unit {u.id}", u.place) for u in scenario.units}
    alerts = {a.id: finder.find(f"alert {a.id}", a.place) for a in scenario.alerts}
    warnings = [
        f"{kind} {id_}: {point.warning}"
        for kind, points in (("unit", units), ("alert", alerts))
        for id_, point in points.items()
        if point.warning
    ]
    return Spots(units=units, alerts=alerts, warnings=tuple(warnings))


def located(point: RoadPoint, place: Place) -> Located:
    """Give a point on the roads in the plan's words."""
    return Located(
        lon=round(point.lon, 7),
        lat=round(point.lat, 7),
        address=place.address or "",
        snapped_m=round(point.distance_m, 1),
    )


class _Finder:
    """Indexes are built once, and the doors' only where an address is asked for."""

    def __init__(self, roads: RoadNetwork) -> None:
        self._roads = roads
        self._snapper = Snapper(roads)

    @cached_property
    def _doors(self) -> AddressIndex:
        return AddressIndex(self._roads.addresses)

    def find(self, row: str, place: Place) -> RoadPoint:
        try:
            return self._snapper.snap(*self._point(place))
        except PlaceError as fault:
            fault.row = row
            fault.field = "lon, lat" if place.has_point else "address"
            raise

    def _point(self, place: Place) -> tuple[float, float]:
        if place.lon is not None and place.lat is not None:
            return place.lon, place.lat
        row = self._doors.find(place.address or "")
        doors = self._roads.addresses
        return float(doors.lon[row]), float(doors.lat[row])
