"""Why nobody goes: one case for each reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.problem import Areas, Crew, Problem
from dispatch.assignment.reasons import Eligibility, Step
from dispatch.plan_rows import Reason
from tests.dispatch.assignment.problems import problem_of

STEPS = (
    Reason.NO_FREE_UNIT,
    Reason.STALE_POSITION,
    Reason.FORBIDDEN,
    Reason.REDIRECT_FORBIDDEN,
    Reason.OTHER_AREA,
    Reason.NO_ROUTE,
    Reason.BEYOND_CUT_OFF,
)
PROBLEM = problem_of([[60, 60]] * 3)
NOBODY = ([False, True],) * 3


def eligible(**against: object) -> Eligibility:
    """Let three units pass at two alerts, but for the steps whose rows are given."""
    passes = {reason: np.ones((3, 2), np.bool_) for reason in STEPS}
    passes |= {Reason(name): np.array(rows, np.bool_) for name, rows in against.items()}
    steps = (Step(passes=rows, reason=reason) for reason, rows in passes.items())
    return Eligibility(steps=tuple(steps))


def with_crew(**fields: object) -> Problem:
    """Three single officers without skills, and two alerts that ask for one."""
    ones, none = np.ones(2, np.int64), np.zeros(3, np.int64)
    crew = Crew(
        officers=none + 1,
        needed=ones,
        skills=none,
        wanted=ones * 0,
        of_one=np.zeros(2, np.bool_),
    )
    return replace(PROBLEM, crew=replace(crew, **fields))


@pytest.mark.parametrize("reason", STEPS)
def test_the_step_after_which_nobody_is_left(reason: Reason) -> None:
    found = eligible(**{reason: NOBODY})
    assert found.reason(PROBLEM, 0) == reason
    assert found.reason(PROBLEM, 1) == Reason.OTHERS_FIRST
    assert not found.allowed[:, 0].any()
    assert found.allowed[:, 1].all()


@pytest.mark.parametrize(
    ("hindrances", "reason"),
    [
        (["NO_ROUTE", "BEYOND_CUT_OFF"], Reason.NO_ROUTE),
        (["FORBIDDEN", "NO_ROUTE", "BEYOND_CUT_OFF"], Reason.FORBIDDEN),
        (["OTHER_AREA", "REDIRECT_FORBIDDEN"], Reason.REDIRECT_FORBIDDEN),
        (["STALE_POSITION", "NO_FREE_UNIT"], Reason.NO_FREE_UNIT),
    ],
)
def test_of_several_hindrances_the_first_is_named(
    hindrances: list[str], reason: Reason
) -> None:
    found = eligible(**dict.fromkeys(hindrances, NOBODY))
    assert found.reason(PROBLEM, 0) == reason


def test_somebody_could_go_but_is_needed_elsewhere() -> None:
    # Unit 0 is busy, unit 1 is beyond the cut-off, unit 2 could go.
    found = eligible(
        NO_FREE_UNIT=([False, True], [True, True], [True, True]),
        BEYOND_CUT_OFF=([True, True], [False, True], [True, True]),
    )
    assert found.reason(PROBLEM, 0) == Reason.OTHERS_FIRST
    assert found.allowed[:, 0].tolist() == [False, False, True]


def test_different_hindrances_name_the_last() -> None:
    # Unit 0 is busy, unit 1 forbidden, unit 2 has no road: with the road it would
    # have been sent.
    found = eligible(
        NO_FREE_UNIT=([False, True], [True, True], [True, True]),
        FORBIDDEN=([True, True], [False, True], [True, True]),
        NO_ROUTE=([True, True], [True, True], [False, True]),
    )
    assert found.reason(PROBLEM, 0) == Reason.NO_ROUTE


def test_each_unit_that_may_not_go_has_its_first_hindrance() -> None:
    found = eligible(
        FORBIDDEN=([True, True], [True, True], [False, True]),
        NO_ROUTE=([False, True], [True, True], [False, True]),
    )
    assert found.blocked(0) == [(0, Reason.NO_ROUTE), (2, Reason.FORBIDDEN)]
    assert found.blocked(1) == []


def test_a_locked_alert_looks_at_its_own_units_only() -> None:
    # Unit 2 could go, but the alert is locked to 0 and 1, and 0 has no road.
    found = eligible(NO_ROUTE=([False, True], [True, True], [True, True]))
    locked = replace(PROBLEM, locks=((0, 0), (1, 0)))
    assert found.reason(locked, 0) == Reason.NO_ROUTE
    assert found.reason(PROBLEM, 0) == Reason.OTHERS_FIRST


def test_all_who_could_go_have_too_few_officers() -> None:
    problem = with_crew(needed=np.array([4, 3]))
    assert eligible().reason(problem, 0) == Reason.TOO_FEW_OFFICERS
    assert eligible().reason(problem, 1) == Reason.OTHERS_FIRST
    # With one of the three beyond the cut-off two are left for three.
    found = eligible(BEYOND_CUT_OFF=([True, False], [True, True], [True, True]))
    assert found.reason(problem, 1) == Reason.TOO_FEW_OFFICERS


def test_all_who_could_go_lack_a_skill() -> None:
    problem = with_crew(skills=np.array([1, 0, 0]), wanted=np.array([2, 1]))
    assert eligible().reason(problem, 0) == Reason.MISSING_SKILLS
    assert eligible().reason(problem, 1) == Reason.OTHERS_FIRST


def test_who_is_locked_elsewhere_does_not_help() -> None:
    problem = replace(with_crew(needed=np.array([3, 1])), locks=((0, 1),))
    assert eligible().reason(problem, 0) == Reason.TOO_FEW_OFFICERS
    everyone = replace(PROBLEM, locks=((0, 1), (1, 1), (2, 1)))
    assert eligible().reason(everyone, 0) == Reason.OTHERS_FIRST


def test_an_area_that_can_spare_nobody() -> None:
    # Units 0 and 1 are of area 0, which can spare none, unit 2 of area 1.
    areas = Areas(of_unit=np.array([0, 0, 1]), spare=np.array([0, 1]))
    problem = replace(PROBLEM, areas=areas)
    near = ([True, True], [True, True], [False, True])
    assert eligible(NO_ROUTE=near).reason(problem, 0) == Reason.AREA_MINIMUM
    assert eligible(NO_ROUTE=near).reason(problem, 1) == Reason.OTHERS_FIRST
    # One that counts for no area may always go.
    free = replace(areas, of_unit=np.array([0, -1, 1]))
    problem = replace(PROBLEM, areas=free)
    assert eligible(NO_ROUTE=near).reason(problem, 0) == Reason.OTHERS_FIRST


def test_no_units_at_all() -> None:
    none = np.ones((0, 1), dtype=np.bool_)
    found = Eligibility(steps=tuple(Step(passes=none, reason=r) for r in STEPS))
    nobody = problem_of([], alerts=1)
    assert found.reason(nobody, 0) == Reason.NO_FREE_UNIT
