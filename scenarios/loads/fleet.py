"""Units of a load: who is on duty when, and where each begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from maps.errors import FieldError
from scenarios.loads.beats import beats, station_rows
from scenarios.loads.demand import Demand
from scenarios.loads.load import Shift
from scenarios.loads.load_spec import Duty, LoadSpec
from scenarios.loads.streams import stream
from scenarios.place import Place
from scenarios.unit import Unit

_DAY_S = 86_400
_MOST_UNITS = 200_000  # *assumed*


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One day's run of a duty. start_s, end_s : seconds since the load's start."""

    duty: Duty
    day: datetime
    start_s: float
    end_s: float


def draw_fleet(spec: LoadSpec, demand: Demand, seed: int) -> list[tuple[Unit, Shift]]:
    """Put every unit of every shift of the load on its beat or at its station.

    A unit is called as its duty, the day on which its shift begins, and its number,
    as "early-0323-01"; where it begins on its beat it has from a stream of that name.

    Raises
    ------
    FieldError : no duty comes while the load lasts, or too many of them.
    """
    fleet: list[tuple[Unit, Shift]] = []
    for duty in spec.duties:
        turns = list(turns_of(duty, spec.start, spec.length_s))
        if not turns:
            continue
        if len(fleet) + len(turns) * duty.units > _MOST_UNITS:
            problem = f"more than {_MOST_UNITS:,} units in all"
            raise FieldError(problem, field="shifts", mend="make the load shorter")
        posts = _Posts(duty, spec, demand)
        numbers = range(duty.units)
        fleet += [_unit(turn, n, posts, seed) for turn in turns for n in numbers]
    if not fleet:
        problem = "nobody is on duty while the load lasts"
        mend = "look at days and hours, or make the load longer"
        raise FieldError(problem, field="shifts", mend=mend)
    return sorted(fleet, key=lambda row: (row[1].start_s, row[0].id))


def turns_of(duty: Duty, start: datetime, length_s: float) -> Iterator[Turn]:
    """Give the runs of a duty that meet a load, by day."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    into_s = (start - midnight) / timedelta(seconds=1)
    lasts_s = (duty.end_s - duty.start_s - 1) % _DAY_S + 1
    for number in range(-1, int((into_s + length_s) // _DAY_S) + 1):
        day = midnight + timedelta(days=number)
        start_s = number * _DAY_S + duty.start_s - into_s
        end_s = start_s + lasts_s
        if day.weekday() in duty.days and end_s > 0 and start_s < length_s:
            yield Turn(duty=duty, day=day, start_s=max(0.0, start_s), end_s=end_s)


class _Posts:
    """Where the units of a duty begin."""

    def __init__(self, duty: Duty, spec: LoadSpec, demand: Demand) -> None:
        rows = beats(demand, duty.units) if duty.posts == "beats" else []
        self._beats = [demand.part(each) for each in rows]
        self._stations: list[Place] = []
        if duty.posts == "stations":
            self._stations = [*spec.stations.values()] or [
                demand.place(int(row))
                for row in station_rows(demand, spec.station_count)
            ]

    def place(self, number: int, share: float) -> Place:
        """Where unit number n begins; share : in [0, 1), drawn for it."""
        if self._stations:
            return self._stations[number % len(self._stations)]
        beat = self._beats[number]
        return beat.place(int(beat.rows(np.array([share]))[0]))


def _unit(turn: Turn, number: int, posts: _Posts, seed: int) -> tuple[Unit, Shift]:
    duty, date = turn.duty, f"{turn.day:%m%d}"
    id_ = f"{duty.id}-{date}-{number + 1:02d}"
    share = float(stream(seed, "unit", id_).random())
    unit = Unit(
        id=id_,
        place=posts.place(number, share),
        officers=duty.officers,
        rolling=duty.posts == "beats",
        skills=duty.skills,
    )
    return unit, Shift(unit_id=id_, start_s=turn.start_s, end_s=turn.end_s)
