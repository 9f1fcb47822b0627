"""`dispatch plan --watch DIR`: a plan, and a new one whenever the files change.

The folder holds what `watched_folder` names: units.csv, alerts.csv, scenario.toml
and their like. They are read when two looks, one interval apart, find the same
sizes, times and bytes, and what was read counts only where a third look right after
still finds them: so a file in the middle of being written is left alone. Whoever
writes slower than that should write beside the file and rename it.

A fault is one line in the terminal; the last good plan stays, its files warn that it
is stale, and so says `status.json` (`plan_status`). The next change is tried again.

Orders are the operator's: a plan takes a unit as sent only where the files say so
(`assigned`), not because the plan before would have sent it.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from dispatch.commands.plan import (
    PlanRequest,
    Rules,
    load_roads,
    make_plan,
    mapping_of,
    print_made,
    rules_of,
    say_what_is_lost,
    scenario_at,
)
from dispatch.outputs import check_folder, save_plan
from dispatch.plan import Plan
from dispatch.plan_file import now_of
from dispatch.plan_status import PlanStatus, State, save_status, touch_status
from dispatch.table import shown
from dispatch.watched_folder import Seen, look_at
from maps.errors import FieldError, FileError, InputError
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios import files
from scenarios.feeds.positions import is_folder
from scenarios.scenario import Scenario

# Shortest interval between looks, s. Assumed: below it a folder is hardly left alone.
LEAST_INTERVAL_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """What to watch.

    plan : what every plan is made by; its scenario, units and alerts are put in by
    what stands in the folder. scenario : what to take where the folder has none of
    its own; None: nothing. every_s : between two looks.
    """

    plan: PlanRequest
    folder: Path
    scenario: str | None = None
    every_s: float = 1.0


def run_watch(
    request: WatchRequest, *, pause: Callable[[float], None] = time.sleep
) -> None:
    """Plan, and plan again, until interrupted (SIGINT or SIGTERM).

    pause : waits so many seconds.

    Raises
    ------
    InputError : what was asked for is not right; what is wrong in the folder is told
        and waited out.
    """
    _check(request)
    with _ending_by_signal():
        watch = Watch(request)
        try:
            while True:
                watch.look()
                pause(request.every_s)
        except KeyboardInterrupt:
            watch.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Roads, loaded once, by the name that was asked for."""

    name: str
    roads: RoadNetwork
    graph: TurnGraph


