"""`replan`: the next plan, from the one before and what has happened since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

import numpy as np

from dispatch.assignment.problem import WAITS, Longs
from dispatch.assignment.single.known import Known, KnownStep, known_of
from dispatch.intervals import wait_s
from dispatch.plan import Plan, told
from dispatch.plan_rows import SentUnit
from dispatch.situation.case import in_order
from dispatch.situation.loss import LossModel
from dispatch.tracks.alternation import with_tracks
from dispatch.working import Working, work_out
from scenarios.events.after import after
from scenarios.events.event import Event
from scenarios.scenario import Scenario
from scenarios.unit import Unit


def replan(
    previous: Plan,
    events: Iterable[Event] = (),
    *,
    now_s: float | None = None,
    loss: LossModel | None = None,
) -> Plan:
    """Plan anew after some events.

    The orders of the previous plan stand: its units are told, turn out and drive as
    it says, so they change only as the policy permits and for what it asks. Where
    units are now comes with the events; a unit of which no event tells is taken to
    be where it was. Where the previous plan is still the best, its prices show that
    and nothing is solved.

    Parameters
    ----------
    now_s : the moment of planning, seconds since the scenario's start; else that
        of the previous plan.

    Raises
    ------
    FieldError : an event that does not fit.
    PlaceError : a place that cannot be put on the roads.
    """
    now = previous.now_s if now_s is None else now_s
    scenario = after(with_orders(previous, now), events)
    scenario = replace(scenario, now_s=now)
    before = previous.working
    known = None if before is None else _known(before, scenario)

    worked_out = partial(
        work_out,
        scenario,
        previous.roads,
        previous.policy,
        now,
        graph=before.graph if before else None,
        ground=before.ground if before else None,
    )
    if loss is None and before is not None and before.tracks is None:
        loss = before.loss
    if loss is None:
        working = with_tracks(
            scenario, previous.policy, now, worked_out, known=known, before=before
        )
    else:
        working = worked_out(loss=loss, known=known)
    return told(scenario, previous.roads, previous.policy, now, working)


def with_orders(plan: Plan, now_s: float) -> Scenario:
    """Return a plan's scenario with its orders given, as they stand at a moment."""
    sent = {
        unit.unit_id: (row.alert_id, unit)
        for row in plan.assignments
        for unit in row.units
    }
    units = tuple(
        _ordered(unit, *sent[unit.id], plan, now_s)
        if unit.id in sent
        else _unordered(unit)
        for unit in plan.scenario.units
    )
    return replace(plan.scenario, units=units)


def _ordered(
    unit: Unit, alert_id: str, sent: SentUnit, plan: Plan, now_s: float
) -> Unit:
    """Tell a unit to go, once it is free; it moves once it has turned out."""
    if wait_s(unit, now_s) > 0:
        return unit
    notified_s, moving_s = _moments(unit, alert_id, sent, plan)
    rolling = unit.rolling or now_s >= moving_s
    return replace(
        unit,
        status="en_route" if rolling else "free",
        free_at_s=None,
        rolling=rolling,
        assigned=alert_id,
        notified_s=notified_s,
    )


def _moments(
    unit: Unit, alert_id: str, sent: SentUnit, plan: Plan
) -> tuple[float, float]:
    """When a unit is told, and when it moves."""
    if unit.assigned == alert_id and unit.notified_s is not None:
        return unit.notified_s, unit.notified_s + plan.policy.turnout_s
    alert = next(a for a in plan.scenario.alerts if a.id == alert_id)
    row = next(row for row in plan.assignments if row.alert_id == alert_id)
    at_kerb_s = alert.received_s + sent.time_to_door_s - row.intervals.access_s
    moving_s = at_kerb_s - sent.travel_s
    turnout_s = 0 if unit.rolling else plan.policy.turnout_s
    return moving_s - turnout_s, moving_s


def _unordered(unit: Unit) -> Unit:
    """Take back an order that the plan does not repeat; who moved stays moving."""
    if not unit.under_way:
        return unit
    return replace(unit, status="free", free_at_s=None, assigned=None, notified_s=None)


def _known(before: Working, scenario: Scenario) -> Known | None:
    """Carry the previous plan and its prices over to the rows of a new scenario."""
    single = before.solved.single
    if single is None:
        return None
    known = known_of(before.case.problem, single)
    units, alerts = in_order(scenario)
    rows = _Rows(before.case.units, units)
    columns = _Rows(before.case.alerts, alerts)
    return Known(
        unit_of_alert=columns.carried(rows.renamed(known.unit_of_alert), WAITS),
        steps=tuple(_carried(step, rows, columns) for step in known.steps),
    )


def _carried(step: KnownStep, rows: _Rows, columns: _Rows) -> KnownStep:
    return KnownStep(
        unit={goal: rows.carried(prices, 0) for goal, prices in step.unit.items()},
        alert=None if step.alert is None else columns.carried(step.alert, 0),
    )


class _Rows:
    """Where rows of a case before stand among rows now, by their ids."""

    def __init__(self, before: Sequence[_WithId], now: Sequence[_WithId]) -> None:
        place = {row.id: index for index, row in enumerate(now)}
        self._now = len(now)
        self._place = np.array([place.get(row.id, WAITS) for row in before], np.int64)

    def carried(self, values: Longs, new: int) -> Longs:
        """Take values of the rows before over to those of now."""
        carried = np.full(self._now, new, np.int64)
        stays = self._place != WAITS
        carried[self._place[stays]] = values[stays]
        return carried

    def renamed(self, rows: Longs) -> Longs:
        """Name rows by where they stand now, -1 for those that are gone."""
        return np.append(self._place, WAITS)[rows]  # -1 finds the last


class _WithId(Protocol):
    @property
    def id(self) -> str: ...
