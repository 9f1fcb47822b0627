import numpy as np
import pytest

from dispatch.review.bootstrap import (
    DRAWS,
    difference,
    quantile_draws,
    share_draws,
)


@pytest.mark.parametrize(("n", "share"), [(1, 0.9), (2, 0.5), (11, 0.5), (40, 0.9)])
def test_quantiles_are_drawn_as_if_the_calls_were_drawn_again(n, share):
    # Both are distributed alike: their own quantiles agree within the error of 4,000
    # draws each, which a two-sample test at 1 in 10,000 allows to be 0.05 apart.
    rng = np.random.default_rng(7)
    ordered = np.sort(rng.exponential(300, n))
    resampled = rng.choice(ordered, (DRAWS, n))
    plain = np.quantile(resampled, share, axis=1)
    drawn = quantile_draws(ordered, share, rng)
    values = np.unique(np.r_[plain, drawn].round(6))
    one, other = (
        np.searchsorted(np.sort(x.round(6)), values, side="right") / DRAWS
        for x in (plain, drawn)
    )
    assert np.abs(one - other).max() < 0.05


def test_the_spread_of_shares_is_that_of_the_binomial():
    # 80 late of 100: √(0.8 · 0.2 / 100) = 0.04.
    drawn = share_draws(80, 100, np.random.default_rng(7))
    assert drawn.mean() == pytest.approx(0.8, abs=0.002)
    assert drawn.std() == pytest.approx(0.04, abs=0.002)


def test_a_difference_is_after_less_before():
    found = difference((10.0, 7.0), (np.full(5, 10.0), np.full(5, 7.0)))
    assert (found.value, found.low, found.high) == (-3, -3, -3)


def test_the_interval_of_a_difference_covers_it_about_as_often_as_it_says():
    # 150 pairs of 80 exponential times, the one 60 s longer at the median. The error of
    # a coverage of 95 % is √(0.95 · 0.05 / 150) = 0.0178; the bootstrap itself is known
    # to fall short by a little.
    rng = np.random.default_rng(11)
    truth = 60.0
    covered = 0
    for _ in range(150):
        before = np.sort(rng.exponential(300, 80))
        after = np.sort(rng.exponential(300, 80) + truth)
        values = float(np.median(before)), float(np.median(after))
        draws = quantile_draws(before, 0.5, rng), quantile_draws(after, 0.5, rng)
        found = difference(values, draws)
        covered += found.low <= truth <= found.high
    assert covered / 150 == pytest.approx(0.95, abs=3 * 0.0178)
