"""`drive_traces`: by which way units drove in a shift, point by point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dispatch.intervals import Floats
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift
from dispatch.simulation.states import Drive
from scenarios.events.event import UnitMoved
from scenarios.events.kinds import FiledEvent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """One drive, up to where the unit stopped or turned off.

    lonlat : [k, 2], WGS-84. at_s : [k], seconds since the start of the shift, never
    falling. calm : of a unit that went to nobody.
    """

    unit_id: str
    lonlat: Floats
    at_s: Floats
    calm: bool


def drive_traces(shift: SimulatedShift, travel: RoadTravel) -> tuple[Trace, ...]:
    """Follow every drive of a shift, in their order.

    travel : of the terrain that the shift was simulated on.
    """
    over_s = _ends(shift.drives, shift.events)
    return tuple(
        _trace(unit_id, drive, travel, until_s)
        for (unit_id, drive), until_s in zip(shift.drives, over_s, strict=True)
    )


def _trace(unit_id: str, drive: Drive, travel: RoadTravel, until_s: float) -> Trace:
    way = travel.way(drive.start, drive.end, drive.began_s, calm=drive.calm)
    lonlat, share = way.trace()
    at_s = drive.began_s + share * (drive.ends_s - drive.began_s)
    driven = at_s < until_s
    if not driven.all():
        last = [np.interp(until_s, at_s, lonlat[:, column]) for column in (0, 1)]
        lonlat = np.vstack((lonlat[driven], last))
        at_s = np.append(at_s[driven], until_s)
    return Trace(unit_id=unit_id, lonlat=lonlat, at_s=at_s, calm=drive.calm)


def _ends(
    drives: Iterable[tuple[str, Drive]], events: Iterable[FiledEvent]
) -> list[float]:
    """When each drive was over: at its end, or where its unit stopped before."""
    stops = _stops(events)
    return [
        min([drive.ends_s, *(s for s in stops[unit_id] if s > drive.began_s)])
        for unit_id, drive in drives
    ]


def _stops(events: Iterable[FiledEvent]) -> defaultdict[str, list[float]]:
    """When each unit stopped, by its id."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for event in events:
        if isinstance(event, UnitMoved) and event.at_s is not None:
            found[event.unit_id].append(event.at_s)
    return found
