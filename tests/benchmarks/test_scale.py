"""How planning grows: the fit, and one cycle on a graph that fits on a napkin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import scale
from benchmarks.scale import Row


def test_the_exponent_of_a_power_is_found():
    sizes = [10.0, 20.0, 40.0]
    # 3 x^1.5
    values = [3.0 * size**1.5 for size in sizes]
    assert scale.exponent(sizes, values) == pytest.approx(1.5)
    assert scale.exponent(sizes, [7.0, 7.0, 7.0]) == pytest.approx(0.0)


ROW = Row(
    graph="g",
    nodes=100,
    units=10,
    alerts=10,
    speeds_ms=1.0,
    matrix_ms=1.0,
    case_ms=1.0,
    plan_ms=1.0,
    cycle_ms=4.0,
    peak_mb=1.0,
)


def test_what_grows_is_told_by_graph_and_by_size():
    # On each graph 4 times the pairs take 2 times as long; 10 times the nodes take 10.
    more = replace(ROW, units=20, alerts=20, matrix_ms=2.0)
    bigger = [
        replace(row, graph="h", nodes=1000, matrix_ms=10.0 * row.matrix_ms)
        for row in (ROW, more)
    ]
    lines = [*scale._tables([ROW, more, *bigger])]
    told = [line for line in lines if line.startswith("| in ")]
    assert told[0] == "| in pairs, g | 0.00 | 0.50 | 0.00 | 0.00 | 0.00 |"
    assert told[-1] == "| in nodes, 20 x 20 | 0.00 | 1.00 | 0.00 | 0.00 | 0.00 |"


def test_a_cycle(tmp_path: Path):
    # A ring of twelve nodes, both ways.
    here = np.arange(12)
    there = (here + 1) % 12
    file = tmp_path / "ring.npz"
    np.savez(
        file,
        lon=np.cos(here),
        lat=np.sin(here),
        src=np.concatenate((here, there)),
        dst=np.concatenate((there, here)),
        travel_time_s=np.full(24, 30.0),
    )
    rows = scale.measure(str(file), [(8, 4), (4, 2)], runs=1, seed=1)
    assert [(row.graph, row.nodes, row.units) for row in rows] == [
        ("ring", 12, 4),
        ("ring", 12, 8),
    ]
    for row in rows:
        assert row.cycle_ms >= max(row.speeds_ms, row.matrix_ms, row.plan_ms)
        assert row.peak_mb > 0
