import numpy as np
import polars as pl
import pytest

from dispatch.review.calls import unit_rows
from dispatch.review.load import busy_units, load_table
from tests.dispatch.review.logs import at, table_of


def busy(rows, *seconds):
    moments = pl.Series([at(each) for each in seconds], dtype=pl.Datetime("us", "UTC"))
    found = busy_units(unit_rows(table_of(rows)), moments)
    return None if found is None else found.tolist()


def test_units_are_busy_from_being_sent_until_clear():
    rows = (
        {"unit_id": "U1", "dispatched": 10, "clear": 100},
        {"unit_id": "U2", "dispatched": 50, "cancelled": 60},
    )
    assert busy(rows, 0, 10, 55, 60, 99, 100) == [0, 1, 2, 1, 1, 0]


def test_a_unit_on_two_calls_at_once_counts_once():
    rows = (
        {"unit_id": "U1", "dispatched": 0, "clear": 100},
        {"unit_id": "U1", "dispatched": 20, "clear": 50},
        {"unit_id": "U1", "dispatched": 80, "clear": 120},
    )
    assert busy(rows, 30, 60, 90, 110, 130) == [1, 1, 1, 1, 0]


def test_rows_that_lack_a_moment_load_nobody():
    assert busy([{"unit_id": "U1", "dispatched": 0}], 10) is None
    assert busy([{"dispatched": 0, "clear": 50}], 10) is None


def test_busy_units_are_those_of_counting_one_by_one():
    rng = np.random.default_rng(5)
    spans = [
        (f"U{rng.integers(4)}", int(start), int(start + rng.integers(1, 40)))
        for start in rng.integers(0, 200, 30)
    ]
    rows = [{"unit_id": u, "dispatched": a, "clear": b} for u, a, b in spans]
    moments = list(range(0, 240, 7))
    expected = [len({u for u, a, b in spans if a <= t < b}) for t in moments]
    assert busy(rows, *moments) == expected


def test_lateness_by_load():
    answered = pl.DataFrame(
        {"time_s": [100.0, 200, 300, 600, 700, None], "late": [False] * 3 + [True] * 3}
    )
    found = load_table(np.array([0, 0, 0, 5, 5, 5]), answered)
    assert found.rows() == [
        (0, 0, 3, 200.0, 0.0, 0.0, pytest.approx(0.5615, abs=1e-4)),
        (5, 5, 2, 650.0, 1.0, pytest.approx(0.3424, abs=1e-4), 1.0),
    ]


def test_without_busy_units_there_is_no_table():
    answered = pl.DataFrame({"time_s": [1.0], "late": [False]})
    assert load_table(None, answered).is_empty()
    nobody = answered.with_columns(time_s=pl.lit(None, dtype=pl.Float64))
    assert load_table(np.array([1]), nobody).is_empty()
