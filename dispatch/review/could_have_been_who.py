"""Who would have been sent: the closest free unit, and that of the best plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import Problem
from dispatch.assignment.solve import solve
from dispatch.intervals import whole
from dispatch.policy import Policy
from dispatch.review.could_have_been_moments import Moment

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Units by their index, times received to on scene, seconds.

    free : units in reach of the call by road.
    """

    free: int
    first_s: int
    closest: int
    closest_s: int
    best: int
    best_s: int


def choose(moment: Moment, driving_s: Floats, policy: Policy) -> Chosen | str:
    """Choose for the call of a moment; else say why that cannot be.

    driving_s : [units, waiting], inf without a road.
    """
    allowed = np.isfinite(driving_s)
    if not allowed[moment.first, 0]:
        return "off_the_roads"
    time_s = _time_s(moment, driving_s, policy)
    mine = np.where(allowed[:, 0], time_s[:, 0], np.iinfo(np.int64).max)
    closest = int(mine.argmin())
    best = closest
    if len(moment.waiting) > 1:
        best = _together(moment, time_s, allowed)
        best = closest if best < 0 else best
    return Chosen(
        free=int(allowed[:, 0].sum()),
        first_s=int(mine[moment.first]),
        closest=closest,
        closest_s=int(mine[closest]),
        best=best,
        best_s=int(mine[best]),
    )


def _time_s(moment: Moment, driving_s: Floats, policy: Policy) -> Longs:
    """Received to on scene by the model, [units, waiting]; 0 without a road."""
    elapsed_s = [moment.at_s - call.received_s for call in moment.waiting]
    driving = np.where(np.isfinite(driving_s), driving_s, 0.0)
    times: Longs = whole(np.array(elapsed_s)[None, :] + policy.turnout_s + driving)
    return times


def _together(moment: Moment, time_s: Longs, allowed: Bools) -> int:
    """Unit of the call in the best plan for all that wait; -1 where it waits on."""
    waiting = moment.waiting
    order = sorted(
        range(len(waiting)),
        key=lambda at: (waiting[at].received_s, waiting[at].call_id),
    )
    problem = Problem(
        time_s=time_s,
        allowed=allowed,
        target_s=whole([call.target_s for call in waiting]),
        weight=np.ones(len(waiting), np.int64),
        received_order=np.array(order, np.int64),
    )
    team = solve(problem).best.teams[0]
    return team[0] if team else -1
