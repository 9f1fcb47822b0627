"""What alerts of a shift are expected to lose, as a control room reckons."""

from __future__ import annotations

from dispatch.simulation.board import Board
from dispatch.simulation.states import AlertState, Doing, UnitState
from dispatch.tracks.fraud_losses import FraudLosses
from dispatch.tracks.phone_track import Drive, gain_of_a_call, lost

_MONEY_DIGITS = 2


def losses_now(board: Board, now_s: float) -> FraudLosses | None:
    """Return the model at a moment, with the calls that go on; None without money.

    Who is still in the queue of the callers counts as not called.
    """
    model = board.terrain.fraud
    if model is None:
        return None
    return FraudLosses(
        model=model,
        policy=board.policy,
        now_s=now_s,
        called_from_s=dict.fromkeys(board.callers.on_the_phone, 0.0),
    )


def expected_loss(
    board: Board, alert: AlertState, now_s: float, drive: Drive | None
) -> float | None:
    """Say what an alert is expected to lose; None where no sum is known.

    drive : of the unit that comes; None: nobody does.
    """
    losses = losses_now(board, now_s)
    if losses is None or alert.alert.exposure is None:
        return None
    return round(lost(losses.curves(alert.alert), drive), _MONEY_DIGITS)


class GreatestGain:
    """Calls next whom a call saves most, given who is on the way to whom.

    That is the first of the rules of `dispatch.phone.by_rule`. Only the next call is
    decided on: the order is made anew when it ends.
    """

    def __init__(self, board: Board) -> None:
        """Take a shift in its course."""
        self._board = board

    def __call__(
        self, queue: tuple[AlertState, ...], free: int, now_s: float
    ) -> tuple[AlertState, ...]:
        """Put first whom a call saves most; of equals, who came first."""
        losses = losses_now(self._board, now_s)
        if losses is None or len(queue) <= free:
            return queue
        gain = {
            state: gain_of_a_call(losses, state.alert, self._drive(state, now_s))
            for state in queue
        }
        return tuple(sorted(queue, key=gain.__getitem__, reverse=True))

    def _drive(self, alert: AlertState, now_s: float) -> Drive | None:
        """When the first of those who were sent is to be expected."""
        drives = [
            drive
            for unit in alert.sent
            if (drive := self._drive_of(unit, alert, now_s)) is not None
        ]
        return min(drives, key=lambda drive: drive.contact_s, default=None)

    def _drive_of(
        self, unit: UnitState, alert: AlertState, now_s: float
    ) -> Drive | None:
        ahead_s, travel_s = 0.0, 0.0
        if unit.told is alert:
            rolls = unit.unit.rolling or unit.drive is not None
            turnout_s = 0 if rolls else self._board.policy.turnout_s
            ahead_s = unit.told_s - now_s + turnout_s
            travel_s = self._board.seconds(unit, alert.row, now_s)
        elif unit.doing is Doing.TURNING_OUT and unit.visit is not None:
            ahead_s = max(0.0, unit.rolls_s - now_s)
            travel_s = unit.visit.planned_travel_s or 0.0
        elif unit.drive is not None:
            travel_s = unit.drive.left(now_s) * unit.drive.planned_s
        return drive_in(ahead_s, travel_s, alert)


def drive_in(ahead_s: float, travel_s: float, alert: AlertState) -> Drive | None:
    """Put a drive to an alert in whole seconds; None without a road."""
    if travel_s == float("inf"):
        return None
    ahead, travel = round(ahead_s), round(travel_s)
    access = round(alert.alert.access_s or 0)
    return Drive(ahead_s=ahead, travel_s=travel, contact_s=ahead + travel + access)
