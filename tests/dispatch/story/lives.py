"""A made-up incident on one street, whose times are known by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dispatch.plan import Plan, plan
from maps.road_network import RoadNetwork
from scenarios.events.event import (
    AlertAccepted,
    CallMade,
    ContactMade,
    Event,
    MeetingPointAgreed,
    StepDone,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitRolling,
)
from scenarios.scenario import Scenario
from tests.street import alert, at, policy, scene, unit


def incident(
    *,
    alert_id: str = "A",
    unit_id: str = "P1",
    metres: float = 2000.0,
    later_s: float = 0.0,
) -> Scenario:
    """One visit: told after 90 s, rolling after 150, at the gate after 350.

    metres : from the unit to the door; the meeting point is half as far. later_s : by
    how much all of it comes later.
    """
    events: tuple[tuple[float, Event], ...] = (
        (30.0, AlertAccepted(alert_id=alert_id, note="now", note_zh="马上")),
        (60.0, CallMade(alert_id=alert_id, outcome="busy")),
        (90.0, UnitDispatched(unit_id=unit_id, alert_id=alert_id)),
        (120.0, CallMade(alert_id=alert_id, outcome="persuaded")),
        (150.0, UnitRolling(unit_id=unit_id)),
        (200.0, MeetingPointAgreed(alert_id=alert_id, place=at(metres / 2))),
        (350.0, UnitAtGate(unit_id=unit_id)),
        (380.0, UnitAtDoor(unit_id=unit_id)),
        (400.0, ContactMade(alert_id=alert_id, unit_id=unit_id)),
        (900.0, StepDone(alert_id=alert_id, step="explained")),
        (1000.0, UnitClear(unit_id=unit_id)),
    )
    return scene(
        unit(unit_id, 0),
        unit("P9", 9000),
        alert(alert_id, metres, access_s=168, received_s=later_s, title="A trick"),
        now_s=None,
        events=tuple(replace(event, at_s=at_s + later_s) for at_s, event in events),
    )


def planner(roads: RoadNetwork) -> Callable[[Scenario], Plan]:
    """Plan on a street at ten metres a second."""
    return lambda scenario: plan(scenario, roads, policy())
