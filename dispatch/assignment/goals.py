"""The first three goals as one whole number per pair, less is better.

    on time    most weight served by its target
    served     then most weight served
    time       then least weight times time to door, over served alerts

A pair costs weight x time, plus weight x `late_s` where it is late. An alert that
waits costs weight x (`late_s` + `waiting_s`). Weights are first divided by what
divides them all, so that they differ by 1 at least. The two are seconds that no real
delay can outweigh, taken from the data: with W the sum of the weights, and T that of
weight x longest allowed time,

    waiting_s = 1 + T
    late_s    = 1 + T + waiting_s x W

No two plans differ by more than T in the third goal, and one of weight served counts
for more. None differ by more than T + waiting_s x W in the second and third
together, and one of weight on time counts for more. The cheapest plan is therefore
the best one, goal by goal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import gcd

import numpy as np

from dispatch.assignment.problem import Longs, Problem
from maps.errors import InputError

_LARGEST = int(np.iinfo(np.int64).max)


class WeightsTooLargeError(InputError, OverflowError):
    """Weights or times so large that the goals do not fit into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Costs:
    """What pairs and waiting cost in a problem.

    weight : [alerts] without their common divisor.
    late_s, waiting_s : seconds that being late, and waiting, count as.
    longest_s : longest allowed time to door of all.
    """

    problem: Problem
    weight: Longs
    late_s: int
    waiting_s: int
    longest_s: int

    @property
    def waiting(self) -> Longs:
        """Cost of leaving an alert waiting, [alerts]."""
        return self.weight * (self.late_s + self.waiting_s)

    def of_pairs(self, units: Longs, alerts: Longs) -> Longs:
        """Cost of allowed pairs, given by two equally long arrays of indexes."""
        time_s = self.problem.time_s[units, alerts]
        late = time_s > self.problem.target_s[alerts]
        return self.weight[alerts] * (time_s + late * self.late_s)

    def small(self) -> Costs:
        """Weigh the goals with small numbers: quick, nearly always right, no proof."""
        return replace(
            self,
            late_s=min(self.late_s, 64 * (self.longest_s + 1)),
            waiting_s=min(self.waiting_s, 4 * (self.longest_s + 1)),
        )


def costs_of(problem: Problem) -> Costs:
    """Weigh the goals of a problem against each other.

    Raises
    ------
    WeightsTooLargeError
        If the costs, scaled as OR-Tools scales them, would leave 64 bits.
    """
    divisor = gcd(*problem.weight.tolist()) or 1
    weights = [w // divisor for w in problem.weight.tolist()]
    longest_s = _longest_allowed_s(problem).tolist()
    most_time = sum(w * t for w, t in zip(weights, longest_s, strict=True))
    waiting_s = 1 + most_time
    late_s = 1 + most_time + waiting_s * sum(weights)
    _check_range(problem, max(weights, default=0) * (late_s + waiting_s))
    return Costs(
        problem=problem,
        weight=np.array(weights, dtype=np.int64),
        late_s=late_s,
        waiting_s=waiting_s,
        longest_s=max(longest_s, default=0),
    )


def _longest_allowed_s(problem: Problem) -> Longs:
    """Longest allowed time to door per alert, [alerts]; 0 where nobody may go."""
    allowed_s = np.where(problem.allowed, problem.time_s, 0)
    longest_s: Longs = allowed_s.max(axis=0, initial=0)
    return longest_s


def _check_range(problem: Problem, largest_cost: int) -> None:
    # OR-Tools multiplies costs by its number of nodes + 1, its own source and sink
    # included, and moves potentials by several of the largest: 8 is twice what was
    # needed in trials at the limit.
    if largest_cost > _LARGEST // (8 * (problem.units + problem.alerts + 4)):
        largest = int(problem.weight.max())
        msg = f"weights up to {largest} for {problem.alerts} alerts are too large"
        raise WeightsTooLargeError(msg, mend="choose smaller weights")
