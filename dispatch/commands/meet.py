"""`dispatch meet`: where to meet the victim of an alert, printed as a table or JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.plan import (
    PlanRequest,
    load_roads,
    make_plan,
    rules_of,
    scenario_at,
)
from dispatch.meeting.rank import Meeting, MeetingRow, meeting_points
from dispatch.terminal_words import clock, shown
from maps.errors import FieldError
from scenarios import files
from scenarios.fraud.numbers_file import shipped_numbers

_FRAME = "wgs84"
_DIGITS = 7
_KINDS = {
    "gate": "gate",
    "entrance": "lobby",
    "place": "public place",
    "corner": "corner",
    "road": "at the road",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    alert: str
    roads: str | None = None
    policy: Path | None = None
    at: str | None = None
    unit: str | None = None
    top: int = 5
    as_json: bool = False


def run_meet(request: MeetRequest) -> None:
    """Read, plan for the moment, rank, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    if request.top < 1:
        raise FieldError(f"{request.top} is below 1", field="--top")
    notes = Console(stderr=True)
    asked = PlanRequest(
        scenario=request.scenario,
        output=Path(),
        roads=request.roads,
        policy=request.policy,
        at=request.at,
    )
    scenario = scenario_at(asked, files.read(request.scenario))
    rules = rules_of(asked)
    roads = load_roads(request.roads or scenario.roads or "reykjavik", notes)
    made = make_plan(asked, rules, scenario, roads, notes)
    found = meeting_points(
        made, request.alert, shipped_numbers(), unit_id=request.unit, top=request.top
    )
    if request.as_json:
        json.dump(meeting_form(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_meeting(found, Console(highlight=False))


def meeting_form(found: Meeting) -> dict[str, Any]:
    """Meeting as JSON has it; each row with a meeting point for a scenario file."""
    form = asdict(found)
    form["rows"] = [
        {
            **asdict(row.spot),
            **{key: value for key, value in asdict(row).items() if key != "spot"},
            "foot_m": round(row.spot.foot_m, 1),
            "meeting_point": point_form(row),
        }
        for row in found.rows
    ]
    form["door_on_time"] = round(found.door_on_time, 4)
    return form


def point_form(row: MeetingRow) -> dict[str, Any]:
    """Meeting point as a scenario file takes it."""
    spot = row.spot
    return {
        "lon": round(spot.lon, _DIGITS),
        "lat": round(spot.lat, _DIGITS),
        "frame": _FRAME,
        "note": _called(row),
    }


def toml_line(row: MeetingRow) -> str:
    """Say a meeting point in TOML, to stand in an alert's table."""
    parts = (
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in point_form(row).items()
    )
    return f"meeting_point = {{ {', '.join(parts)} }}"


def _called(row: MeetingRow) -> str:
    return f"{_KINDS[row.spot.kind]} {shown(row.spot.name)}".strip()


def print_meeting(found: Meeting, console: Console) -> None:
    """Print the table, what the door would be, and the first row for a file."""
    console.print(_table(found))
    target = clock(found.target_s)
    console.print(
        Text(
            f"both: mean of when both are there, she sets out now; officers: median; "
            f"P: officers within {target}; all since the alert was received, "
            f"{clock(found.elapsed_s)} ago."
        ),
        style="dim",
    )
    door = f"{clock(found.door_s)}, P {_percent(found.door_on_time)}"
    console.print(Text(f"At the door instead ({found.place_kind}): officers {door}."))
    console.print(Text(toml_line(found.rows[0])), soft_wrap=True)


def _table(found: Meeting) -> Table:
    title = f"{shown(found.alert_id)}: where to meet {shown(found.unit_id)}"
    table = Table(title=Text(title))
    table.add_column("place", overflow="fold", min_width=20)
    for heading in ("walk", "both", "officers", "P"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("lon, lat (WGS-84)", no_wrap=True)
    for row in found.rows:
        table.add_row(
            Text(_called(row)),
            f"{row.spot.foot_m:.0f} m",
            clock(round(row.both_s)),
            clock(row.officers_s),
            _percent(row.officers_on_time),
            f"{row.spot.lon:.5f}, {row.spot.lat:.5f}",
        )
    return table


def _percent(share: float) -> str:
    """Whole percent; neither certain nor hopeless unless it is."""
    return (
        f"{min(99, max(1, round(100 * share)))}%" if 0 < share < 1 else f"{share:.0%}"
    )
