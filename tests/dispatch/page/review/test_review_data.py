"""A review as its page's data."""

from __future__ import annotations

import json

import pytest

from dispatch.page.review.review_data import MOST_GROUPS, review_data
from tests.dispatch.page.review.reviews import bare_review, crowded_review, small_review

DATA = review_data(small_review())


def test_the_data_are_json() -> None:
    for review in (small_review(), bare_review(), crowded_review()):
        json.dumps(review_data(review), allow_nan=False)


def test_what_it_is_about() -> None:
    told = {
        name: DATA[name]
        for name in ("name", "tz", "first", "end", "target_s", "main", "n_calls")
    }
    assert told == {
        "name": "march.csv",
        "tz": "Asia/Shanghai",
        # 00:05 and 02:00 in Greenwich.
        "first": "2026-03-16 08:05",
        "end": "2026-03-17 10:00",
        "target_s": 480.0,
        "main": "received_to_on_scene",
        "n_calls": 12,
    }
    assert DATA["sentences"]["en"] == ["One.", "Two.", "Three."]
    assert DATA["sentences"]["zh"] == ["一。", "二。", "三。"]


def test_measures_are_rounded_and_unbounded_is_null() -> None:
    table = DATA["measures"]
    row = dict(zip(table["columns"], table["rows"][1], strict=True))
    assert row["group"] == "A"
    assert (row["median_low_s"], row["p90_high_s"]) == (250.0, None)
    assert row["within_low"] == 0.4902
    assert row["cumulative_incidence_at_target"] == 0.6667
    dimensions = {line[1] for line in table["rows"]}
    assert dimensions == {"all", "priority", "hour", "weekday", "unit"}


def test_hours_of_the_week_are_rows_of_their_own() -> None:
    assert DATA["hours"] == {
        "columns": ["weekday", "hour", "n", "median_s", "within_target"],
        "rows": [[0, 8, 7, 702.0, 0.8], [1, 9, 3, 198.0, 0.8]],
    }


def test_cells_have_their_outlines_latitude_first() -> None:
    table = DATA["cells"]
    assert [row[table["columns"].index("faint")] for row in table["rows"]] == [
        *(False, True, False)
    ]
    for row in table["rows"]:
        outline = row[table["columns"].index("outline")]
        assert len(outline) == 6
        for lat, lon in outline:
            assert (lat, lon) == pytest.approx((30.0, 120.0), abs=0.05)


def test_the_longest_calls_are_on_the_map_where_their_place_is_known() -> None:
    assert DATA["longest"] == [[30.001, 120.001]]
    assert DATA["calls"]["rows"][0][:2] == ["C7", "2026-03-16 08:05:00"]
    assert "lon" not in DATA["calls"]["columns"]


def test_predictions_and_what_could_have_been() -> None:
    calibration = DATA["calibration"]
    # (0.05^2 + 0.3^2 + 0.68^2 + 0.15^2 + 2 * 0.05^2) / 6 = 0.5824 / 6
    assert calibration["on_time"]["brier"] == 0.0971
    assert "bins" not in calibration["on_time"]
    assert [row[2] for row in calibration["bins"]["rows"]] == [
        *(1, 0, 0, 2, 0, 0, 0, 0, 1, 2)
    ]
    could = DATA["could_have_been"]
    assert (could["n"], could["saved_mean_s"], could["n_trips"]) == (2, 150.0, 0)
    # Only where something would have been saved.
    assert [row[0] for row in could["calls"]["rows"]] == ["C7"]


def test_groups_beyond_the_most_are_counted() -> None:
    data = review_data(crowded_review())
    units = [row for row in data["measures"]["rows"] if row[1] == "unit"]
    assert len(units) == MOST_GROUPS
    assert data["more_groups"] == {"unit": 401 - MOST_GROUPS}
    # Those with the most calls are kept; that with 12 is not.
    assert units[0][2] == "U0"
    assert all(row[2] != "P1" for row in units)


def test_a_log_that_knows_little_leaves_much_out() -> None:
    data = review_data(bare_review())
    assert data["cells"]["rows"] == data["longest"] == data["load"]["rows"] == []
    assert data["against"] is data["calibration"] is data["could_have_been"] is None
