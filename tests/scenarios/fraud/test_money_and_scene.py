"""Money stopped, and time on scene."""

from __future__ import annotations

import numpy as np
import pytest

from maps.errors import FieldError
from scenarios.fraud.money_stop import held_until_s, recovered_share
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.fraud.on_scene_time import OnSceneTime

NUMBERS = shipped_numbers()
TIME = OnSceneTime(numbers=NUMBERS.on_scene)


def test_recovered_share_falls_to_its_floor():
    # 0.9 exp(-1) = 0.3311; 0.9 exp(-2.8904) = 0.05.
    found = recovered_share(NUMBERS.money, [-5.0, 0.0, 1800.0, 5203.0, 1e6])
    assert found == pytest.approx([0.9, 0.9, 0.3311, 0.05, 0.05], abs=1e-4)


def test_a_stop_holds_two_days_at_most_twice():
    day_s = 86_400.0
    assert held_until_s(NUMBERS.money, 0.0, 1) == 2 * day_s
    assert held_until_s(NUMBERS.money, 0.0, 2) == 4 * day_s
    assert held_until_s(NUMBERS.money, 60.0, 9) == 60.0 + 4 * day_s
    assert held_until_s(NUMBERS.money, 60.0, 0) == 60.0


def test_mean_time_on_scene_by_hand():
    # (0.9 * 25 + 0.1 * 300) min * exp(0.5^2 / 2) = 52.5 * 1.1331 = 59.49 min.
    assert TIME.mean_s() / 60 == pytest.approx(59.49, abs=0.01)


def test_quantiles_are_where_the_chance_is():
    for chance in (0.01, 0.5, 0.9, 0.99):
        assert TIME.chance_within(TIME.quantile_s(chance)) == pytest.approx(chance)
    assert TIME.chance_within(0.0) == 0.0


@pytest.mark.parametrize("chance", [0.0, 1.0, -1.0, float("nan")])
def test_a_quantile_of_no_chance(chance):
    with pytest.raises(FieldError, match="not between 0 and 1"):
        TIME.quantile_s(chance)


def test_draws_are_as_their_mean_and_the_same_by_seed():
    drawn = TIME.draw_s(np.random.default_rng(1), 50_000)
    error = drawn.std() / np.sqrt(len(drawn))
    assert abs(drawn.mean() - TIME.mean_s()) < 3.5 * error
    assert np.array_equal(drawn, TIME.draw_s(np.random.default_rng(1), 50_000))
