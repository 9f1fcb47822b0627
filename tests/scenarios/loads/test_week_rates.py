"""Rates by hour of the week, as a spec gives them."""

import numpy as np
import pytest

from maps.errors import FieldError
from scenarios.loads.week_rates import (
    rates_by_hour,
    rates_of_spans,
    shaped_rates,
)


def test_the_shape_that_ships_has_the_mean_asked_for():
    rates = shaped_rates(2.5)
    assert rates.shape == (168,)
    assert rates.mean() == pytest.approx(2.5)
    assert (rates[:24] == rates[24:48]).all()


def test_24_rates_are_multiplied_by_the_factors_of_the_days():
    rates = rates_by_hour(list(range(24)), [1, 1, 1, 1, 1, 2, 0.5])
    # Tuesday 03:00 is hour 27, Saturday 03:00 hour 123, Sunday 04:00 hour 148.
    assert (rates[27], rates[123], rates[148]) == (3, 6, 2)


def test_168_rates_are_taken_as_they_are():
    assert rates_by_hour(list(range(168)), None).tolist() == list(range(168))


def test_spans_name_each_hour_once():
    rates = rates_of_spans({"07-19": 3.0, "19-07": 1.0})
    # Twelve hours of 3 and twelve of 1 a day: 48 a day, 336 a week.
    assert rates.sum() == 336


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: shaped_rates(-1.0), "no rate per hour"),
        (lambda: shaped_rates(float("nan")), "nan is no rate"),
        (lambda: rates_by_hour([1.0] * 23, None), "23 rates leave hours"),
        (lambda: rates_by_hour([1.0] * 168, [1.0] * 7), "168 rates"),
        (lambda: rates_by_hour([1.0] * 24, [1.0] * 6), "6 factors for 7 days"),
        (lambda: rates_by_hour([1.0] * 24, [-1.0] * 7), "rates.weekday_factors: -1"),
        (lambda: rates_by_hour([*[1.0] * 23, -0.5], None), "-0.5 is no rate"),
        (lambda: rates_of_spans({"00-23": 1.0}), "7 hours of the week have no rate"),
        (lambda: rates_of_spans({"00-24": 1.0, "mon": 2.0}), "another span"),
        (lambda: rates_of_spans({"noon": 1.0}), "not a span"),
    ],
)
def test_rates_that_cannot_be(make, words):
    with pytest.raises(FieldError, match=words):
        make()


def test_a_hole_is_named():
    with pytest.raises(FieldError, match="'mon 23-24'"):
        rates_of_spans({"00-23": 1.0})


def test_a_rate_of_0_is_a_rate():
    assert np.all(shaped_rates(0.0) == 0)
