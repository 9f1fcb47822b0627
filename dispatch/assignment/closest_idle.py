"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import WAITS, Longs, Problem


def closest_idle(problem: Problem) -> Longs:
    """Give each alert, in order of receipt, its nearest unit that is left.

    Equal times: the lowest index.

    Returns
    -------
    unit_of_alert : [alerts] index of the unit, -1 where none is left.
    """
    unit_of_alert = np.full(problem.alerts, WAITS, dtype=np.int64)
    idle = np.ones(problem.units, dtype=np.bool_)
    for alert in problem.received_order.tolist():
        could_go = np.flatnonzero(idle & problem.allowed[:, alert])
        if len(could_go):
            nearest = could_go[problem.time_s[could_go, alert].argmin()]
            unit_of_alert[alert] = nearest
            idle[nearest] = False
    return unit_of_alert
