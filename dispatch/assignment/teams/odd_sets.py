"""Odd sets: of 2 n + 1 units and alerts, at most n teams of a plan have two or more.

Each such team takes two of them for itself. Shares of columns can break that: of units
u, v and w, half a team of u and v, half of v and w, half of u and w. Ruling it out, set
by set where it happens, makes most linear programs whole. (Odd-set inequalities of
matchings, Edmonds 1965, Journal of Research of the NBS 69B; of three things,
subset-row inequalities, Jepsen et al. 2008, Operations Research 56 (2).)

A set is a row of indexes, rising, filled up with -1: an alert's is its own, a unit's
comes behind those of all alerts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import Bools, Longs
from dispatch.assignment.teams.arrivals import Arrivals
from dispatch.assignment.teams.columns import Columns
from dispatch.assignment.teams.makes import NOBODY

Floats = NDArray[np.float64]


def no_odd_sets() -> Longs:
    """No set, [0, 3]."""
    return np.zeros((0, 3), np.int64)


def together(first: Longs, second: Longs) -> Longs:
    """Put sets behind others."""
    size = max(first.shape[1], second.shape[1])
    filled = [
        np.pad(sets, ((0, 0), (0, size - sets.shape[1])), constant_values=NOBODY)
        for sets in (first, second)
    ]
    return np.concatenate(filled)


def most_teams(odd_sets: Longs) -> Longs:
    """How many teams of a plan may have two or more of each set, [sets]."""
    most: Longs = (odd_sets != NOBODY).sum(axis=1) // 2
    return most


def holders(odd_sets: Longs, columns: Columns, alerts: int) -> tuple[Longs, Longs]:
    """Set and column, for every column that has two or more of a set."""
    column, unit = columns.members
    thing = np.concatenate((columns.alert, alerts + unit))
    column = np.concatenate((np.arange(len(columns)), column))
    largest = max(thing.max(initial=0), odd_sets.max(initial=0))
    some = np.zeros(largest + 1, np.bool_)
    some[odd_sets[odd_sets != NOBODY]] = True
    thing, column = thing[some[thing]], column[some[thing]]
    odd_set, _, entry = np.nonzero(odd_sets[:, :, None] == thing)
    pairs, times = np.unique(odd_set * len(columns) + column[entry], return_counts=True)
    of_two = pairs[times > 1]
    return of_two // max(len(columns), 1), of_two % max(len(columns), 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairCharges:
    """What two units are charged for coming together, beside what each is charged.

    row, earlier, later, charge : [pairs] alert's row, places in order of arrival.
    """

    row: Longs
    earlier: Longs
    later: Longs
    charge: Floats


def charges_of_sets(
    arrivals: Arrivals, odd_sets: Longs, prices: Floats, alerts: int
) -> tuple[Floats, PairCharges]:
    """Write prices of sets as charges of units and of pairs of units.

    Teams of one or two units are charged right by them; larger ones too much.

    Returns
    -------
    [alerts, places] for each unit, and those of pairs.
    """
    some = prices > 0
    places = _Places(arrivals, odd_sets[some], prices[some], alerts)
    return places.of_units(), places.of_pairs()


class _Places:
    """Where the alerts and units of sets stand among arrivals."""

    def __init__(
        self, arrivals: Arrivals, odd_sets: Longs, prices: Floats, alerts: int
    ) -> None:
        self._shape = arrivals.unit.shape
        self._prices, self._width = prices, odd_sets.shape[1]
        is_alert = (odd_sets != NOBODY) & (odd_sets < alerts)
        self._is_unit: Bools = odd_sets >= alerts
        row = np.full(alerts + 1, NOBODY)
        row[arrivals.alike.alerts] = np.arange(len(arrivals.alike.alerts))
        self._row = row[np.where(is_alert, odd_sets, alerts)]
        unit = np.unique(odd_sets[self._is_unit]) - alerts
        self._unit = np.searchsorted(unit, odd_sets - alerts)
        known = np.full(max(arrivals.unit.max(initial=0), unit.max(initial=0)) + 2, -1)
        known[unit] = np.arange(len(unit))
        among = known[arrivals.unit]
        here, place = np.nonzero(among >= 0)
        # One more unit, never there, for what is no unit.
        self._place = np.full((self._shape[0], len(unit) + 1), NOBODY)
        self._place[here, among[here, place]] = place

    def of_units(self) -> Floats:
        """Charge each unit for standing in one set with the alert."""
        charge = np.zeros(self._shape)
        # Indexes rise, so an alert comes before a unit.
        for one, other in combinations(range(self._width), 2):
            both = (self._row[:, one] >= 0) & self._is_unit[:, other]
            chosen = np.flatnonzero(both)
            row = self._row[chosen, one]
            place = self._place[row, self._unit[chosen, other]]
            there = place >= 0
            prices = self._prices[chosen[there]]
            np.add.at(charge, (row[there], place[there]), prices)
        return charge

    def of_pairs(self) -> PairCharges:
        """Charge units for standing in one set; with the alert, both have paid."""
        nothing = np.zeros(0, np.int64)
        parts = [(nothing, nothing, nothing, np.zeros(0))]
        for one, other in combinations(range(self._width), 2):
            chosen = np.flatnonzero(self._is_unit[:, one] & self._is_unit[:, other])
            first = self._place[:, self._unit[chosen, one]]
            second = self._place[:, self._unit[chosen, other]]
            charge = np.repeat(self._prices[None, chosen], self._shape[0], axis=0)
            for alert in self._row[chosen, :one].T:
                own = np.flatnonzero(alert >= 0)
                charge[alert[own], own] *= -1
            row, pair = np.nonzero((first >= 0) & (second >= 0))
            ends = np.stack((first[row, pair], second[row, pair]))
            parts.append((row, ends.min(axis=0), ends.max(axis=0), charge[row, pair]))
        row, earlier, later, charge = (
            np.concatenate(part) for part in zip(*parts, strict=True)
        )
        return PairCharges(row=row, earlier=earlier, later=later, charge=charge)
