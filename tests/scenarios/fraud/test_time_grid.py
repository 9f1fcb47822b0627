"""Moments at which losses are worked out."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fraud.curve_kernels import FINE_S
from scenarios.fraud.time_grid import coarse_grid, fine_curve


def test_steps_grow_and_lie_on_whole_fine_steps():
    nodes_s = coarse_grid(14_400.0)
    steps = np.diff(nodes_s)
    assert (nodes_s[0], nodes_s[-1]) == (0.0, 14_400.0)
    assert (np.diff(steps) >= 0).all()
    assert (nodes_s % FINE_S == 0).all()


@pytest.mark.parametrize("horizon_s", [1.0, 5000.0, 7200.0])
def test_a_horizon_is_reached(horizon_s):
    end_s = coarse_grid(horizon_s)[-1]
    assert horizon_s <= end_s < horizon_s + 120.0


def test_a_fine_curve_is_straight_between_nodes():
    nodes_s = np.array([0.0, 10.0, 40.0])
    found = fine_curve(nodes_s, np.array([0.0, 2.0, 8.0]))
    assert found == pytest.approx([0.0, 2.0, 4.0, 6.0, 8.0])


def test_lines_err_little_on_a_curve_as_steep_as_they_come():
    # 1 - exp(-t / 240 s): the last stage of the shortest script, one phase.
    nodes_s = coarse_grid(7200.0)
    fine = fine_curve(nodes_s, 1 - np.exp(-nodes_s / 240.0))
    true = 1 - np.exp(-FINE_S * np.arange(len(fine)) / 240.0)
    assert np.abs(fine - true).max() < 3e-4
