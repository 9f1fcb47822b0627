"""What changes from one plan to another: for whom, by how much, in which goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from dispatch.assignment.evaluate import value
from dispatch.assignment.problem import Goal, Teams
from dispatch.outcome import time_to_door_s, unit_ids
from dispatch.plan_rows import Assignment, Score
from dispatch.situation.case import Case
from dispatch.track_rows import AlertLoss


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
class IntervalChange:
    """One of the five intervals of an alert's visit, whole seconds."""

    name: str
    before_s: int
    after_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChange:
    """An alert whose visit is another one, or is expected at another time.

    intervals : that differ, where somebody goes on both sides. probability_before,
    probability_after : of being on time, None where nobody goes.
    """

    visit: AlertChange
    intervals: tuple[IntervalChange, ...]
    probability_before: float | None
    probability_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LossChange:
    """What an alert is expected to lose, in its currency, and P(no loss)."""

    alert_id: str
    currency: str
    before: float
    after: float
    no_loss_before: float
    no_loss_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event between two plans. at_s : seconds since the scenario's start."""

    at_s: float
    kind: str
    alert_id: str | None
    unit_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """What is another in one plan than in the plan before.

    before_s, after_s : their moments, seconds since the scenario's start.
    changes : alerts to which others go. visits : alerts whose visit differs at all,
    by its intervals. received, closed : alerts that are new, or no more. attended :
    alerts whose officers are there since. met_elsewhere : alerts with another
    meeting point. free_now, not_free : units that can be sent since, or no more.
    losses : alerts that are expected to lose more or less, on both sides. events :
    what happened between the two.
    """

    before_s: float
    after_s: float
    changes: tuple[AlertChange, ...]
    visits: tuple[VisitChange, ...]
    received: tuple[str, ...]
    closed: tuple[str, ...]
    attended: tuple[str, ...]
    met_elsewhere: tuple[str, ...]
    free_now: tuple[str, ...]
    not_free: tuple[str, ...]
    losses: tuple[LossChange, ...] = ()
    events: tuple[EventRow, ...] = ()


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
    return {row.alert_id: _visit(row) for row in rows}


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
        _change(alert_id, one, other)
        for alert_id, one, other in rows
        if set(one.unit_ids) != set(other.unit_ids)
    )


def visit_changes(
    before: Mapping[str, Assignment], after: Mapping[str, Assignment]
) -> tuple[VisitChange, ...]:
    """List the alerts whose visit differs in any way, by id; rows by alert."""
    pairs = (
        (alert_id, before.get(alert_id), after.get(alert_id))
        for alert_id in sorted({*before, *after})
    )
    return tuple(
        VisitChange(
            visit=_change(alert_id, _visit(one), _visit(other)),
            intervals=_interval_changes(one, other),
            probability_before=None if one is None else one.probability_on_time,
            probability_after=None if other is None else other.probability_on_time,
        )
        for alert_id, one, other in pairs
        if _told(one) != _told(other)
    )


def _visit(row: Assignment | None) -> Visit:
    if row is None:
        return NOBODY
    return Visit(
        unit_ids=tuple(sorted(row.unit_ids)), time_to_door_s=row.time_to_door_s
    )


def _change(alert_id: str, one: Visit, other: Visit) -> AlertChange:
    return AlertChange(
        alert_id=alert_id,
        before=one.unit_ids,
        after=other.unit_ids,
        before_s=one.time_to_door_s,
        after_s=other.time_to_door_s,
    )


def _told(row: Assignment | None) -> object:
    """By what one visit is as good as another."""
    if row is None:
        return None
    return sorted(row.unit_ids), row.intervals, row.probability_on_time


def _interval_changes(
    one: Assignment | None, other: Assignment | None
) -> tuple[IntervalChange, ...]:
    if one is None or other is None:
        return ()
    before, after = asdict(one.intervals), asdict(other.intervals)
    return tuple(
        IntervalChange(name=name, before_s=before[name], after_s=after[name])
        for name in before
        if before[name] != after[name]
    )


def loss_changes(
    before: Iterable[AlertLoss], after: Iterable[AlertLoss]
) -> tuple[LossChange, ...]:
    """List the alerts that are expected to lose more or less than before, by id."""
    were = {row.alert_id: row for row in before}
    pairs = ((were.get(row.alert_id), row) for row in after)
    changes = (
        LossChange(
            alert_id=row.alert_id,
            currency=row.currency,
            before=was.expected_loss,
            after=row.expected_loss,
            no_loss_before=was.no_loss_probability,
            no_loss_after=row.no_loss_probability,
        )
        for was, row in pairs
        if was is not None and was.expected_loss != row.expected_loss
    )
    return tuple(sorted(changes, key=lambda change: change.alert_id))


def goal_changes(
    goals: tuple[Goal, ...], before: Score, after: Score
) -> dict[str, int]:
    """By how much each goal rises; above zero is worse."""
    return {goal: value(after, goal) - value(before, goal) for goal in goals}
