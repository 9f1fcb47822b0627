"""Goals as whole numbers: what a pair, and waiting, cost; less is better.

    goal       a pair costs                an alert that waits costs
    on time    weight, where it is late    weight
    served     0                           weight
    loss       loss + extra                0
    changes    -1, where it was so before  0

A plan's costs add up to its goal, but for a constant. Goals that follow each other
are merged into one number: one step of a goal counts for more than twice all that
the goals after it can differ by,

    factor of the last      1
    factor of any other     1 + 2 x sum over the goals after it of factor x range

where a goal's range is the sum over alerts of the largest minus the least that the
alert can cost. So the cheapest plan is the best one, goal by goal; and twice, so
that a difference of two plans' costs tells the difference in each goal. Weights are
first divided by what divides them all; then a step of each goal is 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from dispatch.assignment.problem import Goal, Longs, Problem
from maps.errors import InputError

Ranges = Mapping[Goal, list[int]]

_LARGEST = int(np.iinfo(np.int64).max)


class WeightsTooLargeError(InputError, OverflowError):
    """Weights or times so large that a goal does not fit into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Costs:
    """One number for each of some pairs, and for each alert that waits.

    pair : [k]. waiting : [alerts].
    """

    pair: Longs
    waiting: Longs


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Goals that are minimised as one, and the factor of each.

    quick : smaller factors, nearly always right, but without proof.
    """

    goals: tuple[Goal, ...]
    factors: tuple[int, ...]
    quick: tuple[int, ...] = ()

    def factor(self, goal: Goal) -> int:
        """Return the factor of a goal, 0 of one that is not among these."""
        if goal not in self.goals:
            return 0
        return self.factors[self.goals.index(goal)]

    def steps(self, cost: int) -> dict[Goal, int]:
        """Take a difference of two plans' costs apart, into steps of each goal."""
        steps: dict[Goal, int] = {}
        for goal, factor in zip(self.goals, self.factors, strict=True):
            # To the nearest: what is left over belongs to the goals after it.
            steps[goal] = (2 * cost + factor) // (2 * factor)
            cost -= steps[goal] * factor
        return steps


def groups_of(problem: Problem, goals: tuple[Goal, ...]) -> list[Merged]:
    """Merge neighbouring goals; the worst time is no sum, and stands alone.

    Raises
    ------
    WeightsTooLargeError
        If even a single goal does not fit into 64 bits.
    """
    groups: list[Merged] = []
    for alone, some in groupby(goals, key=lambda goal: goal == "worst"):
        if alone:
            groups.append(Merged(goals=("worst",), factors=(1,)))
        else:
            groups.extend(merged(problem, tuple(some)))
    return groups


def merged(problem: Problem, goals: tuple[Goal, ...]) -> tuple[Merged, ...]:
    """Merge neighbouring goals as far as the numbers fit into 64 bits.

    Raises
    ------
    WeightsTooLargeError
        If even a single goal does not fit.
    """
    largest = _LARGEST // _room(problem)
    ranges = {goal: _ranges(problem, goal) for goal in goals}
    if any(sum(each) > largest for each in ranges.values()):
        msg = f"weights up to {int(problem.weight.max())} are too large"
        raise WeightsTooLargeError(msg, mend="choose smaller weights")
    groups: list[Merged] = []
    begun: tuple[Goal, ...] = ()
    for goal in goals:
        if begun and _apart((*begun, goal), ranges) > largest:
            groups.append(_merged(begun, ranges))
            begun = ()
        begun = (*begun, goal)
    if begun:
        groups.append(_merged(begun, ranges))
    return tuple(groups)


def costs_of(problem: Problem, group: Merged, unit: Longs, alert: Longs) -> Costs:
    """Work out what some pairs, [k], and waiting, [alerts], cost."""
    pair = np.zeros_like(unit)
    if factor := group.factor("loss") + group.factor("time"):
        pair += factor * problem.pair_loss[unit, alert]
        if problem.extra is not None:
            pair += factor * problem.extra[unit, alert]
    if factor := group.factor("on_time"):
        late = problem.time_s[unit, alert] > problem.target_s[alert]
        pair += late * (factor * _weight(problem)[alert])
    if (factor := group.factor("changes")) and problem.previous is not None:
        pair -= factor * (problem.previous[unit] == alert)
    waiting = _weight(problem) * (group.factor("on_time") + group.factor("served"))
    return Costs(pair=pair, waiting=waiting)


def _weight(problem: Problem) -> Longs:
    return problem.weight // _divisor(problem)


def _merged(goals: tuple[Goal, ...], ranges: Ranges) -> Merged:
    sums = {goal: sum(ranges[goal]) for goal in goals}
    # What a single alert can bring: seldom too little.
    quick = {goal: max(ranges[goal], default=0) for goal in goals}
    return Merged(
        goals=goals, factors=_factors(goals, sums), quick=_factors(goals, quick)
    )


def _factors(goals: tuple[Goal, ...], apart: Mapping[Goal, int]) -> tuple[int, ...]:
    """Make a step of each goal count for more than those after it come apart."""
    factors: list[int] = []
    below = 0
    for goal in reversed(goals):
        factors.append(1 + 2 * below)
        below += factors[-1] * apart[goal]
    return tuple(reversed(factors))


def _apart(goals: tuple[Goal, ...], ranges: Ranges) -> int:
    """How far apart two plans can be in merged goals."""
    factors = _merged(goals, ranges).factors
    pairs = zip(factors, goals, strict=True)
    return sum(factor * sum(ranges[goal]) for factor, goal in pairs)


def _ranges(problem: Problem, goal: Goal) -> list[int]:
    """How far apart a goal's costs can be, of each alert."""
    if goal in {"on_time", "served"}:
        steps: list[int] = _weight(problem).tolist()
        return steps
    if goal == "changes":
        before = [] if problem.previous is None else problem.previous.tolist()
        return [1] * len({alert for alert in before if alert >= 0})
    if problem.loss is None and _overflows(problem):
        return [_LARGEST]
    most: list[int] = problem.most_loss.tolist()
    return most


def _overflows(problem: Problem) -> bool:
    """Whether weight times time leaves 64 bits."""
    heaviest = problem.weight.max(initial=0)
    longest = problem.time_s.max(initial=0, where=problem.allowed)
    return int(heaviest) * int(longest) > _LARGEST


def _divisor(problem: Problem) -> int:
    return int(np.gcd.reduce(problem.weight)) or 1


def _room(problem: Problem) -> int:
    # OR-Tools multiplies costs by its number of nodes + 1, its own source and sink
    # included, and moves potentials by several of the largest: 8 is twice what was
    # needed in trials at the limit.
    return 8 * (problem.units + problem.alerts + 4)
