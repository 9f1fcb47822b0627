"""`TimesTable`: travel times between named places, as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dispatch.intervals import Floats
from dispatch.simulation.travel import Spot
from maps.errors import FieldError, PlaceError
from scenarios.nearest_word import hint
from scenarios.place import Place


class TimesTable:
    """A table of seconds; places are named by their addresses.

    A unit between two places may turn back or go on, whichever is sooner: that is
    all that a table knows.

    Parameters
    ----------
    seconds : [names, names], from row to column; inf without a road.

    Raises
    ------
    FieldError : of another shape, a time below 0, or a name that stands twice.
    """

    def __init__(self, names: Sequence[str], seconds: ArrayLike) -> None:
        self.names = tuple(names)
        self.seconds = np.asarray(seconds, float)
        shape = (len(self.names), len(self.names))
        if self.seconds.shape != shape:
            problem = f"{self.seconds.shape} times for {shape[0]} places"
            raise FieldError(problem, field="seconds", mend=f"write {shape}")
        if not (self.seconds >= 0).all():
            raise FieldError("has a time below 0, or none", field="seconds")
        self._row = {name: row for row, name in enumerate(self.names)}
        if len(self._row) < len(self.names):
            raise FieldError("has a name twice", field="names")

    def row(self, place: Place) -> int:
        """Find a place by its address.

        Raises
        ------
        PlaceError : no place is called that.
        """
        name = place.address or ""
        if name not in self._row:
            problem = f"no place of the table is called {name!r}"
            raise PlaceError(problem, field="address", mend=hint(name, self.names))
        return self._row[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Between two places. back_s, ahead_s : seconds to the one and to the other."""

    start: Spot
    end: int
    back_s: float
    ahead_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWay:
    """A drive between two places of a table."""

    start: Spot
    end: int
    seconds: float

    def spot(self, share: float) -> Spot:
        """Between the two; at their ends, there."""
        if share >= 1:
            return self.end
        done_s = share * self.seconds
        return Between(
            start=self.start,
            end=self.end,
            back_s=done_s,
            ahead_s=self.seconds - done_s,
        )


class TableTravel:
    """Travel by a table; its rows are the shift's places."""

    def __init__(self, table: TimesTable, rows: Sequence[int]) -> None:
        """Take places by their rows of the table."""
        self._names = [table.names[row] for row in rows]
        self._seconds = table.seconds[np.ix_(rows, rows)]

    def seconds(
        self,
        starts: Sequence[Spot],
        ends: Sequence[int],
        at_s: float,
        *,
        calm: bool = False,
    ) -> Floats:
        """Look them up; whatever the moment, and whether by lights and siren."""
        del at_s, calm
        if all(isinstance(start, int) for start in starts):
            return self._seconds[np.ix_(starts, ends)]  # type: ignore[arg-type] # rows
        rows = [self._from(start, ends) for start in starts]
        return np.array(rows).reshape(len(starts), len(ends))

    def way(
        self, start: Spot, end: int, at_s: float, *, calm: bool = False
    ) -> TableWay:
        """Return the way from a spot to a place."""
        seconds = float(self.seconds([start], [end], at_s, calm=calm)[0, 0])
        return TableWay(start=start, end=end, seconds=seconds)

    def place(self, spot: Spot) -> Place:
        """Name the place that a spot is at, or that is nearer."""
        while isinstance(spot, Between):
            spot = spot.start if spot.back_s <= spot.ahead_s else spot.end
        return Place(address=self._names[_row(spot)])

    def _from(self, start: Spot, ends: Sequence[int]) -> Floats:
        if isinstance(start, Between):
            back = start.back_s + self._from(start.start, ends)
            ahead = start.ahead_s + self._seconds[start.end, ends]
            return np.minimum(back, ahead)
        return self._seconds[_row(start), ends]


def _row(spot: Spot) -> int:
    if not isinstance(spot, int):
        msg = f"{spot} is not of this table"
        raise TypeError(msg)
    return spot
