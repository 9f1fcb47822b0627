"""Moves one after the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.waiting_places.move_rule import MoveRule
from dispatch.waiting_places.moves import (
    FAR_S,
    Standing,
    best_moves,
    readiness,
    times_after,
)
from dispatch.waiting_places.one_by_one import moves_one_by_one

# Two units reach the first zone, of three quarters of the demand; a place 60 s away
# reaches the other.
LITTLE = Standing(
    stays_s=np.array([[100, FAR_S], [100, FAR_S]]),
    sites_s=np.array([[FAR_S, 100]]),
    drive_s=np.array([[60.0], [60.0]]),
    weight=np.array([3, 1]),
    within_s=100,
)


def random_standing(seed: int) -> Standing:
    rng = np.random.default_rng(seed)
    return Standing(
        stays_s=rng.integers(0, 300, (4, 6)),
        sites_s=rng.integers(0, 300, (5, 6)),
        drive_s=rng.integers(0, 1500, (4, 5)).astype(float),
        weight=rng.integers(1, 9, 6),
        within_s=100,
    )


def test_who_adds_most_goes_first() -> None:
    # The second unit in reach of the first zone adds 0.75 x 0.7 x 0.3 = 0.1575 there,
    # and 0.25 x 0.7 = 0.175 at the other. The drive is worth 0.01 x 1.1 = 0.011.
    (move,) = moves_one_by_one(LITTLE, MoveRule())
    assert (move.unit, move.site, move.drive_s) == (0, 0, 60.0)
    assert move.adds == pytest.approx(0.0175)


@pytest.mark.parametrize(
    ("rule", "goes"),
    [
        (MoveRule(least_gain=0.016), False),  # 0.016 x 1.1 = 0.0176 are more
        (MoveRule(model="mclp", least_gain=0.2), True),  # 0.25 for 0.22
        (MoveRule(farthest_s=59.0), False),
        (MoveRule(model="pmedian"), True),
    ],
)
def test_what_is_worth_its_drive(rule: MoveRule, *, goes: bool) -> None:
    assert bool(moves_one_by_one(LITTLE, rule)) is goes


def test_a_place_is_taken_once() -> None:
    # Without the first zone's demand both would do better at the other.
    empty = replace(LITTLE, weight=np.array([0, 1]))
    assert len(moves_one_by_one(empty, MoveRule())) == 1


@pytest.mark.parametrize("model", ["mclp", "mexclp"])
@pytest.mark.parametrize("seed", range(5))
def test_each_move_is_the_best_of_its_moment(model: str, seed: int) -> None:
    standing, rule = random_standing(seed), MoveRule(model=model, busy_share=0.4)

    def value(target: dict[int, int]) -> float:
        told = readiness(times_after(standing, target), standing, rule)
        return told.covered if model == "mclp" else told.expected

    target: dict[int, int] = {}
    for move in moves_one_by_one(standing, rule):
        surplus = {
            (unit, site): value({**target, unit: site})
            - value(target)
            - float(rule.price(standing.drive_s[unit, site : site + 1])[0])
            for unit in {*range(4)} - {*target}
            for site in {*range(5)} - {*target.values()}
            if standing.drive_s[unit, site] <= rule.farthest_s
        }
        assert surplus[move.unit, move.site] == pytest.approx(max(surplus.values()))
        assert max(surplus.values()) > 0
        before = value(target)
        target[move.unit] = move.site
        assert move.adds == pytest.approx(value(target) - before)


@pytest.mark.parametrize("seed", range(5))
def test_it_comes_near_to_the_best_choice(seed: int) -> None:
    standing, rule = random_standing(seed), MoveRule(least_gain=0.001)
    stays = readiness(standing.stays_s, standing, rule).expected
    quick = sum(move.adds for move in moves_one_by_one(standing, rule))
    best = sum(move.adds for move in best_moves(standing, rule).moves)
    assert stays + quick >= 0.9 * (stays + best)


def test_nobody_and_nowhere() -> None:
    nobody = replace(LITTLE, stays_s=LITTLE.stays_s[:0], drive_s=LITTLE.drive_s[:0])
    nowhere = replace(LITTLE, drive_s=np.full((2, 1), np.inf))
    assert moves_one_by_one(nobody, MoveRule()) == ()
    assert moves_one_by_one(nowhere, MoveRule()) == ()
