"""A story as rows of text: what the terminal shows, and what `--json` writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.plan_rows import Intervals
from dispatch.situation.situation import target_s
from dispatch.story.course import Happened
from dispatch.story.intervals import Interval
from dispatch.story.story import PlanMoment, Story
from dispatch.story.texts import Texts
from dispatch.story.words import difference_words, event_words, plan_words
from dispatch.terminal_words import clock, shown
from scenarios.alert import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """How long a step took. left_s : of the target, below zero where it is over."""

    name: str
    words: str
    seconds: int
    left_s: int
    on_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """Who goes where at a planning moment, and when they are expected."""

    alert_id: str
    unit_ids: tuple[str, ...]
    time_to_door_s: int
    probability_on_time: float
    intervals: Intervals


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan in a line, and what is another in it than in the one before."""

    words: str
    visits: tuple[VisitRow, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """An event. since_warning_s : of its alert, None where it has none.

    plan : of the moment, beside the last event of it, where it is another.
    """

    at: datetime
    since_warning_s: int | None
    kind: str
    alert_id: str | None
    unit_id: str | None
    words: str
    interval: IntervalRow | None
    plan: PlanRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """What came of an alert, seconds since its warning, None: it did not."""

    alert_id: str
    target_s: int
    to_door_s: int | None
    to_contact_s: int | None
    on_time: bool
    loss_reported: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """The whole of a story."""

    scenario: str
    title: str
    language: str
    rows: tuple[StoryRow, ...]
    outcomes: tuple[OutcomeRow, ...]


def story_file(story: Story, texts: Texts, language: str) -> StoryFile:
    """Put a story into the words of a language."""
    return StoryFile(
        scenario=story.scenario.name,
        title=story.scenario.title or story.scenario.name,
        language=language,
        rows=tuple(_rows(story, texts, language)),
        outcomes=tuple(_outcome(story, alert, texts) for alert in story.alerts),
    )


def _rows(story: Story, texts: Texts, language: str) -> Iterator[StoryRow]:
    last = {row.at_s: row for row in story.rows}
    for row in story.rows:
        moment = story.moments.get(row.at_s) if last[row.at_s] is row else None
        since_s = None if row.alert is None else row.at_s - row.alert.received_s
        interval = story.intervals.get(row)
        yield StoryRow(
            at=story.scenario.start + timedelta(seconds=row.at_s),
            since_warning_s=None if since_s is None else round(since_s),
            kind=row.kind,
            alert_id=row.alert.id if row.alert else None,
            unit_id=row.unit.id if row.unit else None,
            words=event_words(row, texts, language),
            interval=None if interval is None else _interval(interval, texts),
            plan=None if moment is None else _plan(moment, texts),
        )


def _interval(found: Interval, texts: Texts) -> IntervalRow:
    return IntervalRow(
        name=found.name,
        words=texts["interval"][found.name],
        seconds=round(found.seconds),
        left_s=round(found.left_s),
        on_time=found.on_time,
    )


def _plan(moment: PlanMoment, texts: Texts) -> PlanRow:
    return PlanRow(
        words=texts["story"]["plan"].format(plan=plan_words(moment.plan, texts)),
        visits=tuple(
            VisitRow(
                alert_id=row.alert_id,
                unit_ids=row.unit_ids,
                time_to_door_s=row.time_to_door_s,
                probability_on_time=row.probability_on_time,
                intervals=row.intervals,
            )
            for row in moment.plan.assignments
        ),
        changes=()
        if moment.difference is None
        else tuple(difference_words(moment.difference, texts)),
    )


def _outcome(story: Story, alert: Alert, texts: Texts) -> OutcomeRow:
    of_alert = [row for row in story.rows if row.alert and row.alert.id == alert.id]
    door_s = _first_s(of_alert, "at_door", alert)
    contact_s = _first_s(of_alert, "contact", alert)
    target = target_s(alert, story.policy)
    on_time = door_s is not None and door_s <= target
    say = texts["story"]
    names = {
        "alert": alert.id,
        "target": clock(target),
        "verdict": say["on_time" if on_time else "late"],
        "amount": f"{alert.loss_reported or 0:,.0f}",
        "currency": alert.currency,
    }
    words = [
        say["no_door"].format_map(names)
        if door_s is None
        else say["door"].format_map({**names, "time": clock(door_s)})
    ]
    if contact_s is not None:
        words.append(say["contact"].format_map({**names, "time": clock(contact_s)}))
    words.append(say["loss" if alert.loss_reported else "no_loss"].format_map(names))
    return OutcomeRow(
        alert_id=alert.id,
        target_s=target,
        to_door_s=door_s,
        to_contact_s=contact_s,
        on_time=on_time,
        loss_reported=alert.loss_reported,
        words=tuple(shown(line) for line in words),
    )


def _first_s(rows: list[Happened], kind: str, alert: Alert) -> int | None:
    """Seconds from the warning to the first event of a kind."""
    moments = (row.at_s - alert.received_s for row in rows if row.kind == kind)
    first = next(moments, None)
    return None if first is None else round(first)
