"""The shifts on which policies are compared: a quiet night, loads and bursts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType

import numpy as np

import maps
from dispatch.policy import Policy
from dispatch.sweep.case import Case, DrawnLoads
from maps.road_network import RoadNetwork
from maps.week_hours import HOURS
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.fraud.on_scene_time import OnSceneTime
from scenarios.loads.demand import Demand
from scenarios.loads.load_spec import Duty, LoadSpec, Surge
from scenarios.loads.marks import AlertShares
from scenarios.loads.town_demand import town_demand

LOADS = (0.1, 0.3, 0.5, 0.7, 0.9)
UNITS = 24
WARM_UP_S = 3600.0
LENGTH_S = 5 * 3600.0
BURST_LOAD = 0.3
BURST_ALERTS = 16
BURST_LENGTH_S = 1800.0
DISTRICT_M = 1500.0
NIGHT_UNITS = 8
NIGHT_LOAD = 0.05

_DOOR_S = 480.0
"""Received to at the door, as if all were on time: *assumed*. The offered load that
came of it stands in the table."""

_DAY_S = 86_400
_BURST_AT_S = 2 * 3600.0
_HANGZHOU = "osm/hangzhou_north.graphml.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Roads, what they are called in tables, and their clock, hours from Greenwich."""

    name: str
    title: str
    roads: RoadNetwork
    utc_h: int = 0


def cities(data: str | None) -> tuple[City, ...]:
    """Return the embedded city, and northern Hangzhou where its file is.

    data : the folder that `DISPATCH_DATA` names.
    """
    name = "reykjavik"
    found = [City(name=name, title="Reykjavík", roads=maps.load(name))]
    file = Path(data or "") / _HANGZHOU
    if data and file.is_file():
        roads = maps.load(str(file))
        found.append(
            City(name="hangzhou", title="northern Hangzhou", roads=roads, utc_h=8)
        )
    return tuple(found)


def cases_of(city: City, *, policy: Policy | None = None) -> tuple[Case, ...]:
    """Return the cases of a city: a quiet night, loads, a burst, a campaign."""
    demand, _ = town_demand(city.roads)
    specs = {
        "night": _spec(city, NIGHT_LOAD, units=NIGHT_UNITS, stations=True, hour=1),
        **{f"{load:g}": _spec(city, load) for load in LOADS},
        "burst": _spec(city, BURST_LOAD, surge=_burst()),
        "campaign": _spec(city, BURST_LOAD, surge=_campaign(demand)),
    }
    return tuple(
        Case(
            name=f"{city.name}:{name}",
            loads=DrawnLoads(spec=spec, demand=demand),
            where=city.roads,
            policy=policy or Policy(),
            warm_up_s=WARM_UP_S,
        )
        for name, spec in specs.items()
    )


def per_hour(load: float, units: int) -> float:
    """Alerts per hour that offer so much work: received to clear, of each unit."""
    numbers, shares = shipped_numbers(), AlertShares()
    search = numbers.search
    search_s = search.share * search.shape * search.scale_s
    on_scene_s = OnSceneTime(numbers=numbers.on_scene).mean_s()
    crew = _mean({-(-o // 2): share for o, share in shares.officers.items()})
    busy_s = crew * (_DOOR_S + search_s + on_scene_s)
    return load * units * 3600.0 / busy_s


def _mean(shares: Mapping[int, float]) -> float:
    return sum(value * share for value, share in shares.items()) / sum(shares.values())


def _spec(  # noqa: PLR0913 - what the shifts differ in
    city: City,
    load: float,
    *,
    units: int = UNITS,
    stations: bool = False,
    hour: int = 14,
    surge: Surge | None = None,
) -> LoadSpec:
    """All units are on duty all the time, in beats unless at stations."""
    clock = timezone(timedelta(hours=city.utc_h))
    duty = Duty(
        id="all",
        start_s=0,
        end_s=_DAY_S,
        units=units,
        posts="stations" if stations else "beats",
    )
    return LoadSpec(
        name=city.name,
        start=datetime(2026, 3, 23, hour, tzinfo=clock),
        length_s=LENGTH_S,
        rates=np.full(HOURS, per_hour(load, units)),
        surges=() if surge is None else (surge,),
        duties=(duty,),
    )


def _burst() -> Surge:
    """Give so many alerts more within half an hour, anywhere."""
    return Surge(
        id="burst",
        start_s=_BURST_AT_S,
        length_s=BURST_LENGTH_S,
        alerts=BURST_ALERTS,
    )


def _campaign(demand: Demand) -> Surge:
    """Give as many against the district in the middle of all doors."""
    return Surge(
        id="campaign",
        start_s=_BURST_AT_S,
        length_s=BURST_LENGTH_S,
        alerts=BURST_ALERTS,
        lon=float(np.median(demand.lon)),
        lat=float(np.median(demand.lat)),
        radius_m=DISTRICT_M,
    )


TITLES: Mapping[str, str] = MappingProxyType(
    {
        "night": f"quiet night, {NIGHT_UNITS} units at 3 stations",
        "burst": f"burst of {BURST_ALERTS} at {BURST_LOAD:g}",
        "campaign": f"campaign of {BURST_ALERTS} at {BURST_LOAD:g}",
    }
)
