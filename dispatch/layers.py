"""A plan as layers: what is drawn on the page is what is exported.

Each layer is a GeoDataFrame in WGS-84 (EPSG:4326), one row a thing, in the order
of the plan. Times are whole seconds; a number that does not exist is missing
(`<NA>`, NULL in a file), a text that does not exist is empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from dispatch.plan import Plan
from dispatch.plan_rows import Assignment
from scenarios.alert import Alert
from scenarios.unit import Unit

WGS84 = "EPSG:4326"

# From this share of the target on, an arrival in time is at risk (assumed).
AT_RISK_SHARE = 0.75

# What a GeoPackage says of when it was written, so that its bytes do not change.
_WRITTEN = "1970-01-01T00:00:00.000Z"
_TEXT, _NUMBER, _WHOLE = "str", "float64", "Int64"

_ROUTE_COLUMNS = {
    "alert_id": _TEXT,
    "unit_id": _TEXT,
    "timeliness": _TEXT,
    "officers": _WHOLE,
    "travel_s": _WHOLE,
    "time_to_door_s": _WHOLE,
    "distance_m": _NUMBER,
}
_UNIT_COLUMNS = {
    "unit_id": _TEXT,
    "status": _TEXT,
    "officers": _WHOLE,
    "alert_id": _TEXT,
    "timeliness": _TEXT,
    "free_in_s": _WHOLE,
    "snapped_m": _NUMBER,
}
_ALERT_COLUMNS = {
    "alert_id": _TEXT,
    "title": _TEXT,
    "address": _TEXT,
    "level": _TEXT,
    "timeliness": _TEXT,
    "reason": _TEXT,
    "target_s": _WHOLE,
    "time_to_door_s": _WHOLE,
    "probability_on_time": _NUMBER,
    "unit_ids": _TEXT,
    "officers": _WHOLE,
    "elapsed_s": _WHOLE,
    "dispatch_s": _WHOLE,
    "turnout_s": _WHOLE,
    "travel_s": _WHOLE,
    "access_s": _WHOLE,
    "contact_s": _WHOLE,
    "distance_m": _NUMBER,
    "nearest_unit_ids": _TEXT,
    "nearest_time_to_door_s": _WHOLE,
    "closest_idle_unit_ids": _TEXT,
    "closest_idle_time_to_door_s": _WHOLE,
    "same_as_closest_idle": "boolean",
    "snapped_m": _NUMBER,
}


class Timeliness(StrEnum):
    """How an alert's time to door stands to its target."""

    IN_TIME = "in_time"
    AT_RISK = "at_risk"
    LATE = "late"
    UNSERVED = "unserved"


def timeliness(time_to_door_s: float, target_s: float) -> Timeliness:
    """Say whether that is in time, at risk (above 75 % of the target) or late."""
    if time_to_door_s > target_s:
        return Timeliness.LATE
    if time_to_door_s > AT_RISK_SHARE * target_s:
        return Timeliness.AT_RISK
    return Timeliness.IN_TIME


def routes_layer(plan: Plan) -> gpd.GeoDataFrame:
    """Return the roads that units take, a line for each unit sent.

    Columns
    -------
    alert_id, unit_id : who goes where. timeliness : of the alert. officers : in
    the unit. travel_s, time_to_door_s, distance_m : of this unit.
    """
    rows = [
        {
            "alert_id": assignment.alert_id,
            "unit_id": sent.unit_id,
            "timeliness": _timeliness_of(assignment).value,
            "officers": sent.officers,
            "travel_s": sent.travel_s,
            "time_to_door_s": sent.time_to_door_s,
            "distance_m": sent.distance_m,
        }
        for assignment in plan.assignments
        for sent in assignment.units
    ]
    sent = [unit for assignment in plan.assignments for unit in assignment.units]
    return _layer(rows, [_line(unit.route) for unit in sent], _ROUTE_COLUMNS)


def units_layer(plan: Plan) -> gpd.GeoDataFrame:
    """Return the units where they stand, in the scenario's order.

    Columns
    -------
    unit_id, officers. status : free, en_route, on_scene or offline, as reported.
    alert_id, timeliness : where the plan sends it and how that alert stands, empty
    if it stays. free_in_s : seconds from now, of a busy unit. snapped_m : metres
    from there to the road.
    """
    goes_to = {
        unit_id: assignment
        for assignment in plan.assignments
        for unit_id in assignment.unit_ids
    }
    units = plan.scenario.units
    rows = [_unit_row(plan, unit, goes_to.get(unit.id)) for unit in units]
    return _layer(rows, [_unit_point(plan, unit) for unit in units], _UNIT_COLUMNS)


