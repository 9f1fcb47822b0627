"""What `dispatch simulate` is given, as cases: scenarios, and specs of loads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dispatch.policy import Policy
from dispatch.sweep.case import Case, DrawnLoads, FixedLoad, Loads
from maps.errors import FieldError
from maps.road_network import RoadNetwork
from maps.text_file import is_there, read_text
from scenarios import files
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.demand import Demand
from scenarios.loads.demand_file import read_demand
from scenarios.loads.load import load_of
from scenarios.loads.load_spec import LoadSpec
from scenarios.loads.spec_file import load_spec_of
from scenarios.loads.town_demand import known_addresses, town_demand
from scenarios.scenario import Scenario
from scenarios.text_file import parse_toml

_EMBEDDED = "reykjavik"
_LISTS = ("units", "alerts", "events", "zones")  # of a scenario; a spec has tables

LoadRoads = Callable[[str], RoadNetwork]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReader:
    """Reads cases.

    roads : that the user names; None: each case's own, else the embedded city.
    """

    policy: Policy
    warm_up_s: float
    roads: str | None
    load_roads: LoadRoads

    def cases(self, sources: Sequence[str]) -> tuple[Case, ...]:
        """Read all; roads that several have are loaded once.

        Raises
        ------
        InputError : a source that is neither a scenario nor a spec of loads, or
            anything wrong with it.
        """
        known: dict[str, RoadNetwork] = {}
        return tuple(self._case(source, known) for source in sources)

    def _case(self, source: str, known: dict[str, RoadNetwork]) -> Case:
        given = read_source(source)
        name = self.roads or given.roads or _EMBEDDED
        if name not in known:
            known[name] = self.load_roads(name)
        roads = known[name]
        loads: Loads
        if isinstance(given, Scenario):
            load = load_of(given)
            loads, length_s = FixedLoad(known=load), load.length_s
            zones = given.zones
        else:
            demand = _demand(given, Path(source), roads)
            loads, length_s = DrawnLoads(spec=given, demand=demand), given.length_s
            zones = ()
        if self.warm_up_s >= length_s:
            problem = f"{given.name} lasts {length_s / 60:g} min, and no alert counts"
            raise FieldError(problem, field="--warm-up", mend="write less")
        return Case(
            name=given.name,
            title=given.title,
            loads=loads,
            where=roads,
            policy=self.policy,
            zones=zones,
            warm_up_s=self.warm_up_s,
        )


def read_source(source: str) -> Scenario | LoadSpec:
    """Read a scenario, of a file or that ships, or a spec of loads in TOML.

    A file that lists units or alerts is a scenario.

    Raises
    ------
    InputError : neither, or anything wrong with it.
    """
    path = Path(source)
    if path.suffix.lower() != ".toml" or not is_there(path):
        return files.read(source)
    data = parse_toml(read_text(path), path)
    if any(isinstance(data.get(name), list) for name in _LISTS):
        return files.read(source)
    spec = load_spec_of(data, shipped_numbers(), file=source)
    return spec if "name" in data else replace(spec, name=path.stem)


def _demand(spec: LoadSpec, file: Path, roads: RoadNetwork) -> Demand:
    """Say where a spec's alerts may be."""
    if spec.places is None:
        return town_demand(roads)[0]
    places = file.parent / spec.places
    return read_demand(places, known_addresses(roads), spec.frame)
