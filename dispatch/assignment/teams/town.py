"""What all goals share: who could arrive when, and how much time is left."""

from __future__ import annotations

from functools import cached_property
from time import monotonic

from dispatch.assignment.problem import Problem
from dispatch.assignment.teams.arrivals import Arrivals, arrivals_of
from dispatch.assignment.teams.cheapest import Cheapest

_NEAR = 48
"""How many units per alert are priced first; tried on 500 alerts; assumed."""


class Town:
    """Who could arrive when: of the nearest units, and of all."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    @cached_property
    def near(self) -> tuple[Arrivals, ...]:
        """The nearest units of each alert."""
        return arrivals_of(self._problem, _NEAR)

    @cached_property
    def all(self) -> tuple[Arrivals, ...]:
        """All units; not sorted before they are asked for."""
        if self._problem.units <= _NEAR:
            return self.near
        return arrivals_of(self._problem)

    @cached_property
    def cheapest(self) -> Cheapest:
        """The checker's own list of who may go where."""
        return Cheapest(self._problem)


class Clock:
    """The safety net: how much of the time given is left."""

    def __init__(self, deadline: float | None) -> None:
        self._deadline = deadline

    @property
    def left_s(self) -> float | None:
        """Seconds left, None if there is no end."""
        return None if self._deadline is None else self._deadline - monotonic()

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        left_s = self.left_s
        return left_s is not None and left_s <= 0
