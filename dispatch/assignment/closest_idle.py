"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.assignment.crews import least_team
from dispatch.assignment.problem import FAR, Longs, Problem, Teams

_AT_ONCE = 16


def closest_idle(problem: Problem) -> Teams:
    """Give each alert, in order of receipt, the units left that are enough soonest.

    Equal times: the lowest index. Locks hold, and no more units leave an area than
    may leave it.
    """
    return filled(problem, ((),) * problem.alerts)


def filled(problem: Problem, begun: Teams) -> Teams:
    """Serve by the same rule whom a plan begun leaves waiting.

    Of teams begun, those that would take too many units out of an area come undone.
    """
    teams: list[tuple[int, ...]] = [()] * problem.alerts
    idle = _Idle(problem)
    order = problem.received_order.tolist()
    for alert in order:
        if begun[alert] and idle.can_spare(begun[alert]):
            teams[alert] = begun[alert]
            idle.send(begun[alert])
    for alert in order:
        if not teams[alert]:
            teams[alert] = idle.take(alert)
    return tuple(teams)


class _Idle:
    """Who is left while alerts are served one by one, in order of receipt."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._locked = {unit for unit, _ in problem.locks}
        self._idle = np.ones(problem.units, np.bool_)
        self._place = np.argsort(problem.received_order)
        self._rows: dict[int, Longs] = {}
        areas = problem.areas
        self._spare = [] if areas is None else areas.spare.tolist()

    def take(self, alert: int) -> tuple[int, ...]:
        """Send the units that are enough soonest, () where nobody is."""
        time_s = self._time_s(alert)
        team = self._team(alert, time_s)
        while too_many := self._too_many(team):
            time_s[too_many] = FAR
            team = self._team(alert, time_s)
        self.send(team)
        return team

    def _team(self, alert: int, time_s: Longs) -> tuple[int, ...]:
        """Of all who are idle and not FAR, those who are enough soonest."""
        problem = self._problem
        if problem.crew is not None or alert in problem.locked_to:
            can = np.flatnonzero(self._idle & (time_s < FAR))
            return least_team(problem, can, alert) or ()
        if not len(time_s):
            return ()
        nearest = int(time_s.argmin())
        if not self._idle[nearest]:
            time_s[~self._idle] = FAR
            nearest = int(time_s.argmin())
        return (nearest,) if time_s[nearest] < FAR else ()

    def _time_s(self, alert: int) -> Longs:
        """Time to door of all who may go, else FAR, [units]; the caller's own."""
        if alert not in self._rows:
            # A few alerts at once: units are rows, and rows lie side by side.
            problem, place = self._problem, int(self._place[alert])
            some = problem.received_order[place : place + _AT_ONCE]
            allowed = problem.allowed[:, some]
            time_s = np.where(allowed, problem.time_s[:, some], FAR).T.copy()
            self._rows = dict(zip(some.tolist(), time_s, strict=True))
        return self._rows[alert]

    def can_spare(self, team: Sequence[int]) -> bool:
        """Whether areas can spare a team."""
        return not self._too_many(team)

    def _too_many(self, team: Sequence[int]) -> list[int]:
        """Those of a team by whom more units would leave an area than may."""
        if not self._spare:
            return []
        spare = self._spare.copy()
        too_many = []
        for unit, area in self._of_areas(team):
            spare[area] -= 1
            if spare[area] < 0:
                too_many.append(unit)
        return too_many

    def send(self, team: Sequence[int]) -> None:
        """Take a team away from who is left."""
        for unit in team:
            self._idle[unit] = False
        if self._spare:
            for _, area in self._of_areas(team):
                self._spare[area] -= 1

    def _of_areas(self, team: Sequence[int]) -> list[tuple[int, int]]:
        """Units of a team that count for an area, with it."""
        areas = self._problem.areas
        if areas is None:
            return []
        pairs = [(unit, int(areas.of_unit[unit])) for unit in team]
        return [(u, area) for u, area in pairs if area >= 0 and u not in self._locked]
