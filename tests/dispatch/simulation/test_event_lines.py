"""What happened when, a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dispatch.simulation.event_lines import event_lines, write_events
from maps.errors import FileError
from scenarios.file_form import from_file_form, to_file_form
from scenarios.loads.load import load_to_scenario
from tests.dispatch.simulation.shifts import load_of_rows, lucky, run
from tests.street import START, alert, unit

LOAD = load_of_rows(unit("P1", 0), alert("A", 1000))
# Shifts end at midnight, seven hours later: the last line.
LINES = event_lines(run(LOAD, luck=lucky(phone_s=120.0)).events, START).splitlines()


def test_a_visit_in_lines():
    rows = [json.loads(line) for line in LINES]
    assert rows[:4] == [
        {"at": "2026-03-21T17:00:00+00:00", "kind": "warning", "alert": "A"},
        {
            "at": "2026-03-21T17:01:30+00:00",
            "kind": "dispatched",
            "alert": "A",
            "unit": "P1",
        },
        {
            "at": "2026-03-21T17:02:00+00:00",
            "kind": "call",
            "alert": "A",
            "outcome": "persuaded",
        },
        {"at": "2026-03-21T17:02:30+00:00", "kind": "rolling", "unit": "P1"},
    ]
    assert [row["kind"] for row in rows[4:]] == [
        "at_gate",
        "at_door",
        "contact",
        "clear",
        "lost",
    ]


def test_they_are_the_events_of_a_scenario_file():
    table = to_file_form(load_to_scenario(LOAD))
    table["events"] = [json.loads(line) for line in LINES]
    scenario = from_file_form(json.loads(json.dumps(table)))
    assert len(scenario.events) == len(LINES)


def test_they_are_written_for_their_owner_alone(tmp_path: Path):
    shift = run(LOAD)
    write_events(shift.events, START, tmp_path / "events.jsonl")
    assert (tmp_path / "events.jsonl").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileError, match="cannot be written"):
        write_events(shift.events, START, tmp_path / "nowhere" / "events.jsonl")
