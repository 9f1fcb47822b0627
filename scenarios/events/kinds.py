"""Kinds of events as files name them, and the fields that each of them takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from scenarios.alert import Step
from scenarios.events.event import (
    AlertAccepted,
    AlertCancelled,
    AlertEvent,
    AlertMoved,
    CallMade,
    ContactMade,
    LossReported,
    MeetingPointAgreed,
    StepDone,
    StopRequested,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitEvent,
    UnitFreed,
    UnitLost,
    UnitMoved,
    UnitRolling,
    WarningCame,
)

EventKind = Literal[
    "warning",
    "accepted",
    "call",
    "meeting_point_agreed",
    "dispatched",
    "rolling",
    "moved",
    "at_gate",
    "at_door",
    "contact",
    "funds_verified",
    "passwords_changed",
    "app_installed",
    "explained",
    "stop_requested",
    "loss_reported",
    "clear",
    "cancelled",
    "alert_moved",
    "freed",
    "lost",
]
FiledEvent = AlertEvent | UnitEvent  # an `AlertReceived` is the alert's own row
STEPS: tuple[Step, ...] = get_args(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a kind is made as, and the fields of its row beside at, kind and notes.

    A place is called "place" here, whichever of its fields are given.
    """

    made: type[FiledEvent]
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


FORMS: Mapping[EventKind, Form] = MappingProxyType(
    {
        "warning": Form(made=WarningCame, needs=("alert",)),
        "accepted": Form(made=AlertAccepted, needs=("alert",)),
        "call": Form(made=CallMade, needs=("alert", "outcome"), may=("stage",)),
        "meeting_point_agreed": Form(made=MeetingPointAgreed, needs=("alert", "place")),
        "dispatched": Form(made=UnitDispatched, needs=("unit", "alert")),
        "rolling": Form(made=UnitRolling, needs=("unit",), may=("alert",)),
        "moved": Form(made=UnitMoved, needs=("unit", "place"), may=("alert",)),
        "at_gate": Form(made=UnitAtGate, needs=("unit",), may=("alert",)),
        "at_door": Form(made=UnitAtDoor, needs=("unit",), may=("alert",)),
        "contact": Form(made=ContactMade, needs=("alert",), may=("unit",)),
        "stop_requested": Form(made=StopRequested, needs=("alert",)),
        "loss_reported": Form(made=LossReported, needs=("alert", "amount")),
        "clear": Form(made=UnitClear, needs=("unit",), may=("alert",)),
        "cancelled": Form(made=AlertCancelled, needs=("alert",)),
        "alert_moved": Form(made=AlertMoved, needs=("alert", "place")),
        "freed": Form(made=UnitFreed, needs=("unit",), may=("place",)),
        "lost": Form(made=UnitLost, needs=("unit",)),
        "funds_verified": Form(made=StepDone, needs=("alert",)),
        "passwords_changed": Form(made=StepDone, needs=("alert",)),
        "app_installed": Form(made=StepDone, needs=("alert",)),
        "explained": Form(made=StepDone, needs=("alert",)),
    }
)
_KIND_OF: Mapping[type[FiledEvent], EventKind] = MappingProxyType(
    {form.made: kind for kind, form in FORMS.items() if form.made is not StepDone}
)


def kind_of(event: FiledEvent) -> EventKind:
    """Return what files call an event."""
    return event.step if isinstance(event, StepDone) else _KIND_OF[type(event)]
