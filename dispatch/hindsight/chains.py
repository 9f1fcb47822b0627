"""`Chains`: the best chain of visits for each unit, at prices of alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.hindsight.chain_kernels import best_after, best_first
from dispatch.hindsight.gains import Gain
from dispatch.intervals import Floats, Longs

Span = tuple[float, float]

_TOO_DEAR = 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Visits of one unit, one after the other.

    unit : its row. alerts : by their rows, in order. worth : of all of them. beyond :
    of that, what is beyond the prices that it was found by.
    """

    unit: int
    alerts: tuple[int, ...]
    worth: float
    beyond: float


class Chains:
    """Finds chains; what does not hang on prices is worked out once.

    units : how many. crew : [alerts] how many visits each may have. dearest :
    [alerts] the most that one is worth.
    """

    def __init__(
        self,
        gain: Gain,
        drives_s: Floats,
        spans: Sequence[Span],
        *,
        least_told_s: float,
    ) -> None:
        """Lay out steps in time.

        drives_s : [places, places] at their luckiest. spans : of units' shifts.
        least_told_s : from free to told.
        """
        visits, size = gain.visits, np.diff(gain.first)
        self._alerts = np.flatnonzero(size)  # those that are worth something
        kept, doors = self._alerts, visits.rows[self._alerts]
        self._size = size[kept]
        self.units, self.crew = len(spans), visits.crew
        self.dearest = np.zeros(len(visits.crew))
        self.dearest[kept] = gain.worth[gain.first[kept]]
        self._first = np.concatenate(([0], np.cumsum(self._size)))
        self._alert_of = np.repeat(np.arange(len(kept)), self._size)
        self._gate_s, self._last_s = visits.gate_s[kept], gain.last_s[kept]
        self._hold_s, self._until_s = visits.hold_s[kept], visits.until_s[kept]
        into = np.arange(len(self._alert_of)) - self._first[self._alert_of]
        self._at_s = self._gate_s[self._alert_of] + gain.step_s * into
        self._order = np.lexsort((-self._alert_of, -self._at_s))
        self._worth, self._step_s = gain.worth, gain.step_s
        self._per_s = gain.per_s[kept]
        self._move_s = np.maximum(drives_s[np.ix_(doors, doors)], least_told_s)
        self._farthest_s = self._move_s.max(axis=1, initial=0.0)
        stations = drives_s[: len(spans)][:, doors]
        self._first_move_s = np.maximum(stations, least_told_s)
        self._begins_s = np.array([begins_s for begins_s, _ in spans])
        self._by_end = _by_end(spans)

    def best(self, prices: Floats) -> list[Chain]:
        """Find for each unit the chain that is worth most beyond its prices.

        prices : [alerts], of each visit.
        """
        worth = self._worth - prices[self._alerts][self._alert_of]
        found: list[Chain] = []
        for ends_s, units in self._by_end.items():
            after, following = best_after(
                self._order,
                self._alert_of,
                self._at_s,
                worth,
                self._per_s,
                self._first,
                self._gate_s,
                self._last_s,
                self._hold_s,
                self._until_s,
                self._move_s,
                self._farthest_s,
                self._step_s,
                ends_s,
            )
            beyond, steps = best_first(
                self._begins_s[units],
                self._first_move_s[units],
                self._at_s,
                worth,
                after,
                self._per_s,
                self._first,
                self._gate_s,
                self._last_s,
                self._step_s,
            )
            rows = zip(units.tolist(), beyond.tolist(), steps.tolist(), strict=True)
            found += [self._chain(*row, following, prices) for row in rows]
        return found

    def together(self, prices: Floats) -> list[Chain]:
        """Find chains that do not meet, the one beyond its prices most first.

        Not the best: whoever comes later takes what is left.
        """
        left, prices = self.crew.copy(), prices.copy()
        taken: dict[int, Chain] = {}
        while len(taken) < self.units:
            others = [c for c in self.best(prices) if c.alerts and c.unit not in taken]
            if not others:
                break
            chain = max(others, key=lambda chain: chain.beyond)
            taken[chain.unit] = chain
            visited = [*chain.alerts]
            np.subtract.at(left, visited, 1)
            full = np.flatnonzero(left <= 0)
            prices[full] = _TOO_DEAR * (1.0 + self.dearest[full])
        return [*taken.values()]

    def _chain(
        self, unit: int, beyond: float, step: int, following: Longs, prices: Floats
    ) -> Chain:
        steps = []
        while step >= 0:
            steps.append(step)
            step = int(following[step])
        alerts = self._alerts[self._alert_of[steps]] if steps else self._alerts[:0]
        worth = beyond + float(prices[alerts].sum())
        return Chain(
            unit=unit, alerts=tuple(alerts.tolist()), worth=worth, beyond=beyond
        )


def _by_end(spans: Sequence[Span]) -> Mapping[float, Longs]:
    """Rows of units by when their shifts end."""
    ends_s = np.array([end_s for _, end_s in spans])
    return {end_s: np.flatnonzero(ends_s == end_s) for end_s in np.unique(ends_s)}
