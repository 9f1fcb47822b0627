"""A plan as the data its page is filled from: rows of the plan's layers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import geopandas as gpd
import pandas as pd
import shapely

from dispatch.layers import AT_RISK_SHARE, alerts_layer, routes_layer, units_layer
from dispatch.page.texts import page_texts
from dispatch.plan import Plan
from dispatch.track_rows import PhoneCall
from scenarios.alert import Alert

# Ten centimetres, finer than any line drawn.
_DECIMALS = 6

Row = dict[str, object]


def plan_data(plan: Plan, language: str = "en") -> Row:
    """Return what the page's scripts read, JSON values only.

    Points are [lat, lon], as Leaflet takes them. No names and no phone numbers
    of victims.
    """
    target_s = plan.policy.target_s
    return {
        "texts": page_texts(language),
        "title": plan.scenario.title or plan.scenario.name,
        "now": _moment(plan.scenario.start + timedelta(seconds=plan.now_s)),
        "roads": plan.roads.name,
        "target_s": target_s,
        "at_risk_s": int(AT_RISK_SHARE * target_s),
        "score": _score(plan),
        "solver": {
            "status": plan.solver.status,
            "certified": plan.solver.certified,
            "gap": plan.solver.gap,
        },
        "alerts": _alerts(plan),
        "units": _rows(units_layer(plan)),
        "routes": _rows(routes_layer(plan)),
        "notes": list(plan.warnings),
    }


def _moment(when: datetime) -> str:
    """Write a moment to the second, with its zone: 2026-03-21 17:05:00 +08:00."""
    text = when.isoformat(sep=" ", timespec="seconds")
    return f"{text[:19]} {text[19:]}"


def _score(plan: Plan) -> Row:
    sent = {unit_id for row in plan.assignments for unit_id in row.unit_ids}
    free = [unit for unit in plan.scenario.units if unit.status == "free"]
    return {
        "on_time": plan.score.on_time,
        "late": plan.score.late,
        "unserved": plan.score.unserved,
        "worst_s": plan.score.worst_time_to_door_s if plan.assignments else None,
        "closest_idle_on_time": plan.closest_idle_score.on_time,
        "free": sum(unit.id not in sent for unit in free),
    }


def _alerts(plan: Plan) -> list[Row]:
    """Return the alerts' rows with what only the page tells of them."""
    alerts = {alert.id: alert for alert in plan.scenario.alerts}
    goes_to = {
        unit_id: row.alert_id for row in plan.assignments for unit_id in row.unit_ids
    }
    served = {row.alert_id: list(row.unit_ids) for row in plan.assignments}
    nearest = {row.alert_id: list(row.nearest_unit_ids) for row in plan.assignments}
    tracks = _tracks(plan)
    return [
        row
        | _told_of(alerts[str(row["alert_id"])])
        | {
            "sent": served.get(str(row["alert_id"]), []),
            "nearest": nearest.get(str(row["alert_id"]), []),
            "nearest_goes_to": _first_of(nearest, goes_to, str(row["alert_id"])),
        }
        | tracks.get(str(row["alert_id"]), {})
        for row in _rows(alerts_layer(plan))
    ]


def _tracks(plan: Plan) -> dict[str, Row]:
    """Return what each alert loses, and who phones when, by its id."""
    if plan.tracks is None:
        return {}
    calls = {call.alert_id: call for call in plan.tracks.calls}
    return {
        row.alert_id: {
            "loss": {
                "expected_loss": row.expected_loss,
                "expected_loss_without_plan": row.expected_loss_without_plan,
                "no_loss_probability": row.no_loss_probability,
                "contact_probability": row.contact_probability,
            },
            "call": _call(calls.get(row.alert_id)),
        }
        for row in plan.tracks.losses
    }


def _call(call: PhoneCall | None) -> Row | None:
    if call is None:
        return None
    return {"caller_id": call.caller_id, "start_s": call.start_s}


def _first_of(
    nearest: Mapping[str, list[str]], goes_to: Mapping[str, str], alert_id: str
) -> str | None:
    """To which other alert the first of an alert's nearest units goes."""
    others = (goes_to.get(unit_id) for unit_id in nearest.get(alert_id, []))
    return next((other for other in others if other not in (None, alert_id)), None)


def _told_of(alert: Alert) -> Row:
    return {
        "exposure": alert.exposure,
        "currency": alert.currency,
        "own_target": alert.target_s is not None,
        "phone_contact": alert.phone_contact,
    }


def _rows(layer: gpd.GeoDataFrame) -> list[Row]:
    points = [_points(geometry) for geometry in layer.geometry]
    table = layer.drop(columns="geometry").astype(object)
    rows = table.where(pd.notna(table), None).to_dict("records")
    return [
        _plain(row) | {"points": place} for row, place in zip(rows, points, strict=True)
    ]


def _plain(row: Mapping[object, object]) -> Row:
    return {str(key): value for key, value in row.items()}


def _points(geometry: shapely.Geometry) -> list[list[float]]:
    lonlat = shapely.get_coordinates(geometry).round(_DECIMALS)
    points: list[list[float]] = lonlat[:, ::-1].tolist()
    return points
