import pytest

from dispatch.review.calls import calls_of, unit_rows
from dispatch.review.intervals import (
    INTERVALS,
    OPEN,
    OVER,
    REACHED,
    all_spells,
    main_interval,
    spells_of,
)
from maps.errors import FileError
from tests.dispatch.review.logs import at, table_of

NAMED = {interval.name: interval for interval in INTERVALS}
END = at(1000)


def spell(name: str, row: dict[str, object]):
    """Return (seconds, state) of a one-row log's interval, None if not counted."""
    table = calls_of(unit_rows(table_of([row])))
    found = spells_of(NAMED[name], table, END)
    return (found.ms[0] / 1000, found.state[0]) if len(found.row) else None


WHOLE = {"received": 0, "dispatched": 30, "rolling": 80, "on_scene": 300} | {
    "at_door": 390,
    "clear": 900,
}


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("received_to_dispatched", 30),
        ("turnout", 50),
        ("travel", 220),
        ("access", 90),
        ("dispatched_to_on_scene", 270),
        ("received_to_on_scene", 300),
        ("time_to_door", 390),
        ("on_scene_to_clear", 600),
    ],
)
def test_each_interval_goes_from_its_one_moment_to_the_other(name, seconds):
    assert spell(name, WHOLE) == (seconds, REACHED)


SENT = {"received": 0, "dispatched": 30}


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        # Still under way when the log ends at 1000 s: it waited for all of that.
        ("received_to_on_scene", SENT, (1000, OPEN)),
        ("received_to_dispatched", {"received": 0}, (1000, OPEN)),
        ("turnout", SENT, (970, OPEN)),
        # Called off, or all units clear, without anyone there.
        ("received_to_on_scene", SENT | {"cancelled": 200}, (200, OVER)),
        ("received_to_on_scene", SENT | {"clear": 250}, (250, OVER)),
        ("turnout", SENT | {"cancelled": 50}, (20, OVER)),
        ("time_to_door", SENT | {"cancelled": 50}, (50, OVER)),
        # Nobody writes down a door: on the scene and done, so they were there.
        ("time_to_door", SENT | {"on_scene": 90, "clear": 250}, None),
        ("access", SENT | {"on_scene": 90, "clear": 250}, None),
        ("access", SENT | {"on_scene": 90}, (910, OPEN)),
        # A later moment shows that it ended, but not when.
        ("turnout", SENT | {"on_scene": 90}, None),
        ("received_to_dispatched", {"received": 0, "on_scene": 90}, None),
        ("received_to_on_scene", {"received": 0, "at_door": 90}, None),
        # It never began.
        ("travel", SENT, None),
        ("received_to_on_scene", {"on_scene": 90}, None),
        # Its arrival may have been struck out.
        ("received_to_on_scene", SENT | {"doubtful": True}, None),
        # Over before it began: a unit called off before it was told.
        ("turnout", SENT | {"cancelled": 10}, (0, OVER)),
    ],
)
def test_what_has_no_end_is_open_over_or_not_recorded(name, row, told):
    assert spell(name, row) == told


def test_an_end_before_the_beginning_is_not_counted():
    # Of two units one has only an arrival, before the other was sent.
    rows = (
        {"call_id": "A", "received": 0, "dispatched": 100, "unit_id": "U1"},
        {"call_id": "A", "received": 0, "on_scene": 90, "unit_id": "U2"},
    )
    table = calls_of(unit_rows(table_of(rows)))
    assert not len(spells_of(NAMED["dispatched_to_on_scene"], table, END).row)


def test_only_intervals_that_a_log_knows_are_counted():
    table = calls_of(unit_rows(table_of([{"received": 0, "on_scene": 60}])))
    spells = dict(all_spells(table, END))
    assert list(spells) == ["received_to_on_scene"]
    assert main_interval(spells) == "received_to_on_scene"


def test_doors_are_the_main_matter_where_enough_are_known():
    known = {"received": 0, "on_scene": 60, "at_door": 90}
    lacking = {"received": 0, "on_scene": 60}

    def main_of(*rows):
        return main_interval(dict(all_spells(unit_rows(table_of(rows)), END)))

    assert main_of(known, lacking) == "time_to_door"
    assert main_of(known, lacking, lacking) == "received_to_on_scene"


def test_a_log_of_single_moments_is_refused():
    with pytest.raises(FileError, match="no call has two moments"):
        main_interval(dict(all_spells(unit_rows(table_of([{"received": 0}])), END)))
