"""What the page tells of each alert."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch.layers import alerts_layer
from dispatch.page.plan.alternatives import alternatives
from dispatch.page.plan.layer_rows import Row, layer_rows
from dispatch.plan import Plan
from dispatch.track_rows import PhoneCall
from scenarios.alert import Alert


def alert_data(plan: Plan) -> list[Row]:
    """Return the alerts' rows with what only the page tells of them."""
    alerts = {alert.id: alert for alert in plan.scenario.alerts}
    goes_to = {
        unit_id: row.alert_id for row in plan.assignments for unit_id in row.unit_ids
    }
    served = {row.alert_id: list(row.unit_ids) for row in plan.assignments}
    nearest = {row.alert_id: list(row.nearest_unit_ids) for row in plan.assignments}
    tracks, others = _tracks(plan), alternatives(plan)
    return [
        row
        | _told_of(alerts[str(row["alert_id"])], plan.now_s)
        | {
            "sent": served.get(str(row["alert_id"]), []),
            "nearest": nearest.get(str(row["alert_id"]), []),
            "nearest_goes_to": _first_of(nearest, goes_to, str(row["alert_id"])),
            "others": others.get(str(row["alert_id"]), []),
        }
        | tracks.get(str(row["alert_id"]), {})
        for row in layer_rows(alerts_layer(plan))
    ]


def _first_of(
    nearest: Mapping[str, list[str]], goes_to: Mapping[str, str], alert_id: str
) -> str | None:
    """To which other alert the first of an alert's nearest units goes."""
    others = (goes_to.get(unit_id) for unit_id in nearest.get(alert_id, []))
    return next((other for other in others if other not in (None, alert_id)), None)


def _told_of(alert: Alert, now_s: float) -> Row:
    return {
        "exposure": alert.exposure,
        "currency": alert.currency,
        "own_target": alert.target_s is not None,
        "calls": [
            {"at_s": round(call.at_s - now_s), "outcome": call.outcome}
            for call in alert.calls
        ],
        "meeting": _meeting(alert),
        "phone_contact": alert.phone_contact,
    }


def _meeting(alert: Alert) -> Row | None:
    """Return the place agreed by phone, where officers go instead of the door.

    door : where that is, None where only its address is known.
    """
    if alert.meeting_point is None:
        return None
    at, place = alert.meeting_point, alert.place
    return {
        "note": at.note,
        "address": at.place.address or "",
        "door": [place.lat, place.lon] if place.has_point else None,
    }


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
