"""Who is on duty when, and where each begins."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from maps.errors import FieldError
from scenarios.loads.demand import demand_of_addresses
from scenarios.loads.fleet import draw_fleet, turns_of
from scenarios.loads.load_spec import Duty, LoadSpec
from scenarios.place import Place
from tests.scenarios.loads.doors import block

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
DEMAND = demand_of_addresses(block(8, 8))
NIGHT = Duty(id="night", start_s=23 * 3600, end_s=7 * 3600, units=2)


def spans(duty, start=MONDAY, hours=24.0):
    turns = turns_of(duty, start, 3600 * hours)
    return [(f"{t.day:%a}", t.start_s / 3600, t.end_s / 3600) for t in turns]


def test_a_shift_over_midnight_comes_at_both_ends_of_a_day():
    assert spans(NIGHT) == [("Sun", 0, 7), ("Mon", 23, 31)]


def test_a_load_that_begins_in_a_shift():
    assert spans(NIGHT, MONDAY + timedelta(hours=2), 4) == [("Sun", 0, 5)]


def test_shifts_are_by_the_clock_of_the_start():
    start = datetime(2026, 3, 23, 6, tzinfo=timezone(timedelta(hours=8)))
    early = Duty(id="early", start_s=7 * 3600, end_s=15 * 3600, units=1)
    assert spans(early, start, 4) == [("Mon", 1, 9)]


def test_days_are_those_on_which_a_shift_begins():
    sundays = Duty(id="n", start_s=NIGHT.start_s, end_s=7 * 3600, units=1, days=(6,))
    assert spans(sundays) == [("Sun", 0, 7)]


def test_a_whole_day():
    day = Duty(id="day", start_s=0, end_s=86_400, units=1)
    assert spans(day, hours=48) == [("Mon", 0, 24), ("Tue", 24, 48)]


TUESDAYS = Duty(id="tue", start_s=0, end_s=3600, units=1, days=(1,))


def test_a_shift_that_does_not_come_has_no_units():
    fleet = draw_fleet(LoadSpec(duties=(NIGHT, TUESDAYS)), DEMAND, 1)
    assert {unit.id.partition("-")[0] for unit, _ in fleet} == {"night"}


def test_nobody_on_duty():
    with pytest.raises(FieldError, match="shifts: nobody is on duty while"):
        draw_fleet(LoadSpec(duties=(TUESDAYS,)), DEMAND, 1)


def test_units_are_called_by_their_shift():
    fleet = draw_fleet(LoadSpec(duties=(NIGHT,)), DEMAND, 1)
    ids = ["night-0322-01", "night-0322-02", "night-0323-01", "night-0323-02"]
    assert [unit.id for unit, _ in fleet] == ids
    assert [shift.unit_id for _, shift in fleet] == ids
    assert all(unit.rolling for unit, _ in fleet)


def test_beats_lie_apart():
    duty = Duty(id="d", start_s=0, end_s=86_400, units=4)
    fleet = draw_fleet(LoadSpec(duties=(duty,)), DEMAND, 1)
    # Four quarters of 4 x 4 doors of a town of 8 x 8, a unit in each.
    quarters = {
        ((unit.place.lon or 0) > 10.007, (unit.place.lat or 0) > 50.007)
        for unit, _ in fleet
    }
    assert len(quarters) == 4


def test_units_take_turns_at_stations():
    duty = Duty(id="d", start_s=0, end_s=86_400, units=3, posts="stations")
    stations = {"a": Place(lon=1.0, lat=2.0), "b": Place(lon=3.0, lat=4.0)}
    fleet = draw_fleet(LoadSpec(duties=(duty,), stations=stations), DEMAND, 1)
    assert [unit.place.lon for unit, _ in fleet] == [1, 3, 1]
    assert not any(unit.rolling for unit, _ in fleet)


def test_stations_that_nobody_names_stand_in_parts_of_town():
    duty = Duty(id="d", start_s=0, end_s=86_400, units=4, posts="stations")
    fleet = draw_fleet(LoadSpec(duties=(duty,), station_count=2), DEMAND, 1)
    assert len({unit.place for unit, _ in fleet}) == 2


def test_more_units_than_anything_could_do_with():
    spec = LoadSpec(
        duties=(Duty(id="d", start_s=0, end_s=86_400, units=1000),),
        length_s=365 * 86_400.0,
    )
    with pytest.raises(FieldError, match="shifts: more than 200,000 units"):
        draw_fleet(spec, DEMAND, 1)
