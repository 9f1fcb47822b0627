"""The pairs that a flow may use: few to begin with, more where they are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.matrix_kernels import nearest_units
from dispatch.assignment.problem import WAITS, Bools, Longs, Problem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Pairs of indexes, one row each, with what each costs."""

    unit: Longs
    alert: Longs
    cost: Longs

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.unit)

    def __add__(self, more: Arcs) -> Arcs:
        """Put further pairs behind these."""
        return Arcs(
            unit=np.concatenate((self.unit, more.unit)),
            alert=np.concatenate((self.alert, more.alert)),
            cost=np.concatenate((self.cost, more.cost)),
        )

    def where(self, some: Bools) -> Arcs:
        """Keep some of the rows."""
        return Arcs(unit=self.unit[some], alert=self.alert[some], cost=self.cost[some])

    def costing(self, cost: Longs) -> Arcs:
        """Take the same pairs at other costs."""
        return Arcs(unit=self.unit, alert=self.alert, cost=cost)


def nearest_pairs(problem: Problem, usable: Bools, count: int) -> tuple[Longs, Longs]:
    """Take the `count` nearest usable units of each alert, of equals the lowest.

    Nearest is nearly always cheapest: within an alert, losses rise with the time.

    Returns
    -------
    unit, alert : [pairs], by alert.
    """
    units: Longs = nearest_units(problem.time_s, usable, count)
    alert, place = np.nonzero(units != WAITS)
    return units[alert, place], alert


def cheap_pairs(
    problem: Problem, usable: Bools, factor: int, alert_price: Longs
) -> tuple[Longs, Longs]:
    """Find usable pairs whose loss alone costs no more than their alert is worth.

    No unit is worth more than nothing, so all that cost no more than their prices
    are among them.

    Parameters
    ----------
    factor : what one step of loss costs.

    Returns
    -------
    unit, alert : [pairs], by unit.
    """
    if not factor:
        return _places(usable & (alert_price >= 0))
    # What a pair may cost less than its loss, who is under way to the alert, say.
    less = 0 if problem.extra is None else -int(problem.extra.min(initial=0))
    return _places((problem.pair_loss <= alert_price // factor + less) & usable)


def _places(chosen: Bools) -> tuple[Longs, Longs]:
    """Rows and columns of what is chosen, as `np.nonzero` in a third of its time."""
    return np.divmod(np.flatnonzero(chosen), max(1, chosen.shape[1]))
