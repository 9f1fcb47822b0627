"""`move_up`: where the units that a plan leaves free should wait."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.locate import Spots, locate
from dispatch.move_up_rows import MoveRow, MoveUp
from dispatch.plan import Plan
from dispatch.plan_rows import Located
from dispatch.situation.staying import free_now
from dispatch.waiting_places.choice import Floats, Longs
from dispatch.waiting_places.move_rule import MoveRule, Readiness
from dispatch.waiting_places.moves import (
    FAR_S,
    Move,
    Moves,
    Standing,
    best_moves,
    readiness,
    times_after,
)
from dispatch.waiting_places.sites import sites_of
from dispatch.working import Working, travel_at
from maps.errors import FieldError
from maps.geometry import local_m
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint

ZONES_AT_MOST = 100
"""Made from addresses, where the plan has no zones (assumed)."""

_NAMED_M = 150.0  # an address farther away does not say where a place is (assumed)
_DIGITS = 4


def move_up(
    plan: Plan, rule: MoveRule | None = None, *, most_moves: int | None = None
) -> MoveUp:
    """Advise units that stay free where to wait.

    Units that are free now and that the plan sends nowhere may move to the zones, or
    to addresses spread over the town. Who is called there is told, turns out and
    drives, as any free unit of the plan.

    Parameters
    ----------
    plan : made for the moment of asking.
    most_moves : how many to advise, those that add most; else all that are worth it.

    Raises
    ------
    FieldError : neither zones nor addresses to make them of.
    """
    if plan.working is None:
        msg = "only a plan that was worked out knows its drives"
        raise ValueError(msg)
    return _Advice(plan, plan.working, rule or MoveRule()).made(most_moves)


class _Advice:
    """One plan's free units, zones and places to wait at."""

    def __init__(self, plan: Plan, working: Working, rule: MoveRule) -> None:
        self._plan, self._working, self._rule = plan, working, rule
        self._free = _free_rows(plan, working)
        self._zones = _zones(plan, working)
        self._sites = sites_of(working.ground, self._zones.zones_at)
        self._slow = travel_at(
            working.graph,
            plan.scenario,
            replace(plan.policy, emergency=False),
            plan.now_s,
        )
        self._starts = [working.starts[row] for row in self._free]

    def made(self, most_moves: int | None) -> MoveUp:
        standing = self._standing()
        found = best_moves(standing, self._rule)
        moves = found.moves[:most_moves]
        rows = tuple(map(self._row, moves))
        target = {move.unit: move.site for move in moves}
        units = self._working.case.units
        return MoveUp(
            now_s=self._plan.now_s,
            rule=self._rule,
            within_s=standing.within_s,
            zones=len(self._zones.zones),
            sites=len(self._sites),
            free=tuple(units[row].id for row in self._free),
            moves=rows,
            before=self._readiness(standing, {}),
            after=self._readiness(standing, target),
            drive_s=sum(row.drive_s for row in rows),
            drive_m=sum(row.drive_m for row in rows),
            gap=_gap(found),
        )

    def _standing(self) -> Standing:
        policy, units = self._plan.policy, self._working.case.units
        turnout = [0 if units[row].rolling else policy.turnout_s for row in self._free]
        zones_at = self._zones.zones_at
        travel, told_s = self._working.travel, policy.least_dispatch_s
        stays_s = travel.seconds(self._starts, zones_at)
        stays_s += np.array(turnout, float).reshape(-1, 1)
        return Standing(
            stays_s=_whole(stays_s + told_s),
            sites_s=_whole(
                travel.seconds(self._sites, zones_at) + told_s + policy.turnout_s
            ),
            drive_s=self._slow.seconds(self._starts, self._sites),
            weight=np.array([zone.weight for zone in self._zones.zones], np.int64),
            within_s=policy.coverage_s,
        )

    def _readiness(self, standing: Standing, target: dict[int, int]) -> Readiness:
        told = readiness(times_after(standing, target), standing, self._rule)
        return Readiness(
            covered=round(told.covered, _DIGITS),
            expected=round(told.expected, _DIGITS),
            mean_s=round(told.mean_s, 1),
        )

    def _row(self, move: Move) -> MoveRow:
        start, to = self._starts[move.unit], self._sites[move.site]
        route = self._slow.route(start, to)
        return MoveRow(
            unit_id=self._working.case.units[self._free[move.unit]].id,
            start=_located(self._plan.roads, start),
            to=_located(self._plan.roads, to),
            drive_s=round(move.drive_s),
            drive_m=0 if route is None else round(route.distance_m),
            adds=round(move.adds, _DIGITS),
        )


def _gap(found: Moves) -> float:
    return 0.0 if found.choice is None else round(found.choice.gap, 6)


def _free_rows(plan: Plan, working: Working) -> list[int]:
    """Rows of the units that are free now and are sent nowhere."""
    free = free_now(working.case.units, plan.policy, plan.now_s)
    free[[unit for team in working.solved.best.teams for unit in team]] = False
    rows: list[int] = np.flatnonzero(free).tolist()
    return rows


def _zones(plan: Plan, working: Working) -> Spots:
    """Return the plan's zones by their ids; made of addresses where it has none.

    Raises
    ------
    FieldError : there are neither.
    """
    spots = working.spots
    if not spots.zones:
        alone = replace(plan.scenario, units=(), alerts=())
        at_most = plan.policy.zones_at_most or ZONES_AT_MOST
        spots = locate(alone, working.ground, zones_at_most=at_most)
    if not spots.zones:
        problem = f"{plan.roads.name} has no addresses to make zones of"
        mend = "list zones in the scenario: id, lon, lat, frame, weight"
        raise FieldError(problem, field="zones", mend=mend)
    order = sorted(range(len(spots.zones)), key=lambda row: spots.zones[row].id)
    return replace(
        spots,
        zones=tuple(spots.zones[row] for row in order),
        zones_at=tuple(spots.zones_at[row] for row in order),
    )


def _whole(seconds: Floats) -> Longs:
    """Whole seconds, upwards: in time stays in time, and late stays late."""
    return np.ceil(np.minimum(seconds, FAR_S)).astype(np.int64)


def _located(roads: RoadNetwork, point: RoadPoint) -> Located:
    return Located(
        lon=round(point.road_lon, 7),
        lat=round(point.road_lat, 7),
        address=place_name(roads, point),
        snapped_m=round(point.distance_m, 1),
    )


def place_name(roads: RoadNetwork, point: RoadPoint) -> str:
    """Name the nearest address within 150 m, else the street; empty without either."""
    doors = roads.addresses
    if len(doors):
        here = local_m(
            np.array([point.road_lon]), np.array([point.road_lat]), point.road_lat
        )
        there = local_m(doors.lon, doors.lat, point.road_lat)
        away = np.hypot(*(there - here).T)
        row = int(away.argmin())
        if away[row] <= _NAMED_M:
            return doors.text(row)
    return roads.edge_name(point.edges[0][0])
