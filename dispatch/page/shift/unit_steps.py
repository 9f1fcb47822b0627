"""What each unit did in a shift, step by step, as its page plays it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dispatch.simulation.drive_traces import Trace
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift
from dispatch.simulation.terrain import Terrain
from scenarios.events.event import (
    OfUnit,
    UnitAtDoor,
    UnitAtGate,
    UnitClear,
    UnitDispatched,
    UnitFreed,
    UnitLost,
)
from scenarios.loads.load import Load
from scenarios.place import Place
from scenarios.unit import Unit

Step = list[float | int | str]
"""[at_s, state, alert, drive, lat, lon]: alert and drive are rows of the page's data,
-1 for none; state "free", "sent", "at_gate", "on_scene" or "offline". Lat and lon are
where it stands; of a unit that drives, where it began to."""

_STATES = {
    UnitFreed: "free",
    UnitLost: "offline",
    UnitDispatched: "sent",
    UnitAtGate: "at_gate",
    UnitAtDoor: "on_scene",
    UnitClear: "free",
}
_ENDS_ORDERS = (UnitFreed, UnitLost, UnitClear)


def unit_steps(  # noqa: PLR0913, PLR0917 - a shift, and what it was simulated on
    shift: SimulatedShift,
    load: Load,
    terrain: Terrain,
    travel: RoadTravel,
    traces: Sequence[Trace],
    alert_rows: Mapping[str, int],
) -> Iterator[tuple[Unit, list[Step]]]:
    """Give each unit with its steps, the first at the load's start."""
    happened = _by_unit(shift, traces)
    begins = {row.unit_id: row.start_s for row in load.shifts}
    for unit, station in zip(terrain.units, terrain.stations, strict=True):
        state = "offline" if begins[unit.id] > 0 else "free"
        course = _Course(travel.place(station), state, alert_rows)
        for at_s, what in happened[unit.id]:
            course.take(at_s, what, traces)
        yield unit, course.steps


def _by_unit(
    shift: SimulatedShift, traces: Sequence[Trace]
) -> Mapping[str, list[tuple[float, OfUnit | int]]]:
    """Give what happened to each unit by time: events, and rows of its drives.

    A drive that begins at an event comes after it.
    """
    found: defaultdict[str, list[tuple[float, OfUnit | int]]] = defaultdict(list)
    for event in shift.events:
        if isinstance(event, OfUnit):
            found[event.unit_id].append((event.at_s or 0.0, event))
    for row, trace in enumerate(traces):
        found[trace.unit_id].append((float(trace.at_s[0]), row))
    for rows in found.values():
        rows.sort(key=lambda each: (each[0], isinstance(each[1], int)))
    return found


class _Course:
    """A unit's steps as they come."""

    def __init__(self, place: Place, state: str, alert_rows: Mapping[str, int]) -> None:
        self._alert_rows = alert_rows
        self._state, self._alert, self._drive = state, -1, -1
        self._lat, self._lon = place.lat or 0.0, place.lon or 0.0
        self._over_s = float("inf")
        self.steps: list[Step] = []
        self._add(0.0)

    def take(self, at_s: float, what: OfUnit | int, traces: Sequence[Trace]) -> None:
        """Take what happens next; a drive that is over by then ends first."""
        if self._drive >= 0 and at_s >= self._over_s - 1e-6:
            self._stand(traces[self._drive])
        if isinstance(what, int):
            self._set_off(what, traces[what])
        else:
            self._hear(what)
        self._add(at_s)

    def _stand(self, trace: Trace) -> None:
        lon, lat = trace.lonlat[-1].tolist()
        self._lat, self._lon, self._drive = lat, lon, -1
        self._add(self._over_s)

    def _set_off(self, row: int, trace: Trace) -> None:
        lon, lat = trace.lonlat[0].tolist()
        self._lat, self._lon = lat, lon
        self._drive, self._over_s = row, float(trace.at_s[-1])

    def _hear(self, event: OfUnit) -> None:
        self._state = _STATES.get(type(event), self._state)
        if isinstance(event, UnitDispatched):
            self._alert = self._alert_rows[event.alert_id]
        elif isinstance(event, _ENDS_ORDERS):
            self._alert = -1

    def _add(self, at_s: float) -> None:
        """Note how it is now; of one moment, only what it comes to."""
        place = (round(self._lat, 6), round(self._lon, 6))
        step: Step = [round(at_s, 1), self._state, self._alert, self._drive, *place]
        if self.steps and self.steps[-1][0] == step[0]:
            self.steps.pop()
        if not self.steps or self.steps[-1][1:] != step[1:]:
            self.steps.append(step)
