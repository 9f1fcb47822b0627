"""`plan_calls`: the recipe from a phone problem to its plan."""

from __future__ import annotations

from dispatch.phone.bound import most_gained
from dispatch.phone.by_rule import (
    gain_by_time,
    gain_by_waiting,
    greatest_gain,
    orders_by,
)
from dispatch.phone.evaluate import evaluate
from dispatch.phone.exact import best_orders, is_small
from dispatch.phone.exchanges import improved
from dispatch.phone.grid import Grid, Orders, on_grid, queues_of, worth
from dispatch.phone.phone_plan import PhonePlan
from dispatch.phone.problem import PhoneProblem

_RULES = (greatest_gain, gain_by_time, gain_by_waiting)


def plan_calls(problem: PhoneProblem) -> PhonePlan:
    """Decide who calls whom, in which order, so that the least is lost.

    The best plan for a small team; for a large one the best of three rules, improved
    by exchanges, and a bound on what could be better. Of plans that lose the same,
    ids decide, so input in another order gets the same plan.
    """
    grid = on_grid(problem)
    if is_small(grid):
        orders, spare = best_orders(grid), 0
    else:
        orders = _good_orders(grid)
        saved = _saved(grid, orders)
        spare = most_gained(grid, saved) - saved
    queues = queues_of(problem, grid, orders)
    loss = evaluate(problem, queues)
    called = {call.alert for queue in queues for call in queue}
    return PhonePlan(
        orders=queues,
        not_called=tuple(a for a in range(problem.alerts) if a not in called),
        loss=loss,
        proved=spare == 0,
        bound=_bound(problem, loss, spare),
    )


def _good_orders(grid: Grid) -> Orders:
    tries = [improved(grid, orders_by(grid, rule)) for rule in _RULES]
    return max(tries, key=lambda orders: _saved(grid, orders))


def _saved(grid: Grid, orders: Orders) -> int:
    pairs = zip(orders, grid.free_at, strict=True)
    return sum(worth(grid, order, tick) for order, tick in pairs)


def _bound(problem: PhoneProblem, loss: float, spare: int) -> float:
    """Take from the loss what another plan might save, and what was rounded off.

    spare : loss steps. Both plans' losses are up to half a step off for each alert.
    """
    if not problem.callers or not problem.alerts:
        return loss
    return max(0.0, loss - (spare + problem.alerts) * problem.loss_step)
