"""When alerts are received."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from scipy import stats

from scenarios.loads.arrivals import (
    clock_s,
    cumulative,
    draw_arrivals,
    expected_between,
)
from scenarios.loads.week_rates import shaped_rates

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
DAY_S = 86_400.0


def received(rates, start=MONDAY, length_s=DAY_S, seed=1):
    drawn = draw_arrivals(rates, start, length_s, seed)
    return np.sort(np.concatenate([[], *(layer.received_s for layer in drawn)]))


def in_hour(moments, hour):
    return moments[(moments >= 3600 * hour) & (moments < 3600 * (hour + 1))]


def test_the_expected_number_is_the_area_under_the_rates():
    rates = np.zeros(168)
    rates[0], rates[1], rates[167] = 2.0, 4.0, 6.0
    # Monday 00:30 to 01:15: half an hour of 2 and a quarter of 4 are 1 + 1 = 2.
    half_past = MONDAY + timedelta(minutes=30)
    assert expected_between(rates, half_past, 2700.0) == pytest.approx(2.0)
    # Sunday 23:30 to Monday 00:30: half an hour of 6 and of 2 are 3 + 1 = 4.
    before = MONDAY - timedelta(minutes=30)
    assert expected_between(rates, before, 3600.0) == pytest.approx(4.0)


def test_hours_are_by_the_clock_of_the_start():
    rates = np.zeros(168)
    rates[8] = 50.0  # Monday 08:00
    start = datetime(2026, 3, 23, 6, tzinfo=timezone(timedelta(hours=8)))
    moments = received(rates, start)
    assert len(moments) > 20
    assert (moments // 3600 == 2).all()


@pytest.mark.parametrize("rate", [0.5, 3.0, 11.0])
def test_counts_by_hour_are_poisson(rate):
    counts = np.bincount(
        (received(np.full(168, rate), length_s=2000 * 3600.0) // 3600).astype(int),
        minlength=2000,
    )
    # The mean of 2000 counts has a deviation of sqrt(rate / 2000); their variance is
    # the rate, with a deviation of about sqrt((rate + 2 rate^2) / 2000).
    assert abs(counts.mean() - rate) < 4 * np.sqrt(rate / 2000)
    assert abs(counts.var() - rate) < 4 * np.sqrt((rate + 2 * rate**2) / 2000)


def test_gaps_in_stretched_time_are_exponential():
    rates = shaped_rates(3.0)
    moments = received(rates, length_s=28 * DAY_S, seed=5)
    gaps = np.diff(cumulative(rates, clock_s(MONDAY) + moments))
    assert stats.kstest(gaps, "expon").pvalue > 0.01
    # As they are they are not: nights are quiet.
    plain = np.diff(moments)
    assert stats.kstest(plain / plain.mean(), "expon").pvalue < 1e-6


def test_another_rate_in_one_hour_leaves_the_others():
    rates = np.full(168, 3.0)
    usual = received(rates)
    rates[10] = 30.0
    busy = received(rates)
    assert (in_hour(usual, 9) == in_hour(busy, 9)).all()
    assert (in_hour(usual, 11) == in_hour(busy, 11)).all()
    assert len(in_hour(busy, 10)) > 12


def test_a_higher_rate_keeps_the_alerts_of_a_lower_one():
    few, many = (set(received(np.full(168, rate))) for rate in (2.0, 23.0))
    assert few < many


def test_a_longer_load_begins_as_a_shorter_one():
    rates = shaped_rates(4.0)
    short, long = received(rates, length_s=5400.0 * 7), received(rates)
    assert (short == long[: len(short)]).all()
    assert long[len(short)] >= 5400.0 * 7


def test_a_later_start_has_the_same_moments():
    rates = shaped_rates(4.0)
    later = received(rates, MONDAY + timedelta(minutes=615), DAY_S - 36_900)
    usual = received(rates)
    assert later == pytest.approx(usual[usual >= 36_900] - 36_900, abs=0.002)


def test_seeds_differ():
    assert set(received(np.full(168, 5.0))).isdisjoint(
        received(np.full(168, 5.0), seed=2)
    )


def test_no_rate_no_alerts():
    assert len(received(np.zeros(168))) == 0


def test_the_earliest_start_that_a_file_may_have():
    start = datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=-12)))
    moments = received(np.full(168, 5.0), start)
    # It was a Thursday.
    assert clock_s(start) == 3 * DAY_S
    assert abs(len(moments) - 120) < 44
