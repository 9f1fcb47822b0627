from dispatch.review.calls import calls_of, unit_rows
from tests.dispatch.review.logs import at, table_of


def calls(*rows):
    return calls_of(unit_rows(table_of(rows)))


def test_a_call_has_its_earliest_moments_and_the_first_unit_there():
    # U1 is sent first, U2 is there first: the call waited from 10 s to 100 s, and
    # what the first unit did is what U2 did.
    found = calls(
        {"call_id": "A", "unit_id": "U1", "received": 0, "dispatched": 10}
        | {"rolling": 40, "on_scene": 150, "clear": 900},
        {"call_id": "A", "unit_id": "U2", "received": 0, "dispatched": 20}
        | {"rolling": 30, "on_scene": 100, "clear": 800},
    )
    row = found.row(0, named=True)
    assert found.height == 1
    assert row["unit_id"] == "U2"
    assert (row["dispatched"], row["on_scene"]) == (at(10), at(100))
    assert (row["first_dispatched"], row["first_rolling"]) == (at(20), at(30))
    assert (row["first_clear"], row["over"]) == (at(800), at(900))


def test_of_a_call_that_nobody_reached_the_first_that_was_sent_counts():
    found = calls(
        {"call_id": "A", "unit_id": "U1", "received": 0, "dispatched": 30, "clear": 70},
        {"call_id": "A", "unit_id": "U2", "received": 0, "dispatched": 20},
    )
    row = found.row(0, named=True)
    assert row["unit_id"] == "U2"
    assert row["over"] is None  # U2 is still on its way


def test_a_call_is_over_when_its_last_unit_is_called_off_or_clear():
    found = calls(
        {"call_id": "A", "unit_id": "U1", "received": 0, "cancelled": 50},
        {"call_id": "A", "unit_id": "U2", "received": 0, "clear": 70},
    )
    assert found["over"].to_list() == [at(70)]


def test_calls_keep_the_order_of_their_first_rows_and_what_only_one_row_says():
    found = calls(
        {"call_id": "B", "received": 5},
        {"call_id": "A", "received": 1},
        {"call_id": "B", "received": 3, "priority": "high"},
    )
    assert found["call_id"].to_list() == ["B", "A"]
    assert found["received"].to_list() == [at(3), at(1)]
    assert found["priority"].to_list() == ["high", None]


def test_a_log_of_whole_calls_is_taken_as_it_is():
    rows = unit_rows(table_of([{"received": 0}, {"received": 1}]))
    assert calls_of(rows).equals(rows)


def test_the_full_crew_is_there_when_its_officers_are():
    # Three are needed: of two at 100 s, one at 150 s and one at 200 s the third comes
    # at 150 s; at the door only three ever stand, from 260 s on.
    about = {"call_id": "A", "received": 0, "officers_needed": 3}
    found = calls(
        {**about, "officers": 1, "on_scene": 200, "at_door": 260},
        {**about, "officers": 2, "on_scene": 100, "at_door": 110},
        {**about, "officers": 1, "on_scene": 150},
        {"call_id": "B", "received": 0, "officers_needed": 2}
        | {"officers": 1, "on_scene": 100},
    )
    assert found["crew_on_scene"].to_list() == [at(150), None]
    assert found["crew_at_door"].to_list() == [at(260), None]


def test_two_units_there_at_once_the_first_row_counts():
    both = {"call_id": "A", "received": 0, "on_scene": 60}
    found = calls({**both, "unit_id": "U9"}, {**both, "unit_id": "U1"})
    assert found["unit_id"].to_list() == ["U9"]
