"""Coverage, against every choice there is and against results worked out by hand."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.waiting_places.choice import Bools, Choice, Longs
from dispatch.waiting_places.most_covered import (
    PARTS,
    covered,
    most_covered,
    steps_of,
)

# Four zones; the rows are the sites' reach.
REACHES = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]], np.bool_)
WEIGHT = np.array([2, 2, 1, 1])


@pytest.mark.parametrize(("units", "demand"), [(1, 4), (2, 6), (3, 6)])
def test_published_example(units: int, demand: int) -> None:
    # 1: the first site has 2 + 2. 2: the others have 2 + 1 each, together all 6.
    found = most_covered(REACHES, WEIGHT, units)
    assert found.value == demand * PARTS
    assert found.is_best
    assert found.gap == 0


def test_two_units_are_at_the_two_that_have_all() -> None:
    assert most_covered(REACHES, WEIGHT, 2).sites == (1, 2)


def test_a_second_unit_in_reach_adds_what_the_first_leaves_out() -> None:
    # One site alone; q = 0.3: 0.7 + 0.3 x 0.7 = 0.91 of the weight 10.
    one = np.ones((1, 1), np.bool_)
    found = most_covered(one, np.array([10]), 2, busy_share=0.3)
    assert found.sites == (0, 0)
    assert found.value == 91_000


def test_busy_units_are_doubled_where_it_matters() -> None:
    # Zones of 10 and 2, a site each. Never busy: one unit each, 12. Busy half of the
    # time: both at the first, 10 (0.5 + 0.25) = 7.5, against (10 + 2) x 0.5 = 6.
    each = np.eye(2, dtype=np.bool_)
    weight = np.array([10, 2])
    assert most_covered(each, weight, 2).sites == (0, 1)
    assert most_covered(each, weight, 2, busy_share=0.5).sites == (0, 0)
    alone = np.ones(2, np.int64)
    found = most_covered(each, weight, 2, busy_share=0.5, at_most=alone)
    assert found.sites == (0, 1)


def test_a_site_that_costs_more_than_it_brings_is_left() -> None:
    # The first brings 1 more than the second, 10 against 9, and costs 2 more.
    each, weight = np.eye(2, dtype=np.bool_), np.array([10, 9])
    cost = np.array([2 * PARTS, 0])
    found = most_covered(each, weight, 1, site_cost=cost)
    assert (found.sites, found.value) == ((1,), 9 * PARTS)


def test_without_work_the_start_is_given_and_what_is_known_of_it() -> None:
    draw = np.random.default_rng(1)
    reaches = draw.random((60, 80)) < 0.1
    found = most_covered(reaches, draw.integers(1, 100, 80), 12, work=1e-9)
    assert found.value <= found.bound
    assert len(found.sites) == 12


@st.composite
def tables(draw: st.DrawFn) -> tuple[Bools, Longs, int]:
    sites, zones = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    cells = draw(
        st.lists(st.booleans(), min_size=sites * zones, max_size=sites * zones)
    )
    weight = draw(st.lists(st.integers(0, 9), min_size=zones, max_size=zones))
    units = draw(st.integers(1, sites))
    return np.array(cells, np.bool_).reshape(sites, zones), np.array(weight), units


def by_hand(reaches: Bools, weight: Longs, units: int, busy_share: float) -> int:
    """The most of every multiset of sites."""
    steps = steps_of(units, busy_share)
    return max(
        covered(reaches[list(sites)].sum(axis=0), weight, steps)
        for sites in combinations_with_replacement(range(len(reaches)), units)
    )


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9]))
def test_no_other_choice_covers_more(
    table: tuple[Bools, Longs, int], busy_share: float
) -> None:
    found = most_covered(*table, busy_share=busy_share)
    assert found.value == found.bound == by_hand(*table, busy_share)
    assert value_of(table, found, busy_share) == found.value


def value_of(table: tuple[Bools, Longs, int], found: Choice, busy_share: float) -> int:
    reaches, weight, units = table
    assert len(found.sites) == units
    reached_by = reaches[list(found.sites)].sum(axis=0)
    return covered(reached_by, weight, steps_of(units, busy_share))


@settings(max_examples=30, deadline=None)
@given(tables(), st.sampled_from([0.0, 0.3]))
def test_more_units_are_never_worse(
    table: tuple[Bools, Longs, int], busy_share: float
) -> None:
    reaches, weight, units = table
    few = most_covered(reaches, weight, units, busy_share=busy_share)
    more = most_covered(reaches, weight, units + 1, busy_share=busy_share)
    assert more.value >= few.value


@settings(max_examples=30, deadline=None)
@given(tables())
def test_never_busy_is_plain_covering(table: tuple[Bools, Longs, int]) -> None:
    reaches, weight, units = table
    at_most_one = np.ones(len(reaches), np.int64)
    plain = most_covered(reaches, weight, units, at_most=at_most_one)
    assert most_covered(reaches, weight, units, busy_share=0.0).value == plain.value
    once = reaches[list(plain.sites)].any(axis=0)
    assert plain.value == PARTS * weight[once].sum()


@settings(max_examples=30, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, random) -> None:
    reaches, weight, units = table
    rows = random.sample(range(len(reaches)), len(reaches))
    columns = random.sample(range(len(weight)), len(weight))
    other = most_covered(
        reaches[rows][:, columns], weight[columns], units, busy_share=0.3
    )
    assert other.value == most_covered(reaches, weight, units, busy_share=0.3).value


def test_the_same_twice() -> None:
    draw = np.random.default_rng(2)
    reaches, weight = draw.random((40, 60)) < 0.15, draw.integers(1, 100, 60)
    first = most_covered(reaches, weight, 8, busy_share=0.3)
    assert first == most_covered(reaches, weight, 8, busy_share=0.3)
    assert first.is_best


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"units": 0}, "0 units, where 1 to"),
        ({"units": 4, "at_most": np.ones(3, np.int64)}, "4 units, where 1 to 3"),
        ({"weight": np.ones(3, np.int64)}, r"weight has shape \(3,\), not \(4,\)"),
        ({"weight": np.ones(4)}, "weight is float64, not int64"),
        ({"weight": np.array([1, 1, 1, -1])}, "weight has a number below 0"),
        ({"reaches": np.ones((3, 4), np.int64)}, "reaches is int64, not bool"),
        ({"busy_share": 1.0}, "busy_share 1.0 is not"),
        ({"busy_share": float("nan")}, "busy_share nan is not"),
    ],
)
def test_bad_tables(changed, fault) -> None:
    given_ = {"reaches": REACHES, "weight": WEIGHT, "units": 2}
    with pytest.raises((TypeError, ValueError), match=fault):
        most_covered(**(given_ | changed))
