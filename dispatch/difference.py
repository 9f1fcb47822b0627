"""What changes from one plan to another: for whom, and in which goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dispatch.assignment.evaluate import value
from dispatch.assignment.problem import Goal, Teams
from dispatch.outcome import time_to_door_s, unit_ids
from dispatch.plan_rows import Assignment, Score
from dispatch.situation.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """An alert that is served otherwise.

    before, after : ids of units, none where it waits or is not there. before_s,
    after_s : time to door, None without.
    """

    alert_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    before_s: int | None
    after_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who goes to an alert, and when they are at the door."""

    unit_ids: tuple[str, ...]
    time_to_door_s: int | None


NOBODY = Visit(unit_ids=(), time_to_door_s=None)


def visits_of(case: Case, teams: Teams) -> dict[str, Visit]:
    """Visits of a solver's plan, by alert."""
    return {
        alert.id: Visit(
            unit_ids=unit_ids(case, team),
            time_to_door_s=time_to_door_s(case, team, column),
        )
        for column, (alert, team) in enumerate(zip(case.alerts, teams, strict=True))
    }


def visits_of_rows(rows: tuple[Assignment, ...]) -> dict[str, Visit]:
    """Visits of a plan's assignments, by alert."""
    return {
        row.alert_id: Visit(
            unit_ids=tuple(sorted(row.unit_ids)), time_to_door_s=row.time_to_door_s
        )
        for row in rows
    }


def alert_changes(
    before: Mapping[str, Visit], after: Mapping[str, Visit]
) -> tuple[AlertChange, ...]:
    """List the alerts to which others go, or nobody any more, by id.

    An alert that is on one side only counts as one to which nobody goes on the other.
    """
    rows = (
        (alert_id, before.get(alert_id, NOBODY), after.get(alert_id, NOBODY))
        for alert_id in sorted({*before, *after})
    )
    return tuple(
        AlertChange(
            alert_id=alert_id,
            before=one.unit_ids,
            after=other.unit_ids,
            before_s=one.time_to_door_s,
            after_s=other.time_to_door_s,
        )
        for alert_id, one, other in rows
        if set(one.unit_ids) != set(other.unit_ids)
    )


def goal_changes(
    goals: tuple[Goal, ...], before: Score, after: Score
) -> dict[str, int]:
    """By how much each goal rises; above zero is worse."""
    return {goal: value(after, goal) - value(before, goal) for goal in goals}
