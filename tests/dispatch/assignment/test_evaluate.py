"""What a plan is worth, by hand, and plans that nobody could carry out."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate
from dispatch.plan_rows import Score
from tests.dispatch.assignment.problems import problem_of

_PROBLEM = problem_of(
    [[100, 480, 900, None], [300, 481, 600, 200], [50, 50, 50, 50]],
    weight=[1, 2, 4, 8],
)


def test_score_by_hand() -> None:
    # Alert 0 by unit 0 at 100 s, alert 1 by unit 1 at 481 s (late), alert 2 by unit
    # 2 at 50 s, alert 3 waits.
    assert evaluate(_PROBLEM, np.array([0, 1, 2, -1])) == Score(
        on_time=2,
        late=1,
        unserved=1,
        weighted_on_time=1 + 4,
        weighted_served=1 + 2 + 4,
        weighted_time_s=1 * 100 + 2 * 481 + 4 * 50,
        total_time_to_door_s=100 + 481 + 50,
        worst_time_to_door_s=481,
    )


def test_at_the_target_is_on_time() -> None:
    assert evaluate(_PROBLEM, np.array([-1, 0, -1, -1])).weighted_on_time == 2


def test_nobody_sent() -> None:
    score = evaluate(_PROBLEM, np.full(4, -1))
    assert (score.unserved, score.worst_time_to_door_s) == (4, 0)
    assert score.goals == (0, 0, 0)


def test_no_alerts() -> None:
    score = evaluate(problem_of([[]], alerts=0), np.array([], dtype=np.int64))
    assert score.goals == (0, 0, 0)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([0, 0, -1, -1], "unit 0 is sent twice"),
        ([-1, -1, -1, 0], "unit 0 may not be sent to alert 3"),
        ([3, -1, -1, -1], "unit 3 does not exist"),
        ([-2, -1, -1, -1], "unit -2 does not exist"),
        ([0, 1, 2], "3 entries for 4 alerts"),
    ],
)
def test_refuses_impossible_plans(plan: list[int], words: str) -> None:
    with pytest.raises(ImpossibleAssignmentError, match=words):
        evaluate(_PROBLEM, np.array(plan))
    assert issubclass(ImpossibleAssignmentError, ValueError)
