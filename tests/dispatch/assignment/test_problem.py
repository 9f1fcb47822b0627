"""What a problem refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.dispatch.assignment.problems import problem_of

_GOOD = problem_of([[100, 200], [300, None], [None, 50]])


def test_counts_units_and_alerts() -> None:
    assert (_GOOD.units, _GOOD.alerts) == (3, 2)


def test_a_time_without_meaning_may_be_anything() -> None:
    # problem_of writes -1 where a pair is not allowed.
    assert _GOOD.time_s.min() == -1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"time_s": np.zeros((3, 2))}, "time_s is float64"),
        ({"time_s": [[100, 200]]}, "time_s is list"),
        ({"allowed": np.ones((3, 2), dtype=np.int64)}, "allowed is int64"),
        ({"target_s": np.array([480.0, 480.0])}, "target_s is float64"),
        ({"weight": np.array([1, 1], dtype=np.int32)}, "weight is int32"),
        ({"received_order": np.array([0.0, 1.0])}, "received_order is float64"),
    ],
)
def test_refuses_numbers_that_would_be_cut_short(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(TypeError, match=words):
        replace(_GOOD, **change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"time_s": np.zeros(6, dtype=np.int64)}, "1 dimensions"),
        ({"allowed": np.ones((2, 3), dtype=np.bool_)}, "allowed has shape"),
        ({"target_s": np.array([480])}, "target_s has shape"),
        ({"weight": np.array([1, 1, 1])}, "weight has shape"),
        ({"received_order": np.array([0])}, "received_order has shape"),
        ({"allowed": np.ones((3, 2), dtype=np.bool_)}, "negative time"),
        ({"target_s": np.array([480, -1])}, "negative target"),
        ({"weight": np.array([1, 0])}, "weight below 1"),
        ({"received_order": np.array([0, 0])}, "every alert once"),
        ({"received_order": np.array([1, 2])}, "every alert once"),
    ],
)
def test_refuses_values_that_make_no_problem(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        replace(_GOOD, **change)
