"""Visits of a shift as rows of a `ResponseLog`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from dispatch.simulation.states import AlertState, Visit
from scenarios.response_log.response_log import ResponseLog
from scenarios.response_log.rows import ResponseRow


def log_of(
    alerts: Iterable[AlertState],
    start: datetime,
    horizon_s: float,
    expected: Callable[[AlertState], float | None],
) -> ResponseLog:
    """Write a log, alerts in order of receipt.

    horizon_s : where nobody comes, losses are counted so long. expected : what an
    alert was expected to lose when it came, if nobody went there.
    """
    rows = [row for alert in alerts for row in _rows(alert, horizon_s, expected)]
    return ResponseLog.of_rows(rows, start=start)


def _rows(
    alert: AlertState,
    horizon_s: float,
    expected: Callable[[AlertState], float | None],
) -> Iterator[ResponseRow]:
    common = _common(alert, loss_of(alert, horizon_s))
    if not alert.visits:
        yield replace(common, expected_loss=expected(alert))
    yield from (_visited(common, visit) for visit in alert.visits)


def _common(alert: AlertState, loss: float | None) -> ResponseRow:
    """What all rows of an alert say: that of one to which nobody was sent."""
    given = alert.alert
    crew_s = alert.crew_s
    in_time = crew_s is not None and crew_s - given.received_s <= alert.target_s
    place = given.door
    return ResponseRow(
        alert_id=given.id,
        received_s=_ms(given.received_s),
        ended="unserved",
        level=given.level,
        officers_needed=given.officers,
        lon=place.lon,
        lat=place.lat,
        zone=given.area,
        target_s=alert.target_s,
        phone_contact_s=_some_ms(alert.phone_contact_s),
        on_time=in_time,
        exposure=given.exposure,
        loss=loss,
        currency=None if given.exposure is None else given.currency,
    )


def _visited(row: ResponseRow, visit: Visit) -> ResponseRow:
    return replace(
        row,
        unit_id=visit.unit.unit.id,
        officers=visit.unit.unit.officers,
        notified_s=_ms(visit.notified_s),
        rolling_s=_some_ms(visit.rolling_s),
        at_gate_s=_some_ms(visit.at_gate_s),
        at_door_s=_some_ms(visit.at_door_s),
        contact_s=_some_ms(visit.contact_s),
        clear_s=_some_ms(visit.clear_s),
        order=visit.order,
        ended=visit.ended,
        redirected_from=visit.redirected_from,
        planned_travel_s=_some_ms(visit.planned_travel_s),
        planned_on_time=visit.planned_on_time,
        expected_loss=visit.expected_loss,
    )


def loss_of(alert: AlertState, horizon_s: float) -> float | None:
    """Money that left before officers were with the victim; None where none is known.

    While a call holds her back nothing leaves; what was to follow comes as much
    later.
    """
    given, luck = alert.alert, alert.luck
    if given.exposure is None:
        return None
    if not luck.leaves_s:
        return 0.0
    stops_s = given.received_s + horizon_s
    if alert.contact_s is not None:
        stops_s = min(stops_s, alert.contact_s)
    gone = sum(_leaves(alert, after_s) < stops_s for after_s in luck.leaves_s)
    return given.exposure * gone / len(luck.leaves_s)


def _leaves(alert: AlertState, after_s: float) -> float:
    """When a card's money leaves, held back by a call or not."""
    at_s = alert.alert.received_s + after_s
    called_s = alert.phone_contact_s
    held = called_s is not None and at_s > called_s
    return at_s + alert.luck.relapse_s if held else at_s


def _ms(seconds: float) -> float:
    """To the millisecond."""
    return round(seconds, 3)


def _some_ms(seconds: float | None) -> float | None:
    return None if seconds is None else _ms(seconds)
