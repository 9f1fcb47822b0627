"""A plan in which every text from outside is one that a careless page would run."""

from __future__ import annotations

from dataclasses import replace

from dispatch.plan import Plan
from dispatch.plan_rows import Assignment
from dispatch.track_rows import AlertLoss, PhoneCall, Tracks
from maps.road_network import RoadNetwork
from scenarios.alert import Alert, MeetingPoint
from scenarios.unit import Unit
from tests.hostile_texts import HOSTILE
from tests.plans import crowded_plan


def hostile_plan(town: RoadNetwork) -> Plan:
    """Return a plan with an alert and a unit for each hostile text.

    Of alert and unit number n, every text and id ends with text n; a third of the
    alerts are unserved, and a third are met at a place agreed by phone.
    """
    town = replace(town, name=HOSTILE[0])
    plan = crowded_plan(town, units=len(HOSTILE), alerts=len(HOSTILE))
    alerts = [_alert(alert) for alert in plan.scenario.alerts]
    units = [_unit(unit) for unit in plan.scenario.units]
    named = {
        old.id: new.id
        for old, new in zip(
            (*plan.scenario.alerts, *plan.scenario.units),
            (*alerts, *units),
            strict=True,
        )
    }
    scenario = replace(
        plan.scenario,
        title=" ".join(HOSTILE),
        alerts=tuple(alerts),
        units=tuple(units),
    )
    return replace(
        plan,
        scenario=scenario,
        assignments=tuple(_assignment(row, named) for row in plan.assignments),
        unserved=tuple(
            replace(row, alert_id=named[row.alert_id]) for row in plan.unserved
        ),
        units_at={named[key]: value for key, value in plan.units_at.items()},
        alerts_at={
            named[key]: replace(value, address=f"Street {_text(key)}")
            for key, value in plan.alerts_at.items()
        },
        warnings=tuple(HOSTILE),
        tracks=_tracks(alerts),
    )


def _text(own_id: str) -> str:
    """Return the text of an alert A001 or a unit P01."""
    return HOSTILE[int(own_id[1:4]) - 1]


def _alert(alert: Alert) -> Alert:
    text = _text(alert.id)
    meets = int(alert.id[1:]) % 3 == 0
    return replace(
        alert,
        id=f"{alert.id} {text}",
        title=f"Title {text}",
        currency=text,
        exposure=1000.0,
        phone_contact=f"Phone {text}",
        meeting_point=MeetingPoint(place=alert.place, note=text) if meets else None,
    )


def _unit(unit: Unit) -> Unit:
    return replace(unit, id=f"{unit.id} {_text(unit.id)}")


def _assignment(row: Assignment, named: dict[str, str]) -> Assignment:
    return replace(
        row,
        alert_id=named[row.alert_id],
        units=tuple(replace(sent, unit_id=named[sent.unit_id]) for sent in row.units),
        nearest_unit_ids=tuple(named[unit] for unit in row.nearest_unit_ids),
        closest_idle_unit_ids=tuple(named[unit] for unit in row.closest_idle_unit_ids),
    )


def _tracks(alerts: list[Alert]) -> Tracks:
    calls = [
        PhoneCall(caller_id=f"Caller {alert.currency}", alert_id=alert.id, start_s=60)
        for alert in alerts
    ]
    losses = [
        AlertLoss(
            alert_id=alert.id,
            exposure=1000.0,
            exposure_known=True,
            currency=alert.currency,
            expected_loss=10.0,
            expected_loss_without_plan=900.0,
            recovered=0.0,
            no_loss_probability=0.5,
            contact_probability=0.5,
            stage="contact",
        )
        for alert in alerts
    ]
    return Tracks(
        callers=tuple(call.caller_id for call in calls),
        calls=tuple(calls),
        not_called=(),
        calls_proved=True,
        losses=tuple(losses),
        how=HOSTILE[0],
        assumes=tuple(HOSTILE),
    )
