"""Which trips tell anything of driving."""

from __future__ import annotations

import numpy as np
import pytest

from maps.fitting.trips import Trips, telling

HOME, SHOP = (10.0, 50.0), (10.02, 50.0)  # 0.02 degrees at 50 north: 1429 m


def trips(*rows):
    """Make trips of (origin, destination, duration) with a start if there is one."""
    return Trips(
        origin=np.array([row[0] for row in rows], float).reshape(-1, 2),
        destination=np.array([row[1] for row in rows], float).reshape(-1, 2),
        duration_s=np.array([row[2] for row in rows], float),
        started_s=np.array([(*row, np.nan)[3] for row in rows], float),
    )


def test_straight_line():
    # 6,371,008.8 * cos 50 * 0.02 * pi / 180.
    assert trips((HOME, SHOP, 300)).straight_m()[0] == pytest.approx(1429.5, abs=0.1)


def test_hours():
    # Tuesday 00:30, the next Monday 23:59, and unknown.
    week = 7 * 86_400
    starts = [86_400 + 1800, week + 86_399, np.nan]
    assert trips(*((HOME, SHOP, 300, s) for s in starts)).hour().tolist() == [
        24,
        23,
        -1,
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (((0, 0), SHOP, 300), "bad_coordinates"),
        ((HOME, (0, 0), 300), "bad_coordinates"),
        ((HOME, (181, 50), 300), "bad_coordinates"),
        ((HOME, (50, 91), 300), "bad_coordinates"),
        ((HOME, (np.nan, 50), 300), "bad_coordinates"),
        ((HOME, SHOP, 29), "absurd_duration"),
        ((HOME, SHOP, 0), "absurd_duration"),
        ((HOME, SHOP, -300), "absurd_duration"),
        ((HOME, SHOP, 7201), "absurd_duration"),
        ((HOME, (10.0006, 50), 300), "same_place"),  # 43 m
        ((HOME, SHOP, 39), "absurd_speed"),  # 132 km/h
    ],
)
def test_what_is_left_out(row, reason):
    kept, left_out = telling(trips(row, (HOME, SHOP, 300)))
    assert kept.duration_s.tolist() == [300]
    assert {name: count for name, count in left_out.items() if count} == {reason: 1}


@pytest.mark.parametrize(
    "row",
    [
        (HOME, SHOP, 30 + 10),  # 129 km/h
        (HOME, (10.0008, 50), 7200),  # 57 m
        (HOME, SHOP, 7200),
    ],
)
def test_what_is_just_kept(row):
    assert len(telling(trips(row))[0]) == 1


def test_a_row_that_stands_twice_counts_once():
    one, other = (HOME, SHOP, 300, 60.0), (HOME, SHOP, 300, 120.0)
    kept, left_out = telling(trips(one, other, one, one))
    assert kept.started_s.tolist() == [60, 120]
    assert left_out["repeated"] == 2


def test_without_a_start_nobody_knows_that_it_is_the_same():
    assert len(telling(trips((HOME, SHOP, 300), (HOME, SHOP, 300)))[0]) == 2


def test_the_first_reason_counts():
    left_out = telling(trips(((0, 0), (0, 0), 0)))[1]
    assert left_out["bad_coordinates"] == 1
    assert sum(left_out.values()) == 1


def test_none():
    kept, left_out = telling(trips())
    assert len(kept) == 0
    assert not any(left_out.values())
