"""`Course`: a shift in its course, task by task.

    alert: received ──────────────► contact ──► clear        or given up
             │ a rule's orders         ▲
    unit:  idle ──► told ──► rolling ──► at gate ──► at door ──► idle
                      ▲        │
                      └────────┘ redirected, mid-edge

A unit is told when its order was decided: 15 s later at the earliest, and 90 s after
the alert was received (the policy's numbers). Until then the order may be changed,
and whoever is under way goes on as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import isfinite

from dispatch.simulation.board import Board
from dispatch.simulation.crew import enough
from dispatch.simulation.free_units import FreeUnits
from dispatch.simulation.luck import Luck
from dispatch.simulation.moment import Moment
from dispatch.simulation.money import GreatestGain, losses_now
from dispatch.simulation.rules.rule import (
    Order,
    Rule,
    asked_always,
    calls_by_plan,
    redirects,
)
from dispatch.simulation.states import AlertState, Doing, UnitState
from dispatch.simulation.take_orders import checked_orders
from dispatch.simulation.unit_rows import moment_of
from dispatch.simulation.visits import Visits
from dispatch.situation.situation import target_s
from scenarios.alert import Alert
from scenarios.events.event import AlertCancelled, WarningCame

Span = tuple[float, float]


class Course:
    """Who decides, and when.

    decisions : how many times the rule was asked. now_s : how far it is.
    """

    def __init__(
        self,
        board: Board,
        luck: Luck,
        spans: Mapping[str, Span],
        rule: Rule,
        *,
        patience_s: float | None,
    ) -> None:
        """Put down when alerts come and shifts begin and end.

        spans : of each unit's shift, seconds since the start.
        """
        self.decisions = 0
        self.now_s = 0.0
        self._board, self._rule, self._luck = board, rule, luck
        self._patience_s = patience_s
        if calls_by_plan(rule):
            board.callers.order = GreatestGain(board)
        self._free = FreeUnits(board)
        self._visits = Visits(board, self._free)
        terrain = board.terrain
        for unit, row in zip(terrain.units, terrain.stations, strict=True):
            begins_s, ends_s = spans[unit.id]
            state = UnitState(unit=unit, station=row, spot=row, ends_s=ends_s)
            board.units[unit.id] = state
            board.agenda.put(begins_s, partial(self._free.begin_shift, state))
            board.agenda.put(ends_s, partial(self._free.end_shift, state))
        for alert in terrain.alerts:
            board.agenda.put(alert.received_s, partial(self._receive, alert))

    def run(self) -> None:
        """Go through the shift until nothing is left to happen.

        Raises
        ------
        RuleError : the rule raised, or its orders cannot be carried out.
        """
        while (now_s := self._board.agenda.run_next()) is not None:
            self.now_s = now_s
            asked, self._board.asked = self._board.asked, False
            if asked and (self._board.open or asked_always(self._rule)):
                self._decide(now_s)
        for alert in [*self._board.open.values()]:
            self._give_up(alert, self.now_s)

    def _receive(self, alert: Alert, now_s: float) -> None:
        patience_s = self._patience_s
        if patience_s is None:
            cut_off_s = alert.cut_off_s
            patience_s = (
                self._board.policy.cut_off_s if cut_off_s is None else cut_off_s
            )
        state = AlertState(
            alert=alert,
            row=self._board.terrain.doors[alert.id],
            luck=self._luck(alert),
            target_s=float(target_s(alert, self._board.policy)),
            give_up_s=now_s + patience_s,
        )
        self._board.received.append(state)
        self._board.open[alert.id] = state
        self._board.say(WarningCame(at_s=now_s, alert_id=alert.id))
        self._board.callers.call(state, now_s)
        if isfinite(state.give_up_s):
            late = partial(self._look_whether_in_vain, state)
            self._board.agenda.put(state.give_up_s, late, late=True)
        self._board.asked = True

    def _look_whether_in_vain(self, alert: AlertState, now_s: float) -> None:
        """Close an alert that has waited too long, if nobody is on the way."""
        if alert.open and not alert.sent and now_s >= alert.give_up_s:
            self._give_up(alert, now_s)

    def _give_up(self, alert: AlertState, now_s: float) -> None:
        self._board.close(alert, now_s)
        self._board.say(AlertCancelled(at_s=now_s, alert_id=alert.alert.id))

    def moment(self) -> Moment:
        """Say how things stand."""
        return moment_of(
            self._board.terrain,
            self._board.policy,
            self._board.units.values(),
            self._board.open,
            self.now_s,
            losses=losses_now(self._board, self.now_s),
        )

    def _decide(self, now_s: float) -> None:
        if not self._may_matter():
            return
        moment = self.moment()
        if not moment.alerts and not asked_always(self._rule):
            return
        self.decisions += 1
        orders = checked_orders(self._rule, moment)
        # All who leave first, so that their places at alerts are free.
        for unit_id, order in orders.items():
            unit = self._board.units[unit_id]
            if _heads_for(unit) != order:
                self._leave(unit)
        for unit_id, order in orders.items():
            unit = self._board.units[unit_id]
            if _heads_for(unit) != order:
                self._order(unit, order, now_s)
        for alert in [*self._board.open.values()]:
            self._look_whether_in_vain(alert, now_s)

    def _may_matter(self) -> bool:
        """Whether a rule that redirects nobody could do anything."""
        if redirects(self._rule):
            return True
        idle = any(
            unit.doing is Doing.IDLE and unit.told is None
            for unit in self._board.units.values()
        )
        return idle and any(
            not enough([unit.unit for unit in alert.sent], alert.alert)
            for alert in self._board.open.values()
        )

    def _leave(self, unit: UnitState) -> None:
        """Take a unit off the alert that its orders were for."""
        headed_for = unit.heads_for
        if headed_for is not None:
            headed_for.sent.remove(unit)

    def _order(self, unit: UnitState, order: Order, now_s: float) -> None:
        """Decide where a unit goes."""
        unit.told = None
        unit.order += 1
        if isinstance(order, str):
            self._send(unit, self._board.open[order], now_s)
            return
        self._call_back(unit, now_s)
        if order is not None and unit.doing is Doing.IDLE:
            self._free.go_to(unit, order.row, now_s)

    def _send(self, unit: UnitState, alert: AlertState, now_s: float) -> None:
        """Let a unit be told to go to an alert."""
        alert.sent.append(unit)
        if alert is unit.goal:
            return  # what was decided in between, it never heard of
        unit.told = alert
        policy = self._board.policy
        first_s = alert.alert.received_s + policy.dispatch_s
        unit.told_s = max(now_s + policy.least_dispatch_s, first_s)
        self._board.agenda.put(
            unit.told_s, partial(self._visits.tell, unit, unit.order)
        )

    def _call_back(self, unit: UnitState, now_s: float) -> None:
        """Let a unit go nowhere; one that was not told has nothing to stop."""
        if unit.goal is None:
            self._free.rest_if_over(unit, now_s)
            return
        self._visits.end_visit(unit, "cancelled")
        self._free.stop(unit, now_s)
        self._free.set_free(unit, now_s)


def _heads_for(unit: UnitState) -> str | None:
    """Id of the alert that a unit's orders are for."""
    return None if unit.heads_for is None else unit.heads_for.alert.id
