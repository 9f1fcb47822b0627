"""What time does to probabilities over the places of a chain."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import expm

from scenarios.fraud.chain_kernels import advance, carry, transitions

STEP = np.array([0.02, 0.01, 0.03, 0.0])
PAUSE = np.array([0.001, 0.002, 0.004, 0.003])
RELAPSE = 0.002


def generator():
    """Rates as one matrix, going before paused."""
    rates = np.zeros((8, 8))
    for at in range(4):
        if at < 3:
            rates[at, at + 1] = STEP[at]
        rates[at, at + 4] = PAUSE[at]
        rates[at + 4, at] = RELAPSE
    return rates - np.diag(rates.sum(axis=1))


@pytest.mark.parametrize("seconds", [0.0, 1.0, 90.0, 1e4, 1e5])
def test_agrees_with_the_exponential_of_the_rates(seconds):
    start = np.array([0.4, 0.1, 0.0, 0.0, 0.3, 0.2, 0.0, 0.0])
    going, paused = start[:4].copy(), start[4:].copy()
    advance(going, paused, STEP, PAUSE, RELAPSE, seconds)
    expected = start @ expm(generator() * seconds)
    assert np.append(going, paused) == pytest.approx(expected, abs=1e-10)


def test_transitions_are_those_of_every_place():
    moved = np.empty((8, 8))
    transitions(STEP, PAUSE, RELAPSE, 60.0, moved)
    assert moved == pytest.approx(expm(generator() * 60.0), abs=1e-12)


def test_carrying_on_is_a_product():
    moved = np.empty((8, 8))
    transitions(STEP, PAUSE, RELAPSE, 60.0, moved)
    before, after = moved[:3].copy(), np.zeros((3, 8))
    carry(before, moved, 3, after)
    assert after == pytest.approx(before @ moved, abs=1e-15)
