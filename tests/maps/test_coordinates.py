"""Frames: known points, there and back, and who is left alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.coordinates import FRAMES, frames_agree, from_wgs84, to_wgs84
from maps.errors import FieldError

METRES_PER_DEGREE = 111_320.0

# From the tests of EvilTransform: Shanghai, Shenzhen, Beijing.
WGS84_AND_GCJ02 = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
# coordtransform's wgs84togcj02(116.404, 39.915).
GCJ02_BY_COORDTRANSFORM = (116.41024449916938, 39.91640428150164)

# Far from the outline, on all sides.
degrees_in_china = st.tuples(st.floats(100.0, 118.0), st.floats(26.0, 40.0))
shifted_frames = st.sampled_from(["gcj02", "bd09"])


def points(*pairs):
    lon, lat = zip(*pairs, strict=True)
    return np.array(lon, np.float64), np.array(lat, np.float64)


def apart_m(first, second):
    east = (first[0] - second[0]) * np.cos(np.radians(first[1]))
    return float(np.hypot(east, first[1] - second[1]).max() * METRES_PER_DEGREE)


@pytest.mark.parametrize(("wgs84", "gcj02"), WGS84_AND_GCJ02)
def test_known_points_in_gcj02(wgs84, gcj02):
    found = from_wgs84(*points(wgs84), "gcj02")
    np.testing.assert_allclose(found, points(gcj02), rtol=0, atol=1e-11)


@pytest.mark.parametrize(("wgs84", "gcj02"), WGS84_AND_GCJ02)
def test_known_points_from_gcj02(wgs84, gcj02):
    assert apart_m(to_wgs84(*points(gcj02), "gcj02"), points(wgs84)) < 1e-6


def test_a_known_point_in_bd09():
    # coordtransform: (116.404, 39.915) of GCJ-02 is this point of BD-09.
    gcj02, bd09 = (116.404, 39.915), (116.41036949371029, 39.92133699351021)
    wgs84 = to_wgs84(*points(gcj02), "gcj02")
    np.testing.assert_allclose(from_wgs84(*wgs84, "bd09"), points(bd09), atol=1e-9)
    assert apart_m(to_wgs84(*points(bd09), "bd09"), wgs84) < 1e-6


def test_another_library_agrees_on_gcj02():
    found = from_wgs84(*points((116.404, 39.915)), "gcj02")
    np.testing.assert_allclose(
        found, points(GCJ02_BY_COORDTRANSFORM), rtol=0, atol=1e-11
    )


def test_the_shift_in_hangzhou_is_a_street_away():
    here = points((120.2614, 30.1847))
    assert 265 < apart_m(here, from_wgs84(*here, "gcj02")) < 606


@settings(deadline=None)
@given(degrees_in_china, shifted_frames)
def test_there_and_back_is_under_a_centimetre(point, frame):
    start = points(point)
    assert apart_m(start, to_wgs84(*from_wgs84(*start, frame), frame)) < 0.01


@settings(deadline=None)
@given(degrees_in_china, shifted_frames)
def test_back_and_there_is_under_a_centimetre(point, frame):
    start = points(point)
    assert apart_m(start, from_wgs84(*to_wgs84(*start, frame), frame)) < 0.01


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "place", [(-21.94, 64.147), (0.0, 0.0), (-74.0, 40.7), (180.0, 90.0), (0.0, -90.0)]
)
def test_elsewhere_nothing_moves(frame, place):
    start = points(place)
    np.testing.assert_array_equal(to_wgs84(*start, frame), start)
    np.testing.assert_array_equal(from_wgs84(*start, frame), start)


def test_wgs84_is_itself_in_china():
    start = points((120.2614, 30.1847))
    np.testing.assert_array_equal(to_wgs84(*start, "wgs84"), start)
    np.testing.assert_array_equal(from_wgs84(*start, "wgs84"), start)


def test_points_of_both_sides_in_one_array():
    start = points((120.2614, 30.1847), (-21.94, 64.147))
    lon, lat = from_wgs84(*start, "gcj02")
    assert (lon[0], lat[0]) != (120.2614, 30.1847)
    assert (lon[1], lat[1]) == (-21.94, 64.147)


def test_frames_agree_outside_china_alone():
    assert frames_agree(*points((-21.94, 64.147), (114.17, 22.30)))  # Hong Kong
    assert not frames_agree(*points((-21.94, 64.147), (120.2614, 30.1847)))
    assert frames_agree(np.array([]), np.array([]))


def test_inputs_are_left_as_they_are():
    lon, lat = points((120.2614, 30.1847))
    to_wgs84(lon, lat, "bd09")
    assert (lon[0], lat[0]) == (120.2614, 30.1847)


@pytest.mark.parametrize("frame", FRAMES)
def test_empty_arrays_give_empty_arrays(frame):
    lon, lat = to_wgs84(np.array([]), np.array([]), frame)
    assert lon.shape == lat.shape == (0,)


def test_what_is_no_number_stays_none():
    lon, _ = to_wgs84(*points((np.nan, 30.0), (np.inf, 30.0)), "bd09")
    assert np.isnan(lon[0])
    assert np.isinf(lon[1])


def test_more_points_than_are_shifted_at_once():
    # 16,384 at a time: the last part is a short one.
    start = points(*[(120.2614, 30.1847)] * 20_000)
    lon, lat = to_wgs84(*from_wgs84(*start, "bd09"), "bd09")
    assert apart_m((lon, lat), start) < 1e-6
    assert np.ptp(lon) == np.ptp(lat) == 0


@pytest.mark.parametrize("convert", [to_wgs84, from_wgs84])
def test_an_unknown_frame_is_refused(convert):
    with pytest.raises(FieldError, match="wgs84, gcj02, bd09"):
        convert(*points((120.0, 30.0)), "utm")
