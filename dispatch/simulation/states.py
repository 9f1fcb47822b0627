"""Units and alerts in the course of a shift."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from dispatch.simulation.luck import AlertLuck
from dispatch.simulation.travel import Spot, Travel, Way
from scenarios.alert import Alert
from scenarios.unit import Unit


class Doing(IntEnum):
    """What a unit does, in the order of a visit."""

    OFF = 0
    IDLE = 1
    TURNING_OUT = 2
    ROLLING = 3
    AT_GATE = 4
    AT_DOOR = 5
    ON_SCENE = 6


@dataclass(slots=True, kw_only=True, eq=False)
class Visit:
    """One unit told to go to one alert: what becomes a row of the log."""

    alert: AlertState
    unit: UnitState
    slot: int
    notified_s: float
    redirected_from: str | None = None
    rolling_s: float | None = None
    at_gate_s: float | None = None
    at_door_s: float | None = None
    contact_s: float | None = None
    clear_s: float | None = None
    order: int | None = None
    planned_travel_s: float | None = None
    planned_on_time: float | None = None
    expected_loss: float | None = None
    ended: str = "under_way"


@dataclass(slots=True, kw_only=True, eq=False)
class AlertState:
    """An alert. row : of its door. sent : units told, or about to be, or there.

    crew_s : when officers at the door were enough. open : whether it may still ask
    for somebody.
    """

    alert: Alert
    row: int
    luck: AlertLuck
    target_s: float
    give_up_s: float
    open: bool = True
    sent: list[UnitState] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    at_door: list[UnitState] = field(default_factory=list)
    contact_s: float | None = None
    crew_s: float | None = None
    phone_contact_s: float | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Drive:
    """A unit on the road.

    planned_s : its median; it takes until `ends_s`. calm : without lights and siren.
    """

    start: Spot
    end: int
    began_s: float
    ends_s: float
    planned_s: float
    calm: bool = False
    way: Way | None = None

    def left(self, now_s: float) -> float:
        """Share of the drive that lies ahead."""
        whole_s = self.ends_s - self.began_s
        return 0.0 if whole_s <= 0 else max(0.0, (self.ends_s - now_s) / whole_s)

    def spot(self, now_s: float, travel: Travel) -> Spot:
        """Where the unit is."""
        left = self.left(now_s)
        if left <= 0:
            return self.end
        if self.way is None:
            self.way = travel.way(self.start, self.end, self.began_s, calm=self.calm)
        return self.way.spot(1.0 - left)


@dataclass(slots=True, kw_only=True, eq=False)
class UnitState:
    """A unit. station : row where it waits. ends_s : of its shift.

    goal : the alert that it turns out to, moves to, or is at. told : that it will be
    told to go to, at `told_s`. rolls_s : when its turnout ends. turn, order : rise with
    all that makes what was put down for it, or what it was to be told, void. row : as
    a rule was last told of it, and what that was made of.
    """

    unit: Unit
    station: int
    ends_s: float
    doing: Doing = Doing.OFF
    spot: Spot = 0
    drive: Drive | None = None
    goal: AlertState | None = None
    told: AlertState | None = None
    told_s: float = 0.0
    rolls_s: float = 0.0
    visit: Visit | None = None
    turn: int = 0
    order: int = 0
    row: tuple[object, Unit] | None = None

    @property
    def can_be_sent(self) -> bool:
        """Whether it may be told to go somewhere."""
        return Doing.IDLE <= self.doing <= Doing.ROLLING

    @property
    def heads_for(self) -> AlertState | None:
        """The alert that its orders are for, told or about to be."""
        return self.told or self.goal

    @property
    def bound_for(self) -> Spot:
        """Where it will be if nothing comes between: where it drives, or stands."""
        return self.spot if self.drive is None else self.drive.end

    def spot_at(self, now_s: float, travel: Travel) -> Spot:
        """Where it is."""
        return self.spot if self.drive is None else self.drive.spot(now_s, travel)
