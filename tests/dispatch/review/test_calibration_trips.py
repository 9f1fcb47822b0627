"""Drives of a log as trips."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.locate import Ground
from dispatch.review.calibration_trips import Trips, trips_of
from dispatch.review.could_have_been_times import Driving
from maps.fitting.trip_file import read_trips
from scenarios.call_logs.call_log import CallLog
from tests.dispatch.review.log_rows import Row, log_of, row
from tests.street import policy, street

GROUND = Ground(street())
DRIVING = Driving(GROUND, policy())


def visit(
    call_id: str, metres: float, rolling: float, taken: float, **of: object
) -> Row:
    """Return a visit of P1: told a minute before, clear ten after it came."""
    times = {"dispatched": rolling - 60, "rolling": rolling, "received": rolling - 90}
    ends = {"on_scene": rolling + taken, "clear": rolling + taken + 600}
    return row(call_id, "P1", metres=metres, **{**times, **ends, **of})


def found_of(log: CallLog, **fields: int) -> Trips:
    return trips_of(log, DRIVING, homes={}, **fields)


FIRST = visit("A", 1000, 1000, 100)


def test_a_drive_goes_from_the_last_scene_to_the_next():
    # From 1000 m to 4000 m, 300 s by the model; it took 450.
    found = found_of(log_of(FIRST, visit("B", 4000, 3000, 450)))
    [trip] = found.trips
    assert (trip.row, trip.duration_s) == (2, 450)
    assert trip.modelled_s == pytest.approx(300)
    assert trip.road_class == "primary"
    assert found.bias["all"].ratio == pytest.approx(1.5)
    assert {*found.bias} == {"all", "hour=0", "class=primary"}
    # Nobody knows whence it came to its first.
    assert found.left_out["started_somewhere"] == 1


def test_a_drive_that_was_foretold_otherwise_started_elsewhere():
    # The model's is 300 s; a tenth of what was foretold is spared, or ten seconds.
    def kept(foretold: float) -> int:
        second = visit("B", 4000, 3000, 450, planned_travel_s=foretold)
        return len(found_of(log_of(FIRST, second)).trips)

    assert [kept(foretold) for foretold in (270, 275, 330, 340)] == [0, 1, 1, 0]


def test_a_unit_that_was_sent_on_started_on_the_road():
    nowhere = row("B", "P1", dispatched=2000, rolling=2060, cancelled=2100)
    found = found_of(log_of(FIRST, nowhere, visit("C", 4000, 3000, 450)))
    assert found.trips == ()
    assert found.left_out["sent_on"] == 1


def test_of_many_drives_every_second_is_driven_again():
    rows = [visit(f"A{at}", 1000 + 1000 * at, 3000 * (at + 1), 100) for at in range(5)]
    found = found_of(log_of(*rows), at_most=3)
    assert found.left_out["not_sampled"] == 2
    assert [trip.row for trip in found.trips] == [3, 5]


def test_calibrate_reads_the_trips(tmp_path: Path):
    log = log_of(FIRST, visit("B", 4000, 3000, 450), tz="Asia/Shanghai")
    file = tmp_path / "trips.csv"
    found_of(log).table(log.tz).write_csv(file)
    trips, left_out = read_trips(file)
    assert left_out == {"unreadable": 0}
    assert trips.duration_s.tolist() == [450]
    assert trips.straight_m() == pytest.approx(3000, rel=0.002)
    # 00:50 on a Monday in Greenwich is 08:50 there.
    assert trips.hour().tolist() == [8]
    assert (
        file.read_text("utf-8")
        .splitlines()[1]
        .startswith("2026-03-16T08:50:00+08:00,450.0,")
    )