class Watch:
    """A folder under watch, and the last good plan of it."""

    def __init__(self, request: WatchRequest) -> None:
        self._request = request
        self._notes = Console(stderr=True)
        self._rules: Rules = rules_of(request.plan)
        self._ground: _Ground | None = None
        self._plan: Plan | None = None
        self._kinds: frozenset[str] = frozenset()
        self._seen: Seen | None = None
        self._tried: Seen | None = None
        self._said = ""
        self._tell("the watch has only begun")
        if request.plan.roads is not None:
            self._load(request.plan.roads)

    def look(self) -> None:
        """Look once; plan where the files have changed and nobody writes there."""
        seen = look_at(self._request.folder)
        settled, self._seen = seen == self._seen, seen
        tried = self._tried is not None and self._tried.contents == seen.contents
        if settled and not tried:
            self._try(seen)
        touch_status(self._request.plan.output)

    def end(self) -> None:
        """Say that nobody watches any more."""
        self._tell("the watch has ended")
        self._say("stopped watching")

    def _try(self, seen: Seen) -> None:
        """Plan by what was seen, or say why not and keep the last plan."""
        self._tried = seen
        try:
            scenario = self._scenario(seen)
            made = None if scenario is None else self._made(seen, scenario)
        except InputError as fault:
            self._keep(str(fault))
        except Exception as fault:  # noqa: BLE001 - one bad file must not end the watch
            self._keep(f"fault of ours ({type(fault).__name__}): {fault}")
        else:
            if made is not None:
                self._publish(made, seen)

    def _unchanged(self, seen: Seen) -> bool:
        """Tell whether the files are as they were seen; else they are tried anew."""
        self._seen = look_at(self._request.folder)
        if self._seen == seen:
            return True
        self._tried = None
        return False

    def _scenario(self, seen: Seen) -> Scenario | None:
        """Read what is in the folder; None where it changed meanwhile."""
        try:
            scenario = self._read(seen)
        except InputError:
            if self._unchanged(seen):
                raise
            return None
        return scenario if self._unchanged(seen) else None

    def _read(self, seen: Seen) -> Scenario:
        gone = sorted(self._kinds - seen.kinds)
        if gone:
            problem = f"the file of {gone[0]} is gone"
            raise FileError(problem, file=self._request.folder, mend="put it back")
        return scenario_at(self._request.plan, read_folder(self._request, seen))

    def _made(self, seen: Seen, scenario: Scenario) -> Plan:
        """Plan on the roads that are loaded, or load them now."""
        asked = self._request.plan
        ground = self._ground
        name = asked.roads or scenario.roads or "reykjavik"
        if ground is None:
            ground = self._load(name)
        if ground.name != name:
            problem = f"the roads are now {name!r}, and {ground.name!r} are loaded"
            raise FieldError(problem, field="roads", mend="start the watch anew")
        paths = {kind: seen.path_of(kind) for kind in ("units", "alerts")}
        named = replace(
            asked,
            scenario=str(seen.path_of("scenario") or self._request.scenario),
            units=paths["units"],
            alerts=paths["alerts"],
        )
        return make_plan(
            named, self._rules, scenario, ground.roads, self._notes, graph=ground.graph
        )

    def _load(self, name: str) -> _Ground:
        roads = load_roads(name, self._notes)
        say_what_is_lost(roads, self._notes)
        self._ground = _Ground(name=name, roads=roads, graph=TurnGraph(roads))
        return self._ground

    def _publish(self, made: Plan, seen: Seen) -> None:
        """Write a good plan and show it."""
        try:
            self._save(made)
            self._plan, self._kinds = made, seen.kinds
            self._status("good")
        except InputError as fault:
            self._tried = None  # the disk may have room again at the next look
            self._keep(str(fault))
            return
        self._said = ""
        print_made(made, self._request.plan)
        sys.stdout.flush()
        self._say(f"planned; watching {self._request.folder}, Ctrl-C ends it")

    def _keep(self, reason: str) -> None:
        """Say once what is wrong, and mark the last good plan stale."""
        if reason == self._said:
            return
        self._said = reason
        keeps = "no plan yet" if self._plan is None else "the last plan stays"
        self._say(f"error: {reason} ({keeps})")
        try:
            if self._plan is not None:
                warning = f"This plan is stale: {reason}"
                warnings = (warning, *self._plan.warnings)
                self._save(replace(self._plan, warnings=warnings))
        except InputError as fault:
            self._say(f"error: {fault}")
        self._tell(reason)

    def _save(self, made: Plan) -> None:
        asked = self._request.plan
        save_plan(made, asked.output, with_names=asked.with_names)

    def _tell(self, reason: str) -> None:
        """Write into the status that what stands there is not good, and why."""
        there = (self._request.plan.output / "plan.json").exists()
        try:
            self._status("stale" if there else "none", reason)
        except InputError as fault:
            self._say(f"error: {fault}")

    def _status(self, state: State, reason: str | None = None) -> None:
        status = PlanStatus(
            state=state,
            since=datetime.now(UTC).isoformat(timespec="seconds"),
            reason=reason,
            planned_for=None if self._plan is None else _moment(self._plan),
        )
        save_status(status, self._request.plan.output)

    def _say(self, line: str) -> None:
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        self._notes.print(f"{clock} {shown(line)}", markup=False, soft_wrap=True)


def read_folder(request: WatchRequest, seen: Seen) -> Scenario:
    """Read the scenario, units and alerts that stand in a folder.

    Raises
    ------
    InputError : a file that is not right, two of a kind, or too few of them.
    """
    own = seen.path_of("scenario")
    units, alerts = seen.path_of("units"), seen.path_of("alerts")
    base, frame = own or request.scenario, request.plan.frame
    mapping = mapping_of(request.plan)
    if base is None and units and alerts:
        return files.read_tables(units, alerts, frame=frame, mapping=mapping)
    if base is None or not seen.files:
        raise FileError(
            "there are not both units and alerts",
            file=request.folder,
            mend="put units.csv and alerts.csv or scenario.toml there",
        )
    scenario = files.read(base)
    return files.with_tables(scenario, units, alerts, frame=frame, mapping=mapping)


def _check(request: WatchRequest) -> None:
    """Refuse what no change in the folder could mend."""
    if not is_folder(request.folder):
        raise FileError("there is no such folder", file=request.folder)
    asked = request.plan
    tables = {"--units": asked.units or asked.positions, "--alerts": asked.alerts}
    for name, given in tables.items():
        if given:
            problem = "units and alerts are read from the watched folder"
            raise FieldError(problem, field=name, mend="leave this out")
    if request.plan.timings is not None:
        raise FieldError("one file cannot tell of many plans", field="--timings")
    if not request.every_s >= LEAST_INTERVAL_S:
        problem = f"{request.every_s:g} is below {LEAST_INTERVAL_S:g} s"
        raise FieldError(problem, field="--every")
    check_folder(request.plan.output)
    mapping_of(request.plan)


def _moment(plan: Plan) -> str:
    """Return the moment a plan was made for, as an ISO text."""
    return now_of(plan).isoformat()


@contextmanager
def _ending_by_signal() -> Iterator[None]:
    """Let SIGTERM end the watch as Ctrl-C does, where signals can be had."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
