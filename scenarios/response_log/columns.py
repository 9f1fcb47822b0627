"""What each column of a response log is: its type, its unit, what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dtype = Literal["string", "float64", "Int64", "boolean"]

MOMENTS = (
    "received",
    "notified",
    "rolling",
    "at_gate",
    "at_door",
    "contact",
    "clear",
)
"""What happens in an alert's course, in its order; each is a column `..._s`."""

ENDED = ("arrived", "redirected", "cancelled", "under_way", "unserved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. needed : whether every row has a value. unit : "" of words."""

    name: str
    dtype: Dtype
    meaning: str
    unit: str = ""
    needed: bool = False


def _moment(name: str, meaning: str, *, needed: bool = False) -> Column:
    return Column(
        name=f"{name}_s", dtype="float64", unit="s", meaning=meaning, needed=needed
    )


COLUMNS = (
    Column(name="alert_id", dtype="string", meaning="of the alert", needed=True),
    Column(
        name="unit_id", dtype="string", meaning="who was told to go; none: nobody was"
    ),
    Column(name="level", dtype="string", meaning="high, medium or low"),
    Column(name="officers_needed", dtype="Int64", meaning="officers asked for"),
    Column(name="officers", dtype="Int64", meaning="officers of the unit"),
    Column(name="lon", dtype="float64", unit="degrees", meaning="WGS-84, of the door"),
    Column(name="lat", dtype="float64", unit="degrees", meaning="WGS-84, of the door"),
    Column(name="zone", dtype="string", meaning="area that the alert lies in"),
    Column(name="target_s", dtype="float64", unit="s", meaning="of time to door"),
    _moment("received", "the alert came", needed=True),
    _moment("notified", "the unit was told to go"),
    _moment("rolling", "its wheels turned"),
    _moment("at_gate", "it was at the kerb or the gate"),
    _moment("at_door", "it was at the door"),
    _moment("contact", "its officers were with the victim"),
    _moment("clear", "it had done"),
    _moment("phone_contact", "callers had the victim stop; of the alert"),
    Column(name="order", dtype="Int64", meaning="of arrival at the door, from 1"),
    Column(
        name="on_time",
        dtype="boolean",
        meaning="enough officers were at the door within the target; of the alert",
    ),
    Column(
        name="ended",
        dtype="string",
        needed=True,
        meaning="arrived; or redirected, cancelled, under_way to the end; "
        "unserved: of an alert to which nobody was sent",
    ),
    Column(
        name="redirected_from",
        dtype="string",
        meaning="the alert to which the unit was under way when it was told",
    ),
    Column(
        name="planned_travel_s",
        dtype="float64",
        unit="s",
        meaning="median from rolling to kerb, as known when it was told",
    ),
    Column(
        name="planned_on_time",
        dtype="float64",
        unit="chance",
        meaning="of being at the door within the target, when it was told",
    ),
    Column(name="exposure", dtype="float64", unit="currency", meaning="money at risk"),
    Column(
        name="expected_loss",
        dtype="float64",
        unit="currency",
        meaning="of the alert, by a model",
    ),
    Column(
        name="loss", dtype="float64", unit="currency", meaning="of the alert, in fact"
    ),
    Column(name="currency", dtype="string", meaning="of the money, CNY or another"),
)

NAMES = tuple(column.name for column in COLUMNS)
