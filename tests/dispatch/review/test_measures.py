import polars as pl
import pytest

from dispatch.review.counted import counted
from dispatch.review.measures import measures
from tests.dispatch.review.logs import log_of, reached_after


def measured(log, target_s=None, group="all"):
    of = counted(log, target_s)
    table = measures(of.spells.items(), of.dimensions, of.targets)
    return table.filter(
        (pl.col("interval") == "received_to_on_scene") & (pl.col("group") == group)
    ).row(0, named=True)


def test_one_interval_by_hand():
    # 100, 200, 300, 500 s: median between 200 and 300, the 90th percentile 0.7 of the
    # way from 300 to 500; three of four within 480 s.
    row = measured(reached_after(100, 200, 300, 500))
    assert (row["n_calls"], row["n"]) == (4, 4)
    assert row["median_s"] == pytest.approx(250)
    assert row["p90_s"] == pytest.approx(440)
    assert row["within_target"] == 0.75
    assert row["within_low"] == pytest.approx(0.301, abs=1e-3)
    assert row["p90_high_s"] is None
    assert row["median_censored_s"] == 200


def test_just_the_target_is_on_time():
    assert measured(reached_after(480, 481))["within_target"] == 0.5
    assert measured(reached_after(480, 481), target_s=481)["within_target"] == 1


FIVE = (
    {"received": 0, "on_scene": 100},
    {"received": 0, "on_scene": 200},
    {"received": 0, "cancelled": 150},
    {"received": 0},
    {"received": 0},
)


def test_open_and_cancelled_calls_are_counted_beside():
    row = measured(log_of(*FIVE))
    assert (row["n_calls"], row["n"]) == (5, 2)
    assert (row["n_cancelled"], row["n_censored"]) == (1, 2)
    # The log ends at 200 s: of 480 s it knows nothing.
    assert row["cumulative_incidence_at_target"] is None


def test_the_share_in_time_counts_cancelled_calls_in():
    # A sixth call is reached at once and ends the log at 900 s. At 0 s 1 of 6 left;
    # at 100 s 5/6 · 1/5; at 150 s one of four is over, half are left; at 200 s
    # 1/2 · 1/3: 1/6 + 1/6 + 1/6.
    row = measured(log_of(*FIVE, {"received": 900, "on_scene": 900}))
    assert row["cumulative_incidence_at_target"] == pytest.approx(1 / 2)


def test_calls_with_targets_of_their_own_are_held_to_them():
    log = log_of(
        {"received": 0, "on_scene": 500, "target_s": 600.0, "priority": "B"},
        {"received": 0, "on_scene": 500, "target_s": 400.0, "priority": "A"},
        {"received": 0, "on_scene": 470, "priority": "A"},  # 480 s
        {"received": 0, "on_scene": 600, "target_s": 600.0, "priority": "B"},
    )
    assert measured(log)["within_target"] == 0.75
    assert measured(log)["cumulative_incidence_at_target"] == pytest.approx(0.75)
    assert measured(log, group="priority=A")["within_target"] == 0.5
    assert measured(log, target_s=480)["within_target"] == 0.25


def test_groups_without_a_call_have_no_row():
    of = counted(reached_after(10, 20))
    table = measures(of.spells.items(), of.dimensions, of.targets)
    assert table.filter(pl.col("dimension") == "hour")["group"].to_list() == ["hour=12"]
    assert set(table["dimension"]) == {"all", "hour", "weekday", "weekday_hour"}


def test_groups_add_up_to_all():
    log = reached_after(*range(30, 2400, 30))
    of = counted(log)
    table = measures(of.spells.items(), of.dimensions, of.targets)
    on_time = (pl.col("n") * pl.col("within_target")).sum().round(6)
    sums = table.group_by("dimension").agg(pl.col("n").sum(), on_time=on_time)
    assert sums["n"].unique().to_list() == [79]
    assert sums["on_time"].unique().to_list() == [16]  # 30 to 480 s


def test_a_millisecond_beyond_a_long_target_of_its_own_is_late():
    log = log_of(
        {"received": 0, "on_scene": 5000.001, "target_s": 5000.0},
        {"received": 0, "on_scene": 100, "target_s": 600.0},
    )
    assert measured(log)["within_target"] == 0.5
