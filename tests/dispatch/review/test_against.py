import polars as pl
import pytest

from dispatch.review.against import against
from dispatch.review.counted import counted
from tests.dispatch.review.logs import drawn_log, log_of, reached_after

NAMES = ("before", "after")


def of_all(found, interval="received_to_on_scene"):
    rows = found.differences.filter(
        (pl.col("interval") == interval) & (pl.col("group") == "all")
    )
    return rows.row(0, named=True)


def test_a_log_against_itself_changes_nothing_and_may_go_either_way():
    of = counted(drawn_log(60))
    found = against(of, of, NAMES)
    rows = found.differences
    for name in ("median_difference_s", "p90_difference_s", "late_difference"):
        assert rows[name].abs().max() == 0
    assert (rows["median_low_s"] <= 0).all()
    assert (rows["median_high_s"] >= 0).all()


def test_slower_calls_show_by_how_much():
    # Median 200 s → 500 s, the 90th percentile 280 → 580; late 0 of 3 → 2 of 3.
    before, after = reached_after(100, 200, 300), reached_after(400, 500, 600)
    found = against(counted(before), counted(after), NAMES)
    row = of_all(found)
    assert (row["median_difference_s"], row["p90_difference_s"]) == (300, 300)
    assert row["late_difference"] == pytest.approx(2 / 3)
    assert row["median_low_s"] <= 300 <= row["median_high_s"]


def test_groups_of_both_alone_are_compared():
    one = counted(reached_after(100, priority="A"))
    other = counted(reached_after(100, priority="B"))
    groups = against(one, other, NAMES).differences["group"].to_list()
    assert groups == ["all", "hour=12", "weekday=Mon"]


def test_the_same_seed_draws_the_same():
    one, other = reached_after(*range(100, 200)), reached_after(*range(150, 250))
    one, other = counted(one), counted(other)
    found = against(one, other, NAMES)
    assert against(one, other, NAMES).differences.equals(found.differences)
    assert not against(one, other, NAMES, 2).differences.equals(found.differences)
    row = of_all(found)
    assert 30 < row["median_low_s"] < row["median_difference_s"] < row["median_high_s"]


def test_calls_are_held_to_their_own_targets():
    one = counted(log_of({"received": 0, "on_scene": 300, "target_s": 200.0}))
    other = counted(log_of({"received": 0, "on_scene": 300, "target_s": 400.0}))
    row = of_all(against(one, other, NAMES))
    assert (row["late_before"], row["late_after"]) == (1, 0)


def test_just_the_target_is_not_late():
    row = of_all(
        against(counted(reached_after(480)), counted(reached_after(481)), NAMES)
    )
    assert (row["late_before"], row["late_after"]) == (0, 1)
