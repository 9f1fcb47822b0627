"""Why nobody goes to an alert: the first step after which no unit is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.plan_rows import Reason


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Eligibility:
    """What stands between units and alerts, [units, alerts] each.

    free : the unit can be sent, now or when it is known to be free.
    enough_officers : it has the officers that the alert needs.
    not_forbidden : the pair may form.
    reachable : there is a road.
    within_cut_off : the time to door is short enough, or the pair is locked.
    """

    free: Bools
    enough_officers: Bools
    not_forbidden: Bools
    reachable: Bools
    within_cut_off: Bools

    @property
    def allowed(self) -> Bools:
        """Pairs that pass every step, [units, alerts]."""
        allowed = np.ones_like(self.free)
        for matrix, _ in self._steps:
            allowed &= matrix
        return allowed

    def reason(self, alert: int, *, locked_unit: int | None = None) -> Reason:
        """Say why nobody goes to an alert that is left waiting.

        Parameters
        ----------
        alert : its index.
        locked_unit : the only unit that it can have, where it is locked.
        """
        left = np.ones(self.free.shape[0], dtype=np.bool_)
        if locked_unit is not None:
            left[:] = False
            left[locked_unit] = True
        for matrix, reason in self._steps:
            left &= matrix[:, alert]
            if not left.any():
                return reason
        return Reason.OTHERS_FIRST

    @property
    def _steps(self) -> tuple[tuple[Bools, Reason], ...]:
        return (
            (self.free, Reason.NO_FREE_UNIT),
            (self.enough_officers, Reason.TOO_FEW_OFFICERS),
            (self.not_forbidden, Reason.FORBIDDEN),
            (self.reachable, Reason.NO_ROUTE),
            (self.within_cut_off, Reason.BEYOND_CUT_OFF),
        )
