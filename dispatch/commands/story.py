"""`dispatch story`: an incident's timeline, in the words of a language."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.plan import load_roads
from dispatch.locate import Ground
from dispatch.plan import Plan, plan
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.story.story import story_of
from dispatch.story.story_rows import IntervalRow, StoryFile, StoryRow, story_file
from dispatch.story.texts import Texts, story_texts
from dispatch.terminal_words import clock, shown
from maps.errors import FieldError
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios import files
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    language: str = "en"
    roads: str | None = None
    policy: Path | None = None
    as_json: bool = False


def run_story(request: StoryRequest) -> None:
    """Read, plan at every moment, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    notes = Console(stderr=True)
    texts = story_texts(request.language)
    scenario = files.read(request.scenario)
    if not scenario.events:
        problem, mend = "it tells of no events", "write [[events]] into the scenario"
        raise FieldError(problem, file=request.scenario, field="events", mend=mend)
    policy = Policy() if request.policy is None else read_policy(request.policy)
    roads = load_roads(request.roads or scenario.roads or "reykjavik", notes)
    story = story_of(scenario, policy, _planner(roads, policy))
    file = story_file(story, texts, request.language)
    if request.as_json:
        sys.stdout.write(story_text(file))
    else:
        print_story(file, texts, Console())


def _planner(roads: RoadNetwork, policy: Policy) -> Callable[[Scenario], Plan]:
    """Return what plans on some roads, by one policy."""
    graph, ground = TurnGraph(roads), Ground(roads)
    return lambda known: plan(known, roads, policy, graph=graph, ground=ground)


def story_text(file: StoryFile) -> str:
    """Return a story as JSON."""
    data = TypeAdapter(StoryFile).dump_python(file, mode="json")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def print_story(file: StoryFile, texts: Texts, console: Console) -> None:
    """Print a story: a row an event, then what came of each alert."""
    say = texts["story"]
    table = Table(title=Text(shown(file.title)))
    table.add_column(say["clock"], no_wrap=True)
    table.add_column(say["since"], justify="right")
    table.add_column(say["alert"], no_wrap=True)
    table.add_column(say["what"], overflow="fold", ratio=1)
    table.add_column(say["interval"])
    table.add_column(say["target"])
    for row in file.rows:
        table.add_row(*_cells(row, texts))
        if row.plan is not None:
            table.add_row("", "", "", _plan_text(row), "", "")
    console.print(table)
    for outcome in file.outcomes:
        for line in outcome.words:
            console.print(Text(line), style="" if outcome.on_time else "red")


def _cells(row: StoryRow, texts: Texts) -> tuple[Text, ...]:
    since_s, interval = row.since_warning_s, row.interval
    late = interval is not None and not interval.on_time
    return (
        Text(f"{row.at:%H:%M:%S}"),
        Text("" if since_s is None else clock(since_s)),
        Text(shown(row.alert_id or "")),
        Text(row.words),
        Text("" if interval is None else f"{interval.words} {clock(interval.seconds)}"),
        Text(
            "" if interval is None else _against_target(interval, texts),
            style="red" if late else "",
        ),
    )


def _against_target(row: IntervalRow, texts: Texts) -> str:
    say = texts["interval"]
    if row.on_time:
        return say["on_time"].format(left=clock(row.left_s))
    return say["late"].format(over=clock(-row.left_s))


def _plan_text(row: StoryRow) -> Text:
    if row.plan is None:
        return Text()
    return Text("\n".join((row.plan.words, *row.plan.changes)), style="cyan")
