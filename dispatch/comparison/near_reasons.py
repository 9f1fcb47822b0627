"""What stands nearest to a visit that is another one: whom it lacks, whom it gains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dispatch.comparison.input_changes import InputChange
from dispatch.difference import PlanDifference
from dispatch.plan import Plan

Why = Literal[
    "alert_new",
    "alert_over",
    "alert_changed",
    "locked",
    "unlocked",
    "forbidden",
    "allowed",
    "unit_gone",
    "unit_not_free",
    "goes_to",
    "unit_moved",
    "unit_new",
    "unit_free",
    "came_from",
]
"""goes_to : the unit goes to another alert now. came_from : it went there before."""

_ORDERS: Mapping[str, tuple[Why, Why]] = {
    "locks": ("locked", "unlocked"),
    "forbidden": ("forbidden", "allowed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NearReason:
    """One thing that is another about an alert or a unit of its visit.

    other : the other alert, of "goes_to" and "came_from"; the field, of
    "alert_changed".
    """

    alert_id: str
    why: Why
    unit_id: str | None = None
    other: str | None = None


def near_reasons(
    before: Plan,
    after: Plan,
    found: PlanDifference,
    changes: tuple[InputChange, ...],
) -> tuple[NearReason, ...]:
    """Say of each alert to which others go what is another around it.

    They are facts, read off the two plans; which of them made the visit another one
    says `causes`.
    """
    near = _Near(before, after, found, changes)
    return tuple(
        reason
        for change in found.changes
        for reason in near.of(change.alert_id, change.before, change.after)
    )


class _Near:
    """Two plans, looked up by alert and by unit."""

    def __init__(
        self,
        before: Plan,
        after: Plan,
        found: PlanDifference,
        changes: tuple[InputChange, ...],
    ) -> None:
        self._found, self._changes = found, changes
        self._was_for, self._is_for = _goes_to(before), _goes_to(after)
        self._were = {unit.id for unit in before.scenario.units}
        self._are = {unit.id for unit in after.scenario.units}
        self._moved = {
            unit_id
            for unit_id in self._were & self._are
            if before.units_at.get(unit_id) != after.units_at.get(unit_id)
        }

    def of(
        self, alert_id: str, before: tuple[str, ...], after: tuple[str, ...]
    ) -> Iterator[NearReason]:
        yield from self._of_alert(alert_id)
        yield from self._of_orders(alert_id)
        for unit_id in before:
            if unit_id not in after:
                yield from self._of_lost(alert_id, unit_id)
        for unit_id in after:
            if unit_id not in before:
                yield from self._of_gained(alert_id, unit_id)

    def _of_alert(self, alert_id: str) -> Iterator[NearReason]:
        if alert_id in self._found.received:
            yield NearReason(alert_id=alert_id, why="alert_new")
        elif alert_id in (*self._found.closed, *self._found.attended):
            yield NearReason(alert_id=alert_id, why="alert_over")
        else:
            for change in self._changes:
                if change.part == "alerts" and change.row == alert_id and change.field:
                    yield NearReason(
                        alert_id=alert_id, why="alert_changed", other=change.field
                    )

    def _of_orders(self, alert_id: str) -> Iterator[NearReason]:
        for change in self._changes:
            unit_id, _, other = change.row.partition(":")
            if change.part == "orders" and other == alert_id:
                given, taken_back = _ORDERS[change.sheet]
                why = taken_back if change.after is None else given
                yield NearReason(alert_id=alert_id, why=why, unit_id=unit_id)

    def _of_lost(self, alert_id: str, unit_id: str) -> Iterator[NearReason]:
        """Say what became of a unit that does not go there any more."""
        if unit_id not in self._are:
            yield NearReason(alert_id=alert_id, why="unit_gone", unit_id=unit_id)
        elif unit_id in self._found.not_free and unit_id not in self._is_for:
            yield NearReason(alert_id=alert_id, why="unit_not_free", unit_id=unit_id)
        elif unit_id in self._is_for:
            other = self._is_for[unit_id]
            yield NearReason(
                alert_id=alert_id, why="goes_to", unit_id=unit_id, other=other
            )
        if unit_id in self._moved:
            yield NearReason(alert_id=alert_id, why="unit_moved", unit_id=unit_id)

    def _of_gained(self, alert_id: str, unit_id: str) -> Iterator[NearReason]:
        """Say where a unit that goes there now comes from."""
        if unit_id not in self._were:
            yield NearReason(alert_id=alert_id, why="unit_new", unit_id=unit_id)
        elif unit_id in self._found.free_now:
            yield NearReason(alert_id=alert_id, why="unit_free", unit_id=unit_id)
        elif unit_id in self._was_for:
            other = self._was_for[unit_id]
            yield NearReason(
                alert_id=alert_id, why="came_from", unit_id=unit_id, other=other
            )
        if unit_id in self._moved:
            yield NearReason(alert_id=alert_id, why="unit_moved", unit_id=unit_id)


def _goes_to(made: Plan) -> dict[str, str]:
    """To which alert each unit is sent."""
    return {
        unit_id: row.alert_id for row in made.assignments for unit_id in row.unit_ids
    }
