"""Travel by a table: places by name, and where a unit between two of them is."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders
from dispatch.simulation.simulate import simulate
from dispatch.simulation.times_table import TableTravel, TimesTable
from maps.errors import FieldError, InputError, PlaceError
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.unit import Unit
from tests.dispatch.simulation.shifts import load_of_rows, lucky, rows_of
from tests.street import policy

# From row to column: a to b 100 s, back 120; c is 300 s from a and 50 from b.
TABLE = TimesTable(
    "abc", [[0.0, 100.0, 300.0], [120.0, 0.0, 50.0], [300.0, np.inf, 0.0]]
)
TRAVEL = TableTravel(TABLE, [0, 1, 2])


def at(name: str) -> Place:
    return Place(address=name)


def test_a_unit_between_two_places_goes_on_or_turns_back():
    way = TRAVEL.way(0, 1, 0.0)
    # 80 of 100 s: on, 20 + 50 s to c; back to a, 80 s, to b 20 s.
    seconds = TRAVEL.seconds([way.spot(0.8), 0], [0, 1, 2], 0.0)
    assert seconds.tolist() == [[80, 20, 70], [0, 100, 300]]
    # Redirected to c, then half of its 70 s: 35 back and 35 on.
    onward = TRAVEL.way(way.spot(0.8), 2, 0.0)
    assert onward.seconds == 70
    assert TRAVEL.seconds([onward.spot(0.5)], [0, 2], 0.0).tolist() == [[115, 35]]
    assert onward.spot(1.0) == 2
    assert TRAVEL.place(way.spot(0.8)) == at("b")
    assert TRAVEL.place(way.spot(0.2)) == at("a")


def test_a_shift_on_a_table():
    load = load_of_rows(
        Unit(id="P1", place=at("a")),
        Alert(id="A", received_s=0, place=at("b"), access_s=0),
        Alert(id="C", received_s=1000, place=at("c"), access_s=0),
    )
    shift = simulate(load, TABLE, luck=lucky(10.0), policy=policy(), between="stay")
    first, second = rows_of(shift)
    assert first["at_gate_s"] == 90 + 60 + 100
    assert second["at_gate_s"] == 1000 + 90 + 60 + 50


def test_where_no_road_leads():
    # From c there is no way to b.
    load = load_of_rows(
        Unit(id="P1", place=at("c")),
        Alert(id="A", received_s=0, place=at("b"), access_s=0),
    )
    shift = simulate(load, TABLE, luck=lucky(), policy=policy())
    assert [row["ended"] for row in rows_of(shift)] == ["unserved"]

    def sends_all_the_same(_: Moment) -> Orders:
        return {"P1": "A"}

    with pytest.raises(InputError, match="sends 'P1' to 'A', where no road leads"):
        simulate(load, TABLE, sends_all_the_same, luck=lucky(), policy=policy())


@pytest.mark.parametrize(
    ("names", "seconds", "says"),
    [
        ("ab", [[0.0, 1.0]], r"seconds: \(1, 2\) times for 2 places"),
        ("ab", [[0.0, -1.0], [1.0, 0.0]], "seconds: has a time below 0, or none"),
        ("ab", [[0.0, np.nan], [1.0, 0.0]], "seconds: has a time below 0, or none"),
        ("aa", [[0.0, 1.0], [1.0, 0.0]], "names: has a name twice"),
    ],
)
def test_a_table_that_is_none(names: str, seconds: list[list[float]], says: str):
    with pytest.raises(FieldError, match=says):
        TimesTable(names, seconds)


def test_a_place_that_the_table_has_not():
    load = load_of_rows(Unit(id="P1", place=at("here")))
    says = "unit P1, address: no place of the table is called 'here'"
    with pytest.raises(PlaceError, match=says):
        simulate(load, TABLE)
