"""`best_moves`: which free units should move where, on matrices alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.linear_sum_assignment import (  # type: ignore[import-untyped]
    SimpleLinearSumAssignment,
)

from dispatch.waiting_places.choice import Choice, Floats, Longs, check_rows
from dispatch.waiting_places.least_time import least_time
from dispatch.waiting_places.most_covered import PARTS, most_covered
from dispatch.waiting_places.move_rule import MoveRule, Readiness

FAR_S = 10**6
"""Stands where no road leads."""

_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Where free units are, and where they could wait.

    stays_s : [units, zones] whole seconds until each unit is there, if called where it
    is; sites_s : [sites, zones] if called while waiting there; `FAR_S` without a
    road. drive_s : [units, sites] how long it moves there; inf without a road.
    weight : [zones] demand, not all zero. within_s : what is in time.

    Raises
    ------
    TypeError, ValueError
        Arrays that are not such.
    """

    stays_s: Longs
    sites_s: Longs
    drive_s: Floats
    weight: Longs
    within_s: int

    def __post_init__(self) -> None:
        """Refuse what could not be relied on."""
        units, sites, zones = len(self.stays_s), len(self.sites_s), len(self.weight)
        check_rows("stays_s", self.stays_s, np.int64, units, zones)
        check_rows("sites_s", self.sites_s, np.int64, sites, zones)
        check_rows("drive_s", self.drive_s, np.float64, units, sites)
        check_rows("weight", self.weight, np.int64, zones)
        if not self.weight.any():
            msg = "weight is zero everywhere"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One unit's move, by row. adds : after those before it, as `Moves` has them."""

    unit: int
    site: int
    drive_s: float
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moves:
    """Moves in the order in which they bring most: the first few are good alone.

    adds are shares of the demand, or seconds of the mean time saved. choice : of the
    places that they go to; None where there was nothing to choose.
    """

    moves: tuple[Move, ...]
    choice: Choice | None


def best_moves(standing: Standing, rule: MoveRule) -> Moves:
    """Choose moves that are each worth their while.

    Places are chosen, exactly, among those where units stand and those where they
    could wait, each new one at the price of the shortest drive there; who does not
    stay goes to one of them, all together by the least driving. Who stays goes in place
    of who goes where that is better. Then moves are dropped, the least useful first,
    that bring less than the price of their own drive.
    """
    usable = standing.drive_s <= rule.farthest_s
    sites = np.flatnonzero(usable.any(axis=0))
    if not len(standing.stays_s) or not len(sites):
        return Moves(moves=(), choice=None)
    choice = _choice(standing, rule, sites)
    chosen = np.array(choice.sites)
    units = len(standing.stays_s)
    leaves = np.setdiff1d(np.arange(units), chosen)
    target = _least_driving(standing, leaves, sites[chosen[chosen >= units] - units])
    target = {u: s for u, s in target.items() if usable[u, s]}
    target = _best_leave(standing, rule, target)
    moves = _ordered(standing, rule, _worthy(standing, rule, target))
    return Moves(moves=moves, choice=choice)


def readiness(times_s: Longs, standing: Standing, rule: MoveRule) -> Readiness:
    """Measure units that are in each zone after `times_s`, [units, zones]."""
    in_time = (times_s <= standing.within_s).sum(axis=0)
    share = standing.weight / standing.weight.sum()
    nearest = times_s.min(axis=0, initial=rule.cap_s)
    return Readiness(
        covered=float(share[in_time > 0].sum()),
        expected=float(share @ (1 - rule.busy_share**in_time)),
        mean_s=float(share @ nearest),
    )


def times_after(standing: Standing, target: dict[int, int]) -> Longs:
    """Return the units' times, [units, zones], with each moved to its site, by row."""
    times_s = standing.stays_s.copy()
    for unit, site in target.items():
        times_s[unit] = standing.sites_s[site]
    return times_s


