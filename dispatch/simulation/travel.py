"""`Travel`: the seam to whatever knows how long units drive.

Places that a shift knows beforehand (stations, doors, zones) are rows: whole numbers.
A unit between two of them is at a `Spot` of the travel's own making.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dispatch.intervals import Floats
from scenarios.place import Place

Spot = object
"""A row, or where a moving unit is, in whatever form its travel has that."""


class Way(Protocol):
    """One drive."""

    def spot(self, share: float) -> Spot:
        """Say where the unit is once a share of its driving time is over, 0 to 1."""


class Travel(Protocol):
    """How long units drive, and by which way."""

    def seconds(
        self,
        starts: Sequence[Spot],
        ends: Sequence[int],
        at_s: float,
        *,
        calm: bool = False,
    ) -> Floats:
        """Median seconds of driving, [starts, ends]; inf without a road.

        at_s : when they drive, seconds since the shift's start. calm : without lights
        and siren, whatever the policy: of units that go to nobody.
        """

    def way(self, start: Spot, end: int, at_s: float, *, calm: bool = False) -> Way:
        """Return the way from a spot to a place."""

    def place(self, spot: Spot) -> Place:
        """Say where a spot is."""
