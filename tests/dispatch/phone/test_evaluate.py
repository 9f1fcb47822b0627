"""What queues leave to be lost, by hand, and queues that nobody could work through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.phone.evaluate import ImpossibleQueuesError, evaluate
from dispatch.phone.phone_plan import QueuedCall, Queues
from tests.dispatch.phone.cases import problem_of

# Begins at 0, 10, 20, 30 s, never; calls of 12 s: the next begins at 20 s.
_PROBLEM = problem_of(
    [[1, 2, 3, 4, 5], [10, 20, 30, 40, 50], [100, 200, 300, 400, 500]],
    12,
    (0, 15),
)


def _queues(*queues: tuple[tuple[int, float], ...]) -> Queues:
    return tuple(tuple(QueuedCall(*call) for call in queue) for queue in queues)


def test_loss_by_hand() -> None:
    # C0: A2 at 0 s, 100; A0 at 20 s, 3. C1 is free in 15 s: A1 at 20 s, 30.
    queues = _queues(((2, 0.0), (0, 20.0)), ((1, 20.0),))
    assert evaluate(_PROBLEM, queues) == 100 + 3 + 30


def test_nobody_called() -> None:
    assert evaluate(_PROBLEM, _queues((), ())) == 555


def test_a_call_that_takes_no_time_still_takes_one_time_of_the_grid() -> None:
    problem = problem_of([[1, 2, 3], [10, 20, 30]], 0)
    assert evaluate(problem, _queues(((1, 0.0), (0, 10.0)))) == 12


def test_noise_does_not_cost_a_time_of_the_grid() -> None:
    problem = problem_of([[1, 2, 3], [10, 20, 30]], 10.000001)
    assert evaluate(problem, _queues(((1, 0.0), (0, 10.0)))) == 12


@pytest.mark.parametrize(
    ("queues", "problem"),
    [
        ((()), "0 queues, not 2"),
        ((((0, 0.0), (0, 20.0)), ()), "twice"),
        ((((0, 0.0),), ((0, 20.0),)), "twice"),
        ((((3, 0.0),), ()), "does not exist"),
        ((((0, 10.0),), ()), "begins alert 0 at 10.0, not 0"),
        (((), ((0, 10.0),)), "begins alert 0 at 10.0, not 20"),
        ((((0, 0.0), (1, 10.0)), ()), "begins alert 1 at 10.0, not 20"),
        ((((0, 0.0), (1, 20.0), (2, 40.0)), ()), "after the last time"),
    ],
)
def test_impossible(
    queues: tuple[tuple[tuple[int, float], ...], ...], problem: str
) -> None:
    with pytest.raises(ImpossibleQueuesError, match=problem):
        evaluate(_PROBLEM, _queues(*queues))


def test_a_call_going_on_that_is_broken_off() -> None:
    fixed = replace(_PROBLEM, fixed=((0, 1),))
    with pytest.raises(ImpossibleQueuesError, match="alert 1 left its caller 0"):
        evaluate(fixed, _queues(((0, 0.0),), ()))
