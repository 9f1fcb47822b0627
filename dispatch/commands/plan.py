"""`dispatch plan`: from the command line's words to a plan on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

import maps
from dispatch.commands.moment import NOW, asked_moment, wall_clock
from dispatch.commands.move_up_table import move_up_line
from dispatch.commands.since import print_attended, print_since, since_before
from dispatch.locate import Ground
from dispatch.outputs import check_folder, save_plan
from dispatch.overrides import Overrides, pairs_of
from dispatch.page.look import Look
from dispatch.plan import Plan, moment_s, plan
from dispatch.plan_file import plan_text
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.scenario_places import with_places
from dispatch.stopwatch import Stopwatch
from dispatch.table import print_plan
from dispatch.terminal_words import shown
from dispatch.waiting_places.move_rule import MoveRule
from maps.coordinates import Frame, known_frame
from maps.errors import FieldError, InputError
from maps.page.tile_server import TileServer
from maps.places.place_file import read_places
from maps.places.place_rows import PlaceRow
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios import files
from scenarios.events.known import known_at, moment_before
from scenarios.feeds.address import is_address, shown_source
from scenarios.feeds.mapping import NO_MAPPING, ColumnMapping, read_mapping
from scenarios.feeds.positions import is_log, with_positions
from scenarios.scenario import Scenario

_DEFAULT = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    output: Path
    units: str | Path | None = None
    alerts: str | Path | None = None
    positions: tuple[Path, ...] = ()
    frame: Frame | None = None
    mapping: Path | None = None
    roads: str | None = None
    policy: Path | None = None
    at: str | None = None
    since: str | None = None
    locks: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    accept_best: bool = False
    places: tuple[Path, ...] = ()
    move_up: bool = False
    as_json: bool = False
    with_names: bool = False
    look: Look = _DEFAULT
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
    whole = _scenario(request)
    scenario = scenario_at(request, whole)
    rules = rules_of(request)
    since_s = _since_s(request, whole, moment_s(scenario))
    with watch.step("roads"):
        roads = load_roads(request.roads or scenario.roads or "reykjavik", notes)
    with watch.step("plan"):
        made = make_plan(request, rules, scenario, roads, notes)
        if since_s is not None:
            made = _with_since(request, rules, whole, made, since_s, notes)
    with watch.step("files"):
        paths = save_asked(request, made)
    say_what_is_lost(roads, notes)
    print_made(made, request)
    if made.since is not None and not request.as_json:
        print_since(whole, made.since, Console())
    if request.at is not None:
        _say_unknown(whole, scenario, notes)
    notes.print(f"wrote {', '.join(str(path) for path in paths)}", style="dim")
    notes.print(watch.line(), style="dim")
    if request.timings is not None:
        watch.save(request.timings)


def _since_s(request: PlanRequest, whole: Scenario, now_s: float) -> float | None:
    """Return the moment to compare with, seconds since the start; None for none.

    It is the one that was asked for; else, with a moment of planning, when something
    last happened before that, where the scenario tells of events.

    Raises
    ------
    FieldError : no time, or not one before the plan's.
    """
    if request.since is None:
        asked = request.at is not None and bool(whole.events)
        return moment_before(whole, now_s) if asked else None
    moment = asked_moment(request.since, field="--since")
    since_s = (moment - whole.start).total_seconds()
    if since_s >= now_s:
        problem = f"{request.since} is not before the moment of planning"
        raise FieldError(problem, field="--since", mend="write an earlier time")
    return since_s


def _with_since(  # noqa: PLR0913, PLR0917 - a plan, and what the one before is made of
    request: PlanRequest,
    rules: Rules,
    whole: Scenario,
    made: Plan,
    since_s: float,
    notes: Console,
) -> Plan:
    """Say of a plan what is another than at a moment before."""
    before = known_at(whole, since_s)
    known = replace(rules, overrides=_known_overrides(rules.overrides, before))
    working = made.working
    plan_before = make_plan(
        replace(request, move_up=False),
        known,
        before,
        made.roads,
        notes,
        graph=working.graph if working else None,
        ground=working.ground if working else None,
    )
    return replace(made, since=since_before(whole, plan_before, made))


def _known_overrides(overrides: Overrides, scenario: Scenario) -> Overrides:
    """Leave out pairs of alerts that are not there."""
    known = {alert.id for alert in scenario.alerts}
    return Overrides(
        locks=tuple(pair for pair in overrides.locks if pair.alert_id in known),
        forbidden=tuple(p for p in overrides.forbidden if p.alert_id in known),
    )


def _say_unknown(whole: Scenario, scenario: Scenario, notes: Console) -> None:
    """Say how many alerts come after the moment of planning."""
    known = {alert.id for alert in scenario.alerts}
    now_s = moment_s(scenario)
    later = sum(a.received_s > now_s and a.id not in known for a in whole.alerts)
    if later:
        words = "1 alert is" if later == 1 else f"{later} alerts are"
        notes.print(f"{words} received later, and not known yet", style="dim")


def save_asked(request: PlanRequest, made: Plan) -> tuple[Path, ...]:
    """Write a plan as it was asked for, and return its files.

    Raises
    ------
    FileError : the folder cannot be written to.
    """
    return save_plan(
        made, request.output, with_names=request.with_names, look=request.look
    )


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
    ground: Ground | None = None,
) -> Plan:
    """Place the addresses and plan; a fault names the file that it came from.

    graph, ground : of these roads, where they are at hand.
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
            ground=ground,
            progress=lambda line: notes.print(Text(line), style="dim"),
        )
        if request.move_up:
            made = _with_moves(made)
    return replace(made, warnings=(*taken, *made.warnings))


