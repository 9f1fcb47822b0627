"""What a folder says: its tables, and where its logs see the units."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dispatch.watching.folder_look import look_at
from dispatch.watching.folder_scenario import (
    FolderScenario,
    Reading,
    check_logs,
    check_tables,
    read_folder,
)
from dispatch.watching.position_logs import LogTold
from maps.errors import FileError
from scenarios import files
from scenarios.feeds.fix import Fix
from scenarios.feeds.mapping import NO_MAPPING
from tests.street import START, at

UNITS = f"id,lon,lat,frame\nP1,{at(0).lon},0,wgs84\nP2,{at(0).lon},0,wgs84\n"
ALERTS = f"id,received,lon,lat,frame\nA,{START.isoformat()},{at(0).lon},0,wgs84\n"


def told(name: str, *unit_ids: str, fault: str | None = None) -> LogTold:
    """A log that saw units 500 m along the street after 60 s."""
    moment = START + timedelta(seconds=60)
    place = at(500)
    fixes = tuple(
        Fix(unit_id=unit_id, lon=place.lon or 0.0, lat=0.0, at=moment)
        for unit_id in unit_ids
    )
    return LogTold(file=Path(name), fixes=fixes, fault=fault)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(UNITS)
    (tmp_path / "alerts.csv").write_text(ALERTS)
    return tmp_path


def read(folder: Path, *logs: LogTold) -> FolderScenario:
    how = Reading(folder=folder, base=None, frame=None, mapping=NO_MAPPING)
    return read_folder(how, look_at(folder), logs)


def test_a_log_moves_its_unit_and_no_other(folder: Path) -> None:
    said = read(folder, told("P1.nmea", "P1"))
    first, second = said.scenario.units
    assert (first.place, first.position_s) == (at(500), 60)
    assert second.position_s is None
    assert (said.logged, said.warnings) == ({"P1"}, ())


def test_logs_alone_move_the_units_of_the_scenario_that_was_named(
    tmp_path: Path,
) -> None:
    how = Reading(folder=tmp_path, base="evening", frame=None, mapping=NO_MAPPING)
    unit_id = files.read("evening").units[0].id
    said = read_folder(how, look_at(tmp_path), [told("car.nmea", unit_id)])
    assert said.logged == {unit_id}
    assert said.scenario.units[0].place == at(500)
    with pytest.raises(FileError, match="there are not both units and alerts"):
        read_folder(how, look_at(tmp_path), [])


def test_what_of_the_logs_does_not_count_is_a_warning(folder: Path) -> None:
    said = read(folder, told("P1.nmea"), told("P9.nmea", "P9"))
    assert said.scenario == read(folder).scenario
    assert said.warnings == (
        "P1.nmea: no fix as yet",
        "P9.nmea: no unit is called 'P9'; did you mean 'P2'?",
    )


def test_a_broken_log_is_a_fault(folder: Path) -> None:
    with pytest.raises(FileError, match=r"^P1.gpx, line 1: not valid XML$"):
        read(folder, told("P1.gpx", fault="P1.gpx, line 1: not valid XML"))


def test_a_table_that_is_gone_is_not_made_up_for(folder: Path) -> None:
    before = read(folder)
    (folder / "units.csv").unlink()
    with pytest.raises(FileError, match=r"the file of units is gone; put it back"):
        check_tables(before, look_at(folder), folder)


def test_a_log_that_is_gone_is_not_made_up_for(folder: Path) -> None:
    before = read(folder, told("P1.nmea", "P1"))
    with pytest.raises(FileError, match=r"the log of 'P1' is gone; put it back, or"):
        check_logs(before, read(folder), folder)
    check_logs(before, read(folder, told("all.gpx", "P1")), folder)


def test_a_log_may_go_with_its_unit_or_where_the_table_tells_more(folder: Path):
    before, after = read(folder, told("P1.nmea", "P1")), read(folder)
    first, second = after.scenario.units
    for units in ((second,), (replace(first, position_s=90.0), second)):
        scenario = replace(after.scenario, units=units)
        check_logs(before, replace(after, scenario=scenario), folder)
