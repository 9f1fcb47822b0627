"""`Alert`: a warning that asks for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maps.places.place_kind import PlaceKind
from scenarios.call import Call
from scenarios.place import Place

__all__ = [
    "Alert",
    "Level",
    "MeetingPoint",
    "OnSceneStep",
    "PlaceKind",
    "SkillsBy",
    "Step",
    "Victim",
]

Level = Literal["high", "medium", "low"]
SkillsBy = Literal["team", "unit"]
Step = Literal["funds_verified", "passwords_changed", "app_installed", "explained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """Whom the visit is for; shown only where the user asks for names."""

    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    """Place agreed by phone that replaces the door: outdoors, and nobody to search."""

    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSceneStep:
    """What officers did with the victim. at_s : seconds since the scenario's start."""

    step: Step
    at_s: float


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
    stage, script : where in which fraud script the victim stands; stage_since_s :
    since when, None: since the warning. exposure : money at risk in `currency`;
    cards : accounts it is spread over.
    phone_contact : what the callers have reached so far, in words; calls : try by try.
    meeting_point : in place of the door.

    What has come of it, seconds since the start, None: not yet. accepted_s : somebody
    takes care of it. contact_s : the victim was reached, at the door or by phone.
    stop_requested_s : a bank was asked to hold the money. loss_reported : money that
    is known to be gone. on_scene : what officers have done there.
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
    stage_since_s: float | None = None
    exposure: float | None = None
    currency: str = "CNY"
    cards: int | None = None
    phone_contact: str | None = None
    calls: tuple[Call, ...] = ()
    meeting_point: MeetingPoint | None = None
    accepted_s: float | None = None
    contact_s: float | None = None
    stop_requested_s: float | None = None
    loss_reported: float | None = None
    on_scene: tuple[OnSceneStep, ...] = ()
    victim: Victim | None = None

    @property
    def door(self) -> Place:
        """Where officers meet the victim: the meeting point, else the place."""
        return self.place if self.meeting_point is None else self.meeting_point.place
