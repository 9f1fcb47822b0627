"""Scenarios with events that can be, made at random."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from scenarios.alert import Step
from scenarios.call import CallOutcome
from scenarios.events.event import (
    AlertAccepted,
    AlertCancelled,
    AlertMoved,
    CallMade,
    ContactMade,
    Event,
    LossReported,
    MeetingPointAgreed,
    StepDone,
    StopRequested,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitFreed,
    UnitLost,
    UnitMoved,
    UnitRolling,
)
from scenarios.events.order import Order
from scenarios.scenario import Scenario
from tests.street import alert, at, scene, unit

UNITS, ALERTS = ("P1", "P2", "P3"), ("A", "B")


_alerts, _units = st.sampled_from(ALERTS), st.sampled_from(UNITS)
_places = st.integers(0, 20).map(lambda km: at(1000 * km))
_on_the_way = (UnitRolling, UnitAtGate, UnitAtDoor, UnitClear)
_events: st.SearchStrategy[Event] = st.one_of(
    st.builds(AlertAccepted, alert_id=_alerts),
    st.builds(
        CallMade, alert_id=_alerts, outcome=st.sampled_from(get_args(CallOutcome))
    ),
    st.builds(MeetingPointAgreed, alert_id=_alerts, place=_places),
    st.builds(ContactMade, alert_id=_alerts, unit_id=st.none() | _units),
    st.builds(StepDone, alert_id=_alerts, step=st.sampled_from(get_args(Step))),
    st.builds(StopRequested, alert_id=_alerts),
    st.builds(LossReported, alert_id=_alerts, amount=st.floats(0, 1e6)),
    st.builds(AlertCancelled, alert_id=_alerts),
    st.builds(AlertMoved, alert_id=_alerts, place=_places),
    st.builds(UnitMoved, unit_id=_units, place=_places),
    st.builds(UnitFreed, unit_id=_units, place=st.none() | _places),
    st.builds(UnitLost, unit_id=_units),
    # More often, for they are what most of the others need.
    *(st.builds(UnitDispatched, unit_id=_units, alert_id=_alerts) for _ in range(4)),
    *(st.builds(kind, unit_id=_units) for kind in _on_the_way * 2),
)


@st.composite
def lives(draw: st.DrawFn) -> Scenario:
    """Two alerts, three units, and up to twenty events in an order that can be."""
    base = scene(
        *(unit(name, 100 * number) for number, name in enumerate(UNITS)),
        *(alert(name, 3000 * number) for number, name in enumerate(ALERTS)),
        now_s=None,
    )
    tried = draw(st.lists(_events, max_size=20))
    order, events = Order(base), list[Event]()
    for number, event in enumerate(tried):
        timed = replace(event, at_s=10.0 * number)
        if order.wrong(timed, None) is None:
            order.take(timed)
            events.append(timed)
    return replace(base, events=tuple(events))
