"""`dispatch plan --watch DIR`: a plan, and a new one whenever the files change.

The folder holds what `folder_look` names: units.csv, alerts.csv, scenario.toml and
their like; and position logs (`position_logs`). The tables are read when two looks,
one interval apart, find the same sizes, times and bytes, and what was read counts only
where a third look right after still finds them: so a file in the middle of being
written is left alone. Whoever writes slower than that should write beside the file and
rename it.

A fault is one line in the terminal; the last good plan stays, its files warn that it
is stale, and so says `status.json` (`plan_status`). The next change is tried again.

Orders are the operator's: a plan takes a unit as sent only where the files say so
(`assigned`), not because the plan before would have sent it.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rich.console import Console

from dispatch.commands.folder_planner import FolderPlanner
from dispatch.commands.moment import NOW, asked_moment, wall_clock
from dispatch.commands.plan import PlanRequest, mapping_of, save_asked
from dispatch.outputs import check_folder
from dispatch.terminal_words import shown
from dispatch.watching.folder_scenario import Reading
from dispatch.watching.standing_plan import StandingPlan
from dispatch.watching.watch import Watch, Watched
from maps.errors import FieldError, FileError
from scenarios.feeds.positions import is_folder

# Shortest interval between looks, s. Assumed: below it a folder is hardly left alone.
LEAST_INTERVAL_S = 0.05
MOST_INTERVAL_S = 86_400  # a day. Assumed: nobody means more


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """What to watch.

    plan : what every plan is made by; its scenario, units and alerts are put in by
    what stands in the folder. scenario : what to take where the folder has none of
    its own; None: nothing. every_s : between two looks.
    """

    plan: PlanRequest
    watched: Watched
    scenario: str | None = None
    every_s: float = 1.0


def run_watch(
    request: WatchRequest,
    *,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = wall_clock,
) -> None:
    """Plan, and plan again, until interrupted (SIGINT or SIGTERM).

    pause : waits so many seconds. clock : the moment by the wall clock, aware.

    Raises
    ------
    InputError : what was asked for is not right; what is wrong in the folder is told
        and waited out.
    """
    _check(request)
    with _ending_by_signal():
        watch = _watch(request, clock)
        try:
            while True:
                watch.look()
                pause(request.every_s)
        except KeyboardInterrupt:
            watch.end()


def _watch(request: WatchRequest, clock: Callable[[], datetime]) -> Watch:
    """Make ready to watch."""
    notes, asked = Console(stderr=True), request.plan
    how = Reading(
        folder=request.watched.folder,
        base=request.scenario,
        frame=asked.frame,
        mapping=mapping_of(asked),
    )

    def say(line: str) -> None:
        said_at = clock().astimezone().strftime("%H:%M:%S")
        notes.print(f"{said_at} {shown(line)}", markup=False, soft_wrap=True)

    planner = FolderPlanner(asked, how, notes=notes, clock=clock)
    standing = StandingPlan(asked.output, partial(save_asked, asked), clock)
    watch = Watch(request.watched, planner, standing, say=say, clock=clock)
    planner.load_roads_asked_for()
    return watch


def _check(request: WatchRequest) -> None:
    """Refuse what no change in the folder could mend."""
    if not is_folder(request.watched.folder):
        raise FileError("there is no such folder", file=request.watched.folder)
    asked = request.plan
    tables = {"--units": asked.units or asked.positions, "--alerts": asked.alerts}
    for name, given in tables.items():
        if given:
            problem = "units and alerts are read from the watched folder"
            raise FieldError(problem, field=name, mend="leave this out")
    if asked.timings is not None:
        raise FieldError("one file cannot tell of many plans", field="--timings")
    if asked.since is not None:
        problem = "plans of a watched folder are not compared"
        raise FieldError(problem, field="--since", mend="leave this out")
    if asked.at is not None:
        asked_moment(asked.at)
    _check_intervals(request)
    check_folder(asked.output)
    mapping_of(asked)


def _check_intervals(request: WatchRequest) -> None:
    """Refuse looks or plans that come too often, or that change nothing."""
    longest_s = request.watched.replan_every_s
    for name, interval_s in (
        ("--every", request.every_s),
        ("--replan-every", request.every_s if longest_s is None else longest_s),
    ):
        if not LEAST_INTERVAL_S <= interval_s <= MOST_INTERVAL_S:
            limits = f"{LEAST_INTERVAL_S:g} and {MOST_INTERVAL_S:g} s"
            raise FieldError(f"{interval_s:g} is not between {limits}", field=name)
    if longest_s is not None and request.plan.at != NOW:
        problem = "the same moment gives the same plan"
        mend = "add --at now"
        raise FieldError(problem, field="--replan-every", mend=mend)


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
