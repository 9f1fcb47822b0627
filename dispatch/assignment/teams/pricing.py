"""The cheapest teams of every alert, whoever they are, at given prices.

A team's cost is that of its last unit needed, by goals, and that of each unit, by
goals and by the unit's price. For every place in the order of arrival the unit there
is taken as the last one chosen; the others of a make are then the cheapest of their
kinds among those who come before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from math import comb, inf

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import Bools, Goal, Longs, Problem
from dispatch.assignment.teams.arrivals import Arrivals
from dispatch.assignment.teams.columns import (
    LOSSES,
    Columns,
    columns_of,
    counts,
    seconds,
)
from dispatch.assignment.teams.makes import NOBODY, Make
from dispatch.assignment.teams.odd_sets import (
    PairCharges,
    charges_of_sets,
    holders,
    no_odd_sets,
)

Floats = NDArray[np.float64]

Row = tuple[int, int, tuple[int, ...]]
"""Alert, last unit needed, team."""


_MOST_WAYS = 100_000


class TooManyTeamsError(RuntimeError):
    """More teams than it makes sense to list."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Charges:
    """What a team is charged for.

    goals : for one of each goal that is a sum over teams. beyond_s, beyond : for a
    time to door of at least so many seconds. latest_s : the longest that may be.
    unit : [units] for sending each. odd_sets, odd : [sets, things], [sets] for having
    two or more of each.
    """

    goals: Mapping[Goal, float]
    unit: Floats
    odd_sets: Longs = field(default_factory=no_odd_sets)
    odd: Floats = field(default_factory=lambda: np.zeros(0))
    beyond_s: int = 0
    beyond: float = 0.0
    latest_s: int | None = None

    @property
    def loss(self) -> float:
        """For one of loss."""
        return sum(self.goals.get(goal, 0.0) for goal in LOSSES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PricedMake:
    """Teams of one make.

    cost : [alerts, places] of the cheapest whose last one chosen stands there; of
    three or more units, without what odd sets charge. partner : by alert and place,
    where the cheapest of two who come before is not the one for this one.
    """

    make: Make
    cost: Floats
    partner: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Priced:
    """Teams of alike alerts.

    member : [alerts, places] what the unit there is charged as one of a team.
    """

    problem: Problem
    arrivals: Arrivals
    member: Floats
    makes: tuple[PricedMake, ...] = field(default=())

    def least(self) -> Floats:
        """Cost of the cheapest team, or of waiting, which is 0, [alerts]."""
        least = np.zeros(len(self.member))
        for priced in self.makes:
            np.minimum(least, priced.cost.min(axis=1, initial=inf), out=least)
        return least

    def cheap(self, below: Floats, most: int) -> Columns:
        """Up to `most` cheapest teams of each make that cost less, by last one.

        below : [alerts].
        """
        columns = columns_of(())
        for priced in self.makes:
            rows = np.flatnonzero(priced.cost.min(axis=1, initial=inf) < below)
            if not len(rows):
                continue
            cost = priced.cost[rows]
            order = np.argsort(cost, axis=1, kind="stable")[:, :most]
            less = np.take_along_axis(cost, order, axis=1) < below[rows, None]
            row, place = rows[np.nonzero(less)[0]], order[less]
            if self.arrivals.alike.locked or len(priced.make.kinds) > 2:  # noqa: PLR2004 - a pair
                ends = zip(row.tolist(), place.tolist(), strict=True)
                columns += columns_of(self._cheapest(priced.make, *e) for e in ends)
            else:
                columns += self._small(priced, row, place)
        return columns

    def _small(self, priced: PricedMake, row: Longs, place: Longs) -> Columns:
        """Cheapest teams of one or two with the last one chosen in each place."""
        unit = self.arrivals.unit
        last = unit[row, place]
        team = last[:, None]
        if len(priced.make.kinds) > 1:
            partner = self._partners(priced, row, place)
            team = np.sort(np.stack((unit[row, partner], last), axis=1), axis=1)
        return Columns(alert=self.arrivals.alike.alerts[row], last=last, team=team)

    def _partners(self, priced: PricedMake, row: Longs, place: Longs) -> Longs:
        """Places of those who come along at least cost."""
        kinds = self.arrivals.kind
        first, second = priced.make.kinds
        theirs = np.where(kinds[row, place] == first, second, first)
        can = kinds[row] == theirs[:, None]
        can &= np.arange(kinds.shape[1]) < place[:, None]
        partner: Longs = np.where(can, self.member[row], inf).argmin(axis=1)
        known = [
            priced.partner.get(end, -1)
            for end in zip(row.tolist(), place.tolist(), strict=True)
        ]
        chosen = np.array(known, np.int64)
        return np.where(chosen >= 0, chosen, partner)

    def dearer(self) -> Floats:
        """How much dearer than the cheapest, or waiting: the cheapest by last one."""
        least = self.least()[:, None]
        parts = [(priced.cost - least).ravel() for priced in self.makes]
        return np.concatenate([np.zeros(0), *parts])

    def up_to(self, most: Floats) -> Iterator[Row]:
        """All teams that cost so much or less; most : [alerts].

        Raises
        ------
        TooManyTeamsError
            If there are too many ways to choose the members of one.
        """
        for priced in self.makes:
            rows, places = np.nonzero(priced.cost <= most[:, None])
            for row, place in zip(rows.tolist(), places.tolist(), strict=True):
                spent = float(priced.cost[row, place])
                room = float(most[row]) - spent
                yield from self._all(priced.make, row, place, room)

    def _cheapest(self, make: Make, row: int, place: int) -> Row:
        others: list[int] = []
        for kind, count in self._others(make, row, place).items():
            before = self._before(row, place, kind)
            others += before[:count]
        return self._row(make, row, place, others)

    def _all(self, make: Make, row: int, place: int, room: float) -> Iterator[Row]:
        """Teams with the last one chosen in a place, dearer by at most `room`."""
        choices = [
            _choices(self.member[row], self._before(row, place, kind), count, room)
            for kind, count in self._others(make, row, place).items()
        ]
        for choice in product(*choices):
            if sum(dearer for dearer, _ in choice) <= room:
                others = [p for _, places in choice for p in places]
                yield self._row(make, row, place, others)

    def _others(self, make: Make, row: int, place: int) -> Counter[int]:
        others = Counter(make.kinds)
        if make.kinds:
            others[int(self.arrivals.kind[row, place])] -= 1
        return +others

    def _before(self, row: int, place: int, kind: int) -> list[int]:
        """Places of a kind before a place, the cheapest first."""
        places = np.flatnonzero(self.arrivals.kind[row, :place] == kind)
        order = np.argsort(self.member[row, places], kind="stable")
        before: list[int] = places[order].tolist()
        return before

    def _row(self, make: Make, row: int, place: int, others: list[int]) -> Row:
        arrivals = self.arrivals
        places = [*others, place] if make.kinds else []
        alert = int(arrivals.alike.alerts[row])
        team = [*arrivals.alike.locked, *arrivals.unit[row, places].tolist()]
        there = [u for u in (make.behind,) if u != NOBODY]
        there += [int(arrivals.unit[row, place])] if make.kinds else []
        time = self.problem.time_s[:, alert]
        last = max(there, key=lambda unit: (int(time[unit]), unit))
        return alert, last, tuple(sorted(team))


def priced(problem: Problem, arrivals: Arrivals, charges: Charges) -> Priced:
    """Price all teams of alike alerts."""
    member = np.where(
        arrivals.kind == NOBODY, inf, _member_charge(problem, arrivals, charges)
    )
    begun = Priced(problem=problem, arrivals=arrivals, member=member)
    last = _last_charge(problem, arrivals, charges)
    if len(charges.odd_sets) and not arrivals.alike.locked:
        return _with_odd_sets(begun, charges, last)
    fixed = _locked_charge(problem, arrivals, charges)
    makes = tuple(
        PricedMake(
            make=make,
            cost=_cost(begun, make, _behind(begun, make, charges, last)) + fixed,
        )
        for make in arrivals.alike.makes
    )
    return replace(begun, makes=makes)


def _with_odd_sets(begun: Priced, charges: Charges, last: Floats) -> Priced:
    """Price makes of one and of two with what odd sets charge."""
    alerts = begun.problem.alerts
    of_unit, of_pair = charges_of_sets(
        begun.arrivals, charges.odd_sets, charges.odd, alerts
    )
    charged = replace(begun, member=begun.member + of_unit)
    makes = []
    for make in begun.arrivals.alike.makes:
        if len(make.kinds) > 2:  # noqa: PLR2004 - charges are of pairs
            makes.append(PricedMake(make=make, cost=_cost(begun, make, last)))
            continue
        priced = PricedMake(make=make, cost=_cost(charged, make, last))
        if len(make.kinds) > 1 and len(of_pair.row):
            priced = _paired(charged, priced, last, of_pair)
        makes.append(priced)
    return replace(charged, makes=tuple(makes))


def _paired(
    charged: Priced, priced: PricedMake, last: Floats, of_pair: PairCharges
) -> PricedMake:
    """Choose again for units who are charged for coming with others."""
    kinds, member = charged.arrivals.kind, charged.member
    places = member.shape[1]
    ends, own = np.unique(of_pair.row * places + of_pair.later, return_inverse=True)
    row, later = ends // places, ends % places
    first, second = priced.make.kinds
    theirs = np.where(kinds[row, later] == first, second, first)
    can = (kinds[row] == theirs[:, None]) & (np.arange(places) < later[:, None])
    before = np.where(can, member[row], inf)
    np.add.at(before, (own, of_pair.earlier), of_pair.charge)
    fits = np.isin(kinds[row, later], priced.make.kinds)
    partner = before.argmin(axis=1)
    total = last[row, later] + member[row, later] + before.min(axis=1, initial=inf)
    cost = priced.cost
    cost[row[fits], later[fits]] = total[fits]
    chosen = zip(row[fits].tolist(), later[fits].tolist(), strict=True)
    return replace(
        priced, partner=dict(zip(chosen, partner[fits].tolist(), strict=True))
    )


def charged(problem: Problem, columns: Columns, charges: Charges) -> Floats:
    """What each column costs, [columns]."""
    cost = np.zeros(len(columns))
    for goal, charge in charges.goals.items():
        if charge and goal != "preparedness":
            cost += charge * counts(problem, columns, goal)
    column, unit = columns.members
    np.add.at(cost, column, charges.unit[unit])
    if charges.beyond:
        cost += charges.beyond * (seconds(problem, columns) >= charges.beyond_s)
    if len(charges.odd_sets):
        odd, column = holders(charges.odd_sets, columns, problem.alerts)
        np.add.at(cost, column, charges.odd[odd])
    return cost


def _member_charge(problem: Problem, arrivals: Arrivals, charges: Charges) -> Floats:
    unit, alert = arrivals.unit, arrivals.alike.alerts[:, None]
    charge: Floats = charges.unit[unit]
    if problem.extra is not None and charges.loss:
        charge = charge + charges.loss * problem.extra[unit, alert]
    kept = charges.goals.get("changes", 0.0)
    if problem.previous is not None and kept:
        charge = charge - kept * (problem.previous[unit] == alert)
    return charge


def _last_charge(problem: Problem, arrivals: Arrivals, charges: Charges) -> Floats:
    alerts = arrivals.alike.alerts[:, None]
    return _charge(
        charges,
        weight=problem.weight[alerts],
        on_time=arrivals.time_s <= problem.target_s[alerts],
        time_s=arrivals.time_s,
        loss=arrivals.loss,
    )


def _charge(
    charges: Charges, *, weight: Longs, on_time: Bools, time_s: Longs, loss: Longs
) -> Floats:
    """What the last unit needed is charged."""
    charge = np.zeros(np.shape(time_s))
    if charges.loss:
        charge += charges.loss * loss
    if price := charges.goals.get("on_time", 0.0):
        charge -= price * weight * on_time
    if price := charges.goals.get("served", 0.0):
        charge -= price * weight
    if charges.beyond:
        charge += charges.beyond * (time_s >= charges.beyond_s)
    if charges.latest_s is not None:
        charge[time_s > charges.latest_s] = inf
    return charge


def _behind(begun: Priced, make: Make, charges: Charges, last: Floats) -> Floats:
    """Charge those who come before a locked unit needed for its arrival instead."""
    if make.behind == NOBODY:
        return last
    problem, arrivals = begun.problem, begun.arrivals
    alert = arrivals.alike.alerts
    time_s = problem.time_s[[make.behind], alert]
    of_locked = _charge(
        charges,
        weight=problem.weight[alert],
        on_time=time_s <= problem.target_s[alert],
        time_s=time_s,
        loss=problem.pair_loss[[make.behind], alert],
    )
    if not make.kinds:
        return of_locked[:, None]
    same = (arrivals.time_s == time_s) & (arrivals.unit < make.behind)
    return np.where((arrivals.time_s < time_s) | same, of_locked, last)


def _locked_charge(problem: Problem, arrivals: Arrivals, charges: Charges) -> float:
    """What the units that come along in any case are charged."""
    locked = list(arrivals.alike.locked)
    if not locked:
        return 0.0
    alert = arrivals.alike.alerts[0]
    charge = charges.unit[locked].sum()
    if problem.extra is not None:
        charge += charges.loss * problem.extra[locked, alert].sum()
    if problem.previous is not None:
        kept = (problem.previous[locked] == alert).sum()
        charge -= charges.goals.get("changes", 0.0) * kept
    return float(charge)


def _cost(begun: Priced, make: Make, last: Floats) -> Floats:
    """Cost of the cheapest team per place of the last one chosen."""
    if not make.kinds:
        return last
    kinds, member = begun.arrivals.kind, begun.member
    cost = np.full(member.shape, inf)
    for kind in set(make.kinds):
        here = kinds == kind
        total = last + member
        others = Counter(make.kinds)
        others[kind] -= 1
        for other, count in others.items():
            total = total + _cheapest_before(
                np.where(kinds == other, member, inf), count
            )
        cost[here] = total[here]
    return cost


def _cheapest_before(member: Floats, count: int) -> Floats | float:
    """Sum of the `count` cheapest before each place, [alerts, places]."""
    total: Floats | float = 0.0
    for _ in range(count):
        least = np.full(member.shape, inf)
        least[:, 1:] = np.minimum.accumulate(member, axis=1)[:, :-1]
        total = total + least
        # The next cheapest: whoever was not the cheapest when they came.
        member = np.maximum(member, least)
    return total


def _choices(
    member: Floats, places: list[int], count: int, room: float
) -> list[tuple[float, tuple[int, ...]]]:
    """Ways to choose so many, each with how much dearer it is than the cheapest."""
    cheapest = float(member[places[:count]].sum())
    # Whoever is chosen takes at least the place of the dearest of the cheapest.
    highest = float(member[places[count - 1]]) + room
    within = [place for place in places if member[place] <= highest]
    if comb(len(within), count) > _MOST_WAYS:
        msg = f"{count} of {len(within)} units"
        raise TooManyTeamsError(msg)
    dearer = [
        (float(member[list(chosen)].sum()) - cheapest, chosen)
        for chosen in combinations(within, count)
    ]
    return [(more, chosen) for more, chosen in dearer if more <= room]
