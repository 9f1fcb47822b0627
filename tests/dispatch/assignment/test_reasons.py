"""Why nobody goes: one case for each reason."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from dispatch.assignment.reasons import Eligibility
from dispatch.plan_rows import Reason

_YES = np.ones((3, 2), dtype=np.bool_)
_ALL = Eligibility(
    free=_YES,
    enough_officers=_YES,
    not_forbidden=_YES,
    reachable=_YES,
    within_cut_off=_YES,
)
_NOBODY = np.array([[False, True], [False, True], [False, True]])


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ("free", Reason.NO_FREE_UNIT),
        ("enough_officers", Reason.TOO_FEW_OFFICERS),
        ("not_forbidden", Reason.FORBIDDEN),
        ("reachable", Reason.NO_ROUTE),
        ("within_cut_off", Reason.BEYOND_CUT_OFF),
    ],
)
def test_the_step_after_which_nobody_is_left(matrix: str, reason: Reason) -> None:
    eligibility = replace(_ALL, **{matrix: _NOBODY})
    assert eligibility.reason(0) == reason
    assert eligibility.reason(1) == Reason.OTHERS_FIRST
    assert not eligibility.allowed[:, 0].any()
    assert eligibility.allowed[:, 1].all()


@pytest.mark.parametrize(
    ("hindrances", "reason"),
    [
        (["reachable", "within_cut_off"], Reason.NO_ROUTE),
        (["not_forbidden", "reachable", "within_cut_off"], Reason.FORBIDDEN),
        (["enough_officers", "not_forbidden"], Reason.TOO_FEW_OFFICERS),
        (["free", "enough_officers"], Reason.NO_FREE_UNIT),
    ],
)
def test_of_several_hindrances_the_first_is_named(
    hindrances: list[str], reason: Reason
) -> None:
    assert replace(_ALL, **dict.fromkeys(hindrances, _NOBODY)).reason(0) == reason


def test_somebody_could_go_but_is_needed_elsewhere() -> None:
    # Unit 0 is busy, unit 1 is beyond the cut-off, unit 2 could go.
    eligibility = replace(
        _ALL,
        free=np.array([[False, True], [True, True], [True, True]]),
        within_cut_off=np.array([[True, True], [False, True], [True, True]]),
    )
    assert eligibility.reason(0) == Reason.OTHERS_FIRST
    assert eligibility.allowed[:, 0].tolist() == [False, False, True]


def test_different_hindrances_name_the_last() -> None:
    # Unit 0 is busy, unit 1 has one officer, unit 2 has no road: with the road it
    # would have been sent.
    eligibility = replace(
        _ALL,
        free=np.array([[False, True], [True, True], [True, True]]),
        enough_officers=np.array([[True, True], [False, True], [True, True]]),
        reachable=np.array([[True, True], [True, True], [False, True]]),
    )
    assert eligibility.reason(0) == Reason.NO_ROUTE


def test_a_locked_alert_looks_at_its_own_unit_only() -> None:
    # Units 1 and 2 could go, but the alert is locked to unit 0, which has no road.
    eligibility = replace(
        _ALL, reachable=np.array([[False, True], [True, True], [True, True]])
    )
    assert eligibility.reason(0, locked_unit=0) == Reason.NO_ROUTE
    assert eligibility.reason(0) == Reason.OTHERS_FIRST


def test_no_units_at_all() -> None:
    none = np.ones((0, 1), dtype=np.bool_)
    names = [field.name for field in fields(Eligibility)]
    eligibility = Eligibility(**dict.fromkeys(names, none))
    assert eligibility.reason(0) == Reason.NO_FREE_UNIT
