"""`Unit`: what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.place import Place

UnitStatus = Literal["free", "en_route", "on_scene", "offline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One or more officers with a vehicle, or on foot.

    officers : how many are in it (2: visits are made by two).
    status : free, or busy (en_route, on_scene), or offline: never sent. One that is
    en_route to an alert that it was assigned to may be sent elsewhere.
    free_at_s : when a busy unit is free, seconds since the scenario's start; None
    where nobody knows, and then it is not sent.
    rolling : moving already, so it needs no turnout.
    skills : what its officers can do, a word each. area : to which it belongs.
    assigned : the alert that it was told to go to, notified_s : when it was told,
    seconds since the start; None with an alert assigned is "just now".
    position_s : when its place was measured, seconds since the start; None: now.
    """

    id: str
    place: Place
    officers: int = 2
    status: UnitStatus = "free"
    free_at_s: float | None = None
    rolling: bool = False
    skills: tuple[str, ...] = ()
    area: str | None = None
    assigned: str | None = None
    notified_s: float | None = None
    position_s: float | None = None

    @property
    def under_way(self) -> bool:
        """Whether it was told to go to an alert and is not there yet."""
        return self.assigned is not None and self.status in ("free", "en_route")
