"""Means over what lies between the kerb and contact."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fraud.delays import lognormal, searches
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers import Search
from scenarios.fraud.numbers_file import shipped_numbers

FINE_S = 10.0
LINE = FINE_S * np.arange(100_000, dtype=float)  # its value at t is t


def test_a_lognormal_delay_of_a_line_is_its_mean():
    # Median 100, sigma 0.6: mean 100 * exp(0.18) = 119.72.
    delay = lognormal(0.6, 11)
    found = delay.mean_of(LINE, np.array([50.0]), np.array([100.0]))
    assert found == pytest.approx([50.0 + 119.72], abs=0.01)


def test_a_search_of_a_line_is_its_mean():
    # 0.15 of visits take 2 * 600 s longer: 180 s on average.
    delay = searches(Search(share=0.15, shape=2, scale_s=600.0), 20)
    found = delay.mean_of(LINE, np.array([0.0]), np.array([1.0]))
    assert found == pytest.approx([180.0])
    assert delay.factors[0] == 0.0
    assert delay.weights[0] == pytest.approx(0.85)


def test_between_its_moments_a_curve_is_straight_and_level_after_the_last():
    delay = lognormal(0.6, 5)
    curve = np.array([0.0, 1.0, 3.0])
    found = delay.mean_of(curve, np.array([0.0, 5.0, 12.0, 20.0, 1e9]), np.zeros(5))
    assert found == pytest.approx([0.0, 0.5, 1.4, 3.0, 3.0])


def test_chance_at_the_door_by_hand():
    # No access to speak of, no driving: either in time or not, but for searches.
    model = FraudModel(shipped_numbers())
    belief = model.belief("refund", "contact", warned_s=0.0, now_s=0.0)
    curves = model.curves(belief, exposure=1.0, access_s=0.0)
    assert float(curves.door_contact_probability(500.0, 0.0, 480.0)) == 0.0
    assert float(curves.door_contact_probability(480.0, 0.0, 480.0)) == pytest.approx(
        0.85
    )
    # Half of the drives are shorter than their median.
    found = float(curves.door_contact_probability(0.0, 100.0, 100.0))
    assert found == pytest.approx(0.85 * 0.5, abs=0.002)
    # 600 s for a search of Gamma(2, 600 s): 1 - 2/e = 0.2642 of those.
    found = float(curves.door_contact_probability(0.0, 0.0, 600.0))
    assert found == pytest.approx(0.85 + 0.15 * 0.2642, abs=0.002)
