"""Who else could go to each alert, and what that would cost."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import FAR
from dispatch.assignment.reasons import may_leave
from dispatch.assignment.single.regrets import Regrets, regrets
from dispatch.goal_rows import loss_step
from dispatch.goal_words import LossStep
from dispatch.page.plan.layer_rows import Row
from dispatch.plan import Plan
from dispatch.policy import Policy
from dispatch.working import Working

MOST = 2
"""How many are told of."""

MOST_PRICED = 500_000
"""Units x alerts x alerts up to which prices are worked out: half a second."""


def alternatives(plan: Plan) -> dict[str, list[Row]]:
    """Return the next units for each alert by its id, those of least price first.

    Of each: unit_id; time_to_door_s; goes_to, the alert that it is sent to instead;
    price, by how much the first goals would be worse with everybody else planned anew
    for them, exactly; None where it takes solving, or too long, to know: of teams, and
    where areas keep units. Empty for plans made by hand.
    """
    working = plan.working
    if working is None:
        return {}
    step = loss_step(working, plan.policy)
    told = _Alternatives(working, plan.policy, step)
    return {
        alert.id: told.of(column) for column, alert in enumerate(working.case.alerts)
    }


class _Alternatives:
    """What can be read off one solved problem, alert by alert."""

    def __init__(self, working: Working, policy: Policy, step: LossStep) -> None:
        self._case, self._solved = working.case, working.solved
        self._policy, self._step = policy, step
        teams = working.solved.best.teams
        self._goes_to = {
            unit: alert for alert, team in enumerate(teams) for unit in team
        }

    def of(self, alert: int) -> list[Row]:
        """Return the rows of one alert."""
        known = self._regrets(alert)
        return [self._row(unit, alert, known) for unit in self._next(alert, known)]

    def _regrets(self, alert: int) -> Regrets | None:
        single = self._solved.single
        if single is None or not single.proof or "worst" in single.proof[0].goals:
            return None
        problem = self._case.problem
        units, alerts = problem.time_s.shape
        if problem.areas is not None or units * alerts**2 > MOST_PRICED:
            return None
        plan, step = single.unit_of_alert, single.proof[0]
        return regrets(problem, plan, step, alert)

    def _next(self, alert: int, known: Regrets | None) -> list[int]:
        """Units that may go and do not, of least regret, else the nearest."""
        problem = self._case.problem
        may = np.zeros(problem.units, np.bool_)
        may[may_leave(problem, np.flatnonzero(problem.allowed[:, alert]))] = True
        may[list(self._solved.best.teams[alert])] = False
        price = np.zeros(problem.units, np.int64) if known is None else known.of_unit
        order = np.lexsort((problem.time_s[:, alert], price))
        able = [u for u in order.tolist() if may[u] and price[u] < FAR]
        return able[:MOST]

    def _row(self, unit: int, alert: int, known: Regrets | None) -> Row:
        case = self._case
        elsewhere = self._goes_to.get(unit)
        return {
            "unit_id": case.units[unit].id,
            "time_to_door_s": int(case.problem.time_s[unit, alert]),
            "goes_to": None if elsewhere is None else case.alerts[elsewhere].id,
            "price": None if known is None else self._price(known, unit),
        }

    def _price(self, known: Regrets, unit: int) -> dict[str, int]:
        """Return what is worse, in weights, and the third goal in what it counts."""
        # Regrets count weights in steps of what divides them all.
        weight = int(np.gcd.reduce(self._case.problem.weight))
        sizes = {
            "on_time": weight,
            "served": weight,
            "loss": self._step.size,
            "time": self._policy.time_step_s,
        }
        rises = known.steps(unit)
        return {g: int(sizes.get(g, 1) * rise) for g, rise in rises.items() if rise}
