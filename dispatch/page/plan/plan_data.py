"""A plan as the data its page is filled from."""

from __future__ import annotations

from datetime import datetime, timedelta

from dispatch.goal_rows import loss_step
from dispatch.layers import AT_RISK_SHARE, units_layer
from dispatch.page.plan.alert_data import alert_data
from dispatch.page.plan.layer_rows import Row, layer_rows
from dispatch.page.plan.reach_data import reach_data
from dispatch.page.plan.route_data import closest_idle_data, move_data, route_data
from dispatch.plan import Plan


def plan_data(plan: Plan, *, with_reach: bool = True) -> Row:
    """Return what the page's scripts read, JSON values only.

    Points are [lat, lon], as Leaflet takes them. No names and no phone numbers
    of victims.

    with_reach : whether to work out what free units reach, most of a large page's work.
    """
    target_s = plan.policy.target_s
    return {
        "title": plan.scenario.title or plan.scenario.name,
        "now": _moment(plan.scenario.start + timedelta(seconds=plan.now_s)),
        "roads": plan.roads.name,
        "target_s": target_s,
        "at_risk_s": int(AT_RISK_SHARE * target_s),
        "score": _score(plan),
        "loss_currency": _loss_currency(plan),
        "solver": {
            "status": plan.solver.status,
            "certified": plan.solver.certified,
            "gap": plan.solver.gap,
        },
        "alerts": alert_data(plan),
        "units": layer_rows(units_layer(plan)),
        "routes": route_data(plan),
        "closest_idle": closest_idle_data(plan),
        "reach": reach_data(plan) if with_reach else None,
        "moves": move_data(plan),
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
        "coverage": plan.coverage,
    }


def _loss_currency(plan: Plan) -> str | None:
    """Say in what the third goal counts; None where that is weighted seconds."""
    unit = loss_step(plan.working, plan.policy).unit
    return unit.removesuffix(" lost") if unit.endswith(" lost") else None
