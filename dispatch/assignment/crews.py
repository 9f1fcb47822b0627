"""When officers who have arrived are enough for an alert."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.assignment.problem import Bools, Longs, Problem


def usable_alone(problem: Problem) -> Bools:
    """Whether each unit may go to each alert and is enough there by itself."""
    if problem.crew is None:
        return problem.allowed
    return problem.allowed & enough_alone(problem)


def enough_alone(problem: Problem) -> Bools:
    """Whether each unit is enough for each alert by itself, [units, alerts]."""
    crew = problem.crew
    if crew is None:
        return np.ones(problem.time_s.shape, np.bool_)
    lacking = crew.wanted & ~crew.skills[:, None]
    alone: Bools = (crew.officers[:, None] >= crew.needed) & (lacking == 0)
    return alone


def enough(problem: Problem, units: Sequence[int], alert: int) -> bool:
    """Whether units together are enough for an alert; nobody never is."""
    crew = problem.crew
    if crew is None or not units:
        return bool(units)
    members = list(units)
    if int(crew.officers[members].sum()) < int(crew.needed[alert]):
        return False
    wanted, skills = int(crew.wanted[alert]), crew.skills[members]
    if crew.of_one[alert]:
        return bool((wanted & ~skills == 0).any())
    return wanted & ~int(np.bitwise_or.reduce(skills)) == 0


def last_needed(problem: Problem, team: Sequence[int], alert: int) -> int:
    """Unit of a team with whose arrival its officers are enough.

    Raises
    ------
    ValueError
        A team that is not enough.
    """
    order = _by_arrival(problem, np.array(team, np.int64), alert)
    count = _count_until_enough(problem, order, 1, alert)
    if count is None:
        msg = f"{team} are not enough for alert {alert}"
        raise ValueError(msg)
    return order[count - 1]


def least_team(problem: Problem, units: Longs, alert: int) -> tuple[int, ...] | None:
    """Of units that could go, those who are enough soonest, and nobody too many.

    The first to arrive, until they are enough; then whoever is not needed stays,
    the latest first. Who is locked to the alert comes along in any case.

    Parameters
    ----------
    units : [k] indexes, rising.

    Returns
    -------
    Indexes, rising; None where all together are not enough, or a locked one is
    not among them.
    """
    locked = problem.locked_to.get(alert, ())
    if not set(locked) <= set(units.tolist()):
        return None
    others = units[~np.isin(units, locked)] if locked else units
    order = [*locked, *_by_arrival(problem, others, alert)]
    count = _count_until_enough(problem, order, max(1, len(locked)), alert)
    if count is None:
        return None
    team = order[:count]
    for unit in reversed(order[len(locked) : count - 1]):
        rest = [other for other in team if other != unit]
        if enough(problem, rest, alert):
            team = rest
    return tuple(sorted(team))


def _by_arrival(problem: Problem, units: Longs, alert: int) -> list[int]:
    """Order rising indexes by time to an alert's door, equal times by index."""
    times = problem.time_s[units, alert]
    order: list[int] = units[np.argsort(times, kind="stable")].tolist()
    return order


def _count_until_enough(
    problem: Problem, order: list[int], least: int, alert: int
) -> int | None:
    """Count of the first in a row who are enough, None if all are not."""
    for count in range(least, len(order) + 1):
        if enough(problem, order[:count], alert):
            return count
    return None
