"""Plans made by hand, for tests that show or export one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from dispatch.plan import Plan
from dispatch.plan_rows import (
    Assignment,
    Intervals,
    Located,
    Reason,
    Score,
    SentUnit,
    SolverNote,
    Unserved,
)
from dispatch.policy import Policy
from maps.road_network import RoadNetwork
from scenarios.alert import Alert, Level, Victim
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit, UnitStatus
from tests.towns import box_areas, grid_town

START = datetime(2026, 3, 21, 9, 0, tzinfo=UTC)
COLUMNS = 12

# Target 480 s: late; at risk, above 360; in time.
LATE = Intervals(elapsed_s=120, dispatch_s=15, turnout_s=60, travel_s=200, access_s=168)
AT_RISK = Intervals(
    elapsed_s=60, dispatch_s=30, turnout_s=60, travel_s=150, access_s=78
)
IN_TIME = Intervals(elapsed_s=0, dispatch_s=90, turnout_s=0, travel_s=60, access_s=30)


def small_town(street_names: Sequence[str] = ()) -> RoadNetwork:
    """Return 12 by 9 junctions, 400 m apart, with a lake and a park."""
    lake = ("water", (120.005, 30.003, 120.014, 30.009))
    park = ("green", (120.022, 30.015, 120.031, 30.022))
    areas = box_areas(lake, park)
    return grid_town(COLUMNS, 9, 400.0, areas=areas, street_names=street_names)


def small_plan(town: RoadNetwork, *, text: str = "", **changes: object) -> Plan:
    """Return a plan with an alert of every kind and a unit in every state.

    A1 is unserved, A2 late (563 s), A3 at risk (378 s), A4 in time (180 s), done by
    P1, P2 and P3. P4 stays free, P5 is on scene, P6 under way elsewhere, P7
    offline. `text` is put into every text that comes from outside; `changes`
    replaces fields of the plan.
    """
    alerts = (
        _alert("A1", 80, town, title=f"Safe account {text}", level="low"),
        _alert("A2", 30, town, title=f"Courier refund {text}", level="high"),
        _alert("A3", 65, town, title=f"Fake shop {text}", level="medium"),
        _alert("A4", 88, town, title="", level="medium"),
    )
    units = (
        _unit("P1", 51, town),
        _unit("P2", 39, town),
        _unit("P3", 98, town),
        _unit("P4", 4, town),
        _unit("P5", 75, town, status="on_scene", free_at_s=900.0),
        _unit("P6", 17, town, status="en_route"),
        _unit("P7", 97, town, status="offline"),
    )
    plan = _plan(
        town,
        Scenario(
            name="evening",
            title=f"An evening {text}",
            start=START,
            now_s=300.0,
            units=units,
            alerts=alerts,
        ),
        assignments=(
            _assignment("A2", LATE, "P1", _route(town, 51, 30), closest=("P2", 540)),
            _assignment("A3", AT_RISK, "P2", _route(town, 39, 65), closest=("P1", 600)),
            _assignment("A4", IN_TIME, "P3", _route(town, 98, 88), closest=("P3", 180)),
        ),
        unserved=(Unserved(alert_id="A1", reason=Reason.BEYOND_CUT_OFF),),
        text=text,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]  # fields of any type


def crowded_plan(town: RoadNetwork, *, units: int, alerts: int) -> Plan:
    """Return a plan of many: unit u drives two blocks to alert u, a third are late.

    Alerts that no unit is left for are unserved.
    """
    junctions = len(town.nodes)
    sent = min(units * 3 // 4, alerts)
    places = [(7 * number + 3) % junctions for number in range(alerts)]
    every_unit = tuple(
        _unit(f"P{number + 1:02d}", _near(places, number, town), town)
        for number in range(units)
    )
    every_alert = tuple(
        _alert(f"A{number + 1:03d}", place, town, title="Courier refund")
        for number, place in enumerate(places)
    )
    assignments = [
        _assignment(
            alert.id,
            (LATE, AT_RISK, IN_TIME)[number * 3 // sent],
            unit.id,
            _route(town, _near(places, number, town), places[number]),
            closest=(unit.id, 240),
        )
        for number, (alert, unit) in enumerate(
            zip(every_alert[:sent], every_unit[:sent], strict=True)
        )
    ]
    return _plan(
        town,
        Scenario(
            name="surge", start=START, now_s=300.0, units=every_unit, alerts=every_alert
        ),
        assignments=tuple(assignments),
        unserved=tuple(
            Unserved(alert_id=alert.id, reason=Reason.OTHERS_FIRST)
            for alert in every_alert[sent:]
        ),
        text="",
    )


def empty_plan(town: RoadNetwork) -> Plan:
    """Return a plan of one unit and no alert."""
    return _plan(
        town,
        Scenario(
            name="quiet",
            start=START,
            now_s=0.0,
            units=(_unit("P1", 5, town),),
            alerts=(),
        ),
        assignments=(),
        unserved=(),
        text="",
    )


def _plan(
    town: RoadNetwork,
    scenario: Scenario,
    *,
    assignments: tuple[Assignment, ...],
    unserved: tuple[Unserved, ...],
    text: str,
) -> Plan:
    times = [assignment.time_to_door_s for assignment in assignments]
    score = Score(
        on_time=sum(assignment.on_time for assignment in assignments),
        late=sum(not assignment.on_time for assignment in assignments),
        unserved=len(unserved),
        weighted_on_time=sum(2 * assignment.on_time for assignment in assignments),
        weighted_served=2 * len(assignments),
        weighted_time_s=2 * sum(times),
        total_time_to_door_s=sum(times),
        worst_time_to_door_s=max(times, default=0),
        loss=sum(2 * -(-time // 5) for time in times),
        shortage=0,
        changes=0,
    )
    return Plan(
        scenario=scenario,
        policy=Policy(),
        roads=town,
        now_s=scenario.now_s or 0.0,
        assignments=assignments,
        unserved=unserved,
        score=score,
        closest_idle_score=score,
        solver=SolverNote(path="by hand", status="optimal", gap=0.0, certified=True),
        units_at={unit.id: _located(unit.place, "") for unit in scenario.units},
        alerts_at={
            alert.id: _located(alert.place, f"East Street {number} {text}".strip())
            for number, alert in enumerate(scenario.alerts)
        },
    )


def _assignment(
    alert_id: str,
    intervals: Intervals,
    unit_id: str,
    route: tuple[tuple[float, float], ...],
    *,
    closest: tuple[str, int],
) -> Assignment:
    time_s = intervals.time_to_door_s
    sent = SentUnit(
        unit_id=unit_id,
        officers=2,
        distance_m=400.0 * (len(route) - 1),
        travel_s=intervals.travel_s,
        time_to_door_s=time_s,
        route=route,
        route_s=tuple(
            round(intervals.travel_s * step / max(1, len(route) - 1), 1)
            for step in range(len(route))
        ),
    )
    return Assignment(
        alert_id=alert_id,
        officers=2,
        target_s=480,
        time_to_door_s=time_s,
        contact_s=time_s,
        intervals=intervals,
        distance_m=sent.distance_m,
        on_time=time_s <= 480,
        probability_on_time=0.31 if time_s > 480 else 0.87,
        units=(sent,),
        nearest_unit_ids=(closest[0],),
        nearest_time_to_door_s=min(closest[1], time_s),
        closest_idle_unit_ids=(closest[0],),
        closest_idle_time_to_door_s=closest[1],
        same_as_closest_idle=closest[0] == unit_id,
    )


def _alert(
    alert_id: str, node: int, town: RoadNetwork, *, title: str, level: Level = "medium"
) -> Alert:
    victim = Victim(name="Secret Name", phone="555 0100")
    place = _place(town, node)
    return Alert(
        id=alert_id,
        received_s=180.0,
        place=place,
        victim=victim,
        title=title,
        level=level,
    )


def _unit(
    unit_id: str,
    node: int,
    town: RoadNetwork,
    *,
    status: UnitStatus = "free",
    free_at_s: float | None = None,
) -> Unit:
    place = _place(town, node)
    return Unit(id=unit_id, place=place, status=status, free_at_s=free_at_s)


def _place(town: RoadNetwork, node: int) -> Place:
    return Place(lon=float(town.nodes.lon[node]), lat=float(town.nodes.lat[node]))


def _located(place: Place, address: str) -> Located:
    return Located(
        lon=float(place.lon or 0),
        lat=float(place.lat or 0),
        address=address,
        snapped_m=0.0,
    )


def _near(places: Sequence[int], number: int, town: RoadNetwork) -> int:
    """Return a junction two blocks off the alert of that number."""
    junctions = len(town.nodes)
    return (places[number % len(places)] + 2 * COLUMNS) % junctions


def _route(town: RoadNetwork, start: int, end: int) -> tuple[tuple[float, float], ...]:
    """Drive along the row first, then along the column."""
    row, column = divmod(start, COLUMNS)
    last_row, last_column = divmod(end, COLUMNS)
    across = _between(column, last_column)
    nodes = [row * COLUMNS + step for step in across]
    nodes += [step * COLUMNS + last_column for step in _between(row, last_row)[1:]]
    return tuple((float(town.nodes.lon[n]), float(town.nodes.lat[n])) for n in nodes)


def _between(start: int, end: int) -> list[int]:
    step = 1 if end >= start else -1
    return list(range(start, end + step, step))
