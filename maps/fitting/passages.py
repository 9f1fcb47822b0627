"""`Passages`: what drives pass on their way, counted, and how long a profile says.

A drive's time is metres by road over that road's speed, and turns, junctions and
things that stand along the way, each with its seconds. So the same counts judge
one profile after another, as long as the way is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maps.country_limits import class_limits_kph
from maps.road_network import (
    STANDING_KINDS,
    Bytes,
    Floats,
    Longs,
    RoadNetwork,
    Rows,
)
from maps.speeds import (
    SpeedProfile,
    capped_kph,
    class_factors,
    class_kph,
    passes_straight,
)
from maps.travel_times import TurnGraph
from maps.turns import TURN_KINDS

COUNTED = (*TURN_KINDS, "junction", *STANDING_KINDS, "restricted_entry")
"""What is counted on the way, in this order."""

_JUNCTION = COUNTED.index("junction")
_STANDING = COUNTED.index(STANDING_KINDS[0])
_ENTRY = COUNTED.index("restricted_entry")
_MS_PER_KPH = 1 / 3.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """One row a drive.

    metres : [drives, groups] driven on the roads of each group. road_class,
    limit_kph : [groups], of its roads; nan where none is posted. counts : [drives,
    COUNTED]. hour : [drives], of the week, -1 where it is not known.
    """

    metres: Floats
    road_class: Bytes
    limit_kph: Floats
    counts: Floats
    hour: Longs

    def rows(self, rows: Longs) -> Passages:
        """Take some of the drives."""
        return Passages(
            metres=self.metres[rows],
            road_class=self.road_class,
            limit_kph=self.limit_kph,
            counts=self.counts[rows],
            hour=self.hour[rows],
        )

    def seconds(self, profile: SpeedProfile) -> Floats:
        """Driving and the start-stop constant, without lights and siren, [drives]."""
        factor = np.ones((len(self.hour), len(class_kph(profile))))
        for hour in np.unique(self.hour[self.hour >= 0]).tolist():
            factor[self.hour == hour] = class_factors(profile, hour)
        rolling = self.rolling_s(class_kph(profile), factor, profile.country)
        seconds: Floats = rolling + self.counts @ counted_s(profile)
        return seconds + profile.start_stop_s

    def rolling_s(self, kph: Floats, factor: Floats, country: str) -> Floats:
        """Seconds on the roads alone, [drives].

        kph : [classes]. factor : [drives, classes], on speed.
        """
        legal = class_limits_kph(country)[self.road_class]
        limit = np.where(np.isnan(self.limit_kph), legal, self.limit_kph)
        by_group = factor[:, self.road_class]
        speed = capped_kph(kph[self.road_class], limit, by_group)
        seconds: Floats = (self.metres / (speed * _MS_PER_KPH)).sum(axis=1)
        return seconds


def counted_s(profile: SpeedProfile) -> Floats:
    """Seconds for each of COUNTED."""
    return np.array(
        [
            *(profile.turn_s[kind] for kind in TURN_KINDS),
            profile.junction_s,
            *(profile.standing_s[kind] for kind in STANDING_KINDS),
            profile.restricted_entry_s,
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drive:
    """A way: its directed edges, and where it begins on the first, ends on the last."""

    edges: tuple[int, ...]
    begin: float
    end: float


class PassageCounter:
    """Counts what ways through one network pass."""

    def __init__(self, graph: TurnGraph) -> None:
        roads, turns = graph.roads, graph.turns
        self._roads = roads
        self._group, self._road_class, self._limit_kph = _groups(roads)
        self._metres = roads.stretches.length_m[roads.edges.stretch]
        self._restricted = roads.stretches.restricted[roads.edges.stretch]
        pairs = _pair(turns.from_edge, turns.to_edge, len(roads.edges))
        order = np.argsort(pairs, kind="stable")
        self._pairs = pairs[order]
        self._kind = turns.kind[order].astype(np.int64)
        self._straight_on = passes_straight(roads, turns)[order]

    def count(self, drives: Sequence[Drive], hour: Longs) -> Passages:
        """Count what each drive passes; hour : [drives]."""
        metres = np.zeros((len(drives), len(self._road_class)))
        counts = np.zeros((len(drives), len(COUNTED)))
        for row, drive in enumerate(drives):
            edges = np.array(drive.edges, np.int64)
            self._add_metres(metres[row], edges, drive)
            self._add_turns(counts[row], edges)
            self._add_standing(counts[row], edges, drive)
        return Passages(
            metres=metres,
            road_class=self._road_class,
            limit_kph=self._limit_kph,
            counts=counts,
            hour=hour,
        )

    def _add_metres(self, metres: Floats, edges: Longs, drive: Drive) -> None:
        share = np.ones(len(edges))
        share[0] -= drive.begin
        share[-1] -= 1.0 - drive.end
        np.add.at(metres, self._group[edges], share * self._metres[edges])

    def _add_turns(self, counts: Floats, edges: Longs) -> None:
        pairs = _pair(edges[:-1], edges[1:], len(self._metres))
        turns = np.searchsorted(self._pairs, pairs)
        np.add.at(counts, self._kind[turns], 1.0)
        counts[_JUNCTION] = self._straight_on[turns].sum()
        enters = ~self._restricted[edges[:-1]] & self._restricted[edges[1:]]
        counts[_ENTRY] = enters.sum()

    def _add_standing(self, counts: Floats, edges: Longs, drive: Drive) -> None:
        """Count what stands from the beginning on, and what stands before the end."""
        standing = self._roads.standing
        starts = np.searchsorted(standing.edge, edges)
        stops = np.searchsorted(standing.edge, edges, side="right")
        for place, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            fraction = standing.fraction[start:stop]
            met = np.ones(stop - start, np.bool_)
            if place == 0:
                met &= fraction >= drive.begin
            if place == len(edges) - 1:
                met &= fraction < drive.end
            kinds = standing.kind[start:stop][met].astype(np.int64)
            np.add.at(counts, _STANDING + kinds, 1.0)


def _groups(roads: RoadNetwork) -> tuple[Longs, Bytes, Floats]:
    """Group of each edge, and each group's class and limit."""
    road_class = roads.stretches.road_class[roads.edges.stretch]
    table = np.column_stack((road_class, np.nan_to_num(roads.edges.limit_kph, nan=0)))
    kinds, group = np.unique(table, axis=0, return_inverse=True)
    limit = np.where(kinds[:, 1] > 0, kinds[:, 1], np.nan)
    return group.reshape(-1).astype(np.int64), kinds[:, 0].astype(np.uint8), limit


def _pair(from_edge: Rows, to_edge: Rows, n_edges: int) -> Longs:
    """One number for two edges."""
    return from_edge.astype(np.int64) * n_edges + to_edge
