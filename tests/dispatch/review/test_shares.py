import numpy as np
import pytest
from scipy.stats import binom, binomtest

from dispatch.review.shares import wilson


def test_wilson_by_hand():
    # 8 of 10, z = 1.96: middle (0.8 + 3.8416/20)/(1.38416) = 0.7167, half
    # 1.96·√(0.016 + 3.8416/400)/1.38416 = 0.2266.
    low, high = wilson(np.array([8]), np.array([10]))
    assert (low[0], high[0]) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@pytest.mark.parametrize(("of", "n"), [(0, 10), (10, 10), (1, 3), (870, 1000)])
def test_wilson_is_that_of_scipy(of, n):
    low, high = wilson(np.array([of]), np.array([n]))
    peer = binomtest(of, n).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((peer.low, peer.high))


def test_of_none_nothing_is_known():
    low, high = wilson(np.array([0]), np.array([0]))
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_wilson_covers_the_truth_about_as_often_as_it_says():
    # Exactly, over all outcomes of 100 calls: near 95 % for every true share.
    of = np.arange(101)
    low, high = wilson(of, np.full(101, 100))
    for truth in (0.1, 0.5, 0.87):
        inside = (low <= truth) & (truth <= high)
        covered = binom.pmf(of, 100, truth)[inside].sum()
        assert covered == pytest.approx(0.95, abs=0.02)
