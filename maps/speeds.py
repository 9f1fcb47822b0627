"""`SpeedProfile`: how fast roads are driven, and what turns cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from maps.road_network import (
    ROAD_CLASSES,
    STANDING_KINDS,
    Floats,
    Longs,
    RoadNetwork,
    Standing,
)
from maps.turns import TURN_KINDS, Turns

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedProfile:
    """Class speeds, turn costs and delays, and what an emergency makes of them.

    class_kph : median driving speed by class of ROAD_CLASSES; a lower posted limit
    caps it. turn_s : by kind of TURN_KINDS. standing_s : by kind of
    STANDING_KINDS. restricted_entry_s : 15 s (assumed), for leaving the public
    road for a private or destination-only one. emergency_factor : 0.8 (assumed,
    cautious: studies of lights and siren saved up to 38.5 % in towns, little at
    night), multiplies every time on the road.
    """

    class_kph: Mapping[str, float] = field(default_factory=lambda: _CLASS_KPH)
    turn_s: Mapping[str, float] = field(default_factory=lambda: _TURN_S)
    standing_s: Mapping[str, float] = field(default_factory=lambda: _STANDING_S)
    restricted_entry_s: float = 15.0
    emergency_factor: float = 0.8


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
    roads: RoadNetwork, turns: Turns, profile: SpeedProfile, *, emergency: bool
) -> RoadTimes:
    """Put a profile on a network, with lights and siren or without."""
    factor = profile.emergency_factor if emergency else 1.0
    edges, standing = roads.edges, roads.standing
    metres = roads.stretches.length_m[edges.stretch]
    drive = _ms(factor * metres / (edge_kph(roads, profile) * _METRES_PER_S))
    delay = np.array([profile.standing_s[kind] for kind in STANDING_KINDS])
    standing_ms = _ms(factor * delay[standing.kind])
    waits = np.zeros(len(edges), np.int64)
    np.add.at(waits, standing.edge, standing_ms)
    return RoadTimes(
        drive_ms=drive,
        edge_ms=drive + waits,
        turn_ms=_ms(factor * _turn_seconds(roads, turns, profile)),
        standing_ms=standing_ms,
    )


def edge_kph(roads: RoadNetwork, profile: SpeedProfile) -> Floats:
    """Median speed on every edge: its class's, never above the posted limit."""
    by_class = np.array([profile.class_kph[name] for name in ROAD_CLASSES])
    speed = by_class[roads.stretches.road_class[roads.edges.stretch]]
    return np.fmin(speed, roads.edges.limit_kph)


def _turn_seconds(roads: RoadNetwork, turns: Turns, profile: SpeedProfile) -> Floats:
    by_kind = np.array([profile.turn_s[kind] for kind in TURN_KINDS])
    restricted = roads.stretches.restricted[roads.edges.stretch]
    enters = ~restricted[turns.from_edge] & restricted[turns.to_edge]
    seconds: Floats = by_kind[turns.kind] + enters * profile.restricted_entry_s
    return seconds


def _ms(seconds: Floats) -> Longs:
    return np.rint(1000 * seconds).astype(np.int64)
