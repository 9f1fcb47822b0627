"""`StandingPlan`: the last good plan of a watched folder, and whether it still holds.

What is wrong is written into its files as their first warning, and into `status.json`
(`plan_status`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dispatch.plan import Plan
from dispatch.plan_file import now_of
from dispatch.watching.plan_status import (
    PlanStatus,
    State,
    save_status,
    touch_status,
)


class StandingPlan:
    """The last good plan, as it stands in its folder.

    save : writes a plan there. clock : the moment by the wall clock, aware. All but
    `touch` raise FileError where the folder cannot be written to.
    """

    def __init__(
        self,
        folder: Path,
        save: Callable[[Plan], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._save = save
        self._clock = clock
        self._plan: Plan | None = None

    @property
    def is_there(self) -> bool:
        """Whether there has been a good plan since the watch began."""
        return self._plan is not None

    def put(self, made: Plan) -> None:
        """Write a good plan in the place of the one before."""
        self._save(made)
        self._plan = made
        self._tell("good")

    def warn(self, reason: str) -> None:
        """Write into the plan's files and the status that it is stale, and why."""
        try:
            if self._plan is not None:
                warnings = (f"This plan is stale: {reason}", *self._plan.warnings)
                self._save(replace(self._plan, warnings=warnings))
        finally:
            self.disown(reason)

    def disown(self, reason: str) -> None:
        """Write into the status alone that what stands there is not good, and why."""
        there = (self._folder / "plan.json").exists()
        self._tell("stale" if there else "none", reason)

    def touch(self) -> None:
        """Tell that somebody still watches."""
        touch_status(self._folder)

    def _tell(self, state: State, reason: str | None = None) -> None:
        planned_for = None if self._plan is None else now_of(self._plan).isoformat()
        status = PlanStatus(
            state=state,
            since=self._clock().isoformat(timespec="seconds"),
            reason=reason,
            planned_for=planned_for,
        )
        save_status(status, self._folder)
