"""`FolderPlanner`: plans by what stands in a watched folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rich.console import Console

from dispatch.commands.plan import (
    PlanRequest,
    Rules,
    load_roads,
    make_plan,
    print_made,
    rules_of,
    say_what_is_lost,
    scenario_at,
)
from dispatch.plan import Plan
from dispatch.watching.folder_look import Seen
from dispatch.watching.folder_scenario import FolderScenario, Reading, read_folder
from dispatch.watching.position_logs import LogTold
from maps.errors import FieldError
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Roads, loaded once, by the name that was asked for."""

    name: str
    roads: RoadNetwork
    graph: TurnGraph


class FolderPlanner:
    """Plans by a folder: by the same rules, and on the same roads, each time.

    asked : what every plan is made by; its scenario, units and alerts are put in by
    what stands in the folder. clock : the moment by the wall clock, aware.

    Raises
    ------
    InputError : rules that are not right.
    """

    def __init__(
        self,
        asked: PlanRequest,
        how: Reading,
        *,
        notes: Console,
        clock: Callable[[], datetime],
    ) -> None:
        self._asked = asked
        self._how = how
        self._notes = notes
        self._clock = clock
        self._rules: Rules = rules_of(asked)
        self._ground: _Ground | None = None

    def load_roads_asked_for(self) -> None:
        """Load the roads that were named, where they were.

        Raises
        ------
        InputError : there are none.
        """
        if self._asked.roads is not None:
            self._roads(self._asked.roads)

    def read(self, seen: Seen, logs: Sequence[LogTold]) -> FolderScenario:
        """Read the folder."""
        return read_folder(self._how, seen, logs)

    def plan(self, said: FolderScenario, seen: Seen) -> Plan:
        """Plan by what it says, at the moment that is asked for."""
        scenario = scenario_at(self._asked, said.scenario, self._clock)
        ground = self._roads(self._asked.roads or scenario.roads or "reykjavik")
        named = replace(
            self._asked,
            scenario=str(seen.path_of("scenario") or self._how.base),
            units=seen.path_of("units"),
            alerts=seen.path_of("alerts"),
        )
        made = make_plan(
            named, self._rules, scenario, ground.roads, self._notes, graph=ground.graph
        )
        return replace(made, warnings=(*said.warnings, *made.warnings))

    def show(self, made: Plan) -> None:
        """Print a plan."""
        print_made(made, self._asked)
        sys.stdout.flush()

    def _roads(self, name: str) -> _Ground:
        """Return the roads that are loaded, or load them now."""
        if self._ground is None:
            roads = load_roads(name, self._notes)
            say_what_is_lost(roads, self._notes)
            self._ground = _Ground(name=name, roads=roads, graph=TurnGraph(roads))
        loaded = self._ground.name
        if loaded != name:
            problem = f"the roads are now {name!r}, and {loaded!r} are loaded"
            raise FieldError(problem, field="roads", mend="start the watch anew")
        return self._ground
