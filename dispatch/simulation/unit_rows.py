"""Units and alerts in their course, as a rule is told of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from dispatch.policy import Policy
from dispatch.simulation.crew import enough
from dispatch.simulation.moment import Moment
from dispatch.simulation.states import AlertState, Doing, UnitState
from dispatch.simulation.terrain import Terrain
from dispatch.tracks.fraud_losses import FraudLosses
from scenarios.unit import Unit


def moment_of(  # noqa: PLR0913 - what a shift is made of
    terrain: Terrain,
    policy: Policy,
    units: Iterable[UnitState],
    received: Mapping[str, AlertState],
    now_s: float,
    *,
    losses: FraudLosses | None,
) -> Moment:
    """Put a shift at a moment into rows.

    units : by id, those off duty among them. received : alerts that are not closed.
    losses : of the moment.
    """
    asking = sorted(
        (alert for alert in received.values() if not _attended(alert)),
        key=lambda alert: alert.alert.id,
    )
    ids = {alert.alert.id for alert in asking}
    there = [unit for unit in units if unit.doing is not Doing.OFF]
    travel = terrain.travel
    return Moment(
        now_s=now_s,
        policy=policy,
        units=tuple(_row(unit, ids) for unit in there),
        alerts=tuple(alert.alert for alert in asking),
        served=frozenset(
            alert.alert.id
            for alert in asking
            if enough([unit.unit for unit in alert.sent], alert.alert)
        ),
        sendable=np.array([unit.can_be_sent for unit in there], np.bool_),
        spot_of=cache(lambda row: there[row].spot_at(now_s, travel)),
        own_s={
            row: unit.drive.left(now_s) * unit.drive.planned_s
            for row, unit in enumerate(there)
            if unit.drive is not None and unit.goal is not None and unit.told is None
        },
        doors=tuple(alert.row for alert in asking),
        travel=travel,
        zones=terrain.zones,
        zone_rows=terrain.zone_rows,
        waiting_rows=terrain.waiting_rows,
        bound_for={
            row: unit.drive.end
            for row, unit in enumerate(there)
            if unit.drive is not None and unit.goal is None
        },
        losses=losses,
    )


def _attended(alert: AlertState) -> bool:
    """Whether enough officers are at the gate already."""
    there = [unit.unit for unit in alert.sent if unit.doing >= Doing.AT_GATE]
    return bool(there) and enough(there, alert.alert)


def _row(state: UnitState, ids: Collection[str]) -> Unit:
    """Return a unit's row; the same one while nothing changes."""
    heads_for = state.heads_for
    goes_to = None if heads_for is None else heads_for.alert.id
    assigned = goes_to if goes_to in ids else None
    told_s = state.told_s
    if state.told is None and state.visit is not None:
        told_s = state.visit.notified_s
    made_of = (state.can_be_sent, assigned, _moves(state), told_s)
    if state.row is None or state.row[0] != made_of:
        state.row = (made_of, _made(state, assigned, told_s))
    return state.row[1]


def _made(state: UnitState, assigned: str | None, told_s: float) -> Unit:
    unit, moves = state.unit, _moves(state)
    if not state.can_be_sent:
        return replace(unit, status="on_scene", rolling=False, assigned=assigned)
    if assigned is None:
        return replace(unit, rolling=moves)
    return replace(
        unit,
        status="en_route" if moves else "free",
        rolling=moves,
        assigned=assigned,
        notified_s=told_s,
    )


def _moves(state: UnitState) -> bool:
    return state.unit.rolling or state.drive is not None
