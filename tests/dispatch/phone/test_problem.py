"""What a phone problem refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.dispatch.phone.cases import problem_of

_PROBLEM = problem_of([[1, 2, 3], [4, 5, 6]], 10, (0, 5))
_SHAPE = (2, 3)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("step_s", 0.0, "step_s is 0.0, not above zero"),
        ("step_s", np.nan, "step_s is nan"),
        ("loss_step", -1.0, "loss_step is -1.0"),
        ("loss_if_called_from", np.zeros(3), r"shape \(3,\)"),
        ("loss_if_called_from", np.zeros((3, 3)), r"shape \(3, 3\)"),
        ("loss_if_called_from", np.zeros((2, 0)), r"shape \(2, 0\)"),
        ("loss_if_called_from", np.full(_SHAPE, np.nan), "no number"),
        ("loss_if_called_from", np.full(_SHAPE, -1.0), "negative"),
        ("loss_if_called_from", np.array([[2, 1, 3], [1, 1, 1]]), "falls with time"),
        ("busy_for_s", np.zeros((2, 2)), r"busy_for_s has shape \(2, 2\)"),
        ("busy_for_s", np.full(_SHAPE, -1.0), "busy_for_s has a time that is negative"),
        ("busy_for_s", np.full(_SHAPE, np.inf), "no number"),
        ("free_in_s", (0.0,), "free_in_s has 1 times, not 2"),
        ("free_in_s", (0.0, -1.0), "free_in_s has a time that is negative"),
        ("free_in_s", (0.0, np.nan), "no number"),
        ("alert_ids", ("A", "A"), "alert_ids has 'A' twice"),
        ("caller_ids", ("C", "C"), "caller_ids has 'C' twice"),
        ("fixed", ((0, 0), (0, 1)), "a caller or an alert twice"),
        ("fixed", ((0, 0), (1, 0)), "a caller or an alert twice"),
        ("fixed", ((2, 0),), "a caller that does not exist"),
        ("fixed", ((0, -1),), "an alert that does not exist"),
    ],
)
def test_refused(field: str, value: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        replace(_PROBLEM, **{field: value})


def test_a_call_going_on_begins_before_the_last_time() -> None:
    with pytest.raises(ValueError, match="not free before the last time"):
        replace(_PROBLEM, free_in_s=(0.0, 11.0), fixed=((1, 0),))


def test_last_busy_seconds_are_without_meaning() -> None:
    busy_s = np.array([[1, 1, np.nan], [1, 1, -1]])
    assert replace(_PROBLEM, busy_for_s=busy_s).busy_for_s is busy_s


def test_noise_in_a_loss_is_no_fall() -> None:
    loss = np.array([[1, 1 - 1e-9, 3], [4, 5, 6]])
    assert replace(_PROBLEM, loss_if_called_from=loss).alerts == 2
