"""The cheapest team of each alert at whole-number prices, for the checker alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dispatch.assignment.problem import Bools, Goal, Longs, Problem
from dispatch.assignment.teams.makes import NOBODY, Alike, Make, alike_alerts
from dispatch.assignment.teams.proof import Proof

FAR = 2**58

_MOST_LISTED = 3_000_000
"""Teams of two that are listed at most; else odd sets are left out. Assumed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Pairs:
    """Units that may be chosen for alike alerts, alert by alert as they arrive.

    All but costs are as given by the problem: [pairs]. row : of the alert. member :
    cost of the unit as one of a team. last : as the last one needed.
    """

    row: Longs
    alert: Longs
    unit: Longs
    kind: Longs
    time_s: Longs
    loss: Longs
    member: Longs
    last: Longs

    def __getitem__(self, chosen: Longs | Bools) -> _Pairs:
        """Take some of them."""
        return _Pairs(
            row=self.row[chosen],
            alert=self.alert[chosen],
            unit=self.unit[chosen],
            kind=self.kind[chosen],
            time_s=self.time_s[chosen],
            loss=self.loss[chosen],
            member=self.member[chosen],
            last=self.last[chosen],
        )


class Cheapest:
    """All pairs of a problem, listed once for many proofs.

    largest : the largest loss there is, either way.
    """

    def __init__(self, problem: Problem) -> None:
        self._groups: list[tuple[Alike, list[tuple[Make, _Pairs]]]] = []
        self._problem = problem
        losses = [0]
        for alike in alike_alerts(problem):
            pairs = _pairs_of(problem, alike)
            losses.append(int(np.abs(pairs.loss).max(initial=0)))
            makes = sorted(alike.makes, key=lambda make: len(make.kinds))
            of_make = [(m, pairs[np.isin(pairs.kind, m.kinds)]) for m in makes]
            self._groups.append((alike, of_make))
        self.largest = max(losses)

    def total(self, proof: Proof) -> int:
        """Sum over alerts of what their cheapest teams cost, or waiting."""
        total = 0
        for alike, makes in self._groups:
            least = np.zeros(len(alike.alerts), np.int64)
            charge = _Charge(self._problem, proof, alike)
            for make, pairs in makes:
                least = np.minimum(least, charge.cheapest(make, pairs, least))
            total += sum(least.tolist())
        return total


def charge_of(proof: Proof, goal: Goal) -> int:
    """What one of a goal is charged."""
    return proof.scale * proof.aims.get(goal, 0) + proof.limit.get(goal, 0)


def _pairs_of(problem: Problem, alike: Alike) -> _Pairs:
    free = problem.allowed[:, alike.alerts].T.copy()
    free[:, [unit for unit, _ in problem.locks]] = False
    row, unit = np.nonzero(free)
    alert = alike.alerts[row]
    time_s = problem.time_s[unit, alert]
    # Stable: equal times stay in the order of units.
    order = np.lexsort((time_s, row))
    row, unit, alert, time_s = row[order], unit[order], alert[order], time_s[order]
    nothing = np.zeros(len(row), np.int64)
    return _Pairs(
        row=row,
        alert=alert,
        unit=unit,
        kind=alike.kind[unit],
        time_s=time_s,
        loss=problem.pair_loss[unit, alert],
        member=nothing,
        last=nothing,
    )


