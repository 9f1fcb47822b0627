"""`hindsight`: the best that any rule could have done, had it known the future.

bound = hindsight(load, maps.load("reykjavik"), seed=7)
bound.on_time               # no rule has more alerts on time, by the same luck
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.hindsight.chains import Chains
from dispatch.hindsight.gains import Gain, money_gain, on_time_gain, waiting_gain
from dispatch.hindsight.least_drives import least_drives
from dispatch.hindsight.prices import at_most
from dispatch.hindsight.visits import Visits, luckiest_drive, visits_of
from dispatch.policy import Policy
from dispatch.simulation.board import Between
from dispatch.simulation.luck import Luck, ModelLuck
from dispatch.simulation.terrain import Terrain, Where, terrain_of
from maps.errors import FieldError
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.load import Load

Number = Literal["on_time", "waiting_s", "loss"]

RELAXED = (
    "all alerts, and what chance has in store for them, are known from the start",
    "free units drive ahead to where they will be needed, and need no turnout",
    "every drive is as lucky as the luckiest of the shift",
    "skills, areas and cut-offs are not looked at",
    "of a crew, each unit comes for its own part",
    "alerts may wait for ever, so that others are on time",
    "each number is bounded for itself: no one rule need reach all of them",
)
"""What is easier in hindsight than for any rule. What is kept: nobody is told before
`dispatch_s` after the alert, nor before `least_dispatch_s` after the last visit; a unit
is at one place at a time; walking to the door, search and the time on scene are as they
are drawn; shifts."""

_ON_TIME_STEP_S = 5.0
_STEP_S = 15.0
_LEAST_STEP_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HindsightBound:
    """What no rule betters on a shift, of the alerts received after its warm-up.

    n_alerts : how many. on_time : of them, at most. waiting_s : at least, summed up:
    time to door, or the cut-off where that is sooner or nobody comes. loss : money
    that leaves, at least, summed up; None where no alert names a sum. None too of what
    was not asked for.
    """

    n_alerts: int
    on_time: int
    waiting_s: float | None
    loss: float | None

    @property
    def on_time_share(self) -> float | None:
        """At most so many of all are on time; None where there are none."""
        return self.on_time / self.n_alerts if self.n_alerts else None


def hindsight(  # noqa: PLR0913 - as `simulate`
    load: Load,
    where: Where | Terrain,
    *,
    policy: Policy | None = None,
    seed: int = 0,
    luck: Luck | None = None,
    between: Between = "return",
    warm_up_s: float = 0.0,
    numbers: Sequence[Number] = ("on_time", "waiting_s", "loss"),
) -> HindsightBound:
    """Bound what any rule could have done on a shift; see `RELAXED`.

    It holds for every rule, whatever it tells units to do, by the same luck. On roads
    there is one reservation: a unit that is redirected turns round where it is, which
    others may have to drive on for; that its turning were worth more than what the
    luckiest drive spares everybody cannot be ruled out, and was never seen.

    Parameters
    ----------
    load, where, policy, seed, luck, between : as those of the shift in `simulate`.
    warm_up_s : alerts received before do not count, and may be left out.
    numbers : to be bounded; on_time always is.

    Raises
    ------
    FieldError : a seed that is none; visits that take no time.
    PlaceError : a place that is not on the roads, or not in the table.
    """
    policy = policy or Policy()
    terrain = where
    if not isinstance(terrain, Terrain):
        terrain = terrain_of(load, terrain, policy, make_zones=False)
    drawn = luck or ModelLuck(seed, policy)
    visits = visits_of(terrain, policy, tuple(drawn(each) for each in terrain.alerts))
    counts = visits.received_s >= warm_up_s
    shift = _Shift(terrain, load, policy, visits, between)
    return HindsightBound(
        n_alerts=int(counts.sum()),
        on_time=_on_time(shift, counts),
        waiting_s=_waiting_s(shift, counts) if "waiting_s" in numbers else None,
        loss=_loss(shift, counts) if "loss" in numbers else None,
    )


class _Shift:
    """Units, their shifts and their drives, at best."""

    def __init__(
        self,
        terrain: Terrain,
        load: Load,
        policy: Policy,
        visits: Visits,
        between: Between,
    ) -> None:
        spans = {shift.unit_id: (shift.start_s, shift.end_s) for shift in load.shifts}
        ends_s = max((end_s for _, end_s in spans.values()), default=0.0)
        self.policy, self.visits = policy, visits
        self._spans = [spans[unit.id] for unit in terrain.units]
        self._drives_s = min(1.0, luckiest_drive(visits.lucks)) * least_drives(
            terrain, policy, until_s=max(load.length_s, ends_s), between=between
        )

    def step_s(self, wanted_s: float) -> float:
        """Return a step after which any visit and the next order to its unit come.

        Raises
        ------
        FieldError : visits take no time.
        """
        shortest_s = float(self.visits.hold_s.min(initial=wanted_s))
        shortest_s += self.policy.least_dispatch_s
        if shortest_s < _LEAST_STEP_S:
            problem = f"{shortest_s:g} s from one visit to the next order"
            mend = f"let it and the shortest visit be {_LEAST_STEP_S:g} s at least"
            raise FieldError(problem, field="least_dispatch_s", mend=mend)
        return min(wanted_s, shortest_s)

    def at_most(self, gain: Gain, *, whole: bool = False) -> float:
        """Bound what all units together can gain."""
        if not len(gain.worth) or not self._spans:
            return 0.0
        least_told_s = float(self.policy.least_dispatch_s)
        chains = Chains(gain, self._drives_s, self._spans, least_told_s=least_told_s)
        return at_most(chains, whole=whole)


def _on_time(shift: _Shift, counts: Bools) -> int:
    """Alerts on time at most."""
    gain = on_time_gain(shift.visits, counts, shift.step_s(_ON_TIME_STEP_S))
    return int(shift.at_most(gain, whole=True))


def _waiting_s(shift: _Shift, counts: Bools) -> float:
    """Seconds until somebody is at the doors, at least."""
    gain = waiting_gain(shift.visits, counts, shift.step_s(_STEP_S))
    return gain.everything - shift.at_most(gain)


def _loss(shift: _Shift, counts: Bools) -> float | None:
    """Money that leaves at least."""
    visits = shift.visits
    asked = [alert.exposure is not None for alert in visits.alerts]
    if not (counts & np.array(asked, np.bool_)).any():
        return None
    fraud = shift.policy.fraud or shipped_numbers()
    gain = money_gain(
        visits,
        counts,
        shift.step_s(_STEP_S),
        horizon_s=fraud.horizon_s,
        callers=shift.policy.callers,
    )
    return gain.everything - shift.at_most(gain)