def _choice(standing: Standing, rule: MoveRule, sites: Longs) -> Choice:
    """Choose among places where units stand, first, and sites."""
    units, total = len(standing.stays_s), int(standing.weight.sum())
    times_s = np.vstack((standing.stays_s, standing.sites_s[sites]))
    price = rule.price(standing.drive_s[:, sites].min(axis=0))
    scale = total if rule.model == "pmedian" else total * PARTS
    cost = np.append(np.zeros(units), np.ceil(scale * price)).astype(np.int64)
    if rule.model == "pmedian":
        capped = np.minimum(times_s, rule.cap_s)
        return least_time(capped, standing.weight, units, site_cost=cost)
    return most_covered(
        times_s <= standing.within_s,
        standing.weight,
        units,
        busy_share=rule.busy_share if rule.model == "mexclp" else 0.0,
        at_most=np.ones(len(times_s), np.int64),
        site_cost=cost,
    )


def _least_driving(standing: Standing, units: Longs, sites: Longs) -> dict[int, int]:
    """Give each unit a site of its own, so that all drive least together."""
    if not len(units):
        return {}
    drive_s = np.minimum(standing.drive_s[np.ix_(units, sites)], FAR_S)
    whole_s = np.rint(drive_s).astype(np.int64)
    solver = SimpleLinearSumAssignment()
    row, column = np.indices(whole_s.shape)
    solver.add_arcs_with_cost(row.ravel(), column.ravel(), whole_s.ravel())
    if solver.solve() != SimpleLinearSumAssignment.OPTIMAL:
        msg = "no assignment of units to places"
        raise RuntimeError(msg)
    return {
        int(unit): int(sites[solver.right_mate(row)])
        for row, unit in enumerate(units.tolist())
    }


def _best_leave(
    standing: Standing, rule: MoveRule, target: dict[int, int]
) -> dict[int, int]:
    """Let who stays go in place of who goes, as long as that is better."""
    net = _net(standing, rule, target)
    while True:
        tried = [
            _without(target, unit) | {other: site}
            for unit, site in target.items()
            for other in range(len(standing.stays_s))
            if other not in target and standing.drive_s[other, site] <= rule.farthest_s
        ]
        nets = [_net(standing, rule, each) for each in tried]
        best = int(np.argmax(nets)) if nets else -1
        if best < 0 or nets[best] <= net + _NOISE:
            return target
        target, net = tried[best], nets[best]


def _net(standing: Standing, rule: MoveRule, target: dict[int, int]) -> float:
    """What moves bring, without their prices."""
    prices = (_price(standing, rule, *move) for move in target.items())
    return _value(standing, rule, target) - sum(prices)


def _worthy(
    standing: Standing, rule: MoveRule, target: dict[int, int]
) -> dict[int, int]:
    """Drop moves, the least useful first, until each is worth its price."""
    kept = dict(target)
    while kept:
        now = _value(standing, rule, kept)
        surplus = {
            unit: now
            - _value(standing, rule, _without(kept, unit))
            - _price(standing, rule, unit, site)
            for unit, site in kept.items()
        }
        worst = min(surplus, key=lambda unit: (surplus[unit], unit))
        if surplus[worst] >= -_NOISE:
            return kept
        del kept[worst]
    return kept


def _ordered(
    standing: Standing, rule: MoveRule, target: dict[int, int]
) -> tuple[Move, ...]:
    """Put the move first that adds most for its price, then the next."""
    done: dict[int, int] = {}
    moves = []
    while len(done) < len(target):
        before = _value(standing, rule, done)
        adds = {
            unit: _value(standing, rule, done | {unit: site}) - before
            for unit, site in target.items()
            if unit not in done
        }
        unit = max(
            adds,
            key=lambda u: (adds[u] - _price(standing, rule, u, target[u]), -u),
        )
        done[unit] = target[unit]
        drive_s = float(standing.drive_s[unit, target[unit]])
        moves.append(
            Move(unit=unit, site=target[unit], drive_s=drive_s, adds=adds[unit])
        )
    return tuple(moves)


def _without(target: dict[int, int], unit: int) -> dict[int, int]:
    return {each: site for each, site in target.items() if each != unit}


def _price(standing: Standing, rule: MoveRule, unit: int, site: int) -> float:
    return float(rule.price(standing.drive_s[unit, site : site + 1])[0])


def _value(standing: Standing, rule: MoveRule, target: dict[int, int]) -> float:
    """What the rule's model counts; more is better."""
    told = readiness(times_after(standing, target), standing, rule)
    if rule.model == "pmedian":
        return -told.mean_s
    return told.covered if rule.model == "mclp" else told.expected
