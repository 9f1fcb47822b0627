import polars as pl
import pytest

from dispatch.review.counted import answered, counted
from dispatch.review.histogram import histogram
from dispatch.review.worst import WORST_CALLS, worst_calls, worst_streets
from tests.dispatch.review.logs import log_of, reached_after


def streets(**late_of):
    rows = [
        {"street": street, "received": 0, "on_scene": 900 if number < late else 60}
        for street, (late, n) in late_of.items()
        for number in range(n)
    ]
    return worst_streets(answered(counted(log_of(*rows))))


def test_many_late_calls_come_before_a_few_that_all_were():
    found = streets(few=(2, 2), fine=(0, 50), many=(30, 50))
    assert found["street"].to_list() == ["many", "fine", "few"]
    assert found["faint"].to_list() == [False, False, True]
    assert found["late"].to_list() == [0.6, 0, 1]


def test_five_calls_are_no_longer_faint():
    assert streets(a=(0, 4), b=(0, 5))["faint"].to_list() == [False, True]


def test_the_longest_calls_come_first_and_no_more_than_twenty():
    log = reached_after(*range(100, 3100, 100))
    found = worst_calls(answered(counted(log)), "Asia/Shanghai")
    assert found.height == WORST_CALLS
    assert found["time_s"].to_list()[:2] == [3000, 2900]
    assert found["over_s"].to_list()[0] == 2520
    assert found["received"].dtype.time_zone == "Asia/Shanghai"


def test_calls_that_nobody_reached_are_not_among_them():
    log = log_of({"received": 0}, {"received": 0, "on_scene": 5})
    calls = answered(counted(log))
    assert calls["time_s"].to_list() == [None, 5]
    assert calls["late"].to_list() == [None, False]
    assert worst_calls(calls, "UTC").height == 1


def test_the_target_is_an_edge_of_the_histogram():
    # A minute each: 0 and 60 s fall into the first, 480 s into the eighth, 481 s into
    # the ninth, and an hour beyond the last edge, 24 minutes.
    found = histogram(pl.Series([0.0, 60, 480, 481, 3600]).to_numpy(), 480)
    assert found["from_s"].to_list()[:3] == [0, 60, 120]
    assert found["to_s"].to_list()[-2:] == [1440, None]
    counts = found["n"].to_list()
    assert (counts[0], counts[7], counts[8], counts[24]) == (2, 1, 1, 1)
    assert sum(counts) == pytest.approx(5)


def test_a_call_is_late_by_its_own_target():
    log = log_of(
        {"received": 0, "on_scene": 300, "target_s": 200.0},
        {"received": 0, "on_scene": 500, "target_s": 600.0},
        {"received": 0, "on_scene": 500},  # 480 s
    )
    calls = answered(counted(log))
    assert calls["over_s"].to_list() == [100, -100, 20]
    assert calls["late"].to_list() == [True, False, True]
