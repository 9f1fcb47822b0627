"""Every way to share out and order the alerts, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from dispatch.phone.problem import PhoneProblem


def least_loss(problem: PhoneProblem) -> float:
    """Least expected loss of all ordered shares, worked out call by call."""
    return min(_loss(problem, queues) for queues in _all_queues(problem))


def _all_queues(problem: PhoneProblem) -> Iterator[list[list[int]]]:
    """Every alert with one caller or nobody (-1), in every order."""
    going_on = dict(problem.fixed)
    free = [a for a in range(problem.alerts) if a not in going_on.values()]
    for who in product(range(-1, problem.callers), repeat=len(free)):
        shares = [
            [a for a, caller in zip(free, who, strict=True) if caller == c]
            for c in range(problem.callers)
        ]
        for orders in product(*(permutations(share) for share in shares)):
            yield [
                [going_on[c], *order] if c in going_on else list(order)
                for c, order in enumerate(orders)
            ]


def _loss(problem: PhoneProblem, queues: list[list[int]]) -> float:
    table, busy_s = problem.loss_if_called_from.tolist(), problem.busy_for_s.tolist()
    never = len(table[0]) - 1 if table else 0
    losses = [row[-1] for row in table]
    for free_s, queue in zip(problem.free_in_s, queues, strict=True):
        k = 0
        while k < never and k * problem.step_s < free_s:
            k += 1
        for alert in queue:
            if k >= never:
                break
            losses[alert] = table[alert][k]
            ends_s = k * problem.step_s + busy_s[alert][k]
            k += 1
            while k < never and k * problem.step_s < ends_s:
                k += 1
    return sum(losses)