def alerts_layer(plan: Plan) -> gpd.GeoDataFrame:
    """Return the alerts where they are, worst first: unserved, then served.

    Columns
    -------
    alert_id, title, address, level. timeliness : in_time, at_risk, late or
    unserved. reason : why nobody goes. target_s. time_to_door_s and its five parts
    elapsed_s, dispatch_s, turnout_s, travel_s, access_s. probability_on_time.
    unit_ids : who is sent, joined by commas. officers, contact_s, distance_m.
    nearest_unit_ids, nearest_time_to_door_s : whoever else wants it.
    closest_idle_unit_ids, closest_idle_time_to_door_s, same_as_closest_idle : the
    old rule's answer. snapped_m : metres from the place to the road.
    """
    alerts = {alert.id: alert for alert in plan.scenario.alerts}
    rows = [
        _common_row(plan, alerts[row.alert_id])
        | {"timeliness": Timeliness.UNSERVED.value, "reason": row.reason.value}
        for row in plan.unserved
    ]
    rows += [
        _common_row(plan, alerts[row.alert_id]) | _assignment_row(row)
        for row in plan.assignments
    ]
    points = [_alert_point(plan, str(row["alert_id"])) for row in rows]
    return _layer(rows, points, _ALERT_COLUMNS)


def plan_layers(plan: Plan) -> dict[str, gpd.GeoDataFrame]:
    """Return all layers of a plan by name, those drawn first coming first."""
    return {
        "routes": routes_layer(plan),
        "units": units_layer(plan),
        "alerts": alerts_layer(plan),
    }


def write_geopackage(layers: Mapping[str, gpd.GeoDataFrame], path: Path) -> None:
    """Write layers into a new GeoPackage; the same layers give the same bytes.

    Parameters
    ----------
    path : must not exist yet, and end in .gpkg.
    """
    with _gdal_option("OGR_CURRENT_DATE", _WRITTEN):
        for name, layer in layers.items():
            pyogrio.write_dataframe(
                layer,
                path,
                layer=name,
                driver="GPKG",
                geometry_type=_geometry_type(layer),
                append=path.exists(),
            )


def _geometry_type(layer: gpd.GeoDataFrame) -> str:
    return "Unknown" if layer.empty else str(layer.geom_type.iloc[0])


@contextmanager
def _gdal_option(name: str, value: str) -> Iterator[None]:
    before = pyogrio.get_gdal_config_option(name)
    pyogrio.set_gdal_config_options({name: value})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: before})


def _layer(
    rows: Sequence[Mapping[str, object]],
    geometries: Sequence[shapely.Geometry],
    columns: Mapping[str, str],
) -> gpd.GeoDataFrame:
    table = {
        name: pd.Series([row.get(name, _missing(kind)) for row in rows], dtype=kind)
        for name, kind in columns.items()
    }
    return gpd.GeoDataFrame(table, geometry=list(geometries), crs=WGS84)


def _missing(kind: str) -> object:
    return {_TEXT: "", _NUMBER: math.nan}.get(kind, pd.NA)


def _timeliness_of(assignment: Assignment) -> Timeliness:
    return timeliness(assignment.time_to_door_s, assignment.target_s)


def _line(route: Sequence[tuple[float, float]]) -> shapely.LineString:
    # A unit that is already there has a route of one point.
    return shapely.LineString(route if len(route) > 1 else [route[0], route[0]])


def _unit_row(plan: Plan, unit: Unit, goes: Assignment | None) -> dict[str, object]:
    row: dict[str, object] = {
        "unit_id": unit.id,
        "status": unit.status,
        "officers": unit.officers,
        "snapped_m": plan.units_at[unit.id].snapped_m,
    }
    if unit.free_at_s is not None and unit.status != "free":
        row["free_in_s"] = max(0, round(unit.free_at_s - plan.now_s))
    if goes is not None:
        row |= {"alert_id": goes.alert_id, "timeliness": _timeliness_of(goes).value}
    return row


def _unit_point(plan: Plan, unit: Unit) -> shapely.Point:
    at = plan.units_at[unit.id]
    return shapely.Point(at.lon, at.lat)


def _alert_point(plan: Plan, alert_id: str) -> shapely.Point:
    at = plan.alerts_at[alert_id]
    return shapely.Point(at.lon, at.lat)


def _common_row(plan: Plan, alert: Alert) -> dict[str, object]:
    at = plan.alerts_at[alert.id]
    target_s = plan.policy.target_s if alert.target_s is None else alert.target_s
    return {
        "alert_id": alert.id,
        "title": alert.title,
        "address": at.address or alert.place.address or "",
        "level": alert.level,
        "target_s": target_s,
        "elapsed_s": max(0, round(plan.now_s - alert.received_s)),
        "snapped_m": at.snapped_m,
    }


def _assignment_row(row: Assignment) -> dict[str, object]:
    return {
        "timeliness": _timeliness_of(row).value,
        "target_s": row.target_s,
        "time_to_door_s": row.time_to_door_s,
        "probability_on_time": row.probability_on_time,
        "unit_ids": ", ".join(row.unit_ids),
        "officers": row.officers,
        "elapsed_s": row.intervals.elapsed_s,
        "dispatch_s": row.intervals.dispatch_s,
        "turnout_s": row.intervals.turnout_s,
        "travel_s": row.intervals.travel_s,
        "access_s": row.intervals.access_s,
        "contact_s": row.contact_s,
        "distance_m": row.distance_m,
        "nearest_unit_ids": ", ".join(row.nearest_unit_ids),
        "nearest_time_to_door_s": row.nearest_time_to_door_s,
        "closest_idle_unit_ids": ", ".join(row.closest_idle_unit_ids),
        "closest_idle_time_to_door_s": row.closest_idle_time_to_door_s,
        "same_as_closest_idle": row.same_as_closest_idle,
    }
