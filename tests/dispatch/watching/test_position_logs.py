"""Logs that are written while they are read: whole lines count, halves do not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatch.watching.position_logs import LogTold, PositionLogs
from tests.position_logs import gpx, rmc, trackpoint
from tests.street import START

Told = list[float | str | None]


def ages(told: tuple[LogTold, ...]) -> dict[str, Told]:
    """Seconds after the start of each log's fixes, or its fault."""
    return {
        log.file.name: [(fix.at - START).total_seconds() for fix in log.fixes]
        or [log.fault]
        for log in told
    }


def looks(logs: PositionLogs, path: Path, *contents: str) -> list[Told | None]:
    """What one log tells at a look after each writing."""
    told = []
    for content in contents:
        path.write_text(content)
        told.append(ages(logs.look()).get(path.name))
    return told


def test_a_new_log_counts_from_the_second_look(tmp_path: Path) -> None:
    (tmp_path / "P1.nmea").write_text(rmc(0, 10))
    logs = PositionLogs(tmp_path)
    assert logs.look() == ()
    assert ages(logs.look()) == {"P1.nmea": [10.0]}


def test_logs_stand_beside_the_tables_or_in_a_folder_of_theirs(tmp_path: Path) -> None:
    (tmp_path / "positions").mkdir()
    (tmp_path / "positions" / "P2.gpx").write_text(gpx(trackpoint(0, 20)))
    (tmp_path / "positions" / ".P3.gpx").write_text("half a lo")
    (tmp_path / "P1.nmea").write_text(rmc(0, 10))
    os.mkfifo(tmp_path / "P4.nmea")
    logs = PositionLogs(tmp_path)
    logs.look()
    assert ages(logs.look()) == {"P1.nmea": [10.0], "P2.gpx": [20.0]}


def test_a_log_that_never_stands_still_counts_all_the_same(tmp_path: Path) -> None:
    lines = [rmc(0, second) for second in range(4)]
    grows = ["".join(lines[:n]) for n in (1, 2, 3, 4)]
    told = looks(PositionLogs(tmp_path), tmp_path / "P1.nmea", *grows)
    assert told == [None, [1.0], [2.0], [3.0]]


def test_of_half_a_line_the_line_before_counts(tmp_path: Path) -> None:
    whole, half = rmc(0, 1), rmc(0, 2)[:-6]
    path, logs = tmp_path / "P1.nmea", PositionLogs(tmp_path)
    assert looks(logs, path, whole, whole, whole + half) == [None, [1.0], [1.0]]


def test_gpx_counts_before_it_is_closed(tmp_path: Path) -> None:
    points = [trackpoint(0, second) for second in range(3)]
    unclosed = [gpx(*points[:n], end="") for n in (1, 2)]
    cut = gpx(*points, end="")[:-20]
    path, logs = tmp_path / "P1.gpx", PositionLogs(tmp_path)
    assert looks(logs, path, *unclosed, cut) == [None, [1.0], [1.0]]


@pytest.mark.parametrize(
    "half", ["", "garbage", "$GNRMC,1700", rmc(0, 3), "<gpx></trk>"]
)
def test_what_tells_less_than_before_must_stand_still(tmp_path: Path, half: str):
    path, logs = tmp_path / "P1.gpx", PositionLogs(tmp_path)
    if not half.startswith("<"):
        path = tmp_path / "P1.nmea"
    good = gpx(trackpoint(0, 5)) if path.suffix == ".gpx" else rmc(0, 5)
    looks(logs, path, good, good)
    # It is being written anew: the half of it is passed over.
    assert looks(logs, path, half, good + "\n") == [[5.0], [5.0]]
    looks(logs, path, half)
    (told,) = logs.look()  # it stands still, and so that is what it tells
    assert told.fixes == () or ages((told,)) == {"P1.nmea": [3.0]}
    assert (told.fault is not None) == half.startswith("<")


def test_an_unclosed_log_that_is_broken_has_a_fault(tmp_path: Path) -> None:
    (tmp_path / "P1.gpx").write_text("<gpx><trk></gpx>")
    logs = PositionLogs(tmp_path)
    logs.look()
    ((fault,),) = ages(logs.look()).values()
    assert "P1.gpx, line 1: not valid XML" in str(fault)


def test_a_log_that_goes_away_counts_for_one_more_look(tmp_path: Path) -> None:
    path, logs = tmp_path / "P1.nmea", PositionLogs(tmp_path)
    looks(logs, path, rmc(0, 1), rmc(0, 1))
    path.unlink()
    assert [ages(logs.look()) for _ in range(2)] == [{"P1.nmea": [1.0]}, {}]


def test_a_log_is_read_again_only_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, logs = tmp_path / "P1.nmea", PositionLogs(tmp_path)
    looks(logs, path, rmc(0, 1), rmc(0, 1))

    def fails(*_: object, **__: object) -> Callable[[], None]:
        raise AssertionError

    monkeypatch.setattr("dispatch.watching.position_logs.log_fixes", fails)
    assert logs.look()[0].fixes
