"""`SpeedProfile`: how fast roads are driven, and what turns cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from maps.country_limits import LEGAL_KPH, class_limits_kph
from maps.errors import FieldError
from maps.road_network import (
    ROAD_CLASSES,
    STANDING_KINDS,
    Bools,
    Floats,
    Longs,
    RoadNetwork,
    Standing,
)
from maps.turns import TURN_KINDS, Turns, at_junction
from maps.week_hours import by_hour

Ignorable = Literal[
    "right", "left", "back", "junction", "signals", "stop", "give_way", "crossing"
]
"""Turns and delays that lights and siren may spare; a gate has to be opened."""

EVERY_CLASS = "all"

_METRES_PER_S = 1 / 3.6

# Motorway to residential, and other: a fit to 1,200 taxi trips in Manhattan near
# free flow (NYC TLC, 2013-01-13). The rest is assumed.
_CLASS_KPH = MappingProxyType(
    {
        "motorway": 86.0,
        "trunk": 55.0,
        "primary": 37.0,
        "secondary": 34.0,
        "tertiary": 27.0,
        "residential": 23.0,
        "living_street": 12.0,  # assumed: as a service road
        "service": 12.0,  # assumed
        "other": 30.0,
    }
)
# The same fit: seconds for a turn of more than 45 degrees, whatever its side.
_TURN_S = MappingProxyType({"straight": 0.0, "right": 12.0, "left": 12.0, "back": 12.0})
# The class speeds above hold the waiting at signals already, so that is 0 here.
_STANDING_S = MappingProxyType(
    {
        "signals": 0.0,
        "stop": 0.0,
        "give_way": 0.0,
        "crossing": 0.0,
        "gate": 10.0,  # assumed
    }
)
_NO_FACTORS: Mapping[str, Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedProfile:
    """Class speeds, turn costs and delays, and what an emergency makes of them.

    class_kph : median driving speed by class of ROAD_CLASSES; a lower posted limit
    caps it. country : its legal limits (`maps.country_limits`) cap the roads that
    have none posted; empty, none does. hour_factor : by class, or "all", a factor
    on speed by span of the week's hours (`maps.week_hours`), in local time; a
    class's own takes the place of the one for all; 1 where nothing is said, and
    never above the limit.
    turn_s : by kind of TURN_KINDS. junction_s : for going straight on where three
    roads or more meet; 0, for the class speeds hold it. standing_s : by kind of
    STANDING_KINDS. restricted_entry_s : 15 s (assumed), for leaving the public
    road for a private or destination-only one.
    emergency_factor : 0.8 (assumed, cautious: studies of lights and siren saved up
    to 38.5 % in towns, little at night), multiplies every time on the road.
    emergency_ignores : turns and delays that cost nothing then; none (assumed, for
    the factor holds them).
    start_stop_s : 75 s, setting off and pulling in, by the same fit as the class
    speeds; only for judging observed trips, never in a plan: a patrol's is turnout
    and access.

    Raises
    ------
    FieldError : an unknown country, class or kind, or hours that are no span.
    """

    class_kph: Mapping[str, float] = field(default_factory=lambda: _CLASS_KPH)
    country: str = ""
    hour_factor: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: _NO_FACTORS
    )
    turn_s: Mapping[str, float] = field(default_factory=lambda: _TURN_S)
    junction_s: float = 0.0
    standing_s: Mapping[str, float] = field(default_factory=lambda: _STANDING_S)
    restricted_entry_s: float = 15.0
    emergency_factor: float = 0.8
    emergency_ignores: tuple[Ignorable, ...] = ()
    start_stop_s: float = 75.0

    def __post_init__(self) -> None:
        """Refuse names that nothing would ever read."""
        if self.country and self.country.upper() not in LEGAL_KPH:
            problem = f"no limits are known for {self.country!r}"
            known = f"leave it out, or one of {', '.join(LEGAL_KPH)}"
            raise FieldError(problem, field="country", mend=known)
        for name, spans in self.hour_factor.items():
            _check_factors(name, spans)
        unknown = set(self.emergency_ignores) - set(get_args(Ignorable))
        if unknown:
            problem = f"nothing is called {min(unknown)!r}"
            known = f"known: {', '.join(get_args(Ignorable))}"
            raise FieldError(problem, field="emergency_ignores", mend=known)


def _check_factors(name: str, spans: Mapping[str, float]) -> None:
    if name not in {EVERY_CLASS, *ROAD_CLASSES}:
        known = f"known: {', '.join((EVERY_CLASS, *ROAD_CLASSES))}"
        problem = f"no class of roads is called {name!r}"
        raise FieldError(problem, field="hour_factor", mend=known)
    try:
        by_hour(spans)
    except FieldError as fault:
        fault.field = f"hour_factor.{name}.{fault.field}"
        raise


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadTimes:
    """What every edge and turn takes, whole milliseconds.

    drive_ms : [edges], rolling from end to end. edge_ms : drive_ms and the delays
    of what stands along. turn_ms : [turns]. standing_ms : [rows of Standing].
    """

    drive_ms: Longs
    edge_ms: Longs
    turn_ms: Longs
    standing_ms: Longs

    def part_ms(self, standing: Standing, edge: int, fraction: float) -> int:
        """Milliseconds from an edge's tail to a point on it."""
        first, last = np.searchsorted(standing.edge, [edge, edge + 1])
        passed = standing.fraction[first:last] < fraction
        delays = int(self.standing_ms[first:last][passed].sum())
        return round(fraction * int(self.drive_ms[edge])) + delays


