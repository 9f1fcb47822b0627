"""Means and paired differences, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from dispatch.sweep.paired import Interval, mean_interval, paired_difference


def test_paired_differences_by_hand():
    # 3 - 1, 5 - 2, 4 - 3, 8 - 4: 2, 3, 1, 4. Mean 2.5, standard deviation
    # sqrt((0.25 + 0.25 + 2.25 + 2.25) / 3) = 1.2910, standard error 0.6455;
    # t(0.975; 3) = 3.1824: 2.5 -+ 2.0542.
    told = paired_difference([1, 2, 3, 4], [3, 5, 4, 8])
    assert told is not None
    assert (told.mean, told.n, told.tells) == (2.5, 4, True)
    assert told.low == pytest.approx(0.4458, abs=1e-4)
    assert told.high == pytest.approx(4.5542, abs=1e-4)
    assert told.half_width == pytest.approx(2.0542, abs=1e-4)


def test_pairs_of_which_one_is_missing_are_left_out():
    assert paired_difference([1, None, 3], [2, 5, None]) == mean_interval([1])


def test_one_replication_has_no_interval():
    told = mean_interval([7.0])
    assert told == Interval(mean=7.0, low=None, high=None, n=1)
    assert (told.half_width, told.tells) == (None, False)


def test_nothing_has_no_mean():
    assert mean_interval([None, None]) is None
    assert paired_difference([], []) is None


def test_lists_of_other_lengths_are_no_pairs():
    with pytest.raises(ValueError, match="zip"):
        paired_difference([1, 2], [1])


def test_an_interval_that_begins_at_nought_does_not_tell():
    assert not Interval(mean=1.0, low=0.0, high=2.0, n=5).tells
    assert Interval(mean=-1.0, low=-2.0, high=-0.1, n=5).tells


values = st.lists(
    st.tuples(st.integers(-100, 100), st.integers(-100, 100)), min_size=2, max_size=30
).filter(lambda pairs: len({b - a for a, b in pairs}) > 1)


@given(values)
def test_they_are_those_of_the_paired_t_test(pairs: list[tuple[int, int]]):
    base, other = (list(column) for column in zip(*pairs, strict=True))
    told = paired_difference(base, other)
    assert told is not None
    expected = ttest_rel(other, base).confidence_interval(0.95)
    assert np.allclose([told.low, told.high], [expected.low, expected.high])
