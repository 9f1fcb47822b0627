"""`Terrain`: the places of a load, laid out on roads or on a table of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dispatch.access import with_access
from dispatch.intervals import access_s
from dispatch.locate import Ground, locate
from dispatch.policy import Policy
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.times_table import TableTravel, TimesTable
from dispatch.simulation.travel import Travel
from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios.alert import Alert
from scenarios.loads.load import Load
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone

Where = RoadNetwork | TurnGraph | TimesTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terrain:
    """Where all of a shift is.

    units : by id; stations : each one's row, where it stands at first. alerts : by
    received time, then id, each with its `access_s`; doors : row by id. zones, with
    zone_rows : what free units should reach.
    """

    travel: Travel
    units: tuple[Unit, ...]
    stations: tuple[int, ...]
    alerts: tuple[Alert, ...]
    doors: Mapping[str, int]
    zones: tuple[Zone, ...] = ()
    zone_rows: tuple[int, ...] = ()


def terrain_of(
    load: Load,
    where: Where,
    policy: Policy,
    *,
    zones: tuple[Zone, ...] = (),
    make_zones: bool = True,
) -> Terrain:
    """Lay out the places of a load.

    Parameters
    ----------
    where : roads, what travel times need of them, or a table of times.
    zones : what free units should reach; none: on roads they are made of the
        addresses, unless `make_zones` is False.

    Raises
    ------
    PlaceError : a place that is not on the roads, or not in the table.
    """
    units = tuple(sorted(load.units, key=lambda unit: unit.id))
    alerts = sorted(load.alerts, key=lambda alert: (alert.received_s, alert.id))
    scenario = Scenario(
        name=load.name,
        start=load.start,
        units=units,
        alerts=tuple(alerts),
        zones=zones,
    )
    if isinstance(where, TimesTable):
        return _on_table(scenario, where, policy)
    graph = where if isinstance(where, TurnGraph) else TurnGraph(where)
    at_most = policy.zones_at_most if make_zones else 0
    return _on_roads(scenario, graph, policy, at_most)


def _on_roads(
    scenario: Scenario, graph: TurnGraph, policy: Policy, zones_at_most: int
) -> Terrain:
    spots = locate(scenario, Ground(graph.roads), zones_at_most=zones_at_most)
    known = with_access(scenario, spots, policy)
    points = (
        *(spots.units[unit.id] for unit in known.units),
        *(spots.alerts[alert.id] for alert in known.alerts),
        *spots.zones_at,
    )
    travel = RoadTravel(graph, points, policy, scenario.start)
    return _terrain(replace(known, zones=spots.zones), travel)


def _on_table(scenario: Scenario, table: TimesTable, policy: Policy) -> Terrain:
    alerts = tuple(
        replace(alert, access_s=access_s(alert, policy)) for alert in scenario.alerts
    )
    known = replace(scenario, alerts=alerts)
    places = (
        *((f"unit {unit.id}", unit.place) for unit in known.units),
        *((f"alert {alert.id}", alert.door) for alert in known.alerts),
        *((f"zone {zone.id}", zone.place) for zone in known.zones),
    )
    rows = []
    for name, place in places:
        try:
            rows.append(table.row(place))
        except PlaceError as fault:
            fault.row = name
            raise
    return _terrain(known, TableTravel(table, rows))


def _terrain(scenario: Scenario, travel: Travel) -> Terrain:
    """Number the places: stations, doors, zones."""
    n_units, n_alerts = len(scenario.units), len(scenario.alerts)
    ids = [alert.id for alert in scenario.alerts]
    last = n_units + n_alerts
    return Terrain(
        travel=travel,
        units=scenario.units,
        stations=tuple(range(n_units)),
        alerts=scenario.alerts,
        doors=dict(zip(ids, range(n_units, last), strict=True)),
        zones=scenario.zones,
        zone_rows=tuple(range(last, last + len(scenario.zones))),
    )
