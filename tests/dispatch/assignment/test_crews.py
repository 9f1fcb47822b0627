"""When officers are enough, who is needed last, and who goes soonest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dispatch.assignment.crews import enough, enough_alone, last_needed, least_team
from dispatch.assignment.problem import Crew, Problem
from tests.dispatch.assignment.problems import crew_of, problem_of


def _problem(times: list[int], crew: Crew | None, **more: Any) -> Problem:
    """One alert, and when each unit is there."""
    return problem_of([[time] for time in times], crew=crew, **more)


def _least(problem: Problem, units: list[int] | None = None) -> tuple[int, ...] | None:
    who = range(problem.units) if units is None else units
    return least_team(problem, np.array(who, dtype=np.int64), 0)


def test_everybody_is_enough_without_a_crew() -> None:
    problem = problem_of([[1, None], [2, 3]])
    assert enough_alone(problem).tolist() == [[True, True], [True, True]]
    assert enough(problem, [1], 0)
    assert not enough(problem, [], 0)


def test_enough_alone_by_officers_and_all_skills() -> None:
    # Alert 0 wants two, alert 1 one with skills 1 and 2, alert 2 three with none.
    crew = crew_of([2, 1, 3], [2, 1, 3], skills=[1, 3, 0], wanted=[0, 3, 0])
    assert enough_alone(problem_of([[1, 1, 1]] * 3, crew=crew)).tolist() == [
        [True, False, False],
        [False, True, False],
        [True, False, True],
    ]


@pytest.mark.parametrize(
    ("units", "of_one", "answer"),
    [
        ([0], False, False),  # one officer
        ([0, 1], False, True),  # two with skills 1 and 2
        ([0, 1], True, False),  # none has both
        ([2], False, False),  # both skills, one officer
        ([0, 2], True, True),
        ([3], False, False),  # two officers, no skill
        ([2, 3], True, True),
        ([0, 3], False, False),  # skill 2 is missing
        ([], False, False),
    ],
)
def test_enough_together(*, units: list[int], of_one: bool, answer: bool) -> None:
    crew = crew_of([1, 1, 1, 2], [2], skills=[1, 2, 3, 0], wanted=[3], of_one=[of_one])
    assert enough(_problem([1, 1, 1, 1], crew), units, 0) == answer


def test_nobody_is_never_enough_even_where_nobody_is_asked_for() -> None:
    assert not enough(_problem([1], crew_of([0], [0])), [], 0)
    assert enough(_problem([1], crew_of([0], [0])), [0], 0)


@pytest.mark.parametrize(
    ("times", "last"),
    [
        ([100, 200, 300], 1),
        ([300, 200, 100], 1),
        ([300, 100, 200], 2),
        ([100, 100, 100], 1),  # equal times: by index
    ],
)
def test_last_needed_is_who_brings_the_second_officer(
    times: list[int], last: int
) -> None:
    assert last_needed(_problem(times, crew_of([1, 1, 1], [2])), (0, 1, 2), 0) == last


def test_last_needed_of_a_team_that_is_not_enough() -> None:
    with pytest.raises(ValueError, match="are not enough for alert 0"):
        last_needed(_problem([1, 2], crew_of([1, 1], [3])), (0, 1), 0)


def test_the_first_to_arrive_go() -> None:
    assert _least(_problem([300, 100, 200], crew_of([1, 1, 1], [2]))) == (1, 2)


def test_who_is_not_needed_stays_the_latest_first() -> None:
    # One officer at 100 s, one at 200 s, two at 300 s, three needed: the car and
    # one of the two are enough, so the later of them stays.
    assert _least(_problem([100, 200, 300], crew_of([1, 1, 2], [3]))) == (0, 2)


def test_the_car_alone_where_the_first_is_of_no_use() -> None:
    assert _least(_problem([100, 200], crew_of([1, 2], [2]))) == (1,)


def test_equal_times_go_to_the_lowest_index() -> None:
    assert _least(_problem([60, 60, 60], crew_of([1, 1, 1], [2]))) == (0, 1)
    assert _least(_problem([90, 60, 60], None)) == (1,)


def test_skills_decide_who_is_needed() -> None:
    # Skill 1 at 100 s and 200 s, skill 2 at 300 s: the second stays.
    crew = crew_of([1, 1, 1], [1], skills=[1, 1, 2], wanted=[3])
    assert _least(_problem([100, 200, 300], crew)) == (0, 2)
    one = crew_of([1, 1, 1], [1], skills=[1, 2, 3], wanted=[3], of_one=[True])
    assert _least(_problem([100, 200, 300], one)) == (2,)


def test_only_the_units_asked_about() -> None:
    problem = _problem([100, 200, 300], crew_of([1, 1, 1], [2]))
    assert _least(problem, [0, 2]) == (0, 2)
    assert _least(problem, [1]) is None
    assert _least(problem, []) is None


def test_who_is_locked_comes_along_in_any_case() -> None:
    # Unit 2 is locked: unit 0 is enough with it, unit 1 is not needed.
    crew = crew_of([1, 1, 1], [2])
    assert _least(_problem([100, 200, 300], crew, locks=((2, 0),))) == (0, 2)
    # The nearest is locked, and counts once.
    assert _least(_problem([100, 200, 300], crew, locks=((0, 0),))) == (0, 1)
    # The car is enough, but the two locked come, too.
    cars = crew_of([2, 1, 1], [2])
    assert _least(_problem([1, 2, 3], cars, locks=((1, 0), (2, 0)))) == (1, 2)
    # Without a crew, both who are locked.
    assert _least(_problem([1, 2, 3], None, locks=((1, 0), (2, 0)))) == (1, 2)


def test_without_one_who_is_locked_nobody_goes() -> None:
    problem = _problem([100, 200], crew_of([2, 2], [2]), locks=((1, 0),))
    assert _least(problem, [0]) is None
