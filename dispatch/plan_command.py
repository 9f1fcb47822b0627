"""`dispatch plan`: from the command line's words to a plan on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

import maps
from dispatch.accept_best import with_best_places
from dispatch.outputs import check_folder, save_plan
from dispatch.overrides import Overrides, pairs_of
from dispatch.plan import Plan, plan
from dispatch.plan_file import plan_text
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.stopwatch import Stopwatch
from dispatch.table import print_plan, shown
from maps.coordinates import Frame
from maps.errors import FieldError, InputError
from maps.road_network import RoadNetwork
from scenarios import files
from scenarios.file_rows import aware_time
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    output: Path
    units: Path | None = None
    alerts: Path | None = None
    frame: Frame | None = None
    roads: str | None = None
    policy: Path | None = None
    at: str | None = None
    locks: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    accept_best: bool = False
    as_json: bool = False
    with_names: bool = False
    timings: Path | None = None


def run_plan(request: PlanRequest) -> None:
    """Read, plan, write, print.

    Raises
    ------
    InputError : anything wrong with what was given; nothing is written then.
    """
    watch = Stopwatch()
    notes = Console(stderr=True)
    check_folder(request.output)
    scenario = _scenario(request)
    policy = Policy() if request.policy is None else read_policy(request.policy)
    overrides = Overrides(
        locks=pairs_of(request.locks, "--lock"),
        forbidden=pairs_of(request.forbidden, "--forbid"),
    )
    with watch.step("roads"):
        roads = _roads(request.roads or scenario.roads or "reykjavik", notes)
    with watch.step("plan"), _naming(request):
        taken: tuple[str, ...] = ()
        if request.accept_best:
            scenario, taken = with_best_places(scenario, roads)
        made = plan(
            scenario,
            roads,
            policy,
            overrides=overrides,
            progress=lambda line: notes.print(Text(line), style="dim"),
        )
        made = replace(made, warnings=(*taken, *made.warnings))
    with watch.step("files"):
        paths = save_plan(made, request.output, with_names=request.with_names)
    _say_what_is_lost(roads, notes)
    _print(made, request)
    notes.print(f"wrote {', '.join(str(path) for path in paths)}", style="dim")
    notes.print(watch.line(), style="dim")
    if request.timings is not None:
        watch.save(request.timings)


def _scenario(request: PlanRequest) -> Scenario:
    if request.units and request.alerts:
        scenario = files.read_tables(request.units, request.alerts, frame=request.frame)
    else:
        scenario = files.read(request.scenario)
    if request.units and not request.alerts:
        scenario = files.with_units(scenario, request.units, frame=request.frame)
    if request.alerts and not request.units:
        scenario = files.with_alerts(scenario, request.alerts, frame=request.frame)
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


def _roads(source: str, notes: Console) -> RoadNetwork:
    with reading_roads(notes) as progress:
        return maps.load(source, progress=progress)


def _say_what_is_lost(roads: RoadNetwork, notes: Console) -> None:
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


def _print(made: Plan, request: PlanRequest) -> None:
    if request.as_json:
        sys.stdout.write(plan_text(made, with_names=request.with_names))
    else:
        print_plan(made, Console())
