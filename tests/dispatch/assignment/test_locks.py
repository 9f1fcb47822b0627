"""What leaves no choice is carried out before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.locks import enough_together, ready, with_locks
from dispatch.assignment.problem import Crew, Problem
from tests.dispatch.assignment.problems import problem_of


def locked(
    allowed: Sequence[Sequence[int]],
    locks: Sequence[tuple[int, int]],
    *,
    officers: Sequence[int] | None = None,
    needed: int = 2,
) -> Problem:
    """Take rows of 1 for pairs that are allowed; without officers all have enough."""
    problem = problem_of([[60 if can else None for can in row] for row in allowed])
    crew = None if officers is None else crew_of(officers, problem.alerts, needed)
    return replace(problem, locks=tuple(locks), crew=crew)


def crew_of(officers: Sequence[int], alerts: int, needed: int) -> Crew:
    none = np.zeros(len(officers), np.int64)
    return Crew(
        officers=np.array(officers, np.int64),
        needed=np.full(alerts, needed, np.int64),
        skills=none,
        wanted=np.zeros(alerts, np.int64),
        of_one=np.zeros(alerts, np.bool_),
    )


def rows(problem: Problem) -> list[list[int]]:
    return with_locks(problem).astype(int).tolist()


def test_a_lock_empties_its_row_and_column() -> None:
    problem = locked([[1, 1, 1]] * 3, [(1, 2)])
    assert rows(problem) == [[1, 1, 0], [0, 0, 1], [1, 1, 0]]
    assert problem.allowed.all()


def test_several_units_locked_to_one_alert_go_together() -> None:
    assert rows(locked([[1, 1]] * 3, [(0, 0), (2, 0)])) == [[1, 0], [0, 1], [1, 0]]


def test_others_may_complete_a_locked_team() -> None:
    problem = locked([[1, 1]] * 3, [(0, 0)], officers=[1, 1, 2])
    assert rows(problem) == [[1, 0], [1, 1], [1, 1]]


def test_but_not_those_locked_elsewhere() -> None:
    problem = locked([[1, 1]] * 3, [(0, 0), (1, 1)], officers=[1, 2, 1])
    assert rows(problem) == [[1, 0], [0, 1], [1, 0]]


def test_a_lock_without_a_road_leaves_both_with_nobody() -> None:
    assert rows(locked([[1, 0], [1, 1]], [(0, 1)])) == [[0, 0], [1, 0]]


def test_one_of_a_locked_team_without_a_road_stops_all_of_it() -> None:
    assert rows(locked([[1], [0], [1]], [(0, 0), (1, 0)])) == [[0], [0], [0]]


def test_nor_do_others_go_in_its_place() -> None:
    # The two that are locked are not enough, and the third does not complete one.
    problem = locked([[1], [0], [1]], [(0, 0), (1, 0)], officers=[1, 1, 3], needed=4)
    assert rows(problem) == [[0], [0], [0]]


def test_no_locks_change_nothing() -> None:
    assert rows(locked([[1, 0]], [])) == [[1, 0]]


@pytest.mark.parametrize(
    ("pairs", "error", "words"),
    [
        ([(0, 0), (0, 1)], ValueError, "unit is locked to more than one alert"),
        ([(2, 0)], IndexError, r"\(2, 0\) of 2 units"),
        ([(-1, 0)], IndexError, r"\(-1, 0\)"),
        ([(0, 2)], IndexError, r"\(0, 2\)"),
    ],
)
def test_refuses_locks_that_cannot_be(
    pairs: list[tuple[int, int]], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        with_locks(locked([[1, 1]] * 2, pairs))


@pytest.mark.parametrize(
    ("officers", "needed", "together"),
    [
        ([2, 1], 2, [True, False]),  # the second is reached by the single one only
        ([2, 1], 3, [True, False]),
        ([2, 1], 4, [False, False]),
        ([1, 1], 1, [True, True]),
    ],
)
def test_officers_that_are_enough_together(
    officers: list[int], needed: int, together: list[bool]
) -> None:
    problem = locked([[1, 0], [1, 1]], [], officers=officers, needed=needed)
    assert enough_together(problem).tolist() == together


def test_skills_that_are_enough_together() -> None:
    # Skill 1 and skill 2; alert 1 wants both of one unit.
    problem = locked([[1, 1, 1], [1, 1, 0]], [], officers=[1, 1])
    assert problem.crew is not None
    crew = replace(
        problem.crew,
        skills=np.array([1, 2]),
        wanted=np.array([3, 3, 3]),
        of_one=np.array([False, True, False]),
    )
    assert enough_together(replace(problem, crew=crew)).tolist() == [True, False, False]


def test_a_crew_that_nobody_needs_is_left_out() -> None:
    # The single officer may go to neither: the alert asks for two, and nobody helps.
    problem = locked([[1, 0], [0, 1]], [], officers=[2, 1])
    assert ready(problem).crew is None
    assert ready(problem).allowed.tolist() == [[True, False], [False, False]]


def test_a_crew_stays_where_two_can_be_enough_together() -> None:
    problem = locked([[1], [1]], [], officers=[1, 1])
    assert ready(problem).crew is problem.crew
    assert ready(problem).allowed.all()
