"""`Board`: all that is known of a shift in its course, and what happens next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from dispatch.policy import Policy
from dispatch.simulation.agenda import Agenda
from dispatch.simulation.callers import Callers
from dispatch.simulation.patrol import Patrol
from dispatch.simulation.states import AlertState, Drive, UnitState
from dispatch.simulation.terrain import Terrain
from scenarios.call import Call
from scenarios.events.event import CallMade
from scenarios.events.kinds import FiledEvent

Between = Literal["stay", "return", "patrol", "at_once"]
"""What a unit does between visits: waits where it is; drives back to its station;
drives round its beat, if it rolls when its shift begins, else back; or is at its
station at once, as books on queues have it."""

BETWEEN: tuple[Between, ...] = get_args(Between)

Progress = Callable[[int, int], None]


class Board:
    """Units and alerts of a shift, and the agenda.

    units : by id, in order. received : alerts as they came. open : those that are
    not closed, by id. events : what has happened, in order. drives : who drove off
    when, in order. asked : whether somebody should decide anew.
    """

    def __init__(
        self,
        terrain: Terrain,
        policy: Policy,
        between: Between,
        patrol: Patrol,
        progress: Progress,
    ) -> None:
        """Begin without a unit and without an alert."""
        self.terrain, self.policy = terrain, policy
        self.between, self.patrol = between, patrol
        self.agenda = Agenda()
        self.callers = Callers(policy.callers, self.agenda, self._persuaded)
        self.units: dict[str, UnitState] = {}
        self.received: list[AlertState] = []
        self.open: dict[str, AlertState] = {}
        self.events: list[FiledEvent] = []
        self.drives: list[tuple[str, Drive]] = []
        self.asked = False
        self._progress = progress

    @property
    def is_over(self) -> bool:
        """Whether no alert is open, and none is to come."""
        return not self.open and len(self.received) == len(self.terrain.alerts)

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

    def seconds(
        self, unit: UnitState, row: int, now_s: float, *, calm: bool = False
    ) -> float:
        """Median seconds that a unit would drive to a place from where it is."""
        travel = self.terrain.travel
        spot = unit.spot_at(now_s, travel)
        return float(travel.seconds([spot], [row], now_s, calm=calm)[0, 0])

    def drive(self, unit: UnitState, drive: Drive) -> None:
        """Let a unit drive off; nothing put down for it before will happen."""
        unit.turn += 1
        unit.drive = drive
        self.drives.append((unit.unit.id, drive))

    def _persuaded(self, alert: AlertState, now_s: float) -> None:
        alert.phone_contact_s = now_s
        call = Call(at_s=now_s, outcome="persuaded")
        alert.alert = replace(alert.alert, calls=(*alert.alert.calls, call))
        alert_id = alert.alert.id
        self.say(CallMade(at_s=now_s, alert_id=alert_id, outcome="persuaded"))
