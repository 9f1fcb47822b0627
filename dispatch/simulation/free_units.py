"""`FreeUnits`: units between visits, and at the ends of their shifts."""

from __future__ import annotations

from functools import partial
from math import isfinite

from dispatch.simulation.board import Board
from dispatch.simulation.patrol import STOP_S
from dispatch.simulation.states import Doing, Drive, UnitState
from scenarios.events.event import UnitFreed, UnitLost, UnitMoved


class FreeUnits:
    """What units do that have no orders."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def begin_shift(self, unit: UnitState, now_s: float) -> None:
        """Let a unit come on duty, at its station."""
        if now_s >= unit.ends_s:
            return
        unit.doing = Doing.IDLE
        if now_s > 0:
            self._board.say(UnitFreed(at_s=now_s, unit_id=unit.unit.id))
        self._board.asked = True
        if self._board.between == "patrol":
            self._patrol(unit, unit.turn, now_s)

    def end_shift(self, unit: UnitState, now_s: float) -> None:
        """Send a unit home; one that has orders carries them out first.

        Until it is at a gate its orders may be changed as any other's.
        """
        if unit.doing is Doing.IDLE and unit.told is None:
            self.go_off(unit, now_s)

    def go_off(self, unit: UnitState, now_s: float) -> None:
        """Send a unit home."""
        self.stop(unit, now_s)
        unit.doing = Doing.OFF
        self._board.say(UnitLost(at_s=now_s, unit_id=unit.unit.id))

    def rest_if_over(self, unit: UnitState, now_s: float) -> None:
        """Send a unit home whose shift is over and that has no orders."""
        if unit.doing is Doing.IDLE and now_s >= unit.ends_s:
            self.go_off(unit, now_s)

    def stop(self, unit: UnitState, now_s: float) -> None:
        """Let a unit be where it is, and nothing that was put down for it happen."""
        unit.turn += 1
        self._stand(unit, now_s)

    def _stand(self, unit: UnitState, now_s: float) -> None:
        """Let a unit that drives be where it is."""
        if unit.drive is not None:
            unit.spot = unit.drive.spot(now_s, self._board.terrain.travel)
            unit.drive = None
            place = self._board.terrain.travel.place(unit.spot)
            self._board.say(UnitMoved(at_s=now_s, unit_id=unit.unit.id, place=place))

    def set_free(self, unit: UnitState, now_s: float, *, told: bool = False) -> None:
        """Let a unit wait for its next order.

        told : whether an event says so already.
        """
        unit.turn += 1
        unit.goal, unit.visit, unit.doing = None, None, Doing.IDLE
        self._board.asked = True
        if not told:
            self._board.say(UnitFreed(at_s=now_s, unit_id=unit.unit.id))
        if now_s >= unit.ends_s:
            self.go_off(unit, now_s)
        elif self._board.between == "at_once":
            unit.spot = unit.station
        elif self._board.between == "return":
            self.go_to(unit, unit.station, now_s)
        elif self._board.between == "patrol":
            self._patrol(unit, unit.turn, now_s)

    def _patrol(self, unit: UnitState, turn: int, now_s: float) -> None:
        """Let a unit drive on to another place of its beat, if it has one."""
        if turn != unit.turn or self._board.is_over:
            return
        row = self._board.patrol.next(unit)
        if row is None:
            self.go_to(unit, unit.station, now_s)
            return
        self.go_to(unit, row, now_s)
        there_s = now_s if unit.drive is None else unit.drive.ends_s
        on = partial(self._patrol, unit, unit.turn)
        self._board.agenda.put(there_s + STOP_S, on)

    def go_to(self, unit: UnitState, row: int, now_s: float) -> None:
        """Let a unit without orders drive to a place and wait there.

        It drives without lights and siren, and as long as the median; where no road
        leads there it stays.
        """
        if unit.bound_for == row:
            return
        seconds = self._board.seconds(unit, row, now_s, calm=True)
        if not isfinite(seconds):
            return
        self.stop(unit, now_s)
        if seconds <= 0:
            return
        drive = Drive(
            start=unit.spot,
            end=row,
            began_s=now_s,
            ends_s=now_s + seconds,
            planned_s=seconds,
            calm=True,
        )
        self._board.drive(unit, drive)
        self._board.agenda.put(drive.ends_s, partial(self._there, unit, unit.turn))

    def _there(self, unit: UnitState, turn: int, now_s: float) -> None:
        if turn == unit.turn:
            self._stand(unit, now_s)
