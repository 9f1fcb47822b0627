"""`Watch`: looks at a folder, and plans by it when its files or the time say so.

look_at, PositionLogs ──► news? ──► Planner.read ──► Planner.plan ──► StandingPlan
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from dispatch.plan import Plan
from dispatch.watching.folder_look import Seen, look_at
from dispatch.watching.folder_scenario import (
    FolderScenario,
    check_logs,
    check_tables,
)
from dispatch.watching.position_logs import LogTold, PositionLogs
from dispatch.watching.standing_plan import StandingPlan
from maps.errors import InputError


class Planner(Protocol):
    """Turns what stands in a folder into a plan; each raises InputError."""

    def read(self, seen: Seen, logs: Sequence[LogTold]) -> FolderScenario:
        """Read the folder."""

    def plan(self, said: FolderScenario, seen: Seen) -> Plan:
        """Plan by what it says, at the moment that is asked for."""

    def show(self, made: Plan) -> None:
        """Show a plan that has been written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is watched: a folder, and how long a plan of it may stand.

    replan_every_s : plan again after so long, also without news; None: never.
    """

    folder: Path
    replan_every_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """A plan that was tried: by what, and when."""

    contents: tuple[tuple[Path, bytes], ...]
    logs: tuple[LogTold, ...]
    at: datetime


class Watch:
    """A folder under watch.

    say : shows a line in the terminal. clock : the moment by the wall clock, aware.
    """

    def __init__(
        self,
        watched: Watched,
        planner: Planner,
        standing: StandingPlan,
        *,
        say: Callable[[str], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._watched = watched
        self._planner = planner
        self._standing = standing
        self._say = say
        self._clock = clock
        self._logs = PositionLogs(watched.folder)
        self._seen: Seen | None = None
        self._good: FolderScenario | None = None
        self._tried: _Try | None = None
        self._said = ""
        self._write(standing.disown, "the watch has only begun")

    def look(self) -> None:
        """Look once; plan where there is news and nobody writes at the tables."""
        seen, logs = look_at(self._watched.folder), self._logs.look()
        still, self._seen = seen == self._seen, seen
        if still and self._is_due(seen, logs):
            self._try(seen, logs)
        self._standing.touch()

    def end(self) -> None:
        """Say that nobody watches any more."""
        self._write(self._standing.disown, "the watch has ended")
        self._say("stopped watching")

    def _is_due(self, seen: Seen, logs: tuple[LogTold, ...]) -> bool:
        """Tell whether the last try was by other files, or is too long ago."""
        tried, longest_s = self._tried, self._watched.replan_every_s
        if tried is None or (tried.contents, tried.logs) != (seen.contents, logs):
            return True
        if longest_s is None:
            return False
        ago = self._clock() - tried.at
        return not timedelta(0) <= ago < timedelta(seconds=longest_s)

    def _try(self, seen: Seen, logs: tuple[LogTold, ...]) -> None:
        """Plan by what was seen, or say why not and keep the last plan."""
        self._tried = _Try(contents=seen.contents, logs=logs, at=self._clock())
        try:
            said = self._read(seen, logs)
            made = None if said is None else self._planner.plan(said, seen)
        except InputError as fault:
            self._keep(str(fault))
        except Exception as fault:  # noqa: BLE001 - one bad file must not end the watch
            self._keep(f"fault of ours ({type(fault).__name__}): {fault}")
        else:
            if said is not None and made is not None:
                self._publish(made, said)

    def _read(self, seen: Seen, logs: tuple[LogTold, ...]) -> FolderScenario | None:
        """Read what is in the folder; None where the tables changed meanwhile."""
        try:
            said = self._said_by(seen, logs)
        except InputError:
            if self._unchanged(seen):
                raise
            return None
        return said if self._unchanged(seen) else None

    def _said_by(self, seen: Seen, logs: tuple[LogTold, ...]) -> FolderScenario:
        """Read what is in the folder; what a plan was made by must not be gone."""
        if self._good is None:
            return self._planner.read(seen, logs)
        check_tables(self._good, seen, self._watched.folder)
        said = self._planner.read(seen, logs)
        check_logs(self._good, said, self._watched.folder)
        return said

    def _unchanged(self, seen: Seen) -> bool:
        """Tell whether the tables are as they were seen; else they are tried anew."""
        self._seen = look_at(self._watched.folder)
        if self._seen == seen:
            return True
        self._tried = None
        return False

    def _publish(self, made: Plan, said: FolderScenario) -> None:
        """Write a good plan and show it."""
        try:
            self._standing.put(made)
        except InputError as fault:
            self._tried = None  # the disk may have room again at the next look
            self._keep(str(fault))
            return
        self._good, self._said = said, ""
        self._planner.show(made)
        self._say(f"planned; watching {self._watched.folder}, Ctrl-C ends it")

    def _keep(self, reason: str) -> None:
        """Say once what is wrong, and mark the last good plan stale."""
        if reason == self._said:
            return
        self._said = reason
        keeps = "the last plan stays" if self._standing.is_there else "no plan yet"
        self._say(f"error: {reason} ({keeps})")
        self._write(self._standing.warn, reason)

    def _write(self, write: Callable[[str], None], reason: str) -> None:
        """Write why the plan is not good, and say where that cannot be written."""
        try:
            write(reason)
        except InputError as fault:
            self._say(f"error: {fault}")
