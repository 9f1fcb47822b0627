"""Loops over all pairs, on a few that can be looked through."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dispatch.assignment.matrix_kernels import largest_allowed, nearest_units


def test_the_soonest_who_may_go_stand_first() -> None:
    time_s = np.array([[50, 7], [20, 7], [30, 1], [20, 9]], np.int64)
    allowed = np.array([[1, 1], [1, 1], [0, 0], [1, 0]], np.bool_)
    # Of the two with 20 s the lower stands first; unit 2 may go nowhere, and only
    # two may go to the second alert.
    units = nearest_units(time_s, allowed, 3)
    assert units.tolist() == [[1, 3, 0], [0, 1, -1]]


def test_the_largest_that_is_allowed_and_nothing_where_none_is() -> None:
    values = np.array([[5, 9, 4], [7, 1, 3]], np.int64)
    allowed = np.array([[1, 0, 0], [1, 1, 0]], np.bool_)
    assert largest_allowed(values, allowed).tolist() == [7, 1, 0]


@given(
    st.integers(0, 12), st.integers(0, 5), st.integers(1, 4), st.integers(0, 2**32 - 1)
)
def test_against_sorting(units: int, alerts: int, few: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    time_s = draw.integers(0, 6, (units, alerts))
    allowed = draw.random((units, alerts)) < 0.6
    for alert, found in enumerate(nearest_units(time_s, allowed, few).tolist()):
        order = sorted((time_s[u, alert], u) for u in np.flatnonzero(allowed[:, alert]))
        expected = [int(unit) for _, unit in order][:few]
        assert found == expected + [-1] * (few - len(expected))
