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
    status : free, or busy (en_route, on_scene), or offline: never sent.
    free_at_s : when a busy unit is free, seconds since the scenario's start; None
    where nobody knows, and then it is not sent.
    rolling : already under way, so it needs no turnout.
    """

    id: str
    place: Place
    officers: int = 2
    status: UnitStatus = "free"
    free_at_s: float | None = None
    rolling: bool = False
