"""Rules, exchanges and bound, by hand and against the exact plan."""

from __future__ import annotations

import pytest

from dispatch.phone.bound import most_gained
from dispatch.phone.by_rule import (
    Rule,
    gain_by_time,
    gain_by_waiting,
    greatest_gain,
    orders_by,
)
from dispatch.phone.exact import best_orders
from dispatch.phone.exchanges import improved
from dispatch.phone.grid import Grid, Orders, on_grid, worth
from tests.dispatch.phone.cases import problem_of, random_problem

# Gains, in hundredths: A0 500 always, until never; A1 300 now and 0 later.
# A0 takes three times of the grid, A1 one.
_GRID = on_grid(problem_of([[0, 0, 0, 0, 5], [0, 3, 3, 3, 3]], [[30] * 5, [10] * 5]))


@pytest.mark.parametrize(
    ("rule", "orders"),
    [
        (greatest_gain, [[0]]),  # 500 > 300; then A1 gains nothing
        (gain_by_time, [[1, 0]]),  # 300 / 1 > 500 / 3
        (gain_by_waiting, [[1, 0]]),  # (300 - 0) / 1 > (500 - 500) / 3
    ],
)
def test_rules(rule: Rule, orders: Orders) -> None:
    assert orders_by(_GRID, rule) == orders


def test_a_move_forward() -> None:
    assert improved(_GRID, [[0]]) == [[1, 0]]


def test_a_swap_between_callers() -> None:
    # C1 is free at 10 s. A0 loses 9 by waiting, A1 1; each caller has time for one.
    loss = [[0, 9, 10], [0, 1, 10]]
    grid = on_grid(problem_of(loss, 20, (0, 10)))
    assert improved(grid, [[1], [0]]) == [[0], [1]]


def test_bound_by_hand() -> None:
    # One caller, two calls of two times each, three times: only one is called. The
    # greater gain is 7; each row called once at a price above its gain costs more.
    grid = on_grid(problem_of([[0, 7, 7, 7], [0, 5, 5, 5]], 20))
    assert most_gained(grid, 700) == 700


@pytest.mark.parametrize("seed", range(40))
def test_exchanges_and_bound_enclose_the_best(seed: int) -> None:
    grid = on_grid(random_problem(seed, alerts=7, callers=2))
    best = _saved(grid, best_orders(grid))
    start = orders_by(grid, greatest_gain)
    found = improved(grid, start)
    assert _saved(grid, start) <= _saved(grid, found) <= best
    assert best <= most_gained(grid, _saved(grid, found))


def test_no_callers_and_no_alerts() -> None:
    for problem in (problem_of([[0, 1]], free_in_s=()), problem_of([])):
        grid = on_grid(problem)
        orders = orders_by(grid, greatest_gain)
        assert improved(grid, orders) == [[] for _ in grid.free_at]
        assert most_gained(grid, 0) == 0


def _saved(grid: Grid, orders: Orders) -> int:
    pairs = zip(orders, grid.free_at, strict=True)
    return sum(worth(grid, order, tick) for order, tick in pairs)
