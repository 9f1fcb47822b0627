"""Scenarios in files: TOML, JSON, CSV and GeoJSON, read and written.

A scenario file in TOML::

    name = "evening"                     # else the file's name
    title = "An evening in the capital area"
    description = "Twelve units, six alerts."
    start = 2026-03-21T17:00:00+00:00    # zero of all seconds; else the earliest
                                         # of the received times and now
    now = 2026-03-21T17:10:00+00:00      # when the plan is made; else the latest
                                         # received time
    roads = "reykjavik"                  # else the user names them
    frame = "wgs84"                      # of all points that name none themselves

    [[units]]                            # at least one
    id = "car-1"
    lon = -21.93                         # a point in wgs84, gcj02 or bd09, or
    lat = 64.14                          # address = "...", or both: the point then
    officers = 2                         # decides and the address is shown
    status = "on_scene"                  # free (default), en_route, on_scene, offline
    free_at = 2026-03-21T17:20:00+00:00  # when a busy unit is free
    rolling = false                      # moves already, and needs no turnout
    skills = ["first_aid", "mandarin"]   # a word each
    area = "north"                       # to which it belongs
    assigned = "refund-1"                # the alert that it was told to go to,
    notified_at = 2026-03-21T17:05:00+00:00  # and when; else just now. With it a
                                         # unit en_route may be sent elsewhere
    position_at = 2026-03-21T17:09:30+00:00  # when its place was measured; else now

    [[alerts]]
    id = "refund-1"
    received = 2026-03-21T17:04:00+00:00
    address = "Laugavegur 3"
    title = "Courier refund, 23 cards"
    level = "high"                       # high, medium (default), low
    officers = 2                         # needed at the door
    skills = ["mandarin"]                # needed there, of anyone of the
    skills_by = "team"                   # team (default), or all of one "unit"
    area = "north"                       # where it lies
    target_s = 480                       # target, cut-off and access of this alert;
    cut_off_s = 1800                     # else the policy's
    place_kind = "tower"                 # house, outdoors, shop; else unknown
    access_s = 150
    script = "refund"
    stage = "card_details"
    exposure = 4900000.0                 # money at risk, in currency
    currency = "CNY"
    cards = 23
    phone_contact = "busy three times"

    [alerts.meeting_point]               # a place as above, and a note
    address = "Laugavegur 1"
    note = "below the building"

    [alerts.victim]                      # left out of what is written, unless asked
    name = "..."
    phone = "..."

    [[locks]]                            # pairs that stay
    unit = "car-1"
    alert = "refund-1"

    [[forbidden]]                        # pairs that never form
    unit = "car-2"
    alert = "refund-1"

    [[areas]]                            # where any are listed, all that units and
    id = "north"                         # alerts name are
    least_free = 1                       # units of it that stay free

    [[zones]]                            # places that free units should reach in
    id = "harbour"                       # time; else they are made of the addresses
    lon = -21.93                         # a place as above
    lat = 64.15
    weight = 1                           # against the other zones'
    wanted = 1                           # how many free units

    [[events]]                           # what happens, in any order; units and
    at = 2026-03-21T17:05:30+00:00       # alerts are as they were before all of it
    kind = "call"                        # by kind the fields: see below
    alert = "refund-1"
    outcome = "busy"                     # no_answer, answered, persuaded, relapsed
    stage = "verification_code"          # where the victim stands, if the call tells
    note = "Engaged."                    # of any event, and in Chinese
    note_zh = "占线。"

Kinds of events, and what each needs beside `at`::

    warning, accepted, stop_requested, cancelled     alert
    funds_verified, passwords_changed, app_installed, explained    alert
    contact                          alert; and unit, unless it was by phone
    call                             alert, outcome; may tell the stage
    meeting_point_agreed, alert_moved                alert, a place
    loss_reported                    alert, amount
    dispatched                       unit, alert
    rolling, at_gate, at_door, clear, lost           unit
    moved                            unit, a place
    freed                            unit; may say the place

Times carry an offset. JSON has the same fields, with times as ISO texts. CSV and
GeoJSON tables of units or of alerts have the fields of one row (`table_files`).

    read          a file or a shipped name ─┐
    read_tables   two tables ───────────────┼─► Scenario ──► to_file_form
    from_file_form   a table in memory ─────┘        │
    with_units, with_alerts   a table in place of ◄──┘
    with_tables               both at once

All of them raise `InputError`, one line: file, row, field, what is wrong, what to
do, and how many more faults the file has.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import Any

from maps.coordinates import Frame
from maps.errors import FileError, InputError
from maps.text_file import is_there, read_text
from scenarios.feeds.address import is_address, shown_source, stem_of
from scenarios.feeds.mapping import NO_MAPPING, ColumnMapping
from scenarios.file_form import from_file_form, to_file_form
from scenarios.file_rows import ScenarioFile
from scenarios.nearest_word import hint
from scenarios.references import check_references
from scenarios.row_faults import Spot, raise_first
from scenarios.rows_to_scenario import (
    Sheets,
    alert_rows,
    to_alerts,
    to_scenario,
    to_units,
    unit_rows,
)
from scenarios.scenario import Scenario
from scenarios.shipped import shipped_names, shipped_text
from scenarios.table_files import read_table
from scenarios.text_file import parse_json, parse_toml
from scenarios.unit import Unit

__all__ = [
    "from_file_form",
    "read",
    "read_tables",
    "schema",
    "to_file_form",
    "with_alerts",
    "with_tables",
    "with_units",
]

_MICROSECOND_DIGITS = 6


def read(source: str | PathLike[str]) -> Scenario:
    """Read a scenario from an existing file, else from the shipped one of that name.

    Raises
    ------
    FileError : no such file or name, or a file that cannot be read.
    FieldError : a field that is unknown, missing or wrong.
    """
    path, name = Path(source), str(source)
    if is_address(source):
        mend = "give its tables by --units and --alerts"
        raise FileError("no scenario", file=shown_source(source), mend=mend)
    if not is_there(path) and name in shipped_names():
        return from_file_form(parse_toml(shipped_text(name), name), file=name)
    if not is_there(path) and path.suffix.lower() not in (".toml", ".json"):
        raise _no_such_scenario(name)
    if path.suffix.lower() == ".toml":
        return from_file_form(parse_toml(read_text(path), path), file=str(path))
    if path.suffix.lower() == ".json":
        return from_file_form(parse_json(read_text(path), path), file=str(path))
    mend = "tables of units and of alerts are read apart"
    raise FileError("a scenario is a .toml or a .json file", file=path, mend=mend)


def read_tables(
    units_file: str | PathLike[str],
    alerts_file: str | PathLike[str],
    *,
    frame: Frame | None = None,
    mapping: ColumnMapping = NO_MAPPING,
) -> Scenario:
    """Read a scenario from a table of units and a table of alerts.

    units_file, alerts_file : files, or addresses of tables in PostgreSQL
    (`feeds.address`). frame : of the points whose row and table name none. mapping :
    of columns that are called otherwise. The scenario is called as the table of
    alerts; its start is the earliest received time.

    Raises
    ------
    FileError : a file that cannot be read, or is no table.
    FieldError : a column or a field that is unknown, missing or wrong.
    """
    faults: list[InputError] = []
    units = read_table("units", units_file, frame, faults, mapping)
    alerts = read_table("alerts", alerts_file, frame, faults, mapping)
    sheets = Sheets(units=units, alerts=alerts)
    name = stem_of(alerts_file, "alerts")
    return to_scenario(ScenarioFile(), name, sheets, faults)


def with_units(
    scenario: Scenario,
    file: str | PathLike[str],
    *,
    frame: Frame | None = None,
    mapping: ColumnMapping = NO_MAPPING,
) -> Scenario:
    """Put the units of a table in the place of a scenario's.

    Raises
    ------
    FileError, FieldError : as `read_tables`; or a pair of the scenario names a
    unit that the table does not have.
    """
    faults: list[InputError] = []
    sheet = read_table("units", file, frame, faults, mapping)
    rows = unit_rows(sheet, faults)
    raise_first(faults)
    units = to_units(rows, sheet.frame, scenario.start)
    changed = replace(scenario, units=units)
    _check_names(changed, Spot(file=shown_source(file)))
    return changed


def with_alerts(
    scenario: Scenario,
    file: str | PathLike[str],
    *,
    frame: Frame | None = None,
    mapping: ColumnMapping = NO_MAPPING,
) -> Scenario:
    """Put the alerts of a table in the place of a scenario's.

    The scenario's moment of planning stays, for its units stand there at that
    moment; the start moves back where an alert was received before it.

    Raises
    ------
    FileError, FieldError : as `read_tables`; or a pair of the scenario names an
    alert that the table does not have.
    """
    faults: list[InputError] = []
    sheet = read_table("alerts", file, frame, faults, mapping)
    rows = alert_rows(sheet, faults)
    raise_first(faults)
    earliest = min((row.received for _, row in rows), default=scenario.start)
    moved = _started_at(scenario, min(scenario.start, earliest))
    changed = replace(moved, alerts=to_alerts(rows, sheet.frame, moved.start))
    _check_names(changed, Spot(file=shown_source(file)))
    return changed


def with_tables(
    scenario: Scenario,
    units_file: str | PathLike[str] | None,
    alerts_file: str | PathLike[str] | None,
    *,
    frame: Frame | None = None,
    mapping: ColumnMapping = NO_MAPPING,
) -> Scenario:
    """Put tables in the place of a scenario's units and alerts; None keeps its own.

    All else of the scenario stays: its moment of planning, areas, zones, pairs.

    Raises
    ------
    FileError, FieldError : as `with_units` and `with_alerts`.
    """
    if units_file is None:
        if alerts_file is None:
            return scenario
        return with_alerts(scenario, alerts_file, frame=frame, mapping=mapping)
    if alerts_file is None:
        return with_units(scenario, units_file, frame=frame, mapping=mapping)
    faults: list[InputError] = []
    units = read_table("units", units_file, frame, faults, mapping)
    alerts = read_table("alerts", alerts_file, frame, faults, mapping)
    of_units, of_alerts = unit_rows(units, faults), alert_rows(alerts, faults)
    raise_first(faults)
    earliest = min((row.received for _, row in of_alerts), default=scenario.start)
    moved = _started_at(scenario, min(scenario.start, earliest))
    changed = replace(
        moved,
        units=to_units(of_units, units.frame, moved.start),
        alerts=to_alerts(of_alerts, alerts.frame, moved.start),
    )
    both = f"{shown_source(units_file)}, {shown_source(alerts_file)}"
    _check_names(changed, Spot(file=both))
    return changed


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file."""
    return ScenarioFile.model_json_schema()


