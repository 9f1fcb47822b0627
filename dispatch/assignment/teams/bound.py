"""The bound that prices prove, worked out apart from the program that found them.

Let every plan pay its prices: for each unit it sends, and what its goals come to
above their limits. No plan within the limits pays more than it gets back, so none
can be better than the cheapest of all plans without any rule but these: each alert
takes its cheapest team, or waits, as if it were alone. All in whole numbers, over
all teams that are just enough:

    bound x scale = sum over alerts of min(0, cheapest team)
                    - sum of prices of units - sum of price x spare units of areas
                    - sum over goals of price x limit
                    + sum over zones of price x (wanted - units that reach it)
                    + scale x aim, and price, of what counts if nobody is sent
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

import numpy as np

from dispatch.assignment.problem import Goal, Longs, Problem
from dispatch.assignment.teams.makes import NOBODY, Alike, Make, alike_alerts
from dispatch.assignment.teams.proof import Proof

_FAR = 2**58
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


def total_of(problem: Problem, proof: Proof) -> tuple[int, int]:
    """Work out the parts of bound x scale: what is fixed, and the alerts' sum.

    Raises
    ------
    BadProofError
        As above.
    """
    _check(problem, proof)
    alerts = sum(_cheapest(problem, proof, a) for a in alike_alerts(problem))
    return _constant(problem, proof), alerts


def step_of(problem: Problem, aims: Mapping[Goal, int]) -> int:
    """What divides all that the aims can come to."""
    if aims and set(aims) <= {"on_time", "served"}:
        return gcd(*problem.weight.tolist()) or 1
    if set(aims) == {"preparedness"} and problem.zones is not None:
        return gcd(*problem.zones.weight.tolist()) or 1
    return 1


def _check(problem: Problem, proof: Proof) -> None:
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    zones = 0 if problem.zones is None else len(problem.zones.weight)
    shapes = ((proof.unit, problem.units), (proof.area, areas), (proof.zone, zones))
    for prices, length in shapes:
        if prices.dtype != np.int64 or prices.shape != (length,):
            raise BadProofError("prices of a wrong shape")
        if (prices < 0).any():
            raise BadProofError("a price below zero")
    if proof.scale < 1 or min(proof.limit.values(), default=0) < 0:
        raise BadProofError("a price below zero")
    if not proof.limits.keys() >= proof.limit.keys():
        raise BadProofError("a price for a goal without a limit")
    if problem.zones is not None:
        lacking = _charge(proof, "preparedness")
        if any(
            price > lacking * weight
            for price, weight in zip(
                proof.zone.tolist(), problem.zones.weight.tolist(), strict=True
            )
        ):
            raise BadProofError("a zone's price above what its shortage counts")
    _check_size(problem, proof)


def _check_size(problem: Problem, proof: Proof) -> None:
    extra = 0 if problem.extra is None else int(np.abs(problem.extra).max(initial=0))
    lost = np.abs(problem.pair_loss).max(initial=0, where=problem.allowed)
    losses = _charge(proof, "loss") + _charge(proof, "time")
    weights = _charge(proof, "on_time") + _charge(proof, "served")
    of_unit = (
        max(proof.unit.tolist(), default=0)
        + max(proof.area.tolist(), default=0)
        + sum(proof.zone.tolist())
        + losses * extra
        + _charge(proof, "changes")
    )
    of_last = losses * int(lost) + proof.scale
    of_last += weights * int(problem.weight.max(initial=0))
    most_units = 16 + len(problem.locks)
    if of_unit * most_units + of_last > _LARGEST:
        raise BadProofError("prices too large for 64 bits")


def _charge(proof: Proof, goal: Goal) -> int:
    return proof.scale * proof.aims.get(goal, 0) + proof.limit.get(goal, 0)


def _constant(problem: Problem, proof: Proof) -> int:
    total = -sum(proof.unit.tolist())
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
        total += _charge(proof, "changes") * int((problem.previous >= 0).sum())
    return int(total)


def _cheapest(problem: Problem, proof: Proof, alike: Alike) -> int:
    """Sum over alike alerts of what their cheapest teams cost, or waiting."""
    pairs = _pairs_of(problem, proof, alike)
    least = np.zeros(len(alike.alerts), np.int64)
    for make in sorted(alike.makes, key=lambda make: len(make.kinds)):
        least = np.minimum(least, _of_make(pairs, make, least))
    return sum(least.tolist())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Pairs:
    """What units cost alike alerts, [units, alerts].

    member : as one of a team; very much if the unit is not to be chosen. last : as
    the last one needed. locked : [alerts] of the units that come along in any case.
    """

    alike: Alike
    time_s: Longs
    member: Longs
    last: Longs
    locked: Longs


def _pairs_of(problem: Problem, proof: Proof, alike: Alike) -> _Pairs:
    member = _of_members(problem, proof, alike)
    locked = member[list(alike.locked)].sum(axis=0)
    free = problem.allowed[:, alike.alerts]
    free[[unit for unit, _ in problem.locks]] = False
    time_s = problem.time_s[:, alike.alerts]
    return _Pairs(
        alike=alike,
        time_s=time_s,
        member=np.where(free, member, _FAR),
        last=_of_last(problem, proof, alike, time_s),
        locked=locked,
    )


def _of_members(problem: Problem, proof: Proof, alike: Alike) -> Longs:
    unit = proof.unit.copy()
    if problem.zones is not None and proof.zone.any():
        unit += problem.zones.reaches @ proof.zone
    if problem.areas is not None and len(proof.area):
        inside = problem.areas.of_unit >= 0
        inside[[u for u, _ in problem.locks]] = False
        unit[inside] += proof.area[problem.areas.of_unit[inside]]
    member = np.repeat(unit[:, None], len(alike.alerts), axis=1)
    losses = _charge(proof, "loss") + _charge(proof, "time")
    if problem.extra is not None and losses:
        member += losses * problem.extra[:, alike.alerts]
    kept = _charge(proof, "changes")
    if problem.previous is not None and kept:
        member -= kept * (problem.previous[:, None] == alike.alerts)
    return member


def _of_last(problem: Problem, proof: Proof, alike: Alike, time_s: Longs) -> Longs:
    weight = problem.weight[alike.alerts]
    last = np.full(time_s.shape, -_charge(proof, "served") * weight)
    if on_time := _charge(proof, "on_time"):
        last -= (on_time * weight) * (time_s <= problem.target_s[alike.alerts])
    if losses := _charge(proof, "loss") + _charge(proof, "time"):
        last += losses * problem.pair_loss[:, alike.alerts]
    if proof.beyond_s is not None:
        last += proof.scale * (time_s >= proof.beyond_s)
    if "worst" in proof.limits:
        last[time_s > proof.limits["worst"]] = _FAR
    return last


def _of_make(pairs: _Pairs, make: Make, least: Longs) -> Longs:
    """Cost of the cheapest team of a make, [alerts], if that is below the least."""
    last = pairs.last if make.behind == NOBODY else _not_before(pairs, make.behind)
    if not make.kinds:
        alone: Longs = last[make.behind] + pairs.locked
        return alone
    units = np.flatnonzero(np.isin(pairs.alike.kind, make.kinds))
    member, last = pairs.member[units], last[units]
    whole = member + last + pairs.locked
    if len(make.kinds) == 1:
        of_one: Longs = whole.min(axis=0, initial=_FAR)
        return of_one
    # The others cost no less than the cheapest member, so often.
    cheapest = member.min(axis=0, initial=_FAR)
    others = np.where(cheapest < _FAR // 2, cheapest, 0) * (len(make.kinds) - 1)
    useful = whole + others < least
    cost = least.copy()
    alerts = np.flatnonzero(useful.any(axis=0))
    if len(alerts):
        until = np.where(useful, pairs.time_s[units], -1).max(axis=0)
        walk = _walk(pairs, units, alerts, until[alerts], last)
        cost[alerts] = walk.cheapest(make.kinds) + pairs.locked[alerts]
    return cost


def _not_before(pairs: _Pairs, behind: int) -> Longs:
    """Let nobody count as last who comes before a locked unit that is needed."""
    units = np.arange(len(pairs.time_s))[:, None]
    theirs = pairs.time_s[behind]
    before = (pairs.time_s < theirs) | ((pairs.time_s == theirs) & (units < behind))
    return np.where(before, pairs.last[behind], pairs.last)


def _walk(
    pairs: _Pairs, units: Longs, alerts: Longs, until: Longs, last: Longs
) -> _Walk:
    """Let units arrive at some alerts, those after a time left out."""
    there = pairs.member[np.ix_(units, alerts)] < _FAR // 2
    time_s = pairs.time_s[np.ix_(units, alerts)]
    bits = max(len(units), 1).bit_length()
    key = np.where(
        there & (time_s <= until), time_s << bits | np.arange(len(units))[:, None], _FAR
    ).T
    count = int((key < _FAR).sum(axis=1).max())
    key = np.sort(np.partition(key, count - 1, axis=1)[:, :count], axis=1)
    place = np.where(key < _FAR, key & ((1 << bits) - 1), 0)
    gone = key == _FAR
    member = np.where(gone, _FAR, pairs.member[units[place], alerts[:, None]])
    return _Walk(
        kind=pairs.alike.kind[units[place]],
        member=member,
        last=last[place, alerts[:, None]],
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Walk:
    """Units as they arrive: kind and costs of each, [alerts, places]."""

    kind: Longs
    member: Longs
    last: Longs

    def cheapest(self, kinds: tuple[int, ...]) -> Longs:
        """Cheapest team of such kinds, [alerts]."""
        least: Longs = (self._ending(kinds) + self.last).min(axis=1, initial=_FAR)
        return least

    def _ending(self, part: tuple[int, ...]) -> Longs:
        """Cheapest way to have such kinds, the last of them in each place."""
        cost = np.full(self.member.shape, _FAR)
        for kind in set(part):
            rest = list(part)
            rest.remove(kind)
            here = self.member + self._before(tuple(rest))
            np.minimum(cost, np.where(self.kind == kind, here, _FAR), out=cost)
        return cost

    def _before(self, part: tuple[int, ...]) -> Longs:
        """Cheapest way to have such kinds from those before each place."""
        cost = np.zeros(self.member.shape, np.int64)
        if part:
            cost[:, :1] = _FAR
            cost[:, 1:] = np.minimum.accumulate(self._ending(part), axis=1)[:, :-1]
        return cost
