from __future__ import annotations

import numpy as np
import pytest

from maps import ragged
from maps.geometry import along_m, haversine_m, local_m


def test_haversine():
    # A degree of the mean sphere: pi / 180 * 6,371,008.8 = 111,195.08 m; at 60 degrees
    # north half of that from west to east, less what the great circle cuts off;
    # and a quarter of the way round.
    lon_a, lat_a = np.array([0.0, 0.0, 0.0, 5.0]), np.array([0.0, 60.0, 0.0, 5.0])
    lon_b, lat_b = np.array([0.0, 1.0, 90.0, 5.0]), np.array([1.0, 60.0, 0.0, 5.0])
    metres = haversine_m(lon_a, lat_a, lon_b, lat_b)
    assert metres == pytest.approx([111_195.08, 55_597.0, 10_007_557.2, 0], rel=1e-5)


def test_along_lines_laid_end_to_end():
    lat = np.array([0, 1, 3, 10, 10, 11]) / 111_195.08
    # Two lines: steps of 1 and 2 m; of 0 and 1 m. Between them nothing is added.
    metres = along_m(np.zeros(6), lat, np.array([0, 3, 6]))
    assert metres == pytest.approx([0, 1, 3, 0, 0, 1], abs=1e-6)


def test_flat_metres():
    flat = local_m(np.array([1.0]), np.array([60.0]), 60.0)
    assert flat == pytest.approx(np.array([[55_597.5, 6_671_704.8]]), rel=1e-5)


def test_ragged():
    starts, sizes = np.array([5, 0, 9]), np.array([2, 0, 3])
    assert ragged.ranges(starts, sizes).tolist() == [5, 6, 9, 10, 11]
    assert ragged.ranges(starts[:0], sizes[:0]).tolist() == []
    assert ragged.firsts(sizes).tolist() == [0, 2, 2, 5]
    # Rows 2 and 0 of lists of 2, 0 and 3.
    items, first = ragged.take(np.array([0, 2, 2, 5]), np.array([2, 0]))
    assert (items.tolist(), first.tolist()) == ([2, 3, 4, 0, 1], [0, 3, 5])
