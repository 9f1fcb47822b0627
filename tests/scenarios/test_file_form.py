"""A scenario written and read again is the same scenario."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.errors import FieldError
from scenarios.alert import Alert, MeetingPoint, OnSceneStep, Victim
from scenarios.area import Area
from scenarios.call import Call
from scenarios.events.event import AlertReceived, UnitDispatched, UnitMoved
from scenarios.file_form import from_file_form, to_file_form
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone
from tests.event_lives import lives

START = datetime(2026, 3, 21, 17, tzinfo=timezone(timedelta(hours=8)))

unhurried = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)

texts = st.text("aZ9 '\"\\{}\n\t\0\x1b\u200bé车🚓", max_size=8)
full_texts = texts.filter(lambda text: bool(text.strip()))
ids = st.text("abcXYZ019-_ 车", min_size=1, max_size=6).filter(lambda i: i == i.strip())
microseconds = st.integers(-(10**9), 10**13)
AREAS = ("north", "old town")
words = st.text("abcXYZ019-_车", min_size=1, max_size=6)
skills = st.lists(words, max_size=3).map(tuple)
limits = st.none() | st.integers(1, 7200)


def optional(strategy):
    return st.none() | strategy


def seconds(lowest=-(10**9)):
    return st.integers(lowest, 10**13).map(lambda us: us / 10**6)


calls = st.lists(
    st.builds(Call, at_s=seconds(), outcome=st.sampled_from(["busy", "relapsed"])),
    max_size=2,
).map(tuple)
steps = st.lists(
    st.builds(OnSceneStep, at_s=seconds(), step=st.just("explained")), max_size=2
).map(tuple)


@st.composite
def places(draw):
    address = draw(optional(full_texts))
    if address is not None and draw(st.booleans()):
        return Place(address=address)
    lon, lat = draw(st.floats(-180, 180)), draw(st.floats(-90, 90))
    return Place(lon=lon, lat=lat, address=address)


@st.composite
def units(draw, name, alert_ids):
    return Unit(
        id=name,
        place=draw(places()),
        officers=draw(st.integers(1, 9)),
        status=draw(st.sampled_from(["free", "en_route", "on_scene", "offline"])),
        free_at_s=draw(optional(seconds())),
        rolling=draw(st.booleans()),
        skills=draw(skills),
        area=draw(st.sampled_from([None, *AREAS])),
        assigned=draw(st.sampled_from([None, *alert_ids])),
        notified_s=draw(optional(seconds())),
        position_s=draw(optional(seconds())),
    )


@st.composite
def zones(draw, name):
    return Zone(
        id=name,
        place=draw(places()),
        weight=draw(st.integers(1, 100)),
        wanted=draw(st.integers(1, 3)),
    )


@st.composite
def alerts(draw, name):
    target_s, cut_off_s = draw(limits), draw(limits)
    if target_s and cut_off_s:
        cut_off_s = max(target_s, cut_off_s)
    meetings = st.builds(MeetingPoint, place=places(), note=texts)
    victims = st.builds(Victim, name=optional(texts), phone=optional(texts))
    return Alert(
        id=name,
        received_s=draw(seconds(lowest=0)),
        place=draw(places()),
        title=draw(texts),
        level=draw(st.sampled_from(["high", "medium", "low"])),
        officers=draw(st.integers(1, 9)),
        skills=draw(skills),
        skills_by=draw(st.sampled_from(["team", "unit"])),
        area=draw(st.sampled_from([None, *AREAS])),
        target_s=target_s,
        cut_off_s=cut_off_s,
        place_kind=draw(st.sampled_from(["tower", "house", "outdoors", "unknown"])),
        access_s=draw(optional(st.integers(0, 900))),
        script=draw(optional(texts)),
        stage=draw(optional(texts)),
        stage_since_s=draw(optional(seconds())),
        exposure=draw(optional(st.floats(0, 1e9))),
        currency=draw(full_texts),
        cards=draw(optional(st.integers(0, 99))),
        phone_contact=draw(optional(texts)),
        calls=draw(calls),
        meeting_point=draw(optional(meetings)),
        accepted_s=draw(optional(seconds())),
        contact_s=draw(optional(seconds())),
        stop_requested_s=draw(optional(seconds())),
        loss_reported=draw(optional(st.floats(0, 1e9))),
        on_scene=draw(steps),
        victim=draw(optional(victims)),
    )


@st.composite
def scenarios(draw):
    unit_ids = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    alert_ids = draw(st.lists(ids, max_size=4, unique=True))
    offset = timezone(timedelta(minutes=draw(st.integers(-840, 840))))
    micro = draw(st.integers(0, 10**6 - 1))
    met = [
        Pair(unit_id=u, alert_id=a) for u, a in zip(unit_ids, alert_ids, strict=False)
    ]
    locks = draw(st.integers(0, len(met)))
    return Scenario(
        name=draw(full_texts),
        start=datetime(2026, 3, 21, 17, 0, 0, micro, tzinfo=offset),
        units=tuple(draw(units(name, alert_ids)) for name in unit_ids),
        alerts=tuple(draw(alerts(name)) for name in alert_ids),
        title=draw(texts),
        description=draw(texts),
        now_s=draw(optional(seconds(lowest=0))),
        roads=draw(optional(full_texts)),
        locks=tuple(met[:locks]),
        forbidden=tuple(met[locks:]),
        areas=tuple(
            Area(id=name, least_free=draw(st.integers(0, 9)))
            for name in draw(st.sampled_from([(), AREAS]))
        ),
        zones=tuple(draw(zones(name)) for name in draw(st.sets(ids, max_size=2))),
    )


def small(**changes):
    unit = Unit(id="car-1", place=Place(lon=1.0, lat=2.0))
    return Scenario(name="s", start=START, units=(unit,), alerts=(), **changes)


@unhurried
@given(scenarios())
def test_written_and_read_again_is_the_same(scenario):
    text = json.dumps(to_file_form(scenario, with_names=True), ensure_ascii=False)
    again = from_file_form(json.loads(text.encode()))
    assert again == scenario
    assert again.start.utcoffset() == scenario.start.utcoffset()


@unhurried
@given(scenarios())
def test_without_names_all_but_the_victims_is_kept(scenario):
    form = to_file_form(scenario)
    again = from_file_form(form)
    assert all(alert.victim is None for alert in again.alerts)
    assert to_file_form(again) == form
    assert again.units == scenario.units


@unhurried
@given(lives())
def test_events_written_and_read_again_are_the_same(scenario):
    text = json.dumps(to_file_form(scenario), ensure_ascii=False)
    assert from_file_form(json.loads(text)) == scenario


def test_an_event_as_it_is_written():
    told = UnitDispatched(unit_id="car-1", alert_id="a", at_s=90.0, note_zh="快")
    moved = UnitMoved(unit_id="car-1", place=Place(lon=3.0, lat=4.0), at_s=95.5)
    alert = Alert(id="a", received_s=0.0, place=Place(address="x"))
    scenario = replace(small(), alerts=(alert,), events=(told, moved))
    assert to_file_form(scenario)["events"] == [
        {
            "at": "2026-03-21T17:01:30+08:00",
            "kind": "dispatched",
            "unit": "car-1",
            "alert": "a",
            "note_zh": "快",
        },
        {
            "at": "2026-03-21T17:01:35.500000+08:00",
            "kind": "moved",
            "unit": "car-1",
            "lon": 3.0,
            "lat": 4.0,
            "frame": "wgs84",
        },
    ]


def test_an_alert_that_is_to_be_received_is_no_row():
    alert = Alert(id="a", received_s=0.0, place=Place(address="x"))
    with pytest.raises(FieldError, match="alert a: an alert that is to be received"):
        to_file_form(small(events=(AlertReceived(alert=alert),)))


def test_names_and_numbers_are_left_out_unless_asked():
    victim = Victim(name="Ada Example", phone="5550100")
    alert = Alert(id="a", received_s=0.0, place=Place(address="x"), victim=victim)
    scenario = Scenario(name="s", start=START, units=small().units, alerts=(alert,))
    without = json.dumps(to_file_form(scenario))
    assert "Ada" not in without
    assert "5550100" not in without
    with_names = to_file_form(scenario, with_names=True)
    assert with_names["alerts"][0]["victim"] == {
        "name": "Ada Example",
        "phone": "5550100",
    }


def test_times_are_written_in_the_starts_offset():
    # 600 s after 17:00:00+08:00
    assert to_file_form(small(now_s=600.0))["now"] == "2026-03-21T17:10:00+08:00"


def test_points_are_written_in_wgs84():
    (unit,) = to_file_form(small())["units"]
    assert (unit["lon"], unit["lat"], unit["frame"]) == (1.0, 2.0, "wgs84")


def test_seconds_run_through_a_change_of_clocks():
    # In Berlin 02:00+01:00 on 29 March 2026 is followed by 03:00+02:00: two hours
    # after 01:30+01:00 it is 03:30+01:00, and the clock on the wall shows 04:30.
    start = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    scenario = Scenario(
        name="s", start=start, units=small().units, alerts=(), now_s=7200.0
    )
    form = to_file_form(scenario)
    assert form["now"] == "2026-03-29T03:30:00+01:00"
    assert from_file_form(form).now_s == 7200.0


def test_the_start_is_the_earliest_received_time():
    form = {
        "units": [{"id": "u", "address": "x"}],
        "alerts": [
            {"id": "a", "address": "x", "received": "2026-03-21T17:04:00+00:00"},
            {"id": "b", "address": "x", "received": "2026-03-21T18:01:30+01:00"},
        ],
    }
    scenario = from_file_form(form)
    # 18:01:30+01:00 is 17:01:30 UTC, 150 s before 17:04.
    assert scenario.start == datetime(2026, 3, 21, 17, 1, 30, tzinfo=UTC)
    assert [alert.received_s for alert in scenario.alerts] == [150.0, 0.0]
    assert scenario.now_s is None


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({"now": "2026-03-21T17:00:00Z"}, datetime(2026, 3, 21, 17, tzinfo=UTC)),
        ({}, datetime(2026, 3, 21, 19, tzinfo=UTC)),
    ],
)
def test_without_alerts_the_start_is_now_else_the_first_free_unit(more, start):
    unit = {"id": "u", "address": "x", "free_at": "2026-03-21T19:00:00Z"}
    assert from_file_form({"units": [unit], **more}).start == start


def test_without_any_time_the_start_is_still_the_same_each_run():
    scenario = from_file_form({"units": [{"id": "u", "address": "x"}]})
    assert scenario.start == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_scenario_without_a_name_is_called_as_its_file():
    form = {"units": [{"id": "u", "address": "x"}]}
    assert from_file_form(form, file="/folder/night shift.toml").name == "night shift"
