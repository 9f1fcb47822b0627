"""A scenario as it is known at a moment."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scenarios.call import Call
from scenarios.events.after import after
from scenarios.events.event import CallMade, UnitAtDoor, UnitDispatched, UnitMoved
from scenarios.events.known import in_time, known_at, moment_before, moment_of
from scenarios.scenario import Scenario
from tests.event_lives import lives
from tests.street import alert, at, pairs, scene, unit

LATER = alert("B", 500, received_s=100.0)
TWO = scene(
    unit("P1", 0),
    unit("P2", 0, assigned="B", notified_s=100.0),
    alert("A", 1000),
    LATER,
    now_s=None,
    locks=pairs("P1=B", "P1=A"),
    forbidden=pairs("P2=B"),
    events=(
        CallMade(alert_id="A", at_s=90.0, outcome="persuaded"),
        CallMade(alert_id="A", at_s=30.0, outcome="busy"),
        CallMade(alert_id="B", at_s=110.0, outcome="busy"),
    ),
)


def test_what_is_to_come_is_not_there() -> None:
    found = known_at(TWO, 60.0)
    assert [row.id for row in found.alerts] == ["A"]
    assert found.units[1] == unit("P2", 0)
    assert (found.locks, found.forbidden) == (pairs("P1=A"), ())
    assert (found.now_s, found.events) == (60.0, ())


def test_events_are_folded_in_by_their_times() -> None:
    (found,) = known_at(TWO, 90.0).alerts
    assert found.calls == (
        Call(at_s=30.0, outcome="busy"),
        Call(at_s=90.0, outcome="persuaded"),
    )
    assert [row.calls for row in known_at(TWO, 29.9).alerts] == [()]


def test_all_is_known_at_the_end() -> None:
    found = known_at(TWO, 110.0)
    assert [len(row.calls) for row in found.alerts] == [2, 1]
    assert found.units[1].assigned == "B"
    assert found.locks == TWO.locks


def test_equals_stand_as_in_the_file() -> None:
    first = UnitMoved(unit_id="P1", place=at(1), at_s=5.0)
    events = (first, replace(first, place=at(2)))
    assert in_time(replace(TWO, events=events)) == [*events]
    assert known_at(replace(TWO, events=events), 5.0).units[0].place == at(2)


def test_when_something_happened_before() -> None:
    # 0 and 100 s the warnings; 30, 90 and 110 s the calls.
    moments = [moment_before(TWO, now_s) for now_s in (0.0, 30.0, 31.0, 105.0, 500.0)]
    assert moments == [None, 0.0, 30.0, 100.0, 110.0]


def test_a_scenario_without_events_keeps_what_was_received() -> None:
    plain = scene(unit("P1", 0), alert("A", 0))
    assert known_at(plain, 0.0) == plain


def test_a_unit_at_a_door_is_where_the_door_is() -> None:
    told = UnitDispatched(unit_id="P1", alert_id="A", at_s=1.0)
    events = (told, UnitAtDoor(unit_id="P1", at_s=200.0))
    found = known_at(replace(TWO, events=events), 300.0).units[0]
    assert (found.place, found.status) == (at(1000), "on_scene")


@given(lives())
def test_one_by_one_is_all_at_once(scenario: Scenario) -> None:
    events = in_time(scenario)
    one_by_one = replace(known_at(scenario, 1e9), events=())
    step = replace(scenario, events=(), now_s=1e9)
    for event in events:
        step = after(step, [event])
    assert step == one_by_one
    assert after(replace(scenario, events=(), now_s=1e9), events) == one_by_one


@given(lives(), st.integers(0, 300))
def test_what_is_known_later_follows_from_what_was_known(
    scenario: Scenario, then: int
) -> None:
    rest = [event for event in in_time(scenario) if moment_of(event) > then]
    before = known_at(scenario, then)
    assert replace(after(before, rest), now_s=1e9) == known_at(scenario, 1e9)
