"""Beats of equal demand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenarios.loads.beats import beats, station_rows
from scenarios.loads.demand import demand_of_points


def points(n, weight=None):
    """A row of points from west to east."""
    weights = np.ones(n) if weight is None else np.array(weight, float)
    return demand_of_points(np.arange(n) * 0.01, np.zeros(n), weights)


def test_a_row_of_points_is_cut_into_equal_parts():
    assert [part.tolist() for part in beats(points(6), 3)] == [[0, 1], [2, 3], [4, 5]]


def test_weights_count_and_points_without_any_do_not():
    # 4 | 1 + 1 + 2: half of 8 is in the first point alone; the fifth has no weight.
    parts = beats(points(5, [4, 1, 1, 2, 0]), 2)
    assert [part.tolist() for part in parts] == [[0], [1, 2, 3]]


def test_four_beats_of_a_square_are_its_quarters():
    east, north = np.divmod(np.arange(16), 4)
    square = demand_of_points(east * 0.01, north * 0.0099, np.ones(16))
    for part in beats(square, 4):
        assert len(part) == 4
        assert np.ptp(east[part]) == np.ptp(north[part]) == 1


def test_more_beats_than_points_share_them():
    parts = beats(points(2), 5)
    assert len(parts) == 5
    assert {part.tolist()[0] for part in parts} == {0, 1}


def test_a_station_stands_in_the_middle_of_its_part():
    assert station_rows(points(6, [1, 1, 1, 1, 1, 1]), 2).tolist() == [1, 4]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.integers(1, 9))
def test_every_beat_has_points_and_every_point_of_weight_a_beat(weights, count):
    weights[0] += 1
    parts = beats(points(len(weights), weights), count)
    assert len(parts) == count
    assert all(len(part) for part in parts)
    heavy = {row for row, weight in enumerate(weights) if weight}
    assert set(np.concatenate(parts).tolist()) == heavy
