"""Who drives where: by the plan, by the old rule, and to wait."""

from __future__ import annotations

from dispatch.layers import routes_layer
from dispatch.outcome import unit_ids
from dispatch.page.plan.layer_rows import Row, layer_rows
from dispatch.plan import Plan
from dispatch.plan_rows import Assignment


def route_data(plan: Plan) -> list[Row]:
    """Return the routes' rows, and when each unit drives, seconds from now.

    leaves_s : moving. kerb_s : at the kerb. door_s : at the door. at_s : at each of the
    route's points.
    """
    row_of = {row.alert_id: row for row in plan.assignments}
    return [
        row | _moments(row_of[str(row["alert_id"])], str(row["unit_id"]))
        for row in layer_rows(routes_layer(plan))
    ]


def _moments(row: Assignment, unit_id: str) -> Row:
    [sent] = [unit for unit in row.units if unit.unit_id == unit_id]
    door_s = sent.time_to_door_s - row.intervals.elapsed_s
    kerb_s = door_s - row.intervals.access_s
    leaves_s = kerb_s - sent.travel_s
    driven_s = max(sent.route_s[-1], 1e-9)
    return {
        "leaves_s": leaves_s,
        "kerb_s": kerb_s,
        "door_s": door_s,
        "at_s": [
            round(leaves_s + sent.travel_s * at_s / driven_s, 1)
            for at_s in sent.route_s
        ],
    }


def closest_idle_data(plan: Plan) -> list[Row]:
    """Return whom the old rule sends otherwise: unit_id, alert_id.

    Of plans made by hand, only to alerts that somebody goes to.
    """
    ours = {(unit, row.alert_id) for row in plan.assignments for unit in row.unit_ids}
    return [
        {"unit_id": unit, "alert_id": alert}
        for alert, units in _by_old_rule(plan)
        for unit in units
        if (unit, alert) not in ours
    ]


def _by_old_rule(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    if plan.working is None:
        rows = plan.assignments
        return [(row.alert_id, row.closest_idle_unit_ids) for row in rows]
    case, teams = plan.working.case, plan.working.solved.closest_idle.teams
    rule = zip(case.alerts, teams, strict=True)
    return [(alert.id, unit_ids(case, team)) for alert, team in rule]


def move_data(plan: Plan) -> list[Row]:
    """Return the advice where units that stay free should wait, where there is any."""
    return [
        {
            "unit_id": row.unit_id,
            "points": [[row.start.lat, row.start.lon], [row.to.lat, row.to.lon]],
            "address": row.to.address,
            "drive_s": row.drive_s,
            "drive_m": row.drive_m,
        }
        for row in (() if plan.move_up is None else plan.move_up.moves)
    ]
