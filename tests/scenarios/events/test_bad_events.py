"""Events that cannot be: a row of a file each, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maps.errors import FieldError
from scenarios.events.event import AlertReceived, CallMade, UnitAtDoor
from scenarios.file_form import from_file_form
from scenarios.references import check_references
from tests.street import alert, scene, unit

UNITS = [{"id": "P1", "address": "x"}, {"id": "P2", "address": "x"}]
ALERTS = [
    {"id": "A", "address": "x", "received": "2026-03-21T17:00:00Z"},
    {"id": "B", "address": "x", "received": "2026-03-21T17:03:00Z"},
]
Row = dict[str, object]


def event(minutes: str, kind: str, **fields: object) -> Row:
    return {"at": f"2026-03-21T17:{minutes}Z", "kind": kind, **fields}


def call(minutes: str, outcome: str, **fields: object) -> Row:
    return event(minutes, "call", alert="A", outcome=outcome, **fields)


TOLD = event("01:00", "dispatched", unit="P1", alert="A")
GATE = event("04:00", "at_gate", unit="P1")
THERE = event("05:00", "at_door", unit="P1")
CLEAR = event("09:00", "clear", unit="P1")
POINT = {"lon": 1.0, "lat": 1.0, "frame": "wgs84"}

BAD = [
    # a row by itself
    ([event("00:00", "arived", alert="A")], "kind: 'arived' is not known here"),
    ([event("00:00", "at_dor", unit="P1")], "did you mean 'at_door'?"),
    ([event("00:00", "accepted", unit="P1")], "alert: not given; accepted needs alert"),
    ([event("00:00", "at_door", alert="A")], "unit: not given; at_door needs unit"),
    ([event("00:00", "call", alert="A")], "outcome: not given; call needs outcome"),
    ([call("00:00", "engaged")], "outcome: 'engaged' is not known here"),
    ([event("00:00", "loss_reported", alert="A")], "amount: not given"),
    (
        [event("00:00", "loss_reported", alert="A", amount=-1.0)],
        "amount: -1.0 is below 0",
    ),
    (
        [event("00:00", "moved", unit="P1")],
        "lon: not given; moved needs a place (lon and lat, or address)",
    ),
    (
        [event("00:00", "moved", unit="P1", lon=1.0)],
        "lat: a point with lon and",
    ),
    (
        [event("00:00", "moved", unit="P1", lon=1.0, lat=1.0)],
        "frame: a point without a frame",
    ),
    ([event("00:00", "explained", alert="A", **POINT)], "lon: explained has none"),
    (
        [event("00:00", "accepted", alert="A", amount=3.0)],
        "amount: accepted has none; take it out",
    ),
    ([{"kind": "accepted", "alert": "A"}], "at: not given"),
    (
        [{"at": "2026-03-21T17:00:00", "kind": "accepted", "alert": "A"}],
        "at: 2026-03-21T17:00:00 is a time without a zone",
    ),
    ([event("00:00", "call", alert="A", outcom="busy")], "outcom: unknown field"),
    # of what is not there
    ([event("00:00", "accepted", alert="C")], "alert: there is no alert 'C'"),
    ([event("00:00", "lost", unit="P3")], "unit: there is no unit 'P3'; did you mean"),
    (
        [event("00:00", "dispatched", unit="P1", alert="C")],
        "alert: there is no alert 'C'",
    ),
    (
        [event("00:00", "contact", alert="A", unit="P3")],
        "unit: there is no unit 'P3'",
    ),
    # before its turn
    (
        [event("02:59", "accepted", alert="B")],
        "at: before the warning of 'B', 2026-03-21T17:03:00+00:00; write that time or",
    ),
    (
        [event("02:59", "dispatched", unit="P1", alert="B")],
        "at: before the warning of 'B'",
    ),
    (
        [event("00:01", "warning", alert="A")],
        "at: 'A' is received 2026-03-21T17:00:00+00:00; write the same time",
    ),
    (
        [event("00:30", "rolling", unit="P1"), TOLD],
        "kind: 'P1' is rolling and was not dispatched before",
    ),
    ([event("00:30", "at_gate", unit="P1")], "'P1' is at_gate and was not dispatched"),
    ([event("00:30", "at_door", unit="P1"), TOLD], "write its dispatched first"),
    ([TOLD, event("02:00", "clear", unit="P1")], "is clear and was not there before"),
    ([TOLD, THERE, event("06:00", "rolling", unit="P1")], "is there already"),
    (
        [TOLD, THERE, event("06:00", "at_gate", unit="P1")],
        "'P1' is at_gate and was at the door before",
    ),
    (
        [TOLD, event("02:00", "contact", alert="A", unit="P1")],
        "unit: 'P1' is not at the door of 'A' by then; write its at_door first",
    ),
    (
        [TOLD, GATE, event("05:00", "contact", alert="A", unit="P1")],
        "'P1' is not at the door of 'A'",
    ),
    (
        [call("01:00", "busy"), event("02:00", "contact", alert="A")],
        "at: contact with 'A' by phone, and no call was answered",
    ),
    ([call("01:00", "relapsed")], "outcome: 'A' relapses and was not persuaded before"),
    ([TOLD, THERE, event("05:30", "explained", alert="A")], "explained before contact"),
    # where it cannot be
    (
        [TOLD, event("02:00", "rolling", unit="P1", alert="B")],
        "alert: 'P1' was sent to 'A', not to 'B'",
    ),
    (
        [event("02:00", "moved", unit="P1", alert="A", **POINT)],
        "alert: 'P1' was sent nowhere, not to 'A'",
    ),
    (
        [TOLD, THERE, event("06:00", "dispatched", unit="P1", alert="B")],
        "unit: 'P1' is at 'A' still; let it be clear or freed before",
    ),
    (
        [event("00:00", "lost", unit="P1"), TOLD],
        "unit: 'P1' is off duty by then; let it be freed before",
    ),
    (
        [TOLD, THERE, CLEAR, event("10:00", "explained", alert="A")],
        "at: 'A' is closed by then: cancelled, or visited",
    ),
    (
        [event("01:00", "cancelled", alert="A"), call("02:00", "busy")],
        "'A' is closed by then",
    ),
    # twice
    ([TOLD, {**TOLD, "at": "2026-03-21T17:02:00Z"}], "'P1' was dispatched to 'A' befo"),
    ([TOLD, THERE, THERE], "kind: the same has happened before; take one of the two"),
    ([call("01:00", "busy"), call("01:00", "busy")], "the same has happened before"),
    (
        [event("01:00", "accepted", alert="A"), event("02:00", "accepted", alert="A")],
        "the same has happened before",
    ),
]


def read(rows: list[Row], **head: object) -> None:
    from_file_form({"units": UNITS, "alerts": ALERTS, "events": rows, **head})


@pytest.mark.parametrize(("rows", "said"), BAD)
def test_what_is_said_of_a_row(rows: list[Row], said: str) -> None:
    with pytest.raises(FieldError) as fault:
        read(rows)
    assert said in str(fault.value)
    assert str(fault.value).startswith("events ")
    assert "\n" not in str(fault.value)


def test_the_row_is_the_files_whatever_its_time() -> None:
    with pytest.raises(FieldError, match=r"^events 1, kind: 'P1' is at_door and was"):
        read([event("05:00", "at_door", unit="P1"), call("06:00", "busy")])


def test_the_others_are_counted() -> None:
    with pytest.raises(FieldError, match=r"\(and 1 more fault\)"):
        read([event("00:00", "at_door", unit="P1"), event("00:01", "lost", unit="X")])


def test_before_the_start() -> None:
    row = event("00:00", "moved", unit="P1", **POINT)
    rows = [{**row, "at": "2026-03-21T16:59:00Z"}]
    read(rows)
    with pytest.raises(FieldError, match=r"events 1, at: .* before the scenario's st"):
        read(rows, start="2026-03-21T17:00:00Z")


def test_not_a_list() -> None:
    with pytest.raises(FieldError, match=r"events: 3 is not a list of rows"):
        from_file_form({"units": UNITS, "events": 3})


GOOD = [
    [call("01:00", "busy"), call("01:45", "busy")],
    [TOLD, event("02:00", "freed", unit="P1"), {**TOLD, "at": "2026-03-21T17:02:01Z"}],
    [TOLD, {**TOLD, "at": "2026-03-21T17:04:00Z", "alert": "B"}],
    [TOLD, THERE, CLEAR, event("10:00", "dispatched", unit="P1", alert="B")],
    [event("01:00", "lost", unit="P1"), event("02:00", "freed", unit="P1"), THERE][:2],
    [call("01:00", "answered"), event("01:10", "contact", alert="A")],
    [event("05:00", "at_door", unit="P1", alert="A"), TOLD],  # by their times
    [event("00:00", "warning", alert="A"), event("03:00", "warning", alert="B")],
]


@pytest.mark.parametrize("rows", GOOD)
def test_what_can_be(rows: list[Row]) -> None:
    read(rows)


def test_events_put_together_by_hand_are_checked_too() -> None:
    given = scene(unit("P1", 0), alert("A", 0))
    busy = CallMade(alert_id="A", at_s=1.0, outcome="busy")
    check_references(replace(given, events=(busy,)))
    with pytest.raises(FieldError, match=r"events 2, kind: 'P1' is at_door and was"):
        check_references(
            replace(given, events=(busy, UnitAtDoor(unit_id="P1", at_s=5.0)))
        )
    with pytest.raises(FieldError, match=r"events 1, kind: alert 'N' is received by"):
        check_references(
            replace(given, events=(AlertReceived(alert=alert("N", 0), at_s=5.0),))
        )
