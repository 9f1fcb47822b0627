"""Who moves where, worked out by hand on a street of three zones."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.waiting_places.move_rule import MODELS, Model, MoveRule
from dispatch.waiting_places.moves import (
    FAR_S,
    Standing,
    best_moves,
    readiness,
    times_after,
)


def standing(
    stays_s: list[list[int]],
    sites_s: list[list[int]],
    drive_s: list[list[float]],
    weight: tuple[int, ...] = (50, 30, 20),
) -> Standing:
    return Standing(
        stays_s=np.array(stays_s, np.int64).reshape(-1, len(weight)),
        sites_s=np.array(sites_s, np.int64).reshape(-1, len(weight)),
        drive_s=np.array(drive_s, float).reshape(len(stays_s), len(sites_s)),
        weight=np.array(weight),
        within_s=300,
    )


# Both units stand at zone 0. Sites are at each zone; from one to the next it is 400 s
# with lights, and 600 s without.
PAIR = standing(
    stays_s=[[60, 460, 860], [60, 460, 860]],
    sites_s=[[60, 460, 860], [460, 60, 460], [860, 460, 60]],
    drive_s=[[0, 600, 1200], [10, 610, 1210]],
)
COVER = MoveRule(model="mclp")


def test_the_second_unit_goes_where_more_live_within_a_drive() -> None:
    (move,) = best_moves(PAIR, COVER).moves
    # Zone 1 is 30 of 100. The first unit is nearer; zone 2 is beyond 900 s.
    assert (move.unit, move.site, move.drive_s) == (0, 1, 600.0)
    assert move.adds == pytest.approx(0.3)


def test_what_stays_uncovered_is_gone_to_where_nobody_minds_the_drive() -> None:
    rule = replace(COVER, farthest_s=5000.0)
    # Zone 0 stays covered; 30 more at the price of 0.01 (1 + 600 / 600).
    assert [move.site for move in best_moves(PAIR, rule).moves] == [1]


def test_a_busy_unit_is_backed_up_where_half_of_the_demand_is() -> None:
    # Busy nine tenths of the time: a second unit adds 50 (0.1 x 0.9) = 4.5 at zone 0,
    # and 30 x 0.1 = 3 at zone 1, less the move's price.
    assert best_moves(PAIR, replace(COVER, model="mexclp", busy_share=0.9)).moves == ()


def test_by_mean_time() -> None:
    # Now 0.5 x 60 + 0.3 x 460 + 0.2 x 860 = 340. With one at zone 1, then zone 2 is
    # 460 from there: 30 + 18 + 92 = 140.
    (move,) = best_moves(PAIR, MoveRule(model="pmedian")).moves
    assert (move.site, move.adds) == (1, pytest.approx(200.0))


@pytest.mark.parametrize(("least_gain", "moves"), [(0.1499, 1), (0.1501, 0)])
def test_no_move_adds_less_than_its_price(least_gain: float, moves: int) -> None:
    # The move adds 0.3 and takes 600 s: its price is twice the least gain.
    rule = replace(COVER, least_gain=least_gain)
    assert len(best_moves(PAIR, rule).moves) == moves


def test_a_place_may_be_worth_it_only_to_who_goes_elsewhere() -> None:
    # The second place adds 0.08. A move of 100 s has to add 0.05 (1 + 100 / 600) =
    # 0.058; but that unit goes to the first, and the other's 800 s ask for 0.117.
    far = standing(
        stays_s=[[900, 900], [900, 900]],
        sites_s=[[60, 900], [900, 60]],
        drive_s=[[100, 100], [800, 800]],
        weight=(92, 8),
    )
    (move,) = best_moves(far, replace(COVER, least_gain=0.05)).moves
    assert (move.unit, move.site) == (0, 0)


def test_all_drive_least_together() -> None:
    # Two zones, nobody there. 1 -> first and 2 -> second take 100 + 500, crosswise
    # 200 + 300.
    crossing = standing(
        stays_s=[[900, 900], [900, 900]],
        sites_s=[[60, 900], [900, 60]],
        drive_s=[[100, 300], [200, 500]],
        weight=(50, 50),
    )
    moves = best_moves(crossing, COVER).moves
    assert {(move.unit, move.site) for move in moves} == {(0, 1), (1, 0)}


def test_what_adds_most_comes_first() -> None:
    apart = standing(
        stays_s=[[900, 900], [900, 900]],
        sites_s=[[60, 900], [900, 60]],
        drive_s=[[100, 100], [100, 100]],
        weight=(20, 80),
    )
    assert [move.site for move in best_moves(apart, COVER).moves] == [1, 0]


def test_nobody_free_nowhere_to_go_and_no_road() -> None:
    nobody = standing([], [[60, 60, 60]], [])
    assert best_moves(nobody, COVER).moves == ()
    nowhere = standing([[900, 900, 900]], [], [[]])
    assert best_moves(nowhere, COVER).moves == ()
    no_road = standing([[FAR_S] * 3], [[60, 60, 60]], [[np.inf]])
    assert best_moves(no_road, COVER).moves == ()


def test_how_ready_the_town_is() -> None:
    told = readiness(PAIR.stays_s, PAIR, COVER)
    # Zone 0 is reached by both: 0.5 (1 - 0.3^2).
    assert told.covered == pytest.approx(0.5)
    assert told.expected == pytest.approx(0.455)
    assert told.mean_s == pytest.approx(340.0)
    nobody = readiness(PAIR.stays_s[:0], PAIR, COVER)
    assert (nobody.covered, nobody.expected, nobody.mean_s) == (0, 0, 1800)


@st.composite
def towns(draw: st.DrawFn) -> Standing:
    units, sites = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    zones = draw(st.integers(1, 4))
    seed = np.random.default_rng(draw(st.integers(0, 10**6)))
    return Standing(
        stays_s=seed.integers(0, 900, (units, zones)),
        sites_s=seed.integers(0, 900, (sites, zones)),
        drive_s=seed.integers(0, 800, (units, sites)).astype(float),
        weight=seed.integers(1, 100, zones),
        within_s=300,
    )


def measure(town: Standing, rule: MoveRule, target: dict[int, int]) -> float:
    told = readiness(times_after(town, target), town, rule)
    return {"mclp": told.covered, "mexclp": told.expected, "pmedian": -told.mean_s}[
        rule.model
    ]


@settings(max_examples=60, deadline=None)
@given(towns(), st.sampled_from(MODELS))
def test_every_move_is_worth_its_price(town: Standing, model: Model) -> None:
    rule = MoveRule(model=model)
    moves = best_moves(town, rule).moves
    target = {move.unit: move.site for move in moves}
    assert len(set(target.values())) == len(target) == len(moves)
    for move in moves:
        rest = {unit: site for unit, site in target.items() if unit != move.unit}
        price = float(rule.price(np.array([move.drive_s]))[0])
        gain = measure(town, rule, target) - measure(town, rule, rest)
        assert gain >= price - 1e-9
    gained = measure(town, rule, target) - measure(town, rule, {})
    assert sum(move.adds for move in moves) == pytest.approx(gained, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(towns(), st.sampled_from(MODELS))
def test_moves_without_a_price_are_the_best_of_all(
    town: Standing, model: Model
) -> None:
    rule = MoveRule(model=model, least_gain=0.0, least_saving_s=0.0)
    target = {move.unit: move.site for move in best_moves(town, rule).moves}
    units, sites = town.drive_s.shape
    places = [*range(sites), *[-1] * units]
    best = max(
        measure(town, rule, {u: s for u, s in enumerate(some) if s >= 0})
        for some in set(permutations(places, units))
    )
    # The choice counts in ten-thousandths.
    assert measure(town, rule, target) == pytest.approx(best, abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(towns())
def test_the_order_of_zones_does_not_matter(town: Standing) -> None:
    other = replace(
        town,
        stays_s=town.stays_s[:, ::-1],
        sites_s=town.sites_s[:, ::-1],
        weight=town.weight[::-1],
    )
    rule = MoveRule()
    one, two = (
        measure(each, rule, {m.unit: m.site for m in best_moves(each, rule).moves})
        for each in (town, other)
    )
    assert one == pytest.approx(two)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"weight": np.zeros(3, np.int64)}, "weight is zero everywhere"),
        ({"drive_s": np.zeros((1, 1))}, r"drive_s has shape \(1, 1\), not \(2, 3\)"),
        ({"stays_s": np.zeros((2, 3))}, "stays_s is float64"),
        ({"sites_s": np.zeros((3, 2), np.int64)}, r"not \(3, 3\)"),
    ],
)
def test_bad_tables(changed, fault) -> None:
    with pytest.raises((TypeError, ValueError), match=fault):
        replace(PAIR, **changed)
