"""Prices of alerts by which chains prove how much all of them can be worth.

Whatever the prices, none below 0: all chains together are worth at most the sum of the
prices, each as often as its alert needs a unit, and of what the best chain of each
unit is worth beyond them. GLOP finds prices by the chains found so far, chains are
found by the prices, and so on (column generation: Desaulniers, Desrosiers, Solomon
(eds.), 2005; by prices between the best so far and the newest: Wentges, Int. Trans. in
Operational Research 4, 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

# OR-Tools hands this on with types, but takes matrices of SciPy.
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import csr_matrix

from dispatch.hindsight.chains import Chain, Chains
from dispatch.intervals import Floats

ROUNDS = 40
"""After which the best bound so far is taken: a fixed amount of work (assumed)."""

_NEAR = 2e-3  # as a share of what is reached: nearer bounds are as good
_SMOOTH = 0.5
_TEAMWORK_EVERY = 2
_ROUNDING = 1e-6


def at_most(chains: Chains, *, whole: bool = False, rounds: int = ROUNDS) -> float:
    """Prove that all chains together are worth no more than that.

    whole : what they are worth is a whole number, whatever they are.
    """
    crew, scale = chains.crew.astype(float), max(chains.dearest.max(initial=0.0), 1e-9)
    shares = _Shares(chains, scale)
    # By these nobody is worth sending: what all visits are worth is a bound.
    best, newest = chains.dearest, np.zeros(len(crew))
    proved = float(crew @ best)
    for done in range(rounds):
        prices = newest if not done else _SMOOTH * best + (1.0 - _SMOOTH) * newest
        found = chains.best(prices)
        bound = float(crew @ prices) + sum(chain.beyond for chain in found)
        if bound < proved:
            proved, best = bound, prices
        if done % _TEAMWORK_EVERY == 0:
            found += chains.together(prices)
        if not shares.add(found):
            best = newest  # nothing is new there: look where the prices are
        answer = shares.solve()
        if answer is None:
            break
        reached, newest = answer
        if _near(proved, reached, whole=whole):
            break
    return float(floor(proved + _ROUNDING)) if whole else proved


def _near(proved: float, reached: float, *, whole: bool) -> bool:
    if whole and floor(proved + _ROUNDING) <= floor(reached + _ROUNDING):
        return True
    return proved - reached <= _NEAR * reached


class _Shares:
    """The choice among chains, with shares instead of whole ones, by GLOP."""

    def __init__(self, chains: Chains, scale: float) -> None:
        """Begin without a chain; GLOP counts in units of `scale`."""
        self._crew, self._dearest = chains.crew.astype(float), chains.dearest / scale
        self._units, self._scale = chains.units, scale
        self._chains: dict[tuple[int, tuple[int, ...], float], Chain] = {}

    def add(self, chains: Sequence[Chain]) -> bool:
        """Take chains in; say whether any is new."""
        before = len(self._chains)
        self._chains |= {
            (c.unit, c.alerts, round(c.worth / self._scale, 9)): c for c in chains
        }
        return len(self._chains) > before

    def solve(self) -> tuple[float, Floats] | None:
        """Return what the best shares are worth, and prices of alerts.

        None if GLOP does not call its answer optimal. A visit more than an alert
        needs costs the most that any is worth, which keeps prices below that.
        """
        alerts, columns = len(self._crew), [*self._chains.values()]
        rows = [(*chain.alerts, alerts + chain.unit) for chain in columns]
        row = np.concatenate([*map(np.array, rows), np.arange(alerts)])
        sizes = [*map(len, rows), *[1] * alerts]
        column = np.repeat(np.arange(len(sizes)), sizes)
        value = np.where(column < len(columns), 1.0, -1.0)
        shape = (alerts + self._units, len(sizes))
        most = np.concatenate([self._crew, np.ones(self._units)])
        worth = np.array([chain.worth for chain in columns]) / self._scale
        model = ModelBuilderHelper()
        # The stubs write arrays' kinds where NumPy has their shapes.
        model.fill_model_from_sparse_data(
            np.zeros(len(sizes)),  # type: ignore[arg-type]
            np.full(len(sizes), np.inf),  # type: ignore[arg-type]
            np.concatenate([-worth, self._dearest]),  # type: ignore[arg-type]
            np.full(len(most), -np.inf),  # type: ignore[arg-type]
            most,  # type: ignore[arg-type]
            csr_matrix((value, (row, column)), shape=shape),
        )
        solver = ModelSolverHelper("glop")
        solver.solve(model)
        if solver.status() != SolveStatus.OPTIMAL:
            return None
        prices = np.maximum(-solver.dual_values()[:alerts], 0.0)
        return -self._scale * solver.objective_value(), self._scale * prices
