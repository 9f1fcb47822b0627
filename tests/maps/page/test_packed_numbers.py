"""Whole numbers as short text."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.page.packed_numbers import packed, steps
from tests.packed import unpacked

NUMBERS = st.lists(st.integers(-(2**30), 2**30 - 1))


@pytest.mark.parametrize(
    ("number", "octets"),
    [
        # zigzag: 0 -> 0, -1 -> 1, 1 -> 2, 63 -> 126, -64 -> 127: one byte
        (0, [0]),
        (-1, [1]),
        (1, [2]),
        (-64, [127]),
        # 64 -> 128 = 0 + 1 * 128; 150 -> 300 = 44 + 2 * 128: two bytes
        (64, [128, 1]),
        (150, [128 + 44, 2]),
    ],
)
def test_bytes_by_hand(number: int, octets: list[int]) -> None:
    assert list(base64.b64decode(packed([number]))) == octets


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers


@given(NUMBERS)
def test_steps_add_up(numbers: list[int]) -> None:
    assert np.cumsum(steps(numbers)).tolist() == numbers


def test_steps_of_points_go_along_the_points() -> None:
    # (3, 4) from (0, 0), then 2 east and 5 south
    assert steps([[3, 4], [5, -1]]).tolist() == [[3, 4], [2, -5]]
