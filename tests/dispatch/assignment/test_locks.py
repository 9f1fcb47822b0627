"""A locked unit and a locked alert have only each other."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.locks import with_locks


def test_a_lock_empties_its_row_and_column() -> None:
    allowed = np.ones((3, 3), dtype=np.bool_)
    locked = with_locks(allowed, [(1, 2)])
    assert locked.tolist() == [
        [True, True, False],
        [False, False, True],
        [True, True, False],
    ]
    assert allowed.all()


def test_a_lock_without_a_road_leaves_both_with_nobody() -> None:
    allowed = np.array([[True, False], [True, True]])
    assert with_locks(allowed, [(0, 1)]).tolist() == [[False, False], [True, False]]


def test_no_locks_change_nothing() -> None:
    allowed = np.array([[True, False]])
    assert with_locks(allowed, []).tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("pairs", "error", "words"),
    [
        ([(0, 0), (0, 1)], ValueError, "unit is locked to more than one alert"),
        ([(0, 0), (1, 0)], ValueError, "alert is locked to more than one unit"),
        ([(2, 0)], IndexError, r"\(2, 0\) of 2 units"),
        ([(-1, 0)], IndexError, r"\(-1, 0\)"),
        ([(0, 2)], IndexError, r"\(0, 2\)"),
    ],
)
def test_refuses_locks_that_cannot_be(
    pairs: list[tuple[int, int]], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        with_locks(np.ones((2, 2), dtype=np.bool_), pairs)
