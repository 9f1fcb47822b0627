from __future__ import annotations

import numpy as np
import pytest

from dispatch.assignment.problem import Crew, Problem
from dispatch.assignment.teams.makes import alike_alerts
from tests.dispatch.assignment.teams.every_plan import teams_for


def _problem(  # noqa: PLR0913 - what an alert may ask for
    officers, needed, *, skills=None, wanted=0, of_one=False, locks=()
):
    units = len(officers)
    return Problem(
        time_s=np.arange(units)[:, None] * 60,
        allowed=np.ones((units, 1), np.bool_),
        target_s=np.array([480]),
        weight=np.array([1]),
        received_order=np.array([0]),
        locks=locks,
        crew=Crew(
            officers=np.array(officers),
            needed=np.array([needed]),
            skills=np.array(skills or [0] * units),
            wanted=np.array([wanted]),
            of_one=np.array([of_one]),
        ),
    )


def _makes(problem: Problem) -> set[tuple[int, ...]]:
    """Makes as officers and skills of each member, for one alert."""
    (alike,) = alike_alerts(problem)
    return {make.kinds for make in alike.makes}


@pytest.mark.parametrize(
    ("officers", "needed", "makes"),
    [
        # Kinds are numbered by officers: 0 is one officer, 1 is two.
        ([1, 2], 2, {(1,), (0, 0)}),
        # A car with four counts as three to whom asks for three.
        ([1, 2, 4], 3, {(2,), (0, 1), (0, 0, 0), (1, 1)}),
        ([1], 3, {(0, 0, 0)}),
        ([5], 0, {(0,)}),
    ],
)
def test_makes_of_officers(officers, needed, makes):
    assert _makes(_problem(officers, needed)) == makes


def test_skills_of_anyone_of_the_team():
    # Kinds by skills: 0 none, 1 the first, 2 the second.
    problem = _problem([1, 1, 1], 2, skills=[0, 1, 2], wanted=3)
    assert _makes(problem) == {(1, 2)}


def test_skills_of_one_unit():
    # Only the last has both; whoever comes with it need have none.
    problem = _problem([1, 1, 1], 2, skills=[1, 2, 3], wanted=3, of_one=True)
    assert _makes(problem) == {(0, 1), (1, 1)}


def test_locked_unit_that_is_enough_comes_alone():
    (alike,) = alike_alerts(_problem([2, 1], 2, locks=((0, 0),)))
    assert [(make.kinds, make.behind) for make in alike.makes] == [((), 0)]


def test_locked_unit_needed_with_another():
    # One locked officer of two needed: any other joins, and has to wait for it.
    (alike,) = alike_alerts(_problem([1, 1], 2, locks=((0, 0),)))
    assert [(make.kinds, make.behind) for make in alike.makes] == [((0,), 0)]


def test_alert_whose_lock_is_not_allowed_has_no_makes():
    problem = _problem([2, 2], 2, locks=((0, 0),))
    problem.allowed[0, 0] = False
    assert alike_alerts(problem) == ()
    assert teams_for(problem, 0) == []