def road_times(
    roads: RoadNetwork,
    turns: Turns,
    profile: SpeedProfile,
    *,
    emergency: bool,
    hour: int | None = None,
) -> RoadTimes:
    """Put a profile on a network, with lights and siren or without.

    hour : of the week, for the profile's factors; None leaves them out.
    """
    factor = profile.emergency_factor if emergency else 1.0
    spared = set(profile.emergency_ignores) if emergency else set()
    edges, standing = roads.edges, roads.standing
    metres = roads.stretches.length_m[edges.stretch]
    kph = edge_kph(roads, profile, hour=hour)
    delay = _without(profile.standing_s, STANDING_KINDS, spared)
    standing_ms = _ms(factor * delay[standing.kind])
    waits = np.zeros(len(edges), np.int64)
    np.add.at(waits, standing.edge, standing_ms)
    drive = _ms(factor * metres / (kph * _METRES_PER_S))
    return RoadTimes(
        drive_ms=drive,
        edge_ms=drive + waits,
        turn_ms=_ms(factor * _turn_seconds(roads, turns, profile, spared)),
        standing_ms=standing_ms,
    )


def edge_kph(
    roads: RoadNetwork, profile: SpeedProfile, *, hour: int | None = None
) -> Floats:
    """Median speed on every edge: its class's, never above the limit."""
    road_class = roads.stretches.road_class[roads.edges.stretch]
    by_class = class_kph(profile)[road_class]
    legal = class_limits_kph(profile.country)[road_class]
    posted = roads.edges.limit_kph
    limit = np.where(np.isnan(posted), legal, posted)
    return capped_kph(by_class, limit, class_factors(profile, hour)[road_class])


def class_kph(profile: SpeedProfile) -> Floats:
    """Speeds by class, [classes]."""
    return np.array([profile.class_kph[name] for name in ROAD_CLASSES])


def capped_kph(kph: Floats, limit_kph: Floats, factor: Floats) -> Floats:
    """Speed under a limit, nan for none, and then by an hour's factor.

    The limit comes first, so that a jam is one on slow roads too, and again last.
    """
    capped: Floats = np.fmin(np.fmin(kph, limit_kph) * factor, limit_kph)
    return capped


def class_factors(profile: SpeedProfile, hour: int | None) -> Floats:
    """Factors on speed in an hour of the week, [classes]; 1 where none is said."""
    factors = np.ones(len(ROAD_CLASSES))
    if hour is None or not profile.hour_factor:
        return factors
    said = {name: by_hour(spans) for name, spans in profile.hour_factor.items()}
    for row, name in enumerate(ROAD_CLASSES):
        for source in (EVERY_CLASS, name):
            if source in said and not np.isnan(said[source][hour]):
                factors[row] = said[source][hour]
    return factors


def _without(
    seconds: Mapping[str, float], kinds: tuple[str, ...], spared: set[Ignorable]
) -> Floats:
    """Seconds by kind, 0 for those that are spared."""
    return np.array([0.0 if kind in spared else seconds[kind] for kind in kinds])


def _turn_seconds(
    roads: RoadNetwork, turns: Turns, profile: SpeedProfile, spared: set[Ignorable]
) -> Floats:
    by_kind = _without(profile.turn_s, TURN_KINDS, spared)
    restricted = roads.stretches.restricted[roads.edges.stretch]
    enters = ~restricted[turns.from_edge] & restricted[turns.to_edge]
    seconds: Floats = by_kind[turns.kind] + enters * profile.restricted_entry_s
    if profile.junction_s and "junction" not in spared:
        seconds += profile.junction_s * passes_straight(roads, turns)
    return seconds


def passes_straight(roads: RoadNetwork, turns: Turns) -> Bools:
    """Whether each turn goes straight on where three roads or more meet."""
    straight: Bools = (turns.kind == TURN_KINDS.index("straight")) & at_junction(
        roads, turns
    )
    return straight


def _ms(seconds: Floats) -> Longs:
    return np.rint(1000 * seconds).astype(np.int64)
