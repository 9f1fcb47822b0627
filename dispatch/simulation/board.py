"""`Board`: all that is known of a shift in its course, and what happens next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dispatch.policy import Policy
from dispatch.simulation.agenda import Agenda
from dispatch.simulation.callers import Callers
from dispatch.simulation.states import AlertState, Drive, UnitState
from dispatch.simulation.terrain import Terrain
from scenarios.events.event import CallMade
from scenarios.events.kinds import FiledEvent

Between = Literal["stay", "return", "at_once"]
"""What a unit does between visits: waits where it is, drives back to its station, or
is there at once, as books on queues have it."""

Progress = Callable[[int, int], None]


class Board:
    """Units and alerts of a shift, and the agenda.

    units : by id, in order. received : alerts as they came. open : those that are
    not closed, by id. events : what has happened, in order. asked : whether somebody
    should decide anew.
    """

    def __init__(
        self, terrain: Terrain, policy: Policy, between: Between, progress: Progress
    ) -> None:
        """Begin without a unit and without an alert."""
        self.terrain, self.policy, self.between = terrain, policy, between
        self.agenda = Agenda()
        self.callers = Callers(policy.callers, self.agenda, self._persuaded)
        self.units: dict[str, UnitState] = {}
        self.received: list[AlertState] = []
        self.open: dict[str, AlertState] = {}
        self.events: list[FiledEvent] = []
        self.asked = False
        self._progress = progress

    def say(self, event: FiledEvent) -> None:
        """Note what has happened."""
        self.events.append(event)

    def close(self, alert: AlertState, now_s: float) -> None:
        """Let an alert ask for nobody any more."""
        alert.open = False
        del self.open[alert.alert.id]
        self.callers.leave(alert, now_s)
        self.asked = True
        self._progress(len(self.received) - len(self.open), len(self.terrain.alerts))

    def seconds(self, unit: UnitState, row: int, now_s: float) -> float:
        """Median seconds that a unit which stands would drive to a place."""
        travel = self.terrain.travel
        return float(travel.seconds([unit.spot], [row], now_s)[0, 0])

    def drive(
        self, unit: UnitState, row: int, now_s: float, planned_s: float, drawn_s: float
    ) -> None:
        """Let a unit drive off; nothing put down for it before will happen."""
        unit.turn += 1
        unit.drive = Drive(
            start=unit.spot,
            end=row,
            began_s=now_s,
            ends_s=now_s + drawn_s,
            planned_s=planned_s,
        )

    def _persuaded(self, alert: AlertState, now_s: float) -> None:
        alert.phone_contact_s = now_s
        alert_id = alert.alert.id
        self.say(CallMade(at_s=now_s, alert_id=alert_id, outcome="persuaded"))
