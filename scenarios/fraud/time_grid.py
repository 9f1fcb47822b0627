"""Moments at which losses are worked out; between them they are taken for straight."""

from __future__ import annotations

import numpy as np

from scenarios.fraud.chain import Floats
from scenarios.fraud.curve_kernels import FINE_S, draw_straight

# Steps up to so many seconds; 120 s beyond. A straight line over h errs by at most
# h^2/8 of the curve's second derivative, which falls with time: losses differ from
# those by steps of 10 s throughout by about 1e-4 of the exposure.
_STEPS = ((900.0, FINE_S), (1800.0, 2 * FINE_S), (7200.0, 6 * FINE_S))
_COARSEST_S = 120.0


def coarse_grid(horizon_s: float) -> Floats:
    """Moments from 0 to a horizon or just past it, [nodes]."""
    nodes = [0.0]
    while nodes[-1] < horizon_s:
        nodes.append(nodes[-1] + _step_s(nodes[-1]))
    return np.array(nodes)


def _step_s(at_s: float) -> float:
    return next((step_s for until_s, step_s in _STEPS if at_s < until_s), _COARSEST_S)


def fine_curve(nodes_s: Floats, curve: Floats) -> Floats:
    """Curve at every `FINE_S` from 0 to the last node, [moments]."""
    fine = np.empty(round(nodes_s[-1] / FINE_S) + 1)
    draw_straight(nodes_s, curve, FINE_S, fine)
    return fine
