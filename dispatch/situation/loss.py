"""What waiting costs: the seam for a model of the fraud."""

from __future__ import annotations

from typing import Protocol

from dispatch.assignment.problem import Longs
from dispatch.intervals import Floats
from scenarios.alert import Alert


class LossModel(Protocol):
    """Expected loss of an alert, with officers and without.

    Both in the scenario's currency, as the policy wants them counted; not negative.
    """

    def visited(self, alert: Alert, ahead_s: Longs, travel_s: Longs) -> Floats:
        """Say what is lost if officers come.

        Parameters
        ----------
        ahead_s : [k], seconds until they move. travel_s : [k], median seconds from
        then to the kerb; what lies between kerb and door is the alert's.

        Returns
        -------
        [k]; never falling with either.
        """

    def unvisited(self, alert: Alert) -> float:
        """Say what is lost if nobody comes; not less than if somebody does."""
