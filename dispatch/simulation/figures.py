"""`ShiftFigures`: a shift in a few numbers.

shift = simulate(load, roads, "full", seed=7)
shift_figures(shift.log, load, warm_up_s=3600).on_time
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Any

import numpy as np

from dispatch.simulation.crew import enough
from dispatch.simulation.expected_loss import ExpectedLoss
from scenarios.alert import Alert
from scenarios.loads.load import Load
from scenarios.response_log.response_log import ResponseLog
from scenarios.unit import Unit

_COLUMNS = (
    "alert_id",
    "unit_id",
    "received_s",
    "at_door_s",
    "contact_s",
    "clear_s",
    "on_time",
    "redirected_from",
    "loss",
)


_Row = Mapping[Hashable, Any]  # of a log: what is missing is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFigures:
    """What a shift came to, of the alerts received after its warm-up.

    Times to door are those of the full crew, received to at the door, of the alerts
    that had one; `unserved` says how many had none. None: nothing to tell of.

    n_alerts : how many. on_time : share of all whose crew was at the door within the
    target. median_s, p90_s, mean_s, worst_s : of the times to door; quantiles by
    linear interpolation. redirects : units under way elsewhere that were told to come
    here instead, per alert. unserved : share of all. expected_loss : per alert with
    money at risk, by the model of the fraud (`ExpectedLoss`); loss : as chance had
    it. load : offered busy time by the time that units are on duty. Offered is
    received to clear, of each unit at the door; an alert that nobody was at counts as
    the mean of the others.
    """

    n_alerts: int
    on_time: float | None = None
    median_s: float | None = None
    p90_s: float | None = None
    mean_s: float | None = None
    worst_s: float | None = None
    redirects: float | None = None
    unserved: float | None = None
    expected_loss: float | None = None
    loss: float | None = None
    load: float | None = None


@dataclass(slots=True, kw_only=True)
class AlertCourse:
    """What came of one alert; times are seconds from when it was received.

    crew_s : its full crew at the door. busy_s : of all units there, up to clear.
    """

    alert: Alert
    on_time: bool
    loss: float | None
    crew_s: float | None = None
    contact_s: float | None = None
    busy_s: float = 0.0
    redirects: int = 0


def shift_figures(
    log: ResponseLog,
    load: Load,
    *,
    warm_up_s: float = 0.0,
    losses: ExpectedLoss | None = None,
) -> ShiftFigures:
    """Work out the figures of a simulated shift.

    Parameters
    ----------
    load : that the shift was of: whose alerts and units the log names.
    warm_up_s : alerts received before, and time on duty before, do not count.
    losses : by the model; None: `expected_loss` is None.
    """
    courses = [
        course
        for course in alert_courses(log, load)
        if course.alert.received_s >= warm_up_s
    ]
    if not courses:
        return ShiftFigures(n_alerts=0)
    return ShiftFigures(
        n_alerts=len(courses),
        on_time=fmean(course.on_time for course in courses),
        **_door_times([c.crew_s for c in courses if c.crew_s is not None]),
        redirects=fmean(course.redirects for course in courses),
        unserved=fmean(course.crew_s is None for course in courses),
        expected_loss=_expected_loss(courses, losses),
        loss=_mean([c.loss for c in courses if c.loss is not None]),
        load=_offered(courses, on_duty_s(load, warm_up_s)),
    )


def on_duty_s(load: Load, warm_up_s: float = 0.0) -> float:
    """Add up how long units are on duty, from the warm-up's end to the load's."""
    return sum(
        max(0.0, min(shift.end_s, load.length_s) - max(shift.start_s, warm_up_s))
        for shift in load.shifts
    )


def alert_courses(log: ResponseLog, load: Load) -> Iterator[AlertCourse]:
    """Follow each alert of a log, in its order."""
    alerts = {alert.id: alert for alert in load.alerts}
    units = {unit.id: unit for unit in load.units}
    table = log.table[[*_COLUMNS]].astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    for alert_id, told in groupby(rows, key=lambda row: row["alert_id"]):
        yield _course(alerts[alert_id], [*told], units)


def _course(
    alert: Alert, rows: Sequence[_Row], units: Mapping[str, Unit]
) -> AlertCourse:
    there = [row for row in rows if row["at_door_s"] is not None]
    there.sort(key=lambda row: row["at_door_s"])
    contacts = [row["contact_s"] for row in there if row["contact_s"] is not None]
    clear = [row["clear_s"] for row in there if row["clear_s"] is not None]
    received_s = rows[0]["received_s"]
    return AlertCourse(
        alert=alert,
        on_time=bool(rows[0]["on_time"]),
        loss=rows[0]["loss"],
        crew_s=_crew_s(alert, there, units),
        contact_s=min(contacts) - received_s if contacts else None,
        busy_s=sum(clear_s - received_s for clear_s in clear),
        redirects=sum(row["redirected_from"] is not None for row in rows),
    )


def _crew_s(
    alert: Alert, there: Sequence[_Row], units: Mapping[str, Unit]
) -> float | None:
    """Seconds until those at the door were enough; None: they never were."""
    crew: list[Unit] = []
    for row in there:
        crew.append(units[row["unit_id"]])
        if enough(crew, alert):
            return float(row["at_door_s"] - row["received_s"])
    return None


def _door_times(seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    median_s, p90_s = np.quantile(seconds, (0.5, 0.9)).tolist()
    return {
        "median_s": median_s,
        "p90_s": p90_s,
        "mean_s": fmean(seconds),
        "worst_s": max(seconds),
    }


def _expected_loss(
    courses: Sequence[AlertCourse], losses: ExpectedLoss | None
) -> float | None:
    if losses is None:
        return None
    money = (losses(course.alert, course.contact_s) for course in courses)
    return _mean([each for each in money if each is not None])


def _offered(courses: Sequence[AlertCourse], there_s: float) -> float | None:
    """Busy time that alerts ask for, as a share of the time on duty."""
    busy = [course.busy_s for course in courses if course.busy_s > 0]
    if there_s <= 0 or not busy:
        return None
    return len(courses) * fmean(busy) / there_s


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
