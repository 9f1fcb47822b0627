"""A simulated shift as the data its page is filled from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from dispatch.layers import Timeliness, timeliness
from dispatch.page.shift.unit_steps import unit_steps
from dispatch.simulation.drive_traces import Trace, drive_traces
from dispatch.simulation.figures import AlertCourse, alert_courses, shift_figures
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift
from dispatch.simulation.terrain import Terrain
from maps.page.packed_numbers import packed, steps
from scenarios.alert import Alert
from scenarios.events.event import AlertCancelled
from scenarios.loads.load import Load

Row = dict[str, object]

_STEP_DEGREES = 1e-5  # a metre
_STEP_S = 0.1


def shift_data(
    shift: SimulatedShift, load: Load, terrain: Terrain, travel: RoadTravel
) -> Row:
    """Return what the page's scripts read, JSON values only.

    Moments are seconds since the load's start, points [lat, lon]. units : each with
    its steps, see `unit_steps`. alerts : worst first. drives : all of them, packed:
    counts of points, then lat, lon and time of each, as steps from the one before.
    """
    traces = drive_traces(shift, travel)
    courses = {course.alert.id: course for course in alert_courses(shift.log, load)}
    alerts = _alerts(shift, terrain, travel, courses)
    rows = {str(row["alert_id"]): number for number, row in enumerate(alerts)}
    return {
        "title": load.title or load.name,
        "rule": shift.rule,
        "start": load.start.isoformat(),
        "to_s": _end_s(shift, load),
        "roads": travel.roads.name,
        "figures": asdict(shift_figures(shift.log, load)),
        "units": [
            {"unit_id": unit.id, "officers": unit.officers, "steps": told}
            for unit, told in unit_steps(shift, load, terrain, travel, traces, rows)
        ],
        "alerts": alerts,
        "drives": _drives(traces),
    }


def _end_s(shift: SimulatedShift, load: Load) -> float:
    last = max((event.at_s or 0.0 for event in shift.events), default=0.0)
    return round(max(load.length_s, last), 1)


def _drives(traces: Sequence[Trace]) -> Row:
    parts = [
        np.column_stack(
            (trace.lonlat[:, ::-1] / _STEP_DEGREES, trace.at_s[:, None] / _STEP_S)
        )
        for trace in traces
    ]
    whole = np.rint(np.concatenate([np.zeros((0, 3)), *parts])).astype(np.int64)
    return {
        "step": _STEP_DEGREES,
        "step_s": _STEP_S,
        "counts": packed([len(part) for part in parts]),
        "points": packed(steps(whole)),
    }


def _alerts(
    shift: SimulatedShift,
    terrain: Terrain,
    travel: RoadTravel,
    courses: Mapping[str, AlertCourse],
) -> list[Row]:
    table = shift.log.table
    sent = {
        str(name): list(dict.fromkeys(group["unit_id"].dropna().tolist()))
        for name, group in table.groupby("alert_id", sort=False)
    }
    first = table.drop_duplicates("alert_id").set_index("alert_id")
    target_of = first["target_s"].astype(float).to_dict()
    phone_of = first["phone_contact_s"].astype(float).to_dict()
    closed = _closed(shift)
    rows = []
    for alert in terrain.alerts:
        course, target_s = courses[alert.id], target_of[alert.id]
        place = travel.place(terrain.doors[alert.id])
        rows.append(
            {
                "alert_id": alert.id,
                "title": alert.title,
                "level": alert.level,
                "points": [[round(place.lat or 0.0, 6), round(place.lon or 0.0, 6)]],
                "received_s": round(alert.received_s, 1),
                "closed_s": closed.get(alert.id),
                "time_to_door_s": _rounded(course.crew_s),
                "target_s": target_s,
                "timeliness": _timeliness(course.crew_s, target_s),
                "sent": sent.get(alert.id, []),
                "redirects": course.redirects,
                "phone_contact_s": _some(phone_of[alert.id]),
                **_money(alert, course),
            }
        )
    return sorted(rows, key=_worst_first)


def _money(alert: Alert, course: AlertCourse) -> Row:
    return {
        "exposure": alert.exposure,
        "currency": alert.currency,
        "loss": _rounded(course.loss),
    }


def _closed(shift: SimulatedShift) -> dict[str, float]:
    """When each alert was closed: its last unit clear, or given up."""
    clear = shift.log.table.groupby("alert_id")["clear_s"].max().dropna()
    given_up = {
        event.alert_id: round(event.at_s or 0.0, 1)
        for event in shift.events
        if isinstance(event, AlertCancelled)
    }
    return {str(name): round(float(s), 1) for name, s in clear.items()} | given_up


def _timeliness(crew_s: float | None, target_s: float) -> Timeliness:
    if crew_s is None:
        return Timeliness.UNSERVED
    return timeliness(crew_s, target_s)


def _worst_first(row: Row) -> tuple[bool, float, str]:
    time_s, target_s = row["time_to_door_s"], row["target_s"]
    if not isinstance(time_s, float) or not isinstance(target_s, float):
        return False, 0.0, str(row["alert_id"])
    return True, target_s - time_s, str(row["alert_id"])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)


def _some(value: float) -> float | None:
    """Return a value of the log, None where it has none."""
    return None if np.isnan(value) else round(float(value), 1)
