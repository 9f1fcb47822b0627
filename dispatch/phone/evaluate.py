"""What queues of calls leave to be lost, call by call, apart from every solver."""

from __future__ import annotations

import math

from dispatch.phone.phone_plan import Queues
from dispatch.phone.problem import PhoneProblem


class ImpossibleQueuesError(ValueError):
    """Queues that nobody could work through."""


def evaluate(problem: PhoneProblem, queues: Queues) -> float:
    """Add up the expected loss of all alerts, called or not.

    Raises
    ------
    ImpossibleQueuesError
        Not one queue for each caller, an alert that does not exist or is called
        twice, a call going on that does not stay first with its caller, a start
        that is not the one at which the caller can begin, or beyond the last time.
    """
    if len(queues) != problem.callers:
        raise ImpossibleQueuesError(f"{len(queues)} queues, not {problem.callers}")
    called = [call.alert for queue in queues for call in queue]
    if len(set(called)) < len(called) or not set(called) <= set(range(problem.alerts)):
        raise ImpossibleQueuesError("an alert is called twice, or does not exist")
    for caller, alert in problem.fixed:
        if not queues[caller] or queues[caller][0].alert != alert:
            raise ImpossibleQueuesError(f"alert {alert} left its caller {caller}")
    losses = [float(row[-1]) for row in problem.loss_if_called_from]
    for caller in range(problem.callers):
        for alert, loss in _losses_of_queue(problem, queues, caller):
            losses[alert] = loss
    return math.fsum(losses)


def _losses_of_queue(
    problem: PhoneProblem, queues: Queues, caller: int
) -> list[tuple[int, float]]:
    losses = []
    free_s = problem.free_in_s[caller]
    last_s = (problem.never - 1) * problem.step_s
    for alert, start_s in queues[caller]:
        wanted_s = _next_time(problem.step_s, free_s)
        if abs(start_s - wanted_s) > problem.step_s / 1000:
            raise ImpossibleQueuesError(
                f"caller {caller} begins alert {alert} at {start_s}, not {wanted_s}"
            )
        if start_s > last_s:
            raise ImpossibleQueuesError(f"alert {alert} begins after the last time")
        column = round(start_s / problem.step_s)
        losses.append((alert, float(problem.loss_if_called_from[alert, column])))
        busy_s = float(problem.busy_for_s[alert, column])
        free_s = start_s + max(busy_s, problem.step_s)
    return losses


def _next_time(step_s: float, free_s: float) -> float:
    """Return the first time of the grid that is not before, but for noise."""
    if math.isinf(free_s):
        return free_s
    return math.ceil(free_s / step_s - 0.001) * step_s
