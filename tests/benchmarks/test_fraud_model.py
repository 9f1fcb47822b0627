"""A shorter run of the benchmark: it measures every step, on the same alerts."""

from benchmarks.fraud_model import measure


def test_every_step_is_measured():
    rows = measure(units=4, alerts=3, runs=1, seed=1)
    assert [row.what for row in rows] == [
        "a new model, its tables and all curves",
        "beliefs",
        "curves, tables made",
        "losses of all pairs",
        "all three",
    ]
    assert all(row.wall_ms >= row.least_wall_ms >= 0 for row in rows)
