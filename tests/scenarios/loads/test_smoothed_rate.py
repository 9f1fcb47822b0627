"""Counts smoothed and divided, and by how wide a kernel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.loads.smoothed_rate import best_bandwidth, smoothed_rate

WIDTHS = (0.0, 0.5, 1.0, 2.0, 4.0)


def test_without_smoothing_it_is_a_quotient():
    rate = smoothed_rate(np.array([3, 0, 5]), np.array([2, 1, 0]), 0.0, wrap=False)
    assert rate[:2].tolist() == [1.5, 0]
    assert np.isnan(rate[2])


def test_ends_meet_or_do_not():
    counts, held = np.eye(1, 24, dtype=int)[0], np.ones(24, int)
    round_the_clock = smoothed_rate(counts, held, 1.0, wrap=True)
    assert round_the_clock[1] == pytest.approx(round_the_clock[23])
    assert smoothed_rate(counts, held, 1.0, wrap=False)[23] == 0


@given(
    st.lists(st.integers(0, 9), min_size=5, max_size=30),
    st.integers(1, 5),
    st.sampled_from(WIDTHS),
)
def test_a_rate_that_is_the_same_everywhere_stays_so(held, rate, sigma):
    places = np.array(held)
    found = smoothed_rate(rate * places, places, sigma, wrap=False)
    assert found[places > 0] == pytest.approx(rate)


def test_few_things_are_smoothed_widely_and_many_narrowly():
    shape = 1 + np.sin(np.arange(168) * 2 * np.pi / 24)
    random = np.random.default_rng(1)
    held = np.ones(168, int)
    few, many = (random.poisson(mean * shape) for mean in (0.5, 500))
    widths = [best_bandwidth(each, held, WIDTHS, wrap=True) for each in (few, many)]
    assert widths[0] > widths[1]


def test_what_nothing_foretells_is_smoothed_by_the_widest():
    counts = np.zeros(168, int)
    counts[50] = 1
    assert best_bandwidth(counts, np.ones(168, int), WIDTHS, wrap=True) == 4


def test_foretelling_by_hand():
    # Two things in one bin of two: without smoothing each is foretold by the other,
    # which is half of all, log(1 / 2) twice. A wider kernel shares it out, for less.
    counts, held = np.array([2, 0]), np.array([1, 1])
    assert best_bandwidth(counts, held, WIDTHS, wrap=False) == 0
