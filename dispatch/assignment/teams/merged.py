"""The first goals in one: how much each counts, and what a bound of all says of each.

With `most` the largest sum of losses there can be, plans are compared by

    a x on_time + b x served + loss

(on_time and served are minus the weight, so that less is better). Whoever is on time
is served, so served <= on_time, and from a bound L on the whole follow, one after
the other,

    on_time >= (L - most) / (a + b)
    served  >= (L - a x on_time - most) / b      where on_time cannot be less
    loss    >= L - a x on_time - b x served      where served cannot be less either

all rounded up to what weights have in common. If a and b are large enough, L proves
each value that the best plan has. They are chosen so that they usually are; whether
they were, the bounds show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

import numpy as np

from dispatch.assignment.problem import Goal, Longs, Problem
from dispatch.assignment.teams.columns import LOSSES
from dispatch.assignment.teams.makes import alike_alerts

# Beyond this, prices as floats are too coarse to be of use; assumed.
_LARGEST = 2**36


def mergeable(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """The first goals that may be one: on_time, served, loss, or a part in order."""
    order: tuple[tuple[Goal, ...], ...] = (("on_time",), ("served",), LOSSES)
    taken: list[Goal] = []
    for group in order:
        if goals[len(taken) : len(taken) + 1] and goals[len(taken)] in group:
            taken.append(goals[len(taken)])
    return tuple(taken)


def aims_of(
    problem: Problem, goals: Sequence[Goal], late: int
) -> dict[Goal, int] | None:
    """How much each of the goals counts; None if numbers would be too large.

    late : weight that a good plan serves late.
    """
    step = gcd(*problem.weight.tolist()) or 1
    total = sum(problem.weight.tolist())
    aims: dict[Goal, int] = {}
    room = 0
    for goal in reversed(goals):
        if goal in LOSSES:
            aims[goal], room = 1, most_loss(problem)
        elif goal == "served":
            aims[goal] = room // step + 1
        else:
            served = aims.get("served", 0)
            lost = total if served == 1 else max(2 * late, total // 8)
            aims[goal] = (served * lost + room) // step + 1
    largest = max(aims.values(), default=0) * max(problem.weight.tolist(), default=0)
    return None if largest > _LARGEST else {goal: aims[goal] for goal in goals}


def bounds_of(
    problem: Problem, aims: Mapping[Goal, int], bound: int, values: Mapping[Goal, int]
) -> dict[Goal, int]:
    """What a bound on all says of each goal, up to the first that it leaves open.

    values : what the plan reaches in each.
    """
    step = gcd(*problem.weight.tolist()) or 1
    bounds: dict[Goal, int] = {}
    left, rest = bound, list(aims)
    for goal, aim in aims.items():
        rest.remove(goal)
        if goal in LOSSES:
            bounds[goal] = left
            break
        most = most_loss(problem) if set(rest) & set(LOSSES) else 0
        worth = aim + (aims.get("served", 0) if goal == "on_time" else 0)
        bounds[goal] = -((most - left) // (worth * step)) * step
        if bounds[goal] < values[goal]:
            break
        left -= aim * values[goal]
    return bounds


def most_loss(problem: Problem) -> int:
    """The largest sum of losses that a plan could come to."""
    most: Longs = np.where(problem.allowed, problem.pair_loss, 0).max(axis=0, initial=0)
    total: int = sum(most.tolist())
    if problem.extra is None:
        return total
    extra: Longs = np.where(problem.allowed, problem.extra, 0).max(axis=0, initial=0)
    for alike in alike_alerts(problem):
        size = max((len(make.kinds) for make in alike.makes), default=0)
        total += (size + len(alike.locked)) * sum(extra[alike.alerts].tolist())
    return total
