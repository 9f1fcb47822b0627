"""How well predicted times agree with observed ones."""

from __future__ import annotations

import math

import numpy as np
import pytest

from maps.fitting.fit_quality import quality


def test_measures():
    observed = np.array([100.0, 100, 100, 100, 200])
    predicted = np.array([50.0, 90, 100, 150, 200])
    found = quality(predicted, observed)
    # Ratios 0.5, 0.9, 1, 1, 1.5; the 10th percentile lies 0.4 of the way from the
    # first to the second, the 90th 0.6 from the fourth to the fifth.
    assert found.n == 5
    assert found.median_ratio == 1
    assert found.p10 == pytest.approx(0.5 + 0.4 * 0.4)
    assert found.p90 == pytest.approx(1 + 0.6 * 0.5)
    # Errors 50, 10, 0, 50, 0.
    assert found.median_abs_error_s == 10
    # Sums of squares and products around the means 118 and 120: 13480, 8000, 8200.
    assert found.r == pytest.approx(8200 / math.sqrt(13_480 * 8000))


def test_a_correlation_needs_two_that_differ():
    assert math.isnan(quality(np.array([1.0]), np.array([2.0])).r)
    assert math.isnan(quality(np.array([1.0, 1]), np.array([2.0, 3])).r)
    assert math.isnan(quality(np.array([1.0, 2]), np.array([3.0, 3])).r)
