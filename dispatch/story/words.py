"""Events, plans and their differences in the words of a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from dispatch.difference import (
    IntervalChange,
    LossChange,
    PlanDifference,
    VisitChange,
)
from dispatch.plan import Plan
from dispatch.story.course import Happened
from dispatch.story.texts import Texts
from dispatch.terminal_words import clock, money, percent, shown
from scenarios.attended import attended_by
from scenarios.events.event import CallMade, ContactMade
from scenarios.place import Place
from scenarios.scenario import Scenario

_DIGITS = 5  # of a degree: a metre


def event_words(row: Happened, texts: Texts, language: str) -> str:
    """Say what happened, with the scenario's own note on it."""
    said = texts["event"][_phrase(row)].format_map(_names(row))
    note = _note(row, language)
    return shown(f"{said} – {note}" if note else said)


def _phrase(row: Happened) -> str:
    """Name the phrase that tells an event."""
    event = row.event
    if isinstance(event, CallMade):
        return f"call_{event.outcome}"
    if isinstance(event, ContactMade) and event.unit_id is None:
        return "contact_by_phone"
    met = row.alert is not None and row.alert.meeting_point is not None
    return "at_meeting_point" if row.kind == "at_door" and met else row.kind


def _names(row: Happened) -> dict[str, str]:
    """Return what a phrase may be filled in with."""
    place = getattr(row.event, "place", None)
    amount = getattr(row.event, "amount", None)
    return {
        "alert": row.alert.id if row.alert else "",
        "unit": row.unit.id if row.unit else "",
        "place": place_words(place) if place else "",
        "amount": "" if amount is None else f"{amount:,.0f}",
        "currency": row.alert.currency if row.alert else "",
    }


def _note(row: Happened, language: str) -> str:
    """Return the scenario's own words; of a warning, else the alert's title."""
    own = row.event.note_zh if language == "zh" else ""
    title = row.alert.title if row.alert and row.kind == "warning" else ""
    return own or row.event.note or title


def place_words(place: Place) -> str:
    """Say where."""
    if place.address:
        return place.address
    return f"{place.lon:.{_DIGITS}f}, {place.lat:.{_DIGITS}f}"


def plan_words(plan: Plan, texts: Texts) -> str:
    """Say in one line who goes where, and when they are there."""
    say = texts["plan"]
    parts = [
        say["nobody"].format(alert=row.alert_id, reason=texts["reason"][row.reason])
        for row in plan.unserved
    ]
    parts += [
        say["goes"].format(
            units=" + ".join(row.unit_ids),
            alert=row.alert_id,
            time=clock(row.time_to_door_s),
        )
        for row in plan.assignments
    ]
    parts += attended_words(plan.scenario, texts)
    return shown(say["joined"].join(parts) or say["nothing"])


def attended_words(scenario: Scenario, texts: Texts) -> list[str]:
    """Say which alerts have their officers there, and whom."""
    say = texts["plan"]["attended"]
    there = attended_by(scenario.units, scenario.alerts)
    return [
        shown(say.format(units=" + ".join(units), alert=alert_id))
        for alert_id, units in there.items()
    ]


def difference_words(found: PlanDifference, texts: Texts) -> Iterator[str]:
    """Say what is another from one plan to the next, a line each."""
    say = texts["change"]
    yield from (shown(say["received"].format(alert=name)) for name in found.received)
    yield from (shown(say["closed"].format(alert=name)) for name in found.closed)
    yield from (shown(say["attended"].format(alert=name)) for name in found.attended)
    over = {*found.closed, *found.attended}
    for change in found.visits:
        if change.visit.alert_id in over:
            continue
        moved = change.visit.alert_id in found.met_elsewhere
        yield shown(visit_change_words(change, texts, met_elsewhere=moved))
    yield from (shown(_loss_words(change, texts)) for change in found.losses)
    if found.free_now:
        yield shown(say["free_now"].format(units=", ".join(found.free_now)))
    if found.not_free:
        yield shown(say["not_free"].format(units=", ".join(found.not_free)))


def _loss_words(change: LossChange, texts: Texts) -> str:
    return texts["change"]["loss"].format(
        alert=change.alert_id,
        before=money(change.before),
        after=money(change.after),
        currency=change.currency,
        chance_before=percent(change.no_loss_before),
        chance_after=percent(change.no_loss_after),
    )


def visit_change_words(
    change: VisitChange, texts: Texts, *, met_elsewhere: bool
) -> str:
    """Say how a visit changes, interval by interval."""
    say, visit = texts["change"], change.visit
    text = say["visit"].format(
        alert=visit.alert_id,
        before=_who(visit.before, visit.before_s, texts),
        after=_who(visit.after, visit.after_s, texts),
    )
    parts = [
        _interval_words(interval, texts, met_elsewhere=met_elsewhere)
        for interval in change.intervals
    ]
    one, other = change.probability_before, change.probability_after
    if one is not None and other is not None and one != other:
        parts.append(say["chance"].format(before=percent(one), after=percent(other)))
    return f"{text} ({', '.join(parts)})" if parts else text


def _who(units: Sequence[str], time_s: int | None, texts: Texts) -> str:
    if time_s is None:
        return texts["change"]["nobody"]
    return texts["change"]["who"].format(units=" + ".join(units), time=clock(time_s))


def _interval_words(
    interval: IntervalChange, texts: Texts, *, met_elsewhere: bool
) -> str:
    say = texts["change"]
    words = say["interval"].format(
        name=texts["interval_name"][interval.name],
        before=interval.before_s,
        after=interval.after_s,
    )
    because = interval.name == "access_s" and met_elsewhere
    return f"{words}: {say['meeting_point']}" if because else words


def clock_time(start: datetime, at_s: float) -> str:
    """Return the time of day, to the second."""
    return f"{start + timedelta(seconds=at_s):%H:%M:%S}"
