"""Bounds of replications, and how far rules stay below."""

from __future__ import annotations

import pytest

from dispatch.sweep.bounds import Bound, bounds_of, gaps_of
from dispatch.sweep.executors.in_process import InProcess
from dispatch.sweep.sweep import run_sweep
from tests.dispatch.sweep.cases import little_case, result


def test_gaps_are_paired_by_replication():
    bounds = [
        Bound(case="little", seed=seed, on_time=share)
        for seed, share in ((1, 0.9), (2, 1.0), (3, 0.8))
    ]
    results = [result("full", s, on_time=x) for s, x in ((3, 0.7), (1, 0.6), (2, 0.8))]
    found = gaps_of("little", ["full"], results, bounds)
    assert found is not None
    assert found.bound is not None
    assert found.bound.mean == pytest.approx(0.9)
    gap = found.gaps["full"]
    # 0.3, 0.2 and 0.1: mean 0.2, standard error 0.1 / √3, t(0.975; 2) = 4.303.
    assert gap is not None
    assert (gap.mean, gap.half_width) == (
        pytest.approx(0.2),
        pytest.approx(0.2484, abs=1e-3),
    )


def test_without_bounds_there_are_no_gaps():
    other = [Bound(case="other", seed=1, on_time=1.0)]
    assert gaps_of("little", ["full"], [], other) is None


def test_no_rule_betters_its_replications_bound():
    case, told = little_case(), []
    rules = ["closest_idle", "random"]
    results = run_sweep([case], rules, range(3), executor=InProcess())
    bounds = bounds_of([case], range(3), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    best = {bound.seed: bound.on_time for bound in bounds}
    for found in results:
        assert found.figures.on_time is not None
        assert found.figures.on_time <= (best[found.seed] or 0.0)
