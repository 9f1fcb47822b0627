"""Ranking meeting points: by hand on one street, and as plans have them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dispatch
from dispatch.meeting.later_of_two import Coming, mean_later_s
from dispatch.meeting.rank import Meeting, meeting_points
from dispatch.plan import Plan
from maps.errors import FieldError
from maps.places.apart import apart_m
from maps.road_network import RoadNetwork
from scenarios.alert import MeetingPoint
from scenarios.files import read
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.place import Place
from tests.street import alert, at, policy, scene, street, unit
from tests.towns import METRES_PER_DEGREE

NUMBERS = shipped_numbers()


def planned(**fields: object) -> Plan:
    """One unit a kilometre from a tower that stands at the kerb."""
    asks = alert("A", 2500, **{"access_s": None, "place_kind": "tower", **fields})
    units = unit("P1", 1500), unit("P2", 9500)
    return dispatch.plan(scene(*units, asks), street(), policy())


def test_at_the_road_below_by_hand():
    (row,) = meeting_points(planned(), "A", NUMBERS).rows
    assert (row.spot.kind, row.spot.name) == ("road", "East Street 0")
    # Officers: 90 s dispatch, 60 turnout, 30 outdoors, and 1000 m at 10 m/s.
    officers = Coming(fixed_s=180, median_s=100, sigma=0.35)
    victim = Coming(fixed_s=0, median_s=168, sigma=0.6)
    assert (row.officers_s, row.victim_s) == (280, 168)
    assert row.both_s == pytest.approx(mean_later_s(officers, victim), abs=0.06)
    # More than either mean: 180 + 100 exp(0.35^2/2) = 286.3 and 168 exp(0.18) = 201.1;
    # less than both added up.
    assert 286.3 < row.both_s < 286.3 + 201.1
    assert row.officers_on_time == pytest.approx(officers.chance_by(480), abs=1e-4)
    both = officers.chance_by(480) * victim.chance_by(480)
    assert row.both_on_time == pytest.approx(both, abs=1e-4)


def test_she_walks_from_the_moment_of_asking():
    # 100 m north of the road; 300 s after the warning all 15 s of dispatch lie ahead.
    off_road = Place(lon=at(2500).lon, lat=100 / METRES_PER_DEGREE)
    asks = alert("A", 2500, access_s=None, place_kind="house", place=off_road)
    made = dispatch.plan(scene(unit("P1", 1500), asks, now_s=300.0), street(), policy())
    (row,) = meeting_points(made, "A", NUMBERS).rows
    assert row.spot.foot_m == pytest.approx(100, abs=0.2)
    # 300 + 78 down, and 1.3 times 100 m at 1.3 m/s.
    assert row.victim_s == 478
    # 300 + 15 + 60 + 100 + 30 outdoors; the meeting point is at the kerb.
    assert row.officers_s == 505


def test_the_door_instead_is_as_in_the_plan():
    made = planned()
    found = meeting_points(made, "A", NUMBERS)
    (assignment,) = made.assignments
    # 90 + 60 + 100 + 168 in a tower.
    assert found.door_s == assignment.time_to_door_s == 418
    assert found.door_on_time == pytest.approx(assignment.probability_on_time, abs=1e-4)
    assert (found.unit_id, found.place_kind, found.target_s) == ("P1", "tower", 480)


def test_another_unit_may_be_asked_for():
    found = meeting_points(planned(), "A", NUMBERS, unit_id="P2")
    assert (found.unit_id, found.rows[0].officers_s) == ("P2", 880)


def test_a_way_down_of_her_own():
    (row,) = meeting_points(planned(access_s=40), "A", NUMBERS).rows
    assert row.victim_s == 40


@pytest.mark.parametrize(
    ("alert_id", "unit_id", "words"),
    [
        ("B", None, "no alert that waits for officers 'B'"),
        ("A", "P3", "no unit 'P3'"),
    ],
)
def test_whom_nobody_knows(alert_id: str, unit_id: str | None, words: str):
    with pytest.raises(FieldError, match=words):
        meeting_points(planned(), alert_id, NUMBERS, unit_id=unit_id)


def test_to_whom_nobody_goes():
    asks = alert("A", 2500)
    made = dispatch.plan(scene(unit("P1", 1500, status="offline"), asks), street())
    with pytest.raises(FieldError, match="nobody is sent to A"):
        meeting_points(made, "A", NUMBERS)


@pytest.fixture(scope="module")
def evening(city: RoadNetwork) -> Meeting:
    made = dispatch.plan(read("evening"), city)
    return meeting_points(made, "A-2043", NUMBERS, top=50)


def test_the_best_stands_first_and_no_place_stands_twice(evening: Meeting):
    rows = evening.rows
    assert [row.both_s for row in rows] == sorted(row.both_s for row in rows)
    spots = [(row.spot.lon, row.spot.lat) for row in rows]
    pairs = [(one, two) for n, one in enumerate(spots) for two in spots[:n]]
    assert min(apart_m(*pair) for pair in pairs) > 10
    assert {row.spot.kind for row in rows} >= {"corner", "road"}


@pytest.mark.parametrize("which", [0, 2])
def test_the_plan_with_a_meeting_point_has_the_officers_there_then(
    evening: Meeting, city: RoadNetwork, which: int
):
    row = evening.rows[which]
    scenario = read("evening")
    met = MeetingPoint(place=Place(lon=row.spot.lon, lat=row.spot.lat))
    alerts = tuple(
        replace(each, meeting_point=met) if each.id == "A-2043" else each
        for each in scenario.alerts
    )
    made = dispatch.plan(replace(scenario, alerts=alerts), city)
    visit = next(each for each in made.assignments if each.alert_id == "A-2043")
    again = meeting_points(made, "A-2043", NUMBERS, unit_id="P03", top=50)
    if visit.unit_ids == ("P03",):
        assert visit.time_to_door_s == row.officers_s
    assert again.rows[which] == row
