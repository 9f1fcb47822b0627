"""`Visits`: units from being told to go until they are done."""

from __future__ import annotations

from functools import partial
from math import isfinite

from dispatch.simulation.board import Board
from dispatch.simulation.crew import enough
from dispatch.simulation.free_units import FreeUnits
from dispatch.simulation.luck import SLOTS
from dispatch.simulation.money import drive_in, expected_loss
from dispatch.simulation.on_time import planned_on_time
from dispatch.simulation.states import AlertState, Doing, Drive, UnitState, Visit
from scenarios.events.event import (
    ContactMade,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitRolling,
)


class Visits:
    """What units do that have orders."""

    def __init__(self, board: Board, free: FreeUnits) -> None:
        self._board, self._free = board, free

    def tell(self, unit: UnitState, order: int, now_s: float) -> None:
        """Tell a unit to go, or to go elsewhere."""
        if order != unit.order or unit.told is None:
            return
        alert, unit.told = unit.told, None
        before = unit.goal
        if before is not None:
            self.end_visit(unit, "redirected")
        moves = unit.doing is Doing.ROLLING or unit.drive is not None
        moves = moves or unit.unit.rolling
        self._free.stop(unit, now_s)
        unit.goal = alert
        unit.visit = Visit(
            alert=alert,
            unit=unit,
            slot=_free_slot(alert),
            notified_s=now_s,
            redirected_from=None if before is None else before.alert.id,
        )
        alert.visits.append(unit.visit)
        told = UnitDispatched(at_s=now_s, unit_id=unit.unit.id, alert_id=alert.alert.id)
        self._board.say(told)
        if moves:
            self._plan(unit, now_s, 0.0)
            self._roll(unit, unit.turn, now_s)
        elif unit.doing is Doing.IDLE:
            unit.doing = Doing.TURNING_OUT
            turnout_s = self._board.policy.turnout_s * _of_slot(
                alert.luck.turnout, unit
            )
            unit.rolls_s = now_s + turnout_s
            self._board.agenda.put(unit.rolls_s, partial(self._roll, unit, unit.turn))
            self._plan(unit, now_s, self._board.policy.turnout_s)
        else:  # it turns out already, and will roll as soon
            self._board.agenda.put(unit.rolls_s, partial(self._roll, unit, unit.turn))
            self._plan(unit, now_s, max(0.0, unit.rolls_s - now_s))

    def _plan(self, unit: UnitState, now_s: float, turnout_s: float) -> None:
        """Note what is expected of a visit."""
        visit = unit.visit
        if visit is None:
            return
        visit.planned_travel_s = self._board.seconds(unit, visit.alert.row, now_s)
        visit.planned_on_time = planned_on_time(
            visit, now_s, turnout_s, self._board.policy.sigma
        )
        drive = drive_in(turnout_s, visit.planned_travel_s, visit.alert)
        visit.expected_loss = expected_loss(self._board, visit.alert, now_s, drive)

    def _roll(self, unit: UnitState, turn: int, now_s: float) -> None:
        visit = unit.visit
        if turn != unit.turn or visit is None:
            return
        planned_s = visit.planned_travel_s
        if planned_s is None or not isfinite(planned_s):
            # Where it stands now, no road leads there: whoever decides is asked again.
            if unit in visit.alert.sent:
                visit.alert.sent.remove(unit)
            self.end_visit(unit, "cancelled")
            self._free.set_free(unit, now_s)
            return
        unit.doing = Doing.ROLLING
        visit.rolling_s = now_s
        self._board.say(UnitRolling(at_s=now_s, unit_id=unit.unit.id))
        drawn_s = planned_s * _of_slot(visit.alert.luck.travel, unit)
        drive = Drive(
            start=unit.spot,
            end=visit.alert.row,
            began_s=now_s,
            ends_s=now_s + drawn_s,
            planned_s=planned_s,
        )
        self._board.drive(unit, drive)
        self._board.agenda.put(drive.ends_s, partial(self._at_gate, unit, unit.turn))

    def _at_gate(self, unit: UnitState, turn: int, now_s: float) -> None:
        visit = unit.visit
        if turn != unit.turn or visit is None:
            return
        if not visit.alert.open:  # it is about to be told to go elsewhere
            unit.drive, unit.spot = None, visit.alert.row
            return
        if unit.told is not None:  # too late to be told: it is there
            unit.told.sent.remove(unit)
            unit.told = None
            unit.order += 1
            visit.alert.sent.append(unit)
            self._board.asked = True
        unit.drive, unit.spot, unit.doing = None, visit.alert.row, Doing.AT_GATE
        visit.at_gate_s = now_s
        self._board.say(UnitAtGate(at_s=now_s, unit_id=unit.unit.id))
        median_s = visit.alert.alert.access_s or 0
        door_s = now_s + median_s * visit.alert.luck.access
        self._board.agenda.put(door_s, partial(self._at_door, unit, unit.turn))

    def _at_door(self, unit: UnitState, turn: int, now_s: float) -> None:
        visit = unit.visit
        if turn != unit.turn or visit is None:
            return
        alert = visit.alert
        unit.doing = Doing.AT_DOOR
        alert.at_door.append(unit)
        visit.at_door_s, visit.order = now_s, len(alert.at_door)
        visit.ended = "arrived"
        self._board.say(UnitAtDoor(at_s=now_s, unit_id=unit.unit.id))
        there = [other.unit for other in alert.at_door]
        if alert.crew_s is None and enough(there, alert.alert):
            alert.crew_s = now_s
        if alert.contact_s is not None:
            visit.contact_s, unit.doing = now_s, Doing.ON_SCENE
        elif len(alert.at_door) == 1:
            opens_s = now_s + alert.luck.search_s
            self._board.agenda.put(opens_s, partial(self._contact, alert))

    def _contact(self, alert: AlertState, now_s: float) -> None:
        alert.contact_s = now_s
        for unit in alert.at_door:
            unit.doing = Doing.ON_SCENE
            if unit.visit is not None:
                unit.visit.contact_s = now_s
        first = alert.at_door[0].unit.id
        met = ContactMade(at_s=now_s, alert_id=alert.alert.id, unit_id=first)
        self._board.say(met)
        self._board.callers.leave(alert, now_s)
        clear_s = now_s + alert.luck.on_scene_s
        self._board.agenda.put(clear_s, partial(self._clear, alert))

    def _clear(self, alert: AlertState, now_s: float) -> None:
        """End a visit, for all who are there; who is not there yet is not needed."""
        self._board.close(alert, now_s)
        for unit in alert.at_door:
            if unit.visit is not None:
                unit.visit.clear_s = now_s
            self._board.say(UnitClear(at_s=now_s, unit_id=unit.unit.id))
        others = [unit for unit in alert.sent if unit not in alert.at_door]
        for unit in alert.at_door:
            self._free.set_free(unit, now_s, told=True)
        for unit in others:
            self._not_needed(unit, alert, now_s)

    def _not_needed(self, unit: UnitState, alert: AlertState, now_s: float) -> None:
        """Take back the orders of a unit whose alert is closed."""
        if unit.told is alert:
            unit.told = None
            unit.order += 1
            if unit.goal is None:
                self._free.rest_if_over(unit, now_s)
                return
        self.end_visit(unit, "cancelled")
        self._free.stop(unit, now_s)
        self._free.set_free(unit, now_s)

    def end_visit(self, unit: UnitState, ended: str) -> None:
        """Say of a visit that came to nothing how it ended."""
        if unit.visit is not None:
            unit.visit.ended = ended
        unit.visit, unit.goal = None, None


def _free_slot(alert: AlertState) -> int:
    """Take the first place at an alert that no unit under way there has."""
    taken = {
        unit.visit.slot
        for unit in alert.sent
        if unit.visit is not None and unit.visit.alert is alert
    }
    return next(slot for slot in range(len(taken) + 1) if slot not in taken)


def _of_slot(multiples: tuple[float, ...], unit: UnitState) -> float:
    visit = unit.visit
    return multiples[min(SLOTS - 1, 0 if visit is None else visit.slot)]
