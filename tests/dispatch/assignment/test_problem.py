"""What a problem refuses, and what it works out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.dispatch.assignment.problems import (
    areas_of,
    crew_of,
    problem_of,
    zones_of,
)

_GOOD = problem_of(
    [[100, 200], [300, None], [None, 50]],
    weight=[1, 4],
    crew=crew_of([1, 2, 3], [2, 2]),
    areas=areas_of([0, -1, 0], [1]),
    zones=zones_of([[1, 0], [0, 1], [1, 1]], weight=[1, 2], wanted=[1, 1]),
)


def test_counts_units_and_alerts() -> None:
    assert (_GOOD.units, _GOOD.alerts) == (3, 2)


def test_a_time_without_meaning_may_be_anything() -> None:
    # problem_of writes -1 where a pair is not allowed.
    assert _GOOD.time_s.min() == -1


def test_without_losses_of_their_own_it_is_weight_times_time() -> None:
    assert _GOOD.pair_loss[:2, 0].tolist() == [100, 300]
    assert _GOOD.pair_loss[[0, 2], 1].tolist() == [4 * 200, 4 * 50]
    own = replace(_GOOD, loss=np.full((3, 2), 7))
    assert own.pair_loss.tolist() == [[7, 7]] * 3


def test_locked_units_of_each_alert_rising() -> None:
    locked = replace(_GOOD, locks=((2, 1), (0, 1), (1, 0)))
    assert locked.locked_to == {1: (0, 2), 0: (1,)}
    assert _GOOD.locked_to == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"time_s": np.zeros((3, 2))}, "time_s is float64"),
        ({"time_s": [[100, 200]] * 3}, "time_s is list"),
        ({"allowed": np.ones((3, 2), dtype=np.int64)}, "allowed is int64"),
        ({"target_s": np.array([480.0, 480.0])}, "target_s is float64"),
        ({"weight": np.array([1, 1], dtype=np.int32)}, "weight is int32"),
        ({"received_order": np.array([0.0, 1.0])}, "received_order is float64"),
        ({"loss": np.ones((3, 2))}, "loss is float64"),
        ({"extra": np.ones((3, 2), dtype=np.int16)}, "extra is int16"),
        ({"previous": np.array([0.0, 1.0, -1.0])}, "previous is float64"),
    ],
)
def test_refuses_numbers_that_would_be_cut_short(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(TypeError, match=words):
        replace(_GOOD, **change)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("crew", "officers"),
        ("crew", "needed"),
        ("crew", "skills"),
        ("crew", "wanted"),
        ("crew", "of_one"),
        ("areas", "of_unit"),
        ("areas", "spare"),
        ("zones", "reaches"),
        ("zones", "weight"),
        ("zones", "wanted"),
    ],
)
def test_refuses_parts_of_other_kinds_and_shapes(part: str, name: str) -> None:
    whole = getattr(_GOOD, part)
    values = getattr(whole, name)
    with pytest.raises(TypeError, match=f"{name} is float64"):
        replace(_GOOD, **{part: replace(whole, **{name: values.astype(np.float64)})})
    if name not in {"spare", "weight"}:
        longer = np.concatenate((values, values))
        with pytest.raises(ValueError, match=f"{name} has shape"):
            replace(_GOOD, **{part: replace(whole, **{name: longer})})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"time_s": np.zeros(6, dtype=np.int64)}, "1 dimensions"),
        ({"allowed": np.ones((2, 3), dtype=np.bool_)}, "allowed has shape"),
        ({"target_s": np.array([480])}, "target_s has shape"),
        ({"weight": np.array([1, 1, 1])}, "weight has shape"),
        ({"received_order": np.array([0])}, "received_order has shape"),
        ({"loss": np.ones((2, 3), dtype=np.int64)}, "loss has shape"),
        ({"extra": np.ones(3, dtype=np.int64)}, "extra has shape"),
        ({"previous": np.array([0, 1])}, "previous has shape"),
        ({"allowed": np.ones((3, 2), dtype=np.bool_)}, "negative time"),
        ({"target_s": np.array([480, -1])}, "negative target"),
        ({"weight": np.array([1, 0])}, "weight below 1"),
        ({"received_order": np.array([0, 0])}, "every alert once"),
        ({"received_order": np.array([1, 2])}, "every alert once"),
        ({"previous": np.array([0, 2, -1])}, "previous names an alert that does not"),
        ({"previous": np.array([0, -2, -1])}, "previous names an alert that does not"),
        ({"goals": ("served", "worst", "served")}, "goals has one twice: served"),
    ],
)
def test_refuses_values_that_make_no_problem(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        replace(_GOOD, **change)
