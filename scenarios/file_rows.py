"""The rows of a scenario file: what may stand in each field.

These check one row each; what takes two rows or the whole file to see is checked
where rows become a `Scenario`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from maps.coordinates import Frame
from scenarios.alert import Level, PlaceKind, SkillsBy, Step
from scenarios.call import CallOutcome
from scenarios.events.kinds import EventKind
from scenarios.row_faults import mendable, shown
from scenarios.spreadsheet_time import spreadsheet_time
from scenarios.unit import UnitStatus

_WEEK_S = 7 * 24 * 3600
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2200
_TIME_LIKE = "write it as 2026-03-21T17:00:00+08:00"


def aware_time(value: object) -> datetime:
    """Read a moment with its zone from a TOML date-time or from ISO text."""
    if isinstance(value, str):
        value = _time_from_text(value)
    if not isinstance(value, datetime):
        problem = f"{shown(value)} is not a date with a time"
        raise mendable(problem, _TIME_LIKE)
    if value.utcoffset() is None:
        problem = f"{value.isoformat()} is a time without a zone"
        raise mendable(problem, "add its offset, as in +08:00")
    if not _EARLIEST_YEAR <= value.year <= _LATEST_YEAR:
        raise mendable(f"the year {value.year} cannot be meant")
    return value


def _time_from_text(text: str) -> datetime:
    """Read ISO text."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        cell = spreadsheet_time(text)
    if cell is None:
        raise mendable(f"{shown(text)} is not a time", _TIME_LIKE)
    problem = f"{shown(text)} is a spreadsheet's time without a zone"
    mend = f"write it as {cell.isoformat()}+08:00, with the offset of the place"
    raise mendable(problem, f"{mend}, into a column of text")


def _writable(text: str) -> str:
    """Refuse halves of characters, which JSON can hold and no file can."""
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise mendable("half of a character stands in the text")
    return text


def _printable(name: str) -> str:
    """Refuse an id that cannot be read off a screen and typed again."""
    for letter in name:
        if not letter.isprintable():
            problem = f"a character that cannot be printed (U+{ord(letter):04X})"
            raise mendable(problem, "take it out")
    if name != name.strip():
        raise mendable(f"{shown(name)} begins or ends with a space")
    return name


def _not_blank(text: str) -> str:
    """Refuse a text of nothing but spaces."""
    if not text.strip():
        raise mendable("the text is empty", "leave it out where it is not known")
    return text


def _one_word(text: str) -> str:
    """Refuse a word that a list in one cell would take for several."""
    if len(words_of(text)) > 1:
        mend = "write it as one word, as in first_aid"
        raise mendable(f"{shown(text)} is not one word", mend)
    return text


def words_of(text: str) -> list[str]:
    """Split a list of words in one cell, at spaces, commas and semicolons."""
    return re.split(r"[\s,;]+", text.strip(" ,;"))


def _not_truth(value: object) -> object:
    """Refuse true and false as numbers."""
    if isinstance(value, bool):
        raise mendable(f"{shown(value)} is not a number")
    return value


Time = Annotated[datetime, BeforeValidator(aware_time)]
Text = Annotated[str, AfterValidator(_writable)]
FullText = Annotated[Text, AfterValidator(_not_blank)]
Id = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_printable)]
Word = Annotated[Id, AfterValidator(_one_word)]
Words = Annotated[list[Word], Field(max_length=100)]  # *assumed*
Number = BeforeValidator(_not_truth)
Officers = Annotated[int, Field(gt=0, le=1000), Number]
Count = Annotated[int, Field(ge=0, le=1000), Number]
AtLeastOne = Annotated[int, Field(gt=0, le=1000), Number]
Cards = Annotated[int, Field(ge=0, le=1_000_000), Number]
Seconds = Annotated[int, Field(ge=0, le=_WEEK_S), Number]
Limit = Annotated[int, Field(gt=0, le=_WEEK_S), Number]
Money = Annotated[float, Field(ge=0), Number]
# The range is told, and checked with lon and lat together, for they get swapped.
_WIDTH = {"minimum": -180, "maximum": 180}
_HEIGHT = {"minimum": -90, "maximum": 90}
Lon = Annotated[float, Field(json_schema_extra=_WIDTH), Number]
Lat = Annotated[float, Field(json_schema_extra=_HEIGHT), Number]