def _no_such_scenario(source: str) -> FileError:
    """Say that there is neither a file nor a shipped scenario of that name."""
    problem = "there is no such file, and no scenario of that name ships"
    return FileError(problem, file=source, mend=hint(source, shipped_names()))


def _started_at(scenario: Scenario, start: datetime) -> Scenario:
    """Count a scenario's seconds from another start; its alerts are left out."""
    later_s = (scenario.start - start) / timedelta(seconds=1)
    units = tuple(_later(unit, later_s) for unit in scenario.units)
    now_s = _sum_s(scenario.now_s, later_s)
    events = tuple(
        replace(event, at_s=_sum_s(event.at_s, later_s)) for event in scenario.events
    )
    return replace(
        scenario, start=start, units=units, now_s=now_s, alerts=(), events=events
    )


def _later(unit: Unit, later_s: float) -> Unit:
    """Count a unit's seconds from an earlier start."""
    return replace(
        unit,
        free_at_s=_sum_s(unit.free_at_s, later_s),
        notified_s=_sum_s(unit.notified_s, later_s),
        position_s=_sum_s(unit.position_s, later_s),
    )


def _sum_s(moment_s: float | None, later_s: float) -> float | None:
    """Add seconds to the microsecond, and nothing to None."""
    if moment_s is None:
        return None
    return round(moment_s + later_s, _MICROSECOND_DIGITS)


def _check_names(scenario: Scenario, spot: Spot) -> None:
    """Refuse a table that lacks what the scenario names, or names what it lacks."""
    unit_ids = {unit.id for unit in scenario.units}
    alert_ids = {alert.id for alert in scenario.alerts}
    for pair in (*scenario.locks, *scenario.forbidden):
        if pair.unit_id not in unit_ids:
            raise _not_here(scenario, f"the unit {pair.unit_id!r} in a pair", spot)
        if pair.alert_id not in alert_ids:
            raise _not_here(scenario, f"the alert {pair.alert_id!r} in a pair", spot)
    try:
        check_references(scenario)
    except InputError as fault:
        fault.file = spot.file
        raise


def _not_here(scenario: Scenario, what: str, spot: Spot) -> InputError:
    """Say that a pair of the scenario names what the table does not have."""
    problem = f"{scenario.name} names {what}, and it is not in this table"
    return spot.fault(problem, mend="take the pair out of the scenario")
