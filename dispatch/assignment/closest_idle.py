"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dispatch.assignment.crews import least_team
from dispatch.assignment.matrix_kernels import nearest_units
from dispatch.assignment.problem import FAR, WAITS, Longs, Problem, Teams

_AT_ONCE = 16
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
        self._place = np.argsort(problem.received_order)
        self._rows: dict[int, Longs] = {}
        areas = problem.areas
        self._spare = [] if areas is None else areas.spare.tolist()

    def take(self, alert: int) -> tuple[int, ...]:
        """Send the units that are enough soonest, () where nobody is."""
        of_one = self._problem.crew is None and alert not in self._problem.locked_to
        team = self._one(alert) if of_one and not self._spare else self._team(alert)
        self.send(team)
        return team

    def _one(self, alert: int) -> tuple[int, ...]:
        """Of all who are idle, who is soonest at an alert where one is enough."""
        for unit in self._nearest[alert]:
            if unit == WAITS:
                return ()
            if self._idle[unit]:
                return (unit,)
        problem = self._problem
        can = np.flatnonzero(self._idle & problem.allowed[:, alert])
        if not len(can):
            return ()
        return (int(can[problem.time_s[can, alert].argmin()]),)

    @cached_property
    def _nearest(self) -> list[list[int]]:
        problem = self._problem
        units = nearest_units(problem.time_s, problem.allowed, _FEW)
        rows: list[list[int]] = units.tolist()
        return rows

    def _team(self, alert: int) -> tuple[int, ...]:
        """Of all whom their areas can spare, those who are enough soonest."""
        time_s = self._time_s(alert)
        team = self._enough(alert, time_s)
        while too_many := self._too_many(team):
            time_s[too_many] = FAR
            team = self._enough(alert, time_s)
        return team

    def _enough(self, alert: int, time_s: Longs) -> tuple[int, ...]:
        """Of all who are idle and not FAR, those who are enough soonest."""
        can = np.flatnonzero(self._idle & (time_s < FAR))
        return least_team(self._problem, can, alert) or ()

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
