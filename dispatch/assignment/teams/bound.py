"""The bound that prices prove, worked out apart from the program that found them.

Let every plan pay its prices: for each unit it sends, for what its goals come to above
their limits, and for each team that has two or more of an odd set. No plan within the
limits pays more than it gets back, so none can be better than the cheapest of all
plans without any rule but these: each alert takes its cheapest team, or waits, as if
it were alone. All in whole numbers, over all teams that are just enough:

    bound x scale = sum over alerts of min(0, cheapest team)
                    - sum of prices of units - sum of price x spare units of areas
                    - sum over odd sets of 2 n + 1 units or alerts of price x n
                    - sum over goals of price x limit
                    + sum over zones of price x (wanted - units that reach it)
                    + scale x aim, and price, of what counts if nobody is sent

A team with two or more of a set takes two of them for itself: n such teams at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import gcd

import numpy as np

from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.teams.cheapest import Cheapest, charge_of
from dispatch.assignment.teams.makes import NOBODY
from dispatch.assignment.teams.proof import Proof

_LARGEST = 2**54


class BadProofError(ValueError):
    """Prices that prove nothing."""


def certify_bound(problem: Problem, proof: Proof) -> int:
    """Work out what the prices prove: no plan within the limits comes to less.

    Raises
    ------
    BadProofError
        Prices of a wrong shape, below zero, or too large for 64 bits; a zone's
        price above what its shortage counts.
    """
    total = sum(total_of(problem, proof))
    if proof.beyond_s is not None:
        return proof.beyond_s if total > 0 else 0
    step = step_of(problem, proof.aims)
    return -(-total // (proof.scale * step)) * step


def total_of(
    problem: Problem, proof: Proof, cheapest: Cheapest | None = None
) -> tuple[int, int]:
    """Work out the parts of bound x scale: what is fixed, and the alerts' sum.

    cheapest : of the problem, if there are many proofs.

    Raises
    ------
    BadProofError
        As above.
    """
    known = Cheapest(problem) if cheapest is None else cheapest
    _check(problem, proof, known.largest)
    return _constant(problem, proof), known.total(proof)


def step_of(problem: Problem, aims: Mapping[Goal, int]) -> int:
    """What divides all that the aims can come to."""
    if aims and set(aims) <= {"on_time", "served"}:
        return gcd(*problem.weight.tolist()) or 1
    if set(aims) == {"preparedness"} and problem.zones is not None:
        return gcd(*problem.zones.weight.tolist()) or 1
    return 1


def _check(problem: Problem, proof: Proof, lost: int) -> None:
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    zones = 0 if problem.zones is None else len(problem.zones.weight)
    shapes = (
        (proof.unit, problem.units),
        (proof.area, areas),
        (proof.zone, zones),
        (proof.odd, len(proof.odd_sets)),
    )
    for prices, length in shapes:
        if prices.dtype != np.int64 or prices.shape != (length,):
            raise BadProofError("prices of a wrong shape")
        if (prices < 0).any():
            raise BadProofError("a price below zero")
    _check_sets(problem, proof)
    if proof.scale < 1 or min(proof.limit.values(), default=0) < 0:
        raise BadProofError("a price below zero")
    if not proof.limits.keys() >= proof.limit.keys():
        raise BadProofError("a price for a goal without a limit")
    if problem.zones is not None:
        lacking = charge_of(proof, "preparedness")
        if any(
            price > lacking * weight
            for price, weight in zip(
                proof.zone.tolist(), problem.zones.weight.tolist(), strict=True
            )
        ):
            raise BadProofError("a zone's price above what its shortage counts")
    _check_size(problem, proof, lost)


def _check_sets(problem: Problem, proof: Proof) -> None:
    odd_sets = proof.odd_sets
    if odd_sets.dtype != np.int64 or odd_sets.ndim != 2:  # noqa: PLR2004 - rows of things
        raise BadProofError("odd sets of a wrong shape")
    for row in odd_sets.tolist():
        things = row[: row.index(NOBODY)] if NOBODY in row else row
        rises = all(one < other for one, other in pairwise(things))
        inside = min(row) >= NOBODY and max(row) < problem.alerts + problem.units
        behind = set(row[len(things) :]) <= {NOBODY}
        if len(things) % 2 == 0 or not (rises and inside and behind):
            raise BadProofError("a set that is not odd")


def _check_size(problem: Problem, proof: Proof, lost: int) -> None:
    extra = 0 if problem.extra is None else int(np.abs(problem.extra).max(initial=0))
    losses = charge_of(proof, "loss") + charge_of(proof, "time")
    weights = charge_of(proof, "on_time") + charge_of(proof, "served")
    of_unit = (
        max(proof.unit.tolist(), default=0)
        + max(proof.area.tolist(), default=0)
        + sum(proof.zone.tolist())
        + sum(proof.odd.tolist())
        + losses * extra
        + charge_of(proof, "changes")
    )
    of_last = losses * lost + proof.scale
    of_last += weights * int(problem.weight.max(initial=0))
    most_units = 16 + len(problem.locks)
    if of_unit * most_units + of_last > _LARGEST:
        raise BadProofError("prices too large for 64 bits")


def _constant(problem: Problem, proof: Proof) -> int:
    most = (proof.odd_sets != NOBODY).sum(axis=1) // 2
    total = -sum(proof.unit.tolist())
    total -= sum(p * n for p, n in zip(proof.odd.tolist(), most.tolist(), strict=True))
    total -= sum(p * proof.limits[goal] for goal, p in proof.limit.items())
    if problem.areas is not None:
        spare = problem.areas.spare.tolist()
        total -= sum(p * s for p, s in zip(proof.area.tolist(), spare, strict=True))
    if problem.zones is not None:
        there = problem.zones.reaches.sum(axis=0).tolist()
        wanted = problem.zones.wanted.tolist()
        rows = zip(proof.zone.tolist(), wanted, there, strict=True)
        total += sum(price * (want - have) for price, want, have in rows)
    if problem.previous is not None:
        total += charge_of(proof, "changes") * int((problem.previous >= 0).sum())
    return int(total)
