"""`Terrain`: the places of a load, laid out on roads or on a table of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dispatch.access import with_access
from dispatch.intervals import access_s
from dispatch.locate import Ground, locate
from dispatch.policy import Policy
from dispatch.simulation.patrol import beat_points
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.times_table import TableTravel, TimesTable
from dispatch.simulation.travel import Travel
from dispatch.waiting_places.sites import sites_of
from maps.errors import PlaceError
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint
from maps.travel_times import TurnGraph
from scenarios.alert import Alert
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers
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
    zone_rows : what free units should reach. waiting_rows : places where they could
    wait for that. beats : rows of the places where a unit patrols, by its id; None
    where they were not asked for. fraud : the model of what alerts lose, where some
    sum is known.
    """

    travel: Travel
    units: tuple[Unit, ...]
    stations: tuple[int, ...]
    alerts: tuple[Alert, ...]
    doors: Mapping[str, int]
    zones: tuple[Zone, ...] = ()
    zone_rows: tuple[int, ...] = ()
    waiting_rows: tuple[int, ...] = ()
    beats: Mapping[str, tuple[int, ...]] | None = None
    fraud: FraudModel | None = None


def terrain_of(  # noqa: PLR0913 - a load, where it is, and what else is laid out
    load: Load,
    where: Where,
    policy: Policy,
    *,
    zones: tuple[Zone, ...] = (),
    make_zones: bool = True,
    make_beats: bool = False,
) -> Terrain:
    """Lay out the places of a load.

    Parameters
    ----------
    where : roads, what travel times need of them, or a table of times.
    zones : what free units should reach; none: on roads they are made of the
        addresses, unless `make_zones` is False. Where there are zones, there are
        places to wait at: the zones themselves, and on roads addresses between them.
    make_beats : for units that are to patrol; a table of times has none.

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
        made = _on_table(scenario, where, policy)
        return replace(made, beats={}) if make_beats else made
    graph = where if isinstance(where, TurnGraph) else TurnGraph(where)
    at_most = policy.zones_at_most if make_zones else 0
    return _on_roads(scenario, graph, policy, at_most, make_beats=make_beats)


def _on_roads(
    scenario: Scenario,
    graph: TurnGraph,
    policy: Policy,
    zones_at_most: int,
    *,
    make_beats: bool,
) -> Terrain:
    ground = Ground(graph.roads)
    spots = locate(scenario, ground, zones_at_most=zones_at_most)
    known = with_access(scenario, spots, policy)
    points = (
        *(spots.units[unit.id] for unit in known.units),
        *(spots.alerts[alert.id] for alert in known.alerts),
        *spots.zones_at,
    )
    sites = sites_of(ground, spots.zones_at) if spots.zones else ()
    waiting_rows, points = _numbered(points, sites)
    beats: dict[str, tuple[int, ...]] = {}
    for unit in known.units if make_beats else ():
        beat = beat_points(ground, unit, spots.units[unit.id])
        beats[unit.id], points = _numbered(points, beat)
    travel = RoadTravel(graph, points, policy, scenario.start)
    known = replace(known, zones=spots.zones)
    made = _terrain(known, policy, travel, waiting_rows)
    return replace(made, beats=beats) if make_beats else made


def _numbered(
    points: tuple[RoadPoint, ...], more: tuple[RoadPoint, ...]
) -> tuple[tuple[int, ...], tuple[RoadPoint, ...]]:
    """Put points after others; return their rows, and all of them."""
    first = len(points)
    return tuple(range(first, first + len(more))), (*points, *more)


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
    zone_rows = tuple(range(len(rows) - len(known.zones), len(rows)))
    return _terrain(known, policy, TableTravel(table, rows), zone_rows)


def _terrain(
    scenario: Scenario, policy: Policy, travel: Travel, waiting_rows: tuple[int, ...]
) -> Terrain:
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
        waiting_rows=waiting_rows,
        fraud=_fraud(scenario.alerts, policy),
    )


def _fraud(alerts: tuple[Alert, ...], policy: Policy) -> FraudModel | None:
    if all(alert.exposure is None for alert in alerts):
        return None
    numbers = policy.fraud or shipped_numbers()
    return FraudModel(numbers, travel_sigma=policy.sigma)
