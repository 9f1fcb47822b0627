"""Looking at a folder: which files of it are input."""

import os
from pathlib import Path

import pytest

from dispatch.watching.folder_look import look_at
from maps.errors import FileError


def test_only_files_that_are_called_as_input_are_seen(tmp_path: Path) -> None:
    for name in ("units.csv", "scenario.toml", "units.csv~", "notes.txt", "P1.nmea"):
        (tmp_path / name).write_text("x")
    seen = look_at(tmp_path)
    assert seen.kinds == {"units", "scenario"}
    assert seen.path_of("units") == tmp_path / "units.csv"
    assert seen.path_of("alerts") is None


def test_the_same_bytes_written_again_are_another_look_and_no_news(
    tmp_path: Path,
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("x")
    before = look_at(tmp_path)
    assert look_at(tmp_path) == before
    os.utime(path, ns=(1, 1))
    assert look_at(tmp_path) != before
    assert look_at(tmp_path).contents == before.contents


def test_a_pipe_among_the_files_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "units.csv")
    (seen,) = look_at(tmp_path).files
    assert seen.digest == b""


def test_two_tables_of_a_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id")
    (tmp_path / "units.geojson").write_text("{}")
    with pytest.raises(FileError, match=r"units.geojson: units.csv stands beside it"):
        look_at(tmp_path).path_of("units")
