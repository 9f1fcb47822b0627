"""`Event`: one thing that happens to an alert, to a unit, or between the two."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.alert import Alert, Step
from scenarios.call import CallOutcome
from scenarios.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every event has.

    at_s : seconds since the scenario's start; None is "just now", and not for the
    events that a scenario carries. note, note_zh : of this one, in English and in
    Chinese.
    """

    at_s: float | None = None
    note: str = ""
    note_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReceived(Happening):
    """A new alert that the scenario does not have yet."""

    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAlert(Happening):
    """What happens to an alert."""

    alert_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfUnit(Happening):
    """What happens to a unit."""

    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningCame(OfAlert):
    """An alert of the scenario is received; it is at its received time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAccepted(OfAlert):
    """Somebody takes care of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade(OfAlert):
    """A colleague's try by phone.

    stage : of the fraud script, where the call told at which the victim stands.
    """

    outcome: CallOutcome
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPointAgreed(OfAlert):
    """The victim will wait at a place that replaces the door."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade(OfAlert):
    """The victim is reached: by a unit that is at the door, else by phone."""

    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(OfAlert):
    """Officers have done something with the victim."""

    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequested(OfAlert):
    """A bank is asked to hold the money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReported(OfAlert):
    """So much money is known to be gone, in all."""

    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCancelled(OfAlert):
    """Nobody has to go there any more; who was under way is free, where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMoved(OfAlert):
    """The victim is elsewhere; a meeting point agreed before is none any more."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDispatched(OfUnit):
    """A unit is told to go to an alert."""

    alert_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRolling(OfUnit):
    """A unit's wheels turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMoved(OfUnit):
    """A unit is at another place; what it does stays. at_s : when it was measured."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAtGate(OfUnit):
    """A unit has come to the gate of its alert, and is not at the door yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAtDoor(OfUnit):
    """A unit is at the door of its alert, or at the meeting point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitClear(OfUnit):
    """A unit has done with its alert; with the last one there the alert is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFreed(OfUnit):
    """A unit has nothing to do, and is at a place, or where it was known to be."""

    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLost(OfUnit):
    """A unit can be sent nowhere any more: broken down, or off duty."""


AlertEvent = (
    WarningCame
    | AlertAccepted
    | CallMade
    | MeetingPointAgreed
    | ContactMade
    | StepDone
    | StopRequested
    | LossReported
    | AlertCancelled
    | AlertMoved
)
UnitEvent = (
    UnitDispatched
    | UnitRolling
    | UnitMoved
    | UnitAtGate
    | UnitAtDoor
    | UnitClear
    | UnitFreed
    | UnitLost
)
Event = AlertReceived | AlertEvent | UnitEvent
