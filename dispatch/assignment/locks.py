"""Carrying out what leaves no choice: locks, and alerts that nobody can serve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.assignment.crews import enough, enough_alone
from dispatch.assignment.problem import Bools, Problem


def ready(problem: Problem) -> Problem:
    """Take out of a problem what leaves no choice, so that solvers need not see it.

    Locks are carried out. Where all who could go to an alert are not enough
    together, nobody may. Where everybody left is enough alone, there is no crew.
    """
    locked = replace(problem, allowed=with_locks(problem))
    allowed = locked.allowed & enough_together(locked)
    alone = bool((enough_alone(locked) | ~allowed).all())
    return replace(locked, allowed=allowed, crew=None if alone else problem.crew)


def enough_together(problem: Problem) -> Bools:
    """Whether all who may go to an alert are enough for it together, [alerts]."""
    crew, allowed = problem.crew, problem.allowed
    together: Bools = np.asarray((allowed & enough_alone(problem)).any(axis=0))
    if crew is None or together.all():
        return together
    officers = crew.officers @ allowed >= crew.needed
    together |= officers & (crew.wanted == 0)
    for alert in np.flatnonzero(officers & ~together).tolist():
        units = np.flatnonzero(allowed[:, alert]).tolist()
        together[alert] = enough(problem, units, alert)
    return together


def with_locks(problem: Problem) -> Bools:
    """Leave a locked unit its own alert, and such an alert no more than it needs.

    Where the units locked to an alert are enough together nobody else goes there;
    where they are not, others may complete the team. Where one of them cannot go
    (no road, say) nobody goes.

    Returns
    -------
    [units, alerts]; `problem.allowed` is left as it is.

    Raises
    ------
    ValueError
        A unit that is locked to more than one alert.
    IndexError
        A unit or an alert that does not exist.
    """
    _check(problem)
    allowed = problem.allowed.copy()
    for units in problem.locked_to.values():
        allowed[list(units)] = False
    for alert, units in problem.locked_to.items():
        locked = list(units)
        can = bool(problem.allowed[locked, alert].all())
        if not can or enough(problem, locked, alert):
            allowed[:, alert] = False
        allowed[locked, alert] = can
    return allowed


def _check(problem: Problem) -> None:
    if len({unit for unit, _ in problem.locks}) < len(problem.locks):
        msg = "a unit is locked to more than one alert"
        raise ValueError(msg)
    for unit, alert in problem.locks:
        if not (0 <= unit < problem.units and 0 <= alert < problem.alerts):
            of = f"{problem.units} units, {problem.alerts} alerts"
            msg = f"locked pair ({unit}, {alert}) of {of}"
            raise IndexError(msg)
