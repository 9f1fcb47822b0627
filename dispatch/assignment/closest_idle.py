"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dispatch.assignment.crews import least_team
from dispatch.assignment.matrix_kernels import nearest_units
from dispatch.assignment.problem import WAITS, Bools, Problem, Teams

_FEW = 8
"""Nearest units of each alert that are found at once; seldom are all of them taken."""


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
        areas = problem.areas
        self._spare = [] if areas is None else areas.spare.tolist()

    def take(self, alert: int) -> tuple[int, ...]:
        """Send the units that are enough soonest, () where nobody is."""
        team = self._of_nearest(alert) or self._of_all(alert)
        self.send(team)
        return team

    def _of_nearest(self, alert: int) -> tuple[int, ...]:
        """Those who are enough soonest, where a few are; () where it takes more."""
        problem = self._problem
        if self._spare or alert in problem.locked_to:
            return ()
        near = [u for u in self._nearest[alert] if u != WAITS and self._idle[u]]
        if problem.crew is None:
            return tuple(near[:1])
        return least_team(problem, np.array(sorted(near), np.int64), alert) or ()

    @cached_property
    def _nearest(self) -> list[list[int]]:
        problem = self._problem
        units = nearest_units(problem.time_s, problem.allowed, _FEW)
        rows: list[list[int]] = units.tolist()
        return rows

    def _of_all(self, alert: int) -> tuple[int, ...]:
        """Of all whom their areas can spare, those who are enough soonest."""
        can = self._idle & self._problem.allowed[:, alert]
        team = self._enough(alert, can)
        while too_many := self._too_many(team):
            can[too_many] = False
            team = self._enough(alert, can)
        return team

    def _enough(self, alert: int, can: Bools) -> tuple[int, ...]:
        return least_team(self._problem, np.flatnonzero(can), alert) or ()

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
