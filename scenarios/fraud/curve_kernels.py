"""Compiled loops over curves with a value every `FINE_S`."""

from __future__ import annotations

from maps.paths.compiled import compiled
from scenarios.fraud.chain import Floats

FINE_S = 10.0
"""Step of curves that are looked up many times."""
_PER_S = 1.0 / FINE_S


@compiled
def draw_straight(nodes_s: Floats, curve: Floats, step_s: float, fine: Floats) -> None:
    """Draw straight lines between nodes, which all lie on whole steps.

    curve : [nodes]. fine : [moments], filled: its value at every step from 0 on.
    """
    fine[0] = curve[0]
    at = 0
    for node in range(len(nodes_s) - 1):
        begin = at
        steps = round((nodes_s[node + 1] - nodes_s[node]) / step_s)
        rise = (curve[node + 1] - curve[node]) / steps
        for step in range(1, steps + 1):
            at = begin + step
            fine[at] = curve[node] + step * rise


@compiled
def after_delays(
    fixed_s: Floats,
    unit_s: Floats,
    factors: Floats,
    weights: Floats,
    curve: Floats,
    out: Floats,
) -> None:
    """Mean of a curve at times of which a part is drawn.

    Between its moments the curve is straight; after its last it is level.

    Parameters
    ----------
    fixed_s, unit_s : [k], the part that is known, not negative, and what the other is
    multiples of. factors, weights : [points], the multiples, and the weight of each;
    weights add up to 1. curve : [moments]. out : [k], filled.
    """
    last = len(curve) - 1
    for at in range(len(fixed_s)):
        total = 0.0
        fixed, unit = fixed_s[at] * _PER_S, unit_s[at] * _PER_S
        for point in range(len(factors)):
            when = fixed + factors[point] * unit
            low = int(when)
            if when >= last:
                value = curve[last]
            else:
                value = curve[low] + (when - low) * (curve[low + 1] - curve[low])
            total += weights[point] * value
        out[at] = total
