"""`Alert`: a warning that asks for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maps.places.place_kind import PlaceKind
from scenarios.place import Place

__all__ = ["Alert", "Level", "MeetingPoint", "PlaceKind", "SkillsBy", "Victim"]

Level = Literal["high", "medium", "low"]
SkillsBy = Literal["team", "unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """Whom the visit is for; shown only where the user asks for names."""

    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    """Place agreed by phone that replaces the door. Data; it has no effect yet."""

    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A resident is being defrauded now, and officers are asked to the door.

    received_s : seconds since the scenario's start. officers : needed at the door.
    skills : needed at the door, a word each; skills_by : "team" where anyone of those
    sent may have each of them, "unit" where one unit must have them all.
    area : where it lies.
    target_s, cut_off_s : of this alert; None takes the policy's.
    place_kind : sets the access interval; where it is unknown, and the place is an
    address, the source of the roads is asked. access_s : known better, seconds.
    stage, script : where in which fraud script the victim stands. exposure :
    money at risk in `currency`; cards : accounts it is spread over.
    phone_contact : what the callers have reached so far, in words.
    """

    id: str
    received_s: float
    place: Place
    title: str = ""
    level: Level = "medium"
    officers: int = 2
    skills: tuple[str, ...] = ()
    skills_by: SkillsBy = "team"
    area: str | None = None
    target_s: int | None = None
    cut_off_s: int | None = None
    place_kind: PlaceKind = "unknown"
    access_s: int | None = None
    script: str | None = None
    stage: str | None = None
    exposure: float | None = None
    currency: str = "CNY"
    cards: int | None = None
    phone_contact: str | None = None
    meeting_point: MeetingPoint | None = None
    victim: Victim | None = None
