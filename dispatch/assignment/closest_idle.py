"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.assignment.crews import least_team
from dispatch.assignment.problem import FAR, Longs, Problem, Teams


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
    """Who is left while alerts are served one by one."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._locked = {unit for unit, _ in problem.locks}
        self._idle = np.ones(problem.units, np.bool_)
        self._passed_over: dict[int, list[int]] = {}
        areas = problem.areas
        self._spare = [] if areas is None else areas.spare.tolist()

    def take(self, alert: int) -> tuple[int, ...]:
        """Send the units that are enough soonest, () where nobody is."""
        team = self._team(alert)
        while too_many := self._too_many(team):
            self._passed_over[alert] = [*self._passed_over.get(alert, ()), *too_many]
            team = self._team(alert)
        self.send(team)
        return team

    def _team(self, alert: int) -> tuple[int, ...]:
        problem = self._problem
        if problem.crew is not None or alert in problem.locked_to:
            can = np.flatnonzero(self._time_s(alert) < FAR)
            return least_team(problem, can, alert) or ()
        time_s = problem.time_by_alert[alert]
        if not len(time_s):
            return ()
        nearest = int(time_s.argmin())
        if not self._idle[nearest] or alert in self._passed_over:
            time_s = self._time_s(alert)
            nearest = int(time_s.argmin())
        return (nearest,) if time_s[nearest] < FAR else ()

    def _time_s(self, alert: int) -> Longs:
        """Time to door of who can still be sent, else FAR, [units]."""
        time_s = np.where(self._idle, self._problem.time_by_alert[alert], FAR)
        time_s[self._passed_over.get(alert, [])] = FAR
        return time_s

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