class _Charge:
    """What teams for alike alerts are charged by a proof."""

    def __init__(self, problem: Problem, proof: Proof, alike: Alike) -> None:
        self._problem, self._proof, self._alike = problem, proof, alike
        self._price = _prices_of_units(problem, proof)
        self._locked = np.zeros(len(alike.alerts), np.int64)
        for unit in alike.locked:
            same = np.full(len(alike.alerts), unit)
            self._locked += self._of_members(same, alike.alerts)

    def cheapest(self, make: Make, pairs: _Pairs, least: Longs) -> Longs:
        """Cost of the cheapest team of a make, [alerts], if that is below the least.

        pairs : of the make's kinds, without costs.
        """
        alerts = self._alike.alerts
        if not make.kinds:
            return self._behind(make, alerts) + self._locked
        pairs = replace(
            pairs,
            member=self._of_members(pairs.unit, pairs.alert),
            last=self._last_of(make, pairs),
        )
        whole = pairs.member + pairs.last + self._locked[pairs.row]
        if len(make.kinds) == 1:
            return self._of_one(pairs, whole, least)
        useful = _useful(pairs, whole, len(make.kinds) - 1, least)
        until = np.full(len(least), -1)
        np.maximum.at(until, pairs.row[useful], pairs.time_s[useful])
        near = np.flatnonzero(pairs.time_s <= until[pairs.row])
        pairs, useful = pairs[near], useful[near]
        if len(make.kinds) == 2 and not self._alike.locked:  # noqa: PLR2004 - a pair
            listed = self._of_two(make, pairs, useful, least)
            if listed is not None:
                return listed
        cheapest = _walk(pairs, len(alerts)).cheapest(make.kinds) + self._locked
        lesser: Longs = np.minimum(least, cheapest)
        return lesser

    def _of_members(self, unit: Longs, alert: Longs) -> Longs:
        problem, proof = self._problem, self._proof
        member: Longs = self._price[unit]
        losses = charge_of(proof, "loss") + charge_of(proof, "time")
        if problem.extra is not None and losses:
            member = member + losses * problem.extra[unit, alert]
        kept = charge_of(proof, "changes")
        if problem.previous is not None and kept:
            member = member - kept * (problem.previous[unit] == alert)
        return member

    def _of_last(self, alert: Longs, time_s: Longs, loss: Longs) -> Longs:
        problem, proof = self._problem, self._proof
        weight = problem.weight[alert]
        last = -charge_of(proof, "served") * weight
        if on_time := charge_of(proof, "on_time"):
            last = last - on_time * weight * (time_s <= problem.target_s[alert])
        if losses := charge_of(proof, "loss") + charge_of(proof, "time"):
            last = last + losses * loss
        if proof.beyond_s is not None:
            last = last + proof.scale * (time_s >= proof.beyond_s)
        if "worst" in proof.limits:
            last[time_s > proof.limits["worst"]] = FAR
        of_last: Longs = last
        return of_last

    def _behind(self, make: Make, alert: Longs) -> Longs:
        """Charge a locked unit that is needed as the last one."""
        problem, unit = self._problem, make.behind
        times, losses = problem.time_s[unit, alert], problem.pair_loss[unit, alert]
        return self._of_last(alert, times, losses)

    def _last_of(self, make: Make, pairs: _Pairs) -> Longs:
        """Let nobody count as last who comes before a locked unit that is needed."""
        last = self._of_last(pairs.alert, pairs.time_s, pairs.loss)
        if make.behind == NOBODY:
            return last
        theirs = self._problem.time_s[make.behind, pairs.alert]
        before = pairs.time_s < theirs
        before |= (pairs.time_s == theirs) & (pairs.unit < make.behind)
        return np.where(before, self._behind(make, pairs.alert), last)

    def _of_one(self, pairs: _Pairs, whole: Longs, least: Longs) -> Longs:
        some = np.flatnonzero(whole < least[pairs.row])
        cost, row = whole[some], pairs.row[some]
        if not self._alike.locked:
            of_units = self._problem.alerts + pairs.unit[some]
            cost = cost + self._of_sets((pairs.alert[some], of_units))
        return _least(row, cost, least)

    def _of_two(
        self, make: Make, pairs: _Pairs, useful: Bools, least: Longs
    ) -> Longs | None:
        """List teams of two by who is last; None if too many."""
        place = _places(pairs.row)
        count = np.where(useful, place, 0)
        if count.sum() > _MOST_LISTED:
            return None
        later = np.repeat(np.arange(len(place)), count)
        nth = np.arange(len(later)) - np.repeat(np.cumsum(count) - count, count)
        earlier = later - place[later] + nth
        cost = pairs.member[earlier] + (pairs.member + pairs.last)[later]
        some = np.flatnonzero(cost < least[pairs.row[later]])
        later, earlier, cost = later[some], earlier[some], cost[some]
        both = np.sort(np.stack((pairs.kind[earlier], pairs.kind[later])), axis=0)
        fits = (both[0] == min(make.kinds)) & (both[1] == max(make.kinds))
        later, earlier, cost = later[fits], earlier[fits], cost[fits]
        of_units = self._problem.alerts + pairs.unit
        things = (pairs.alert[later], of_units[earlier], of_units[later])
        return _least(pairs.row[later], cost + self._of_sets(things), least)

    def _of_sets(self, things: tuple[Longs, ...]) -> Longs:
        """What odd sets charge teams, given by their alerts and units, [teams]."""
        charge = np.zeros(len(things[0]), np.int64)
        inside = np.zeros(self._problem.alerts + self._problem.units, np.int64)
        proof = self._proof
        for price, odd in zip(proof.odd.tolist(), proof.odd_sets, strict=True):
            inside[odd[odd != NOBODY]] = 1
            charge += price * (sum(inside[thing] for thing in things) > 1)
            inside[odd[odd != NOBODY]] = 0
        return charge


