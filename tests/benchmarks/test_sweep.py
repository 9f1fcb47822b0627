"""A shorter run of the benchmark: both do the same work."""

import pytest

from benchmarks.sweep import measure
from tests.dispatch.sweep.cases import little_case


@pytest.mark.slow
def test_one_process_and_two_are_measured():
    rows = measure(little_case(), replications=2, runs=1, workers=2)
    assert [(row.processes, row.runs) for row in rows] == [(1, 1), (2, 1)]
    assert all(row.longest_s >= row.median_s >= row.least_s > 0 for row in rows)
