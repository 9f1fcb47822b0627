"""Money at risk."""

import numpy as np
import pytest

from scenarios.loads.exposure import Lognormal, Pareto, fit_exposure

SHARES = (np.arange(20_000) + 0.5) / 20_000


def test_half_are_below_the_median():
    law = Lognormal(median=30_000, sigma=1.5)
    # One sigma above the median of the logarithms lie 15.87 %.
    low, high = law.quantile(np.array([0.5, 0.8413447]))
    assert (low, high) == pytest.approx((30_000, 30_000 * np.exp(1.5)), rel=1e-5)
    assert law.share_below(np.array([30_000.0]))[0] == pytest.approx(0.5)


def test_a_pareto_of_alpha_2_halves_with_every_factor_of_root_2():
    law = Pareto(minimum=100, alpha=2)
    # Above 100 * sqrt(2) are (1 / sqrt(2))^2 = 1 / 2, above 200 a quarter.
    assert law.quantile(np.array([0.0, 0.5, 0.75])) == pytest.approx(
        [100, 100 * np.sqrt(2), 200]
    )
    assert law.share_below(np.array([50.0, 200.0])) == pytest.approx([0, 0.75])


def test_the_law_that_amounts_came_from_is_found():
    lognormal = fit_exposure(Lognormal(median=20_000, sigma=1.2).quantile(SHARES))
    assert isinstance(lognormal, Lognormal)
    assert lognormal.median == pytest.approx(20_000, rel=0.01)
    assert lognormal.sigma == pytest.approx(1.2, rel=0.01)
    pareto = fit_exposure(Pareto(minimum=5_000, alpha=1.3).quantile(SHARES))
    assert isinstance(pareto, Pareto)
    assert pareto.minimum == pytest.approx(5_000, rel=0.01)
    assert pareto.alpha == pytest.approx(1.3, rel=0.01)


@pytest.mark.parametrize("amounts", [[], [0.0, -3.0], [5.0, 7.0], [4.0, 4.0, 4.0]])
def test_too_little_to_fit(amounts):
    assert fit_exposure(np.array(amounts)) is None
