"""A short run of the benchmark, and the logs that it makes."""

import pytest

from benchmarks.review import WAYS, measure
from benchmarks.review_log import write_log
from scenarios.call_logs.read import read_call_log


def test_logs_are_of_their_seed(tmp_path):
    logs = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_log(tmp_path / name, 500, seed)
        logs.append((tmp_path / name).read_bytes())
    assert logs[0] == logs[1] != logs[2]


def test_logs_read_like_san_franciscos(tmp_path):
    write_log(tmp_path / "log.csv", 2000, 1)
    log = read_call_log(tmp_path / "log.csv", mapping="sf-fire")
    assert len(log) == 2000
    assert log.n_units == 180
    assert log.table["call_id"].is_sorted()
    kinds = {finding.kind for finding in log.findings}
    assert kinds <= {"no_arrival", "unit_on_two_calls"}


@pytest.mark.slow
def test_measure(tmp_path):
    rows = [*measure(500, runs=1, seed=1, folder=tmp_path)]
    assert [row.what for row in rows] == [*WAYS]
    assert all(row.wall_s > 0 and row.peak_mb > 50 for row in rows)
