"""Results on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.sweep.case import FixedLoad
from dispatch.sweep.simulator import Simulator
from dispatch.sweep.store import Store
from dispatch.sweep.task import tasks_of
from maps.errors import FileError
from scenarios.response_log.log_files import read_log
from tests.dispatch.sweep.cases import little_case, little_load

CASE = replace(little_case(), loads=FixedLoad(known=little_load(exposure=9000.0)))
(TASK,) = tasks_of([CASE], ["closest_idle"], [3])
RESULT = Simulator([CASE]).run(TASK)


def test_figures_and_log_come_back(tmp_path: Path):
    store = Store(tmp_path)
    assert store.find(TASK) is None
    store.keep(TASK, RESULT)
    assert store.find(TASK) == replace(RESULT, log=None)
    assert RESULT.log is not None
    log = read_log(store.file(TASK))
    assert log.start == RESULT.log.start
    assert log.table.equals(RESULT.log.table)


def test_the_same_result_has_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        Store(tmp_path / name).keep(TASK, RESULT)
    one, other = (Store(tmp_path / name).file(TASK).read_bytes() for name in "ab")
    assert one == other


def test_a_result_of_another_form_is_not_found(tmp_path: Path):
    store = Store(tmp_path)
    store.file(TASK).write_text("{}", encoding="utf-8")
    assert store.find(TASK) is None


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written to"):
        Store(tmp_path / "file" / "runs")


def test_a_result_without_its_log_is_not_kept(tmp_path: Path):
    with pytest.raises(ValueError, match="with its log"):
        Store(tmp_path).keep(TASK, replace(RESULT, log=None))
