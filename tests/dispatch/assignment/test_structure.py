"""Which problems need teams, row by row."""

from __future__ import annotations

import pytest

from dispatch.assignment.problem import Crew
from dispatch.assignment.structure import needs_teams
from tests.dispatch.assignment.problems import crew_of, problem_of

_ONE: list[list[int | None]] = [[10], [20], [30]]


@pytest.mark.parametrize(
    ("rows", "crew", "locks", "answer"),
    [
        pytest.param(_ONE, None, (), False, id="everybody is enough"),
        pytest.param(_ONE, None, ((0, 0),), False, id="one is locked"),
        pytest.param(_ONE, None, ((0, 0), (1, 0)), True, id="two are locked"),
        pytest.param(_ONE, crew_of([2, 2, 2], [2]), (), False, id="cars for two"),
        pytest.param(
            _ONE, crew_of([2, 2, 2], [2]), ((0, 0), (1, 0)), True, id="two cars locked"
        ),
        pytest.param(_ONE, crew_of([1, 1, 2], [2]), (), True, id="two motorcycles"),
        pytest.param(_ONE, crew_of([1, 2, 2], [2]), (), False, id="one motorcycle"),
        pytest.param(_ONE, crew_of([1, 1, 4], [3]), (), False, id="two are too few"),
        pytest.param(_ONE, crew_of([1, 1, 1], [3]), (), True, id="three are enough"),
        pytest.param(
            [[10], [None], [30]], crew_of([1, 1, 2], [2]), (), False, id="one is away"
        ),
        pytest.param(
            [[10, None], [None, 20], [1, 1]],
            crew_of([1, 1, 2], [2, 2]),
            (),
            False,
            id="each for an alert of its own",
        ),
        pytest.param(
            _ONE,
            crew_of([1, 1, 1], [1], skills=[1, 2, 3], wanted=[3]),
            (),
            True,
            id="a skill each",
        ),
        pytest.param(
            _ONE,
            crew_of([1, 1, 1], [1], skills=[1, 2, 3], wanted=[3], of_one=[True]),
            (),
            False,
            id="both skills of one",
        ),
        pytest.param(
            _ONE, crew_of([1, 2, 2], [2]), ((0, 0),), True, id="a locked one helped"
        ),
        pytest.param([], crew_of([], [2]), (), False, id="no units"),
    ],
)
def test_needs_teams(
    *,
    rows: list[list[int | None]],
    crew: Crew | None,
    locks: tuple[tuple[int, int], ...],
    answer: bool,
) -> None:
    columns = None if rows else 1
    problem = problem_of(rows, crew=crew, locks=locks, alerts=columns)
    assert needs_teams(problem) == answer
