"""The later of two who come: closed forms, a quadrature by other means, and draws."""

from __future__ import annotations

from itertools import pairwise
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from dispatch.meeting.later_of_two import Coming, mean_later_s

OFFICERS = Coming(fixed_s=195.0, median_s=140.0, sigma=0.35)
VICTIM = Coming(fixed_s=35.0, median_s=168.0, sigma=0.6)

comings = st.builds(
    Coming,
    fixed_s=st.floats(0, 900),
    median_s=st.floats(1, 900),
    sigma=st.floats(0.05, 0.8),
)


def certain(seconds: float) -> Coming:
    return Coming(fixed_s=seconds, median_s=0.0, sigma=0.35)


def mean_s(one: Coming) -> float:
    return one.fixed_s + one.median_s * exp(one.sigma**2 / 2)


def by_integral_s(one: Coming, other: Coming) -> float:
    """E[max] = last + the integral of 1 - P(both are there), from then on."""

    def somebody_lacks(moment_s: float) -> float:
        return 1 - one.chance_by(moment_s) * other.chance_by(moment_s)

    start = max(one.fixed_s, other.fixed_s)
    known = {
        each.fixed_s + each.median_s * share
        for each in (one, other)
        for share in (0.5, 0.8, 1.0, 1.25, 2.0, 4.0, 10.0, 40.0)
    }
    cuts = [start, *sorted(cut for cut in known if cut > start)]
    return start + sum(quad(somebody_lacks, a, b)[0] for a, b in pairwise(cuts))


def test_two_who_are_certain():
    assert mean_later_s(certain(100), certain(130)) == 130


def test_one_who_is_certain_and_late_enough():
    # The other is there at 700 s with a chance of 5e-5: 195 + 140 * exp(0.35 * 3.66).
    assert mean_later_s(certain(700), OFFICERS) == pytest.approx(700, abs=0.01)


def test_one_who_is_certain_and_early():
    # Nobody is there before 195 s: the mean, 195 + 140 * exp(0.35^2 / 2) = 343.84.
    expected = pytest.approx(343.84, abs=0.01)
    assert mean_later_s(certain(100), OFFICERS) == expected
    assert mean_later_s(OFFICERS, certain(100)) == expected


def test_at_her_own_median_the_wait_is_known():
    # x = fixed + median: E[(X - x)+] = median (exp(s^2/2) N(s) - 1/2), and with
    # s = 0.6: 168 * (1.19722 * 0.72575 - 0.5) = 61.97.
    assert VICTIM.mean_wait_s(np.array([203.0])) == pytest.approx(61.97, abs=0.01)


@settings(max_examples=50)
@given(one=comings, other=comings)
def test_exact_to_a_tenth_of_a_second(one: Coming, other: Coming):
    assert mean_later_s(one, other) == pytest.approx(by_integral_s(one, other), abs=0.1)


def test_as_draws_have_it():
    rng = np.random.default_rng(7)
    n = 1_000_000
    drawn = [
        each.fixed_s + each.median_s * np.exp(each.sigma * rng.standard_normal(n))
        for each in (OFFICERS, VICTIM)
    ]
    later = np.maximum(*drawn)
    error = later.std() / n**0.5
    assert error < 0.15
    assert mean_later_s(OFFICERS, VICTIM) == pytest.approx(later.mean(), abs=4 * error)


@settings(max_examples=50)
@given(one=comings, other=comings, more_s=st.floats(0, 300))
def test_never_before_either_and_never_sooner_for_coming_later(
    one: Coming, other: Coming, more_s: float
):
    both = mean_later_s(one, other)
    assert both >= max(mean_s(one), mean_s(other)) - 0.1
    assert both == pytest.approx(mean_later_s(other, one), abs=0.1)
    slower = Coming(
        fixed_s=one.fixed_s + more_s, median_s=one.median_s, sigma=one.sigma
    )
    assert mean_later_s(slower, other) >= both - 0.1


@pytest.mark.parametrize("moment_s", [100.0, 195.0, 200.0, 335.0, 500.0])
def test_the_chance_by_a_moment(moment_s: float):
    expected = lognorm.cdf(moment_s - 195.0, 0.35, scale=140.0)
    assert OFFICERS.chance_by(moment_s) == pytest.approx(expected, abs=1e-12)


def test_the_chance_of_one_who_is_certain():
    assert (certain(100).chance_by(99.9), certain(100).chance_by(100)) == (0.0, 1.0)
