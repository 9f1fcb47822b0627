"""Rows of the advice where free units should wait."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from dispatch.plan_rows import Located
from dispatch.waiting_places.move_rule import MoveRule, Readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """One unit's move. At once it is worth doing without those that follow.

    drive_s, drive_m : without lights and siren. adds : after the moves before it, a
    share of the demand, or by "pmedian" seconds of the mean time.
    """

    unit_id: str
    start: Located
    to: Located
    drive_s: int
    drive_m: int
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUp:
    """Advice on where free units should wait.

    now_s : since the scenario's start. free : ids of units that the plan leaves free.
    zones, sites : how many there are. within_s : what is in time. before, after :
    with all of them where they are, and after the moves. drive_s, drive_m : of all
    moves. gap : how far the choice of places may be from the best; 0 where proved.
    """

    now_s: float
    rule: MoveRule
    within_s: int
    zones: int
    sites: int
    free: tuple[str, ...]
    moves: tuple[MoveRow, ...]
    before: Readiness
    after: Readiness
    drive_s: int
    drive_m: int
    gap: float


def move_up_values(found: MoveUp) -> dict[str, Any]:
    """Put advice into values that JSON knows, for a file or a page."""
    return asdict(found)
