"""status.json: whether a plan holds, and whether somebody still watches."""

import json
import os
from pathlib import Path

import pytest

from dispatch.watching.plan_status import PlanStatus, save_status, touch_status
from maps.errors import FileError

STATUS = PlanStatus(state="stale", since="2026-03-21T17:00:00+00:00", reason="新")


def test_the_file_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    save_status(STATUS, tmp_path / "out")
    (path,) = (tmp_path / "out").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "state": "stale",
        "since": "2026-03-21T17:00:00+00:00",
        "reason": "新",
        "planned_for": None,
    }


def test_a_look_leaves_its_time(tmp_path: Path) -> None:
    save_status(STATUS, tmp_path)
    os.utime(tmp_path / "status.json", ns=(1, 1))
    touch_status(tmp_path)
    assert (tmp_path / "status.json").stat().st_mtime_ns > 1
    touch_status(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(FileError, match=r"status.json: cannot be written \(File exi"):
        save_status(STATUS, tmp_path / "out")
