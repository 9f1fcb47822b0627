"""Each kind of dirt as a small file: counted, and what becomes of the row."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.call_logs.finding import KINDS
from scenarios.call_logs.quality import _misfits
from tests.scenarios.call_logs.logs import clock, finding, found, read, row


def test_a_clean_log_has_no_finding(tmp_path):
    log = read(tmp_path, row(), row("2", "P2"), row("1", "P3"))
    assert log.findings == ()
    assert (len(log), log.n_calls, log.n_units) == (3, 2, 3)
    assert clock(log, "on_scene") == ["10:06:00"] * 3
    assert log.table["doubtful"].to_list() == [False] * 3


def test_words_for_nothing_are_empty_cells(tmp_path):
    log = read(tmp_path, row(on_scene="NULL"), row("2", "N/A", enroute="null"))
    assert found(log) == {"null_text": 2, "no_arrival": 1, "no_unit_id": 1}
    fields = finding(log, "null_text").by_field
    assert fields == {"on_scene": 1, "rolling": 1, "unit_id": 1}
    assert finding(log, "null_text").rows == (1, 2)


def test_cells_that_cannot_be_read(tmp_path):
    rows = [row(str(at), f"P{at}") for at in range(20)]
    bad = row("20", "P20", on_scene="soon", place="139.7,north")
    log = read(tmp_path, *rows, bad)
    assert finding(log, "unreadable").by_field == {"on_scene": 1, "lat": 1}
    assert log.table["doubtful"].to_list() == [False] * 20 + [True]
    assert clock(log, "on_scene") == ["10:06:00"] * 20 + [None]
    assert clock(log, "dispatched") == ["10:01:00"] * 21


def test_places_at_zero_or_off_the_earth_are_no_places(tmp_path):
    places = ("0.0,0.0", "139.7,35.6", "641.9,35.6", "139.7,", ",", "0,51.5")
    log = read(
        tmp_path, *(row(str(at), f"P{at}", place=p) for at, p in enumerate(places))
    )
    assert found(log) == {"zero_place": 1, "impossible_place": 2, "no_place": 1}
    assert log.table["lon"].to_list() == [None, 139.7, None, None, None, 0.0]
    assert log.table["lat"].to_list() == [None, 35.6, None, None, None, 51.5]


def test_an_arrival_before_its_dispatch_goes(tmp_path):
    # Received 10:00, on scene 10:00:30, dispatched 10:01, rolling 10:02, clear 10:30:
    # without the arrival the others are in order; without it two would have to go.
    log = read(tmp_path, row(on_scene="10:00:30"), row("2", "P2"))
    assert found(log) == {"out_of_order": 1}
    assert finding(log, "out_of_order").by_field == {"on_scene": 1}
    assert clock(log, "on_scene") == [None, "10:06:00"]
    assert clock(log, "dispatched") == ["10:01:00"] * 2
    assert log.table["doubtful"].to_list() == [True, False]


def test_of_two_that_contradict_each_other_the_later_step_goes(tmp_path):
    # 10:00, 10:01, 10:06, 10:05, 10:30: either of the middle two could go.
    log = read(tmp_path, row(enroute="10:06:00", on_scene="10:05:00"))
    assert clock(log, "rolling") == ["10:06:00"]
    assert clock(log, "on_scene") == [None]


def test_one_slip_among_many_goes_alone(tmp_path):
    # A dispatch of the next day: the three later moments agree with each other.
    log = read(tmp_path, row(dispatched="2026-03-22 10:01:00"))
    assert finding(log, "out_of_order").by_field == {"dispatched": 1}
    assert clock(log, "clear") == ["10:30:00"]


def test_an_arrival_at_the_dispatch_is_kept_and_counted(tmp_path):
    log = read(tmp_path, row(enroute="", on_scene="10:01:00"))
    assert found(log) == {"arrival_at_dispatch": 1}
    assert clock(log, "on_scene") == ["10:01:00"]


def test_one_unit_on_two_calls_at_once(tmp_path):
    # P1 is on call 1 until 10:30, and begins 2 at 10:29 and 3 at 10:30; P2 is another.
    rows = (
        row("1", "P1"),
        row("2", "P1", "10:28:00", "10:29:00", "10:29:00", "10:35:00", "10:50:00"),
        row("3", "P2", "10:28:00", "10:29:00", "10:29:00", "10:35:00", "10:50:00"),
        row("4", "P1", "10:49:00", "10:50:00", "10:50:00", "10:55:00", "11:00:00"),
    )
    log = read(tmp_path, *rows)
    assert found(log) == {"unit_on_two_calls": 1}
    assert finding(log, "unit_on_two_calls").rows == (2,)


def test_a_short_call_within_a_long_one_hides_nothing(tmp_path):
    rows = (
        row("1", "P1", cleared="12:00:00"),
        row("2", "P1", "10:28:00", "10:29:00", "10:29:00", "10:35:00", "10:50:00"),
        row("3", "P1", "11:28:00", "11:29:00", "11:29:00", "11:35:00", "11:50:00"),
    )
    assert finding(read(tmp_path, *rows), "unit_on_two_calls").rows == (2, 3)


def test_missing_arrivals(tmp_path):
    log = read(tmp_path, row(), row("2", "P2", on_scene=""))
    assert found(log) == {"no_arrival": 1}


def test_rows_that_are_the_same_are_left_out_but_one(tmp_path):
    log = read(tmp_path, row(), row("2", "P2"), row(), row())
    assert found(log) == {"duplicate": 2}
    assert finding(log, "duplicate").rows == (3, 4)
    assert log.table["row"].to_list() == [1, 2]


def test_rows_that_differ_in_a_column_that_is_not_read_are_two(tmp_path):
    # Without a column of units, what tells two units apart may be anything.
    head = "case number,received at,whoever"
    rows = ("7,2026-03-21 10:00,Anna", "7,2026-03-21 10:00,Bert")
    assert "duplicate" not in found(read(tmp_path, *rows, head=head))
    again = read(tmp_path, *rows, rows[0], head=head)
    assert found(again)["duplicate"] == 1


def test_rows_without_a_cell(tmp_path):
    log = read(tmp_path, row(), "", row("2", "P2"))
    assert found(log) == {"empty_row": 1}
    assert log.table["row"].to_list() == [1, 3]


def test_moments_far_from_the_log_or_the_call(tmp_path):
    rows = [row(str(day), f"P{day}") for day in range(5)]
    far = row("8", "P8", received="2107-03-21 10:00:00", cleared="1900-01-01 00:00:00")
    log = read(tmp_path, *rows, far, row("9", "P9", on_scene="2027-03-21 10:06:00"))
    fields = finding(log, "far_date").by_field
    assert fields == {"received": 1, "on_scene": 1}
    assert log.table["received"].null_count() == 1
    # The year 1900 is before what is left of its row.
    assert finding(log, "out_of_order").by_field == {"clear": 1}


def test_durations_below_zero(tmp_path):
    head = "case id,received,response time,dispatch delay"
    rows = ("1,2026-03-21 10:00:00,300,60", "2,2026-03-21 10:00:00,-300,60")
    log = read(tmp_path, *rows, head=head)
    assert finding(log, "negative_duration").by_field == {"on_scene": 1}
    assert clock(log, "on_scene") == ["10:05:00", None]
    assert log.table["doubtful"].to_list() == [False, True]


def test_rows_without_ids(tmp_path):
    log = read(tmp_path, row("", "P1"), row("2", ""), row("3", "P3"))
    assert found(log) == {"no_call_id": 1, "no_unit_id": 1}
    assert log.table["call_id"].to_list() == ["row 1", "2", "3"]


def test_a_unit_twice_on_one_call(tmp_path):
    again = row("1", "P1", dispatched="10:10:00", enroute="", on_scene="10:20:00")
    assert found(read(tmp_path, row(), again)) == {"unit_twice": 1}


def test_rows_of_one_call_that_were_received_at_two_moments(tmp_path):
    log = read(tmp_path, row(), row("1", "P2", received="10:00:20"))
    assert found(log) == {"received_differs": 1}


def test_rows_without_receipt(tmp_path):
    assert found(read(tmp_path, row(), row("2", "P2", received=""))) == {
        "no_received": 1
    }


def test_cells_beyond_the_headings(tmp_path):
    log = read(tmp_path, row(), row("2", "P2") + ",what,is this", row("3", "P3"))
    assert found(log) == {"extra_cells": 1}
    assert finding(log, "extra_cells").rows == (2,)
    assert len(log) == 3


def test_every_finding_says_what_it_is_and_what_was_done(tmp_path):
    log = read(tmp_path, row(on_scene="NULL"))
    assert finding(log, "null_text").meaning == KINDS["null_text"][0]
    assert finding(log, "null_text").done == "read as empty"


@pytest.mark.parametrize("n", [1, 7])
def test_examples_are_five_at_most(tmp_path, n):
    log = read(tmp_path, *(row(str(at), f"P{at}", on_scene="") for at in range(n)))
    assert finding(log, "no_arrival").n == n
    assert finding(log, "no_arrival").rows == tuple(range(1, min(n, 5) + 1))


def test_moments_at_one_time_are_in_order(tmp_path):
    log = read(tmp_path, row(enroute="", on_scene="10:01:00", cleared="09:00:00"))
    assert finding(log, "out_of_order").by_field == {"clear": 1}
    assert clock(log, "on_scene") == ["10:01:00"]


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0]), min_size=5, max_size=5),
        min_size=1,
        max_size=8,
    )
)
def test_as_few_moments_go_as_can(rows):
    moments = np.array(rows)
    gone = _misfits(moments)
    for times, out in zip(moments, gone, strict=True):
        given_at = [at for at in range(5) if not np.isnan(times[at])]
        kept = [at for at in given_at if not out[at]]
        assert (np.diff(times[kept]) >= 0).all()
        assert not out[np.isnan(times)].any()
        most = max(
            len(some)
            for n in range(6)
            for some in itertools.combinations(given_at, n)
            if (np.diff(times[[*some]]) >= 0).all()
        )
        assert len(kept) == most
