"""What waiting costs: the seam for a model of the fraud."""

from __future__ import annotations

from typing import Protocol

from dispatch.assignment.problem import Longs
from dispatch.intervals import Floats
from scenarios.alert import Alert


class LossModel(Protocol):
    """Expected loss until somebody is at the door."""

    def __call__(self, alert: Alert, time_s: Longs) -> Floats:
        """Say what is lost if officers are at the door so long after the warning.

        Parameters
        ----------
        time_s : [k], time to door.

        Returns
        -------
        [k], in the scenario's currency; not negative, and never falling with time.
        """