def _with_moves(made: Plan) -> Plan:
    """Say where the units should wait that a plan leaves free.

    Raises
    ------
    FieldError : there are neither zones nor addresses to make them of.
    """
    # Only where it is asked for: slow to load.
    from dispatch.waiting_places.move_up import move_up  # noqa: PLC0415

    rule = MoveRule(cap_s=made.policy.cut_off_s)
    return replace(made, move_up=move_up(made, rule))


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


def table_and_logs(units: Sequence[str]) -> tuple[str | None, tuple[Path, ...]]:
    """Tell the table of units, a file or an address, from the position logs.

    Raises
    ------
    FieldError : more than one table.
    """
    tables = [name for name in units if is_address(name) or not is_log(Path(name))]
    logs = tuple(Path(name) for name in units if name not in tables)
    if len(tables) > 1:
        first, second = map(shown_source, tables[:2])
        problem = f"{first} and {second} are two tables of units"
        raise FieldError(problem, field="--units", mend="give one, and position logs")
    return (tables[0] if tables else None), logs


def tiles_of(url: str | None, frame: str | None) -> TileServer | None:
    """Return the server of the page's tiles; None without one.

    Raises
    ------
    FieldError : no address of tiles, no frame of theirs, or a frame without tiles.
    """
    if url is None:
        if frame is not None:
            problem, mend = "there are no tiles", "give them by --tiles URL"
            raise FieldError(problem, field="--tiles-frame", mend=mend)
        return None
    return TileServer(url=url, frame=known_frame(frame or "wgs84", "--tiles-frame"))


def scenario_at(
    request: PlanRequest,
    scenario: Scenario,
    clock: Callable[[], datetime] = wall_clock,
) -> Scenario:
    """Return what is known of a scenario at the moment that was asked for, if one was.

    By the clock it is all that it holds, for whoever wrote it knew that, by a clock
    that may run ahead of ours. Without a moment its events are folded in up to its
    own.

    Raises
    ------
    FieldError : no time, or one without its zone.
    """
    if request.at is None:
        return known_at(scenario, moment_s(scenario)) if scenario.events else scenario
    after = asked_moment(request.at, clock) - scenario.start
    if request.at == NOW and not scenario.events:
        return replace(scenario, now_s=after.total_seconds())
    return known_at(scenario, after.total_seconds())


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
        source = tables.get(row.partition(" ")[0]) or request.scenario
        fault.file = shown_source(source)
        raise


def print_made(made: Plan, request: PlanRequest) -> None:
    """Print a plan as a table, or as JSON where that was asked for."""
    if request.as_json:
        sys.stdout.write(plan_text(made, with_names=request.with_names))
    else:
        console = Console()
        print_plan(made, console)
        print_attended(made, console)
        if made.move_up is not None:
            console.print(Text(move_up_line(made.move_up)))
