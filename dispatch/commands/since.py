"""What has changed since the plan before, and why: made and printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rich.console import Console
from rich.text import Text

from dispatch.difference import EventRow, PlanDifference
from dispatch.plan import Plan
from dispatch.story.course import between, happened
from dispatch.story.since import plan_difference
from dispatch.story.texts import story_texts
from dispatch.story.words import (
    attended_words,
    clock_time,
    difference_words,
    event_words,
)
from dispatch.terminal_words import shown
from scenarios.scenario import Scenario


def since_before(whole: Scenario, before: Plan, made: Plan) -> PlanDifference:
    """Compare a plan with the one before it, and add what happened between.

    whole : the scenario with all its events.
    """
    rows = between(happened(whole), before.now_s, made.now_s)
    events = tuple(
        EventRow(
            at_s=row.at_s,
            kind=row.kind,
            alert_id=row.alert.id if row.alert else None,
            unit_id=row.unit.id if row.unit else None,
        )
        for row in rows
    )
    return replace(plan_difference(before, made), events=events)


def print_attended(made: Plan, console: Console) -> None:
    """Print which alerts have their officers there."""
    for line in attended_words(made.scenario, story_texts()):
        console.print(Text(line))


def print_since(whole: Scenario, found: PlanDifference, console: Console) -> None:
    """Print what changed, and what happened between the two moments."""
    texts = story_texts()
    say = texts["change"]
    moment = whole.start + timedelta(seconds=found.before_s)
    clock = f"{moment:%H:%M:%S}"
    console.print(Text(say["since"].format(clock=clock)), style="bold")
    lines = list(difference_words(found, texts)) or [say["same"]]
    for line in lines:
        console.print(Text(f"  {line}"))
    events = between(happened(whole), found.before_s, found.after_s)
    for row in events:
        name = f"{row.alert.id}: " if row.alert else ""
        words = event_words(row, texts, "en")
        at = clock_time(whole.start, row.at_s)
        line = f"  {say['happened']} {at} {shown(name)}{words}"
        console.print(Text(line), style="dim")
