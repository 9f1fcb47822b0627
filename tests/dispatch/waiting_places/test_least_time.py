"""The p-median, against every choice there is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.waiting_places import least_time as room
from dispatch.waiting_places.choice import Longs
from dispatch.waiting_places.least_time import least_time
from dispatch.waiting_places.medians import Medians, exchanged, greedy

# A street with doors at 0, 1, 5, 6 and 10 minutes; units may wait at each.
DOORS = np.array([0, 1, 5, 6, 10])
STREET = np.abs(DOORS[:, None] - DOORS[None, :])
ONCE = np.ones(5, np.int64)


@pytest.mark.parametrize(
    ("units", "minutes"),
    [
        (1, 15),  # at 5: 5 + 4 + 0 + 1 + 5
        (2, 6),  # at 0 or 1, and at 6: 1 + 1 + 0 + 4
        (3, 2),  # and at 10
        (5, 0),
    ],
)
def test_a_street(units: int, minutes: int) -> None:
    found = least_time(STREET, ONCE, units)
    assert (found.value, found.bound) == (minutes, minutes)


def test_demand_draws_the_unit() -> None:
    # At 10 now: 9 x 0 + 10 + 9 + 5 + 4 = 28; at 6: 6 + 5 + 1 + 9 x 4 = 48.
    found = least_time(STREET, np.array([1, 1, 1, 1, 9]), 1)
    assert (found.sites, found.value) == ((4,), 28)


def test_a_site_may_cost_more_than_it_saves() -> None:
    # At 5 it is 15 and 4 more; at 6: 6 + 5 + 1 + 0 + 4 = 16.
    found = least_time(STREET, ONCE, 1, site_cost=np.array([0, 0, 4, 0, 0]))
    assert (found.sites, found.value) == ((3,), 16)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Longs, Longs, int, Longs]:
    sites, zones = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    some = st.integers(0, draw(st.sampled_from([3, 30, 1000])))

    def numbers(count: int) -> Longs:
        return np.array(draw(st.lists(some, min_size=count, max_size=count)))

    time_s = numbers(sites * zones).reshape(sites, zones)
    cost = numbers(sites) * draw(st.sampled_from([0, 1]))
    return time_s, numbers(zones) % 10, draw(st.integers(1, sites)), cost


def by_hand(time_s: Longs, weight: Longs, units: int, site_cost: Longs) -> int:
    """The least of every set of sites."""
    return min(
        int((time_s[list(sites)].min(axis=0) * weight).sum())
        + int(site_cost[list(sites)].sum())
        for sites in combinations(range(len(time_s)), units)
    )


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_other_choice_takes_less(table: tuple[Longs, Longs, int, Longs]) -> None:
    time_s, weight, units, cost = table
    found = least_time(time_s, weight, units, site_cost=cost)
    assert found.value == found.bound == by_hand(*table)
    sites = list(found.sites)
    assert len(set(sites)) == units
    assert (time_s[sites].min(axis=0) * weight).sum() + cost[sites].sum() == found.value


@pytest.mark.parametrize("small", [0, 40])
def test_splitting_finds_what_the_program_finds(monkeypatch, small: int) -> None:
    # With nothing, or little, left to the program, branches alone have to prove it.
    draw = np.random.default_rng(3)
    tables_ = [draw.integers(0, 50, (9, 12)) for _ in range(20)]
    weight = np.ones(12, np.int64)
    wanted = [by_hand(each, weight, 3, np.zeros(9, np.int64)) for each in tables_]
    monkeypatch.setattr(room, "_SMALL", small)
    monkeypatch.setattr(room, "_ROUNDS", 1)
    monkeypatch.setattr(room, "_ROOT_STEPS", 2)
    found = [least_time(each, weight, 3) for each in tables_]
    assert [each.value for each in found] == wanted
    assert [each.bound for each in found] == wanted


@pytest.mark.parametrize("small", [0, 30, 1_500])
def test_from_a_bad_start_the_best_is_found(monkeypatch, small: int) -> None:
    # Without exchanges, what is left out must not hold the best.
    monkeypatch.setattr(room, "_SMALL", small)
    monkeypatch.setattr(room, "_ROUNDS", 2)
    monkeypatch.setattr(room, "_ROOT_STEPS", 10)
    monkeypatch.setattr(room, "greedy", lambda task: np.arange(task.units))
    monkeypatch.setattr(room, "exchanged", lambda _, sites: sites)
    draw, weight = np.random.default_rng(7), np.ones(14, np.int64)
    for _ in range(15):
        time_s = draw.integers(0, 60, (10, 14))
        cost = draw.integers(0, 30, 10)
        found = least_time(time_s, weight, 4, site_cost=cost)
        assert found.value == found.bound == by_hand(time_s, weight, 4, cost)


def test_without_work_the_start_is_given_with_a_bound() -> None:
    time_s = np.random.default_rng(4).integers(1, 1000, (40, 40))
    found = least_time(time_s, np.ones(40, np.int64), 5, work=1)
    best = least_time(time_s, np.ones(40, np.int64), 5)
    assert found.bound <= best.value <= found.value
    assert found.gap > 0
    assert best.gap == 0


def test_exchanges_end_where_no_single_one_helps() -> None:
    cost = np.random.default_rng(5).integers(0, 99, (30, 12)).astype(float)
    task = Medians(cost=cost, site_cost=np.zeros(12), units=4)
    sites = exchanged(task, greedy(task))
    value = task.value(sites)
    for out in sites.tolist():
        for into in set(range(12)) - set(sites.tolist()):
            other = np.array([into if site == out else site for site in sites])
            assert task.value(other) >= value


@settings(max_examples=30, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, random) -> None:
    time_s, weight, units, cost = table
    rows = random.sample(range(len(time_s)), len(time_s))
    columns = random.sample(range(len(weight)), len(weight))
    other = least_time(
        time_s[rows][:, columns], weight[columns], units, site_cost=cost[rows]
    )
    assert other.value == least_time(time_s, weight, units, site_cost=cost).value


def test_the_same_twice() -> None:
    time_s = np.random.default_rng(6).integers(1, 1000, (30, 30))
    weight = np.ones(30, np.int64)
    assert least_time(time_s, weight, 5) == least_time(time_s, weight, 5)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_more_units_are_never_worse(table: tuple[Longs, Longs, int, Longs]) -> None:
    time_s, weight, units, _ = table
    if units < len(time_s):
        more = least_time(time_s, weight, units + 1)
        assert more.value <= least_time(time_s, weight, units).value


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"units": 0}, "0 units, where 1 to 5"),
        ({"units": 6}, "6 units, where 1 to 5"),
        ({"weight": np.ones(4, np.int64)}, r"weight has shape \(4,\), not \(5,\)"),
        ({"time_s": STREET.astype(float)}, "time_s is float64, not int64"),
        ({"time_s": -STREET}, "time_s has a number below 0"),
        ({"weight": ONCE * 2**40}, "sums up to 2"),
    ],
)
def test_bad_tables(changed, fault) -> None:
    given_ = {"time_s": STREET, "weight": ONCE, "units": 2}
    with pytest.raises((TypeError, ValueError), match=fault):
        least_time(**(given_ | changed))
