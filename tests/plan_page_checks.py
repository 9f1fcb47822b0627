"""What must hold between a plan and its page, as functions that list the faults."""

from __future__ import annotations

import json

from dispatch.plan import Plan
from tests.browser import OpenPage


def plan_faults(opened: OpenPage, plan: Plan) -> list[str]:
    """List where the page, shown in English, tells anything but its plan."""
    expected = {
        "figures": (figures(plan), opened.texts(".kpi > b")),
        "badges": (badges(plan), badges_shown(opened)),
        "rows": (worst_first(plan), rows_shown(opened)),
        "units": (units(plan), units_shown(opened)),
        "routes": (sent(plan), routes_shown(opened)),
    }
    return [
        f"{what}: {shown} where the plan has {true}"
        for what, (true, shown) in expected.items()
        if true != shown
    ]


def clock(seconds: float) -> str:
    """Write a time as the page does: 523 seconds are "08:43"."""
    return f"{round(seconds) // 60:02d}:{round(seconds) % 60:02d}"


def percent(share: float) -> str:
    """Write a share as the page does: never all or nothing unless it is just that."""
    if 0 < share < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < share < 1 else f"{round(100 * share)} %"


def figures(plan: Plan) -> list[str]:
    """Return the figures above, from what the plan decides."""
    alerts, units = plan.scenario.alerts, plan.scenario.units
    times = [row.time_to_door_s for row in plan.assignments]
    on_time = sum(row.time_to_door_s <= row.target_s for row in plan.assignments)
    busy = {unit for row in plan.assignments for unit in row.unit_ids}
    free = sum(unit.status == "free" and unit.id not in busy for unit in units)
    cover = [] if plan.coverage is None else [percent(plan.coverage)]
    return [
        str(len(alerts)),
        f"{on_time} / {len(alerts)}",
        str(len(times) - on_time),
        clock(max(times)) if times else "–",
        str(len(plan.unserved)),
        f"{free} / {len(units)}",
        *cover,
    ]


def badges(plan: Plan) -> dict[str, str]:
    """Return the badge of each alert."""
    found = {row.alert_id: "UNSERVED" for row in plan.unserved}
    for row in plan.assignments:
        late = " LATE" if row.time_to_door_s > row.target_s else ""
        found[row.alert_id] = clock(row.time_to_door_s) + late
    return found


def badges_shown(opened: OpenPage) -> dict[str, str]:
    """Return what the badges on the map say, hidden ones too, in English."""
    found: dict[str, str] = opened.page.evaluate(
        """() => Object.fromEntries(Array.from(
          document.querySelectorAll(".folium-map .badge"),
          (badge) => [badge.dataset.alert, Array.from(badge.children, (part) =>
            (part.querySelector("[lang=en]") || part).textContent).join(" ")]
        ))"""
    )
    return found


def worst_first(plan: Plan) -> list[list[str]]:
    """Return alerts, each with its time: unserved ones, then the furthest over time."""
    served = sorted(plan.assignments, key=lambda row: row.target_s - row.time_to_door_s)
    unserved = [[row.alert_id, "UNSERVED"] for row in plan.unserved]
    times = [[row.alert_id, clock(row.time_to_door_s)] for row in served]
    return [*unserved, *times]


def rows_shown(opened: OpenPage) -> list[list[str]]:
    """Return alerts and times of the list, from above."""
    found: list[list[str]] = opened.page.evaluate(
        """() => Array.from(document.querySelectorAll(".alert-row"), (row) => {
          const time = row.querySelector(".time, .tag");
          const read = time.querySelector("[lang=en]") || time;
          return [row.dataset.alert, read.textContent];
        })"""
    )
    return found


def units(plan: Plan) -> dict[str, str]:
    """Return the shape of each unit."""
    shapes = {"free": "circle", "on_scene": "rect"}
    busy = {unit for row in plan.assignments for unit in row.unit_ids}
    return {
        unit.id: "path" if unit.id in busy else shapes.get(unit.status, "path")
        for unit in plan.scenario.units
    }


def units_shown(opened: OpenPage) -> dict[str, str]:
    """Return the shape of each unit on the map."""
    found: dict[str, str] = opened.page.evaluate(
        """() => Object.fromEntries(Array.from(
          document.querySelectorAll(".folium-map .unit-marker"), (marker) =>
            [marker.dataset.unit, marker.querySelector("svg").firstChild.tagName]
        ))"""
    )
    return found


def sent(plan: Plan) -> dict[str, int]:
    """Count routes by timeliness: at risk from three quarters of the target."""
    kinds = {"in_time": 0, "at_risk": 0, "late": 0}
    for row in plan.assignments:
        for unit in row.units:
            at = unit.time_to_door_s / row.target_s
            kinds["late" if at > 1 else "at_risk" if at > 0.75 else "in_time"] += 1
    return kinds


def routes_shown(opened: OpenPage) -> dict[str, int]:
    """Count the routes drawn, by class."""
    found: dict[str, int] = opened.page.evaluate(
        """() => Object.fromEntries(["in_time", "at_risk", "late"].map((kind) => [
          kind, document.querySelectorAll(`.folium-map path.route.${kind}`).length
        ]))"""
    )
    return found


def data_of(opened: OpenPage) -> dict[str, object]:
    """Return the data that the page carries."""
    told = opened.page.locator("#data").text_content() or ""
    data: dict[str, object] = json.loads(told)
    return data
