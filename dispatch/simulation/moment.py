"""`Moment`: what a rule is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.simulation.travel import Spot, Travel
from dispatch.tracks.fraud_losses import FraudLosses
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.unit import Unit
from scenarios.zone import Zone


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """A shift at a moment, as a control room knows it.

    units : on duty, by id. Free, or told to go to an alert (`assigned`) and not
    there yet, or on scene until nobody knows when; `notified_s` may lie ahead: the
    order is given then, and changes nothing before. Where each is says `place`.
    alerts : received, and still asking for somebody who is not there yet; by id,
    each with its `access_s`. served : ids of those among them to which enough units
    are sent. sendable : [units] whether each may be told to go somewhere.

    spot_of : where a unit is, by its row; worked out when it is asked for. own_s :
    median seconds that a unit under way has still to drive to its own alert, by its
    row. doors : [alerts] rows of `travel`. zones, with zone_rows : what free units
    should reach; waiting_rows : places where they could wait. bound_for : where
    units without orders drive to, by their row: a row of `travel`. losses : what
    alerts are expected to lose, with the calls that go on; None where no sum is
    known.
    """

    now_s: float
    policy: Policy
    units: tuple[Unit, ...]
    alerts: tuple[Alert, ...]
    served: frozenset[str]
    sendable: Bools
    spot_of: Callable[[int], Spot]
    own_s: Mapping[int, float]
    doors: tuple[int, ...]
    travel: Travel
    zones: tuple[Zone, ...] = ()
    zone_rows: tuple[int, ...] = ()
    waiting_rows: tuple[int, ...] = ()
    bound_for: Mapping[int, int] = field(default_factory=dict)
    losses: FraudLosses | None = None
    _asked: list[tuple[tuple[int, ...], tuple[int, ...], Floats]] = field(
        default_factory=list, init=False, repr=False
    )

    @cached_property
    def waiting(self) -> tuple[Alert, ...]:
        """Alerts to which not enough units are sent, by received time, then id."""
        left = [alert for alert in self.alerts if alert.id not in self.served]
        return tuple(sorted(left, key=lambda alert: (alert.received_s, alert.id)))

    @cached_property
    def idle(self) -> tuple[int, ...]:
        """Rows of the units that may be sent, and have no orders."""
        return tuple(
            row
            for row, unit in enumerate(self.units)
            if self.sendable[row] and unit.assigned is None
        )

    @cached_property
    def driving_s(self) -> Floats:
        """Median seconds from where units are to doors, [units, alerts].

        inf without a road, and of units that cannot be sent.
        """
        sendable: list[int] = np.flatnonzero(self.sendable).tolist()
        columns = range(len(self.alerts))
        seconds = np.full((len(self.units), len(self.alerts)), np.inf)
        seconds[sendable] = self.seconds(sendable, columns)
        return seconds

    @cached_property
    def zone_driving_s(self) -> Floats:
        """The same to the zones, [units, zones]."""
        sendable: list[int] = np.flatnonzero(self.sendable).tolist()
        seconds = np.full((len(self.units), len(self.zone_rows)), np.inf)
        seconds[sendable] = self._driven(sendable, self.zone_rows)
        return seconds

    def seconds(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """Median seconds from some units to some alerts, [rows, columns]."""
        seconds = self._driven(rows, [self.doors[column] for column in columns])
        place = {self.alerts[column].id: at for at, column in enumerate(columns)}
        for at, row in enumerate(rows):
            if row in self.own_s:
                column = place.get(self.units[row].assigned or "")
                if column is not None:
                    seconds[at, column] = self.own_s[row]
        self._asked.append((tuple(rows), tuple(columns), seconds))
        return seconds

    def leads(self, row: int, column: int) -> bool:
        """Whether a road leads from a unit to an alert."""
        for rows, columns, seconds in reversed(self._asked):
            if row in rows and column in columns:
                return bool(seconds[rows.index(row), columns.index(column)] < np.inf)
        return bool(self.seconds([row], [column])[0, 0] < np.inf)

    def place(self, row: int) -> Place:
        """Say where a unit is."""
        return self.travel.place(self.spot_of(row))

    def _driven(self, rows: Sequence[int], ends: Sequence[int]) -> Floats:
        if not len(rows) or not len(ends):
            return np.full((len(rows), len(ends)), np.inf)
        starts = [self.spot_of(row) for row in rows]
        return self.travel.seconds(starts, ends, self.now_s)
