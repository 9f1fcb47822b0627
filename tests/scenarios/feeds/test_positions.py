"""Position logs move the units of a scenario, and nothing else of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from maps.errors import InputError
from scenarios.feeds.positions import read_positions, with_positions
from scenarios.place import Place
from scenarios.scenario import Scenario
from tests.street import START, scene, unit

# 2026-03-21 17:04:00 is 240 s after the scenario's start.
RMC = "$GPRMC,170400,A,6400.000,N,02130.000,W,0,0,210326,,*0B\n"


def gpx(unit_id: str, minute: int, lon: float = 120.01) -> str:
    at = (START + timedelta(minutes=minute)).isoformat()
    point = f'<trkpt lat="0" lon="{lon}"><time>{at}</time></trkpt>'
    name = f"<name>{unit_id}</name>"
    return f"<gpx><trk>{name}<trkseg>{point}</trkseg></trk></gpx>"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def two(**fields: object) -> Scenario:
    return scene(unit("P1", 0, **fields), unit("P2", 1000))


def test_a_log_moves_its_unit_and_says_how_old_that_is(tmp_path: Path) -> None:
    before = two(status="on_scene", free_at_s=900.0)
    moved = with_positions(before, [put(tmp_path, "P1.nmea", RMC)])
    first, second = moved.units
    assert first.place == Place(lon=-21.5, lat=64.0)
    assert first.position_s == 240
    assert (first.status, first.free_at_s) == ("on_scene", 900.0)
    assert second == before.units[1]


def test_a_folder_of_logs(tmp_path: Path) -> None:
    put(tmp_path, "P1.nmea", RMC)
    put(tmp_path, "second.GPX", gpx("P2", 3))
    put(tmp_path, "notes.txt", "not a log")
    put(tmp_path, ".P2.gpx", "half a lo")
    assert {fix.unit_id for fix in read_positions(tmp_path)} == {"P1", "P2"}
    moved = with_positions(two(), [tmp_path])
    assert [unit.position_s for unit in moved.units] == [240, 180]


def test_of_several_logs_of_a_unit_the_latest_counts(tmp_path: Path) -> None:
    logs = [
        put(tmp_path, "a.gpx", gpx("P1", 3, 120.03)),
        put(tmp_path, "b.gpx", gpx("P1", 5, 120.05)),
        put(tmp_path, "c.gpx", gpx("P1", 4, 120.04)),
    ]
    assert with_positions(two(), logs).units[0].place.lon == 120.05
    assert [fix.lon for fix in read_positions(tmp_path)] == [120.05]


def test_a_position_known_to_be_later_stays(tmp_path: Path) -> None:
    log = put(tmp_path, "P1.gpx", gpx("P1", 3))
    later, earlier = two(position_s=181.0), two(position_s=179.0)
    assert with_positions(later, [log]) == later
    assert with_positions(earlier, [log]).units[0].position_s == 180


def test_a_track_called_by_its_logger_is_of_the_files_unit(tmp_path: Path) -> None:
    log = put(tmp_path, "P2.gpx", gpx("ACTIVE LOG", 3))
    assert with_positions(two(), [log]).units[1].position_s == 180


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("P3.nmea", RMC, "P3.nmea: no unit is called 'P3'"),
        ("P1.kml", "<kml/>", "P1.kml: a position log is a .gpx or a .nmea file"),
        ("P1.gpx", "<gpx/>", "P1.gpx: no track has a point with a time"),
        ("deep", None, "deep: there is no .gpx or .nmea file in this folder"),
        ("x" * 5000, None, ": a position log is"),
        ("none.gpx", None, "none.gpx: there is no such file"),
    ],
)
def test_bad_logs(tmp_path: Path, name: str, text: str | None, line: str) -> None:
    if text is not None:
        put(tmp_path, name, text)
    elif name == "deep":
        (tmp_path / name).mkdir()
    with pytest.raises(InputError) as fault:
        with_positions(two(), [tmp_path / name])
    assert line in str(fault.value)