def _prices_of_units(problem: Problem, proof: Proof) -> Longs:
    """What sending each unit is charged, [units]."""
    price = proof.unit.copy()
    if problem.zones is not None and proof.zone.any():
        for zone in np.flatnonzero(proof.zone).tolist():
            price[problem.zones.reaches[:, zone]] += proof.zone[zone]
    if problem.areas is not None and len(proof.area):
        inside = problem.areas.of_unit >= 0
        inside[[u for u, _ in problem.locks]] = False
        price[inside] += proof.area[problem.areas.of_unit[inside]]
    return price


def _useful(pairs: _Pairs, whole: Longs, others: int, least: Longs) -> Bools:
    """Whether each could be the last of a team that costs less than the least.

    The others cost no less than the cheapest member, so often.
    """
    cheapest = np.full(len(least), FAR)
    np.minimum.at(cheapest, pairs.row, pairs.member)
    rest = np.where(cheapest < FAR, cheapest, 0) * others
    useful: Bools = whole < (least - rest)[pairs.row]
    return useful


def _least(row: Longs, cost: Longs, least: Longs) -> Longs:
    """Least cost of each row, or what it was if none is less."""
    lesser = least.copy()
    np.minimum.at(lesser, row, cost)
    return lesser


def _places(row: Longs) -> Longs:
    """Place of each in its row; rows rise."""
    places: Longs = np.arange(len(row)) - np.searchsorted(row, row)
    return places


def _walk(pairs: _Pairs, rows: int) -> _Walk:
    """Let units arrive at their alerts."""
    place = _places(pairs.row)
    shape = (rows, int(place.max(initial=0)) + 1)
    kind, member = np.full(shape, NOBODY), np.full(shape, FAR)
    last = np.zeros(shape, np.int64)
    at = (pairs.row, place)
    kind[at], member[at], last[at] = pairs.kind, pairs.member, pairs.last
    return _Walk(kind=kind, member=member, last=last)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Walk:
    """Units as they arrive: kind and costs of each, [alerts, places]."""

    kind: Longs
    member: Longs
    last: Longs

    def cheapest(self, kinds: tuple[int, ...]) -> Longs:
        """Cheapest team of such kinds, [alerts]."""
        least: Longs = (self._ending(kinds) + self.last).min(axis=1, initial=FAR)
        return least

    def _ending(self, part: tuple[int, ...]) -> Longs:
        """Cheapest way to have such kinds, the last of them in each place."""
        cost = np.full(self.member.shape, FAR)
        for kind in set(part):
            rest = list(part)
            rest.remove(kind)
            here = self.member + self._before(tuple(rest))
            np.minimum(cost, np.where(self.kind == kind, here, FAR), out=cost)
        return cost

    def _before(self, part: tuple[int, ...]) -> Longs:
        """Cheapest way to have such kinds from those before each place."""
        cost = np.zeros(self.member.shape, np.int64)
        if part:
            cost[:, :1] = FAR
            cost[:, 1:] = np.minimum.accumulate(self._ending(part), axis=1)[:, :-1]
        return cost
