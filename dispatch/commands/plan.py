"""`dispatch plan`: from the command line's words to a plan on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

import maps
from dispatch.outputs import check_folder, save_plan
from dispatch.overrides import Overrides, pairs_of
from dispatch.plan import Plan, plan
from dispatch.plan_file import plan_text
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.scenario_places import with_places
from dispatch.stopwatch import Stopwatch
from dispatch.table import print_plan, shown
from maps.coordinates import Frame
from maps.errors import FieldError, InputError
from maps.places.place_file import read_places
from maps.places.place_rows import PlaceRow
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios import files
from scenarios.feeds.mapping import NO_MAPPING, ColumnMapping, read_mapping
from scenarios.feeds.positions import is_log, with_positions
from scenarios.file_rows import aware_time
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    output: Path
    units: Path | None = None
    alerts: Path | None = None
    positions: tuple[Path, ...] = ()
    frame: Frame | None = None
    mapping: Path | None = None
    roads: str | None = None
    policy: Path | None = None
    at: str | None = None
    locks: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    accept_best: bool = False
    places: tuple[Path, ...] = ()
    as_json: bool = False
    with_names: bool = False
    timings: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every plan of a request: policy, pairs by hand, own places."""

    policy: Policy
    overrides: Overrides
    places: tuple[PlaceRow, ...] = ()


def run_plan(request: PlanRequest) -> None:
    """Read, plan, write, print.

    Raises
    ------
    InputError : anything wrong with what was given; nothing is written then.
    """
    watch = Stopwatch()
    notes = Console(stderr=True)
    check_folder(request.output)
    scenario = scenario_at(request, _scenario(request))
    rules = rules_of(request)
    with watch.step("roads"):
        roads = load_roads(request.roads or scenario.roads or "reykjavik", notes)
    with watch.step("plan"):
        made = make_plan(request, rules, scenario, roads, notes)
    with watch.step("files"):
        paths = save_plan(made, request.output, with_names=request.with_names)
    say_what_is_lost(roads, notes)
    print_made(made, request)
    notes.print(f"wrote {', '.join(str(path) for path in paths)}", style="dim")
    notes.print(watch.line(), style="dim")
    if request.timings is not None:
        watch.save(request.timings)


def rules_of(request: PlanRequest) -> Rules:
    """Read what the user wants of every plan.

    Raises
    ------
    InputError : a file or a pair that is not right.
    """
    return Rules(
        policy=Policy() if request.policy is None else read_policy(request.policy),
        overrides=Overrides(
            locks=pairs_of(request.locks, "--lock"),
            forbidden=pairs_of(request.forbidden, "--forbid"),
        ),
        places=tuple(chain.from_iterable(map(read_places, request.places))),
    )


def make_plan(  # noqa: PLR0913 - what a plan is made of
    request: PlanRequest,
    rules: Rules,
    scenario: Scenario,
    roads: RoadNetwork,
    notes: Console,
    *,
    graph: TurnGraph | None = None,
) -> Plan:
    """Place the addresses and plan; a fault names the file that it came from.

    graph : of these roads, where it is at hand.
    """
    taken: tuple[str, ...] = ()
    with _naming(request):
        if request.accept_best or rules.places:
            scenario, taken = with_places(
                scenario, roads, rules.places, accept_best=request.accept_best
            )
        made = plan(
            scenario,
            roads,
            rules.policy,
            overrides=rules.overrides,
            graph=graph,
            progress=lambda line: notes.print(Text(line), style="dim"),
        )
    return replace(made, warnings=(*taken, *made.warnings))


def _scenario(request: PlanRequest) -> Scenario:
    units, alerts, frame = request.units, request.alerts, request.frame
    mapping = mapping_of(request)
    if units and alerts:
        scenario = files.read_tables(units, alerts, frame=frame, mapping=mapping)
    else:
        scenario = files.with_tables(
            files.read(request.scenario), units, alerts, frame=frame, mapping=mapping
        )
    return with_positions(scenario, request.positions)


def mapping_of(request: PlanRequest) -> ColumnMapping:
    """Read how columns are called, if the user says so."""
    return NO_MAPPING if request.mapping is None else read_mapping(request.mapping)


def table_and_logs(units: Sequence[Path]) -> tuple[Path | None, tuple[Path, ...]]:
    """Tell the table of units from the position logs, by their names.

    Raises
    ------
    FieldError : more than one table.
    """
    logs = tuple(path for path in units if is_log(path))
    tables = [path for path in units if not is_log(path)]
    if len(tables) > 1:
        problem = f"{tables[0]} and {tables[1]} are two tables of units"
        raise FieldError(problem, field="--units", mend="give one, and position logs")
    return (tables[0] if tables else None), logs


def scenario_at(request: PlanRequest, scenario: Scenario) -> Scenario:
    """Return the scenario at the moment that was asked for, if one was.

    Raises
    ------
    FieldError : no time, or one without its zone.
    """
    if request.at is None:
        return scenario
    return replace(scenario, now_s=_seconds_at(request.at, scenario))


def _seconds_at(text: str, scenario: Scenario) -> float:
    try:
        moment = aware_time(text)
    except ValueError as fault:
        raise FieldError(
            f"{text!r} is not a time with its zone",
            field="--at",
            mend="write it like 2026-03-21T17:04:00+00:00",
        ) from fault
    return (moment - scenario.start).total_seconds()


def load_roads(source: str, notes: Console) -> RoadNetwork:
    """Load roads, and show that it is being done."""
    with reading_roads(notes) as progress:
        return maps.load(source, progress=progress)


def say_what_is_lost(roads: RoadNetwork, notes: Console) -> None:
    """Say what the roads could not be made to tell."""
    for note in roads.notes:
        notes.print(f"{shown(roads.name)}: {shown(note)}", style="dim", markup=False)


@contextmanager
def reading_roads(notes: Console) -> Iterator[Callable[[str], None]]:
    """Show the step that runs, and for how long, where a person is looking."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("reading the roads", total=None)
        yield lambda step: bar.update(task, description=f"reading the roads: {step}")


@contextmanager
def _naming(request: PlanRequest) -> Iterator[None]:
    """Name the file that a fault found after reading came from."""
    try:
        yield
    except InputError as fault:
        row = fault.row or ""
        tables = {"unit": request.units, "alert": request.alerts}
        fault.file = str(tables.get(row.partition(" ")[0]) or request.scenario)
        raise


def print_made(made: Plan, request: PlanRequest) -> None:
    """Print a plan as a table, or as JSON where that was asked for."""
    if request.as_json:
        sys.stdout.write(plan_text(made, with_names=request.with_names))
    else:
        print_plan(made, Console())