class Row(BaseModel):
    """Fields that are known by name, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PlaceRow(Row):
    """A point in degrees with its frame, an address, or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["lon", "lat"]}, {"required": ["address"]}],
            "dependentRequired": {"lon": ["lat"], "lat": ["lon"]},
        }
    )

    lon: Lon | None = None
    lat: Lat | None = None
    frame: Frame | None = None
    address: FullText | None = None


class UnitRow(PlaceRow):
    """A unit; free_at says when one that is busy will be free.

    assigned is the id of the alert that it was told to go to, at notified_at;
    position_at is when its place was measured.
    """

    id: Id
    officers: Officers = 2
    status: UnitStatus = "free"
    free_at: Time | None = None
    rolling: bool = False
    skills: Words = []
    area: Id | None = None
    assigned: Id | None = None
    notified_at: Time | None = None
    position_at: Time | None = None


class VictimRow(Row):
    """Whom the visit is for."""

    name: Text | None = None
    phone: Text | None = None


class MeetingPointRow(PlaceRow):
    """A place agreed by phone, in place of the door."""

    note: Text = ""


class CallRow(Row):
    """A colleague's try by phone."""

    at: Time
    outcome: CallOutcome


class OnSceneRow(Row):
    """What officers did with the victim."""

    at: Time
    step: Step


class AlertRow(PlaceRow):
    """An alert; target_s, cut_off_s and access_s stand in for the policy's.

    What has come of it: calls, accepted_at, contact_at, stop_requested_at,
    loss_reported, on_scene.
    """

    id: Id
    received: Time
    title: Text = ""
    level: Level = "medium"
    officers: Officers = 2
    skills: Words = []
    skills_by: SkillsBy = "team"
    area: Id | None = None
    target_s: Limit | None = None
    cut_off_s: Limit | None = None
    place_kind: PlaceKind = "unknown"
    access_s: Seconds | None = None
    script: Text | None = None
    stage: Text | None = None
    stage_since: Time | None = None
    exposure: Money | None = None
    currency: FullText = "CNY"
    cards: Cards | None = None
    phone_contact: Text | None = None
    calls: list[CallRow] = []
    meeting_point: MeetingPointRow | None = None
    accepted_at: Time | None = None
    contact_at: Time | None = None
    stop_requested_at: Time | None = None
    loss_reported: Money | None = None
    on_scene: list[OnSceneRow] = []
    victim: VictimRow | None = None


class PairRow(Row):
    """A unit and an alert, by their ids."""

    unit: Id
    alert: Id


class AreaRow(Row):
    """An area; least_free of its units stay free, alerts or not."""

    id: Id
    least_free: Count = 0


class ZoneRow(PlaceRow):
    """A place that as many free units as are wanted should reach in time."""

    id: Id
    weight: AtLeastOne = 1
    wanted: AtLeastOne = 1


class EventRow(PlaceRow):
    """What happens at a time; which fields go with it depends on its kind."""

    model_config = ConfigDict(
        json_schema_extra={"dependentRequired": {"lon": ["lat"], "lat": ["lon"]}}
    )

    at: Time
    kind: EventKind
    alert: Id | None = None
    unit: Id | None = None
    outcome: CallOutcome | None = None
    stage: Text | None = None
    amount: Money | None = None
    note: Text = ""
    note_zh: Text = ""


class ScenarioFile(Row):
    """A scenario: units and alerts at a moment."""

    model_config = ConfigDict(json_schema_extra={"required": ["units"]})

    name: FullText | None = None
    title: Text = ""
    description: Text = ""
    start: Time | None = None
    now: Time | None = None
    roads: FullText | None = None
    frame: Frame | None = None
    units: Annotated[tuple[UnitRow, ...], Field(min_length=1)] = ()
    alerts: tuple[AlertRow, ...] = ()
    locks: tuple[PairRow, ...] = ()
    forbidden: tuple[PairRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    zones: tuple[ZoneRow, ...] = ()
    events: tuple[EventRow, ...] = ()
