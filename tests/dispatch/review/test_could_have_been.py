"""Who could have been there first, on a street where ten metres are a second."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from dispatch.review.could_have_been import (
    ComparedCall,
    CouldHaveBeen,
    could_have_been,
)
from maps.errors import InputError
from scenarios.call_logs.call_log import CallLog
from tests.dispatch.review.log_rows import Row, log_of, row
from tests.street import policy, street

ROADS = street()
HOUR = 3600.0


def was(call_id: str, unit_id: str, metres: float, end: float, **fields: object) -> Row:
    """Return a visit of ten minutes that is over, told when the call came."""
    start = end - 600
    times = {"received": start, "dispatched": start, "on_scene": start + 100}
    return row(call_id, unit_id, metres=metres, clear=end, **{**times, **fields})


def asked(call_id: str, unit_id: str, metres: float, at: float, **more: object) -> Row:
    """Return a visit of a unit that is told 90 s after the call came."""
    times = {"received": at, "dispatched": at + 90, "on_scene": at + 600}
    ends = {"clear": at + 1200}
    return row(call_id, unit_id, metres=metres, **{**times, **ends, **more})


def looked_at(log: CallLog, **fields: object) -> CouldHaveBeen:
    rules = policy(zones_at_most=0)
    return could_have_been(log, ROADS, policy=rules, **fields)  # type: ignore[arg-type]


# P1 was last at 5000 m, P2 at 2000 m; both are on duty for a while.
BEFORE = (was("old-1", "P1", 5000, 10_000), was("old-2", "P2", 2000, 10_000))
AFTER = (was("new-1", "P1", 5000, 20_000), was("new-2", "P2", 2000, 30_000))
A = asked("A", "P1", 1000, 11_000)


def call_of(found: CouldHaveBeen, call_id: str = "A") -> ComparedCall:
    [call] = (call for call in found.calls if call.call_id == call_id)
    return call


def test_the_closest_that_was_free_against_the_one_that_came():
    found = looked_at(log_of(*BEFORE, A, *AFTER))
    call = call_of(found)
    assert (call.row, call.waiting, call.free) == (3, 1, 2)
    # 90 s, a minute of turnout, and 4000 m.
    assert (call.first_unit, call.first_s) == ("P1", 550)
    # 1000 m
    assert (call.closest_unit, call.closest_s) == ("P2", 250)
    assert (call.best_unit, call.best_s, call.saved_s) == ("P2", 250, 300)
    # Of the two that follow, P1 came to the first from 1000 m, 400 s, and P2 stood
    # 300 s away; to the second P2 came from where it was.
    assert found.share_sooner == pytest.approx(2 / 3)
    assert found.saved_median_s == 200
    assert found.saved_mean_s == pytest.approx(400 / 3)
    assert found.within_target("first") == pytest.approx(2 / 3)
    assert found.within_target("best") == 1.0
    # Where P1 and P2 were before their first scenes nobody knows.
    assert found.left_out["first_unit_somewhere"] == 2


def test_a_unit_on_another_call_could_not_have_come():
    busy = row("B", "P2", received=10_500, dispatched=10_500, metres=1000)
    call = call_of(looked_at(log_of(*BEFORE, A, busy, *AFTER)))
    assert (call.best_unit, call.free, call.saved_s) == ("P1", 1, 0)


def test_rows_that_the_user_left_out_bind_their_units_too():
    busy = row("B", "P2", received=10_500, dispatched=10_500, clear=12_000)
    call = call_of(looked_at(log_of(*BEFORE, A, *AFTER, others=(busy,))))
    assert (call.best_unit, call.saved_s) == ("P1", 0)


def test_all_who_were_sent_were_free():
    call = call_of(looked_at(log_of(*BEFORE, A, {**A, "unit_id": "P2"})))
    # Both were told at once, and on scene at once; the first row counts as first.
    assert (call.first_unit, call.best_unit, call.free) == ("P1", "P2", 2)


def test_calls_that_wait_at_once_are_given_units_together():
    # P1 stands at 2000 m, P2 at 9000 m; both calls are 1000 m from P1.
    before = (was("old-1", "P1", 2000, 10_000), was("old-2", "P2", 9000, 10_000))
    a = asked("A", "P2", 1000, 11_000)
    b = asked("B", "P1", 3000, 11_000)
    found = looked_at(log_of(*before, a, b))
    calls = {call.call_id: call for call in found.calls}
    # P1 to A and P2 to B are 250 + 750 s, the other way round 950 + 250 s.
    assert (calls["A"].waiting, calls["B"].waiting) == (2, 2)
    assert (calls["A"].best_unit, calls["A"].saved_s) == ("P1", 700)
    assert (calls["B"].best_unit, calls["B"].saved_s) == ("P2", -500)
    assert calls["B"].closest_unit == "P1"
    assert found.saved_mean_s == 100
    assert found.share_together == 1.0


@pytest.mark.parametrize(
    ("next_h", "best"),
    # From 10,000 s on; P2's next call begins ten minutes before it ends.
    [(12 + 1 / 6, "P2"), (12.2, "P1")],
)
def test_a_unit_is_off_duty_in_a_gap_of_more_than_twelve_hours(
    next_h: float, best: str
):
    before = (was("old-1", "P1", 5000, 10_000 + 11 * HOUR), BEFORE[1])
    late = asked("A", "P1", 1000, 10_000 + 11.5 * HOUR)
    after = was("new-2", "P2", 2000, 10_000 + next_h * HOUR)
    assert call_of(looked_at(log_of(*before, late, after))).best_unit == best


def test_a_unit_is_not_on_duty_after_its_last_call():
    assert call_of(looked_at(log_of(*BEFORE, A, AFTER[0]))).best_unit == "P1"


def test_a_visit_without_an_end_binds_its_unit_for_an_hour():
    def best(opened_s: float) -> str:
        visit = row("B", "P2", received=0, dispatched=opened_s, on_scene=opened_s)
        place = {"lon": BEFORE[1]["lon"], "lat": BEFORE[1]["lat"]}
        rows = (was("old-1", "P1", 5000, 10_000), {**visit, **place}, A, *AFTER)
        return call_of(looked_at(log_of(*rows))).best_unit

    # A is given away at 11,090 s.
    assert best(11_090 - 3601) == "P2"
    assert best(11_090 - 3599) == "P1"


def units_file(folder: Path) -> Path:
    file = folder / "posts.csv"
    lon = 120.0 + 1500 / 111_319.49
    file.write_text(f"id,lon,lat,frame\nP2,{lon},0,wgs84\n", "utf-8")
    return file


def test_units_stand_at_their_posts_twenty_minutes_after_they_cleared(tmp_path: Path):
    posts = units_file(tmp_path)
    # P2's post is at 1500 m; it cleared at 2000 m, at 10,000 s.
    soon, later = (asked("A", "P1", 1000, 10_000 + at) for at in (1000, 2000))
    away = looked_at(log_of(*BEFORE, soon, *AFTER), units=posts)
    home = looked_at(log_of(*BEFORE, later, *AFTER), units=posts)
    assert call_of(away).best_s == 90 + 60 + 100
    assert call_of(home).best_s == 90 + 60 + 50
    # Of P1, which has no post, and P2.
    assert home.from_home > 0
    # Before its first scene it stands there too.
    assert home.calls[0].call_id == "old-2"


def test_a_table_of_units_that_cannot_be_read_is_refused(tmp_path: Path):
    file = tmp_path / "posts.csv"
    file.write_text("id,lon\nP1,120\n", "utf-8")
    with pytest.raises(InputError, match=r"posts\.csv"):
        looked_at(log_of(*BEFORE, A), units=file)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"dispatched": None}, "never_told"),
        ({"on_scene": None}, "nobody_came"),
        ({"lon": None, "lat": None}, "no_place"),
        ({"lat": 1.0}, "off_the_roads"),
    ],
)
def test_calls_that_cannot_be_looked_at_are_counted(change: Row, why: str):
    found = looked_at(log_of(*BEFORE, {**A, **change}))
    assert found.calls == ()
    assert found.left_out[why] == 1
    assert found.form()["n"] == 0


def test_of_many_calls_every_second_is_looked_at():
    rows = [asked(f"A{at}", "P1", 1000, 11_000 + at * HOUR) for at in range(6)]
    found = looked_at(log_of(*BEFORE, *rows), at_most=4)
    assert found.one_in == 2
    assert found.left_out["not_sampled"] == 4
    assert [call.call_id for call in found.calls] == ["A0", "A2", "A4"]


def test_one_unit_cannot_be_at_both_ends_of_the_street():
    # Told at once and ten minutes on scene each, whichever it drives ahead to.
    log = log_of(
        BEFORE[0],
        asked("A", "P1", 1000, 11_000),
        asked("B", "P1", 19_000, 11_000, on_scene=14_000.0, clear=14_600.0),
    )
    found = looked_at(log, target_s=480.0)
    assert [call.call_id for call in found.calls] == ["A", "B"]
    assert found.at_most_within == 0.5
    # With ten minutes more it may be at the one and then at the other: 600 s on
    # scene, and 1800 s from one to the other are 2400 s; turnout is done.
    assert looked_at(log, target_s=90 + 2380.0).at_most_within == 0.5
    assert looked_at(log, target_s=90 + 2400.0).at_most_within == 1.0


def test_of_a_long_log_the_latest_rows_are_looked_at(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dispatch.review.could_have_been.MOST_ROWS", 3)
    found = looked_at(log_of(*BEFORE, A, *AFTER))
    # What is left begins with A, and nobody knows where P1 was before.
    assert [call.call_id for call in found.calls] == ["new-1"]
    assert found.left_out == {"earlier": 2, "first_unit_somewhere": 2}


def test_of_many_calls_no_bound_is_sought(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dispatch.review.could_have_been_hindsight.MOST_CALLS", 2)
    assert looked_at(log_of(*BEFORE, A, *AFTER)).at_most_within is None


def test_what_is_written_is_json_and_tables():
    found = looked_at(log_of(*BEFORE, A, AFTER[1]))
    form = json.loads(json.dumps(found.form()))
    assert form["modelled"] is True
    # P2's next call is where it stands: a minute of turnout.
    assert form["median_s"] == {"first": 305.0, "closest": 155.0, "best": 155.0}
    tables = found.tables()
    assert tables["could_have_been"]["saved_s"].to_list() == [300, 0]
    assert set(tables) == {"could_have_been", "trips", "trips_bias"}
    empty = looked_at(log_of(row("A")))
    for name, table in empty.tables().items():
        assert table.schema == tables[name].schema
    assert isinstance(tables["trips"], pl.DataFrame)
