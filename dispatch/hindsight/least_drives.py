"""How soon a unit could be at one place after another, at best."""

from __future__ import annotations

import numpy as np

from dispatch.hindsight.chain_kernels import go_over_others
from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.simulation.board import Between
from dispatch.simulation.terrain import Terrain

_HOUR_S = 3600.0


def least_drives(
    terrain: Terrain, policy: Policy, *, until_s: float, between: Between
) -> Floats:
    """Median seconds from place to place, [rows, rows], by whatever way is soonest.

    Over other places where that is sooner; at the speeds of the best hour; from a
    station where units are back there at once.

    until_s : of hours up to then.
    """
    rows = range(len(terrain.units) + len(terrain.alerts) + len(terrain.zones))
    hours = np.arange(0.0, max(until_s, 1.0), _HOUR_S).tolist()
    seconds = np.full((len(rows), len(rows)), np.inf)
    for at_s in hours if policy.speeds.hour_factor else [0.0]:
        seconds = np.minimum(seconds, terrain.travel.seconds(rows, rows, at_s))
    if between == "at_once" and terrain.stations:
        seconds = np.minimum(seconds, seconds[[*terrain.stations]].min(axis=0))
    np.fill_diagonal(seconds, 0.0)
    go_over_others(seconds)
    return seconds
