"""How long each step of a visit took, and how the clock stood against the target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dispatch.policy import Policy
from dispatch.situation.situation import target_s
from dispatch.story.course import Happened
from scenarios.events.event import ContactMade

# Which step each one is counted from: the latest of these that there was. What comes
# before a unit is told is counted from the warning.
_FROM = {
    "accepted": (),
    "dispatched": (),
    "rolling": ("dispatched",),
    "at_gate": ("rolling", "dispatched"),
    "at_door": ("at_gate", "rolling", "dispatched"),
    "contact": ("at_door", "at_gate", "rolling", "dispatched"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A step of an alert's visit, seconds.

    name : the kind of event that ends it; contact_by_phone apart, and
    at_door_from_road where nobody told of the gate. since_warning_s : at its end.
    left_s : of the target then, below zero where it is over.
    """

    alert_id: str
    unit_id: str | None
    name: str
    seconds: float
    since_warning_s: float
    left_s: float

    @property
    def on_time(self) -> bool:
        """Whether the target is not over."""
        return self.left_s >= 0


def intervals(rows: Iterable[Happened], policy: Policy) -> dict[Happened, Interval]:
    """Return the interval that each of some events ends, by the event."""
    ended: dict[tuple[str, str, str], float] = {}
    found: dict[Happened, Interval] = {}
    for row in rows:
        if row.alert is None or row.kind not in _FROM:
            continue
        unit_id = row.unit.id if row.unit else None
        steps = [
            ended[row.alert.id, unit_id or "", kind]
            for kind in _FROM[row.kind]
            if (row.alert.id, unit_id or "", kind) in ended
        ]
        begun_s = steps[0] if steps else row.alert.received_s
        since_s = row.at_s - row.alert.received_s
        found[row] = Interval(
            alert_id=row.alert.id,
            unit_id=unit_id,
            name=_name(row, ended),
            seconds=row.at_s - begun_s,
            since_warning_s=since_s,
            left_s=target_s(row.alert, policy) - since_s,
        )
        ended[row.alert.id, unit_id or "", row.kind] = row.at_s
    return found


def _name(row: Happened, ended: dict[tuple[str, str, str], float]) -> str:
    """Name an interval by the event that ends it, and by what went before."""
    if isinstance(row.event, ContactMade) and row.event.unit_id is None:
        return "contact_by_phone"
    unit, alert = row.unit, row.alert
    if row.kind == "at_door" and unit is not None and alert is not None:
        gate = (alert.id, unit.id, "at_gate") in ended
        return "at_door" if gate else "at_door_from_road"
    return row.kind
