import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, quantile_test

from dispatch.review.order_statistics import quantile_ranks, quantiles
from dispatch.review.runs import Runs, runs_of

LISTS = st.lists(st.integers(0, 5_000), min_size=1, max_size=60)


def one_group(times_ms: list[int]) -> Runs:
    time = np.array(times_ms, np.int64)
    nothing = np.zeros_like(time)
    return runs_of(nothing, time, nothing, 1)


def test_a_quantile_lies_between_two_numbers_in_proportion():
    # Four numbers: the 90th percentile is at 0.9 · 3 = 2.7, seven tenths from 30 to 40.
    found = quantiles(one_group([10_000, 20_000, 30_000, 40_000]), 0.9)
    assert found.value[0] == pytest.approx(37.0)


@settings(max_examples=40)
@given(LISTS)
def test_quantiles_and_their_intervals_are_those_of_numpy_and_scipy(times_ms):
    times = np.array(times_ms) / 1000
    for share in (0.5, 0.9):
        found = quantiles(one_group(times_ms), share)
        assert found.value[0] == pytest.approx(np.quantile(times, share))
        peer = quantile_test(times, q=0, p=share).confidence_interval(0.95)
        assert [found.low[0], found.high[0]] == pytest.approx(
            [peer.low, peer.high], nan_ok=True
        )


def test_groups_do_not_touch_each_other():
    group = np.array([0, 1, 0, 1, 1], np.int64)
    time = np.array([1, 100, 3, 300, 200], np.int64) * 1000
    found = quantiles(runs_of(group, time, 0 * group, 3), 0.5)
    assert found.value.tolist()[:2] == [2.0, 200.0]
    assert np.isnan(found.value[2])


# Known: two-sided 95 %, the 90th percentile has an upper bound from 36 calls on, the
# 95th from 72 on; one-sided, which is two-sided at 90 %, from 29 and 59 on.
@pytest.mark.parametrize(
    ("share", "confidence", "least"),
    [(0.9, 0.95, 36), (0.95, 0.95, 72), (0.9, 0.9, 29), (0.95, 0.9, 59)],
)
def test_an_upper_bound_needs_as_many_calls_as_is_known(share, confidence, least):
    n = np.arange(1, 200)
    _, high = quantile_ranks(n, share, confidence)
    assert n[high < n].min() == least
    assert np.isnan(quantiles(one_group(list(range(28))), 0.9).high[0])


def test_ranks_are_those_of_the_binomial_distribution():
    n = np.r_[np.arange(1, 500), 10_000, 2_500_000]
    low, high = quantile_ranks(n, 0.9)
    assert (low == binom.ppf(0.025, n, 0.9) - 1).all()
    assert (high == binom.isf(0.025, n, 0.9)).all()


def test_intervals_cover_the_truth_as_often_as_they_say():
    # 4,000 samples of 60 exponential numbers. The exact coverage of ranks 47..58 or so
    # is what the binomial says; its own error is √(0.95 · 0.05 / 4000) = 0.0034.
    rng = np.random.default_rng(3)
    samples, n = 4000, 60
    group = np.repeat(np.arange(samples), n)
    time = np.round(rng.exponential(300_000, samples * n)).astype(np.int64)
    runs = runs_of(group, time, 0 * group, samples)
    for share in (0.5, 0.9):
        truth = -300 * np.log(1 - share)
        found = quantiles(runs, share)
        covered = ((found.low <= truth) & (truth <= found.high)).mean()
        low, high = quantile_ranks(np.array([n]), share)
        exact = float(binom.cdf(high[0], n, share) - binom.cdf(low[0], n, share))
        assert exact >= 0.95
        assert covered == pytest.approx(exact, abs=4 * 0.0034)
