"""Access intervals: by kind of place, by what the roads' source says, and on foot."""

from __future__ import annotations

import pytest

from dispatch.access import walking_s, with_access
from dispatch.locate import Spots
from dispatch.policy import Policy
from maps.snapping import RoadPoint
from scenarios.alert import Alert, MeetingPoint, PlaceKind
from scenarios.place import Place
from scenarios.scenario import Scenario
from tests.plans import START

_POLICY = Policy()


def _access(
    *,
    kind: PlaceKind = "unknown",
    found: PlaceKind = "unknown",
    off_road_m: float = 10.0,
    own_s: int | None = None,
    met: MeetingPoint | None = None,
) -> tuple[PlaceKind, int | None]:
    alert = Alert(
        id="A",
        received_s=0.0,
        place=Place(lon=0.0, lat=0.0),
        place_kind=kind,
        access_s=own_s,
        meeting_point=met,
    )
    scenario = Scenario(name="one", start=START, units=(), alerts=(alert,))
    spots = Spots(
        units={}, alerts={"A": _point(off_road_m)}, warnings=(), kinds={"A": found}
    )
    (known,) = with_access(scenario, spots, _POLICY).alerts
    return known.place_kind, known.access_s


def _point(off_road_m: float) -> RoadPoint:
    return RoadPoint(
        lon=0.0,
        lat=0.0,
        road_lon=0.0,
        road_lat=0.0,
        stretch=0,
        fraction=0.5,
        edges=((0, 0.5),),
        distance_m=off_road_m,
        warning="",
    )


@pytest.mark.parametrize(
    ("kind", "found", "known", "seconds"),
    [
        ("unknown", "unknown", "unknown", 90),
        ("unknown", "tower", "tower", 168),
        ("unknown", "shop", "shop", 45),
        ("house", "tower", "house", 78),  # who asks knows better
    ],
)
def test_a_kind_that_is_not_given_is_the_sources(
    kind: PlaceKind, found: PlaceKind, known: PlaceKind, seconds: int
) -> None:
    assert _access(kind=kind, found=found) == (known, seconds)


@pytest.mark.parametrize(
    ("off_road_m", "seconds"),
    [(0.0, 0), (30.0, 0), (56.0, 20), (160.0, 100)],  # (56 - 30) / 1.3 = 20
)
def test_metres_beyond_the_kerb_are_walked(off_road_m: float, seconds: int) -> None:
    assert walking_s(off_road_m, _POLICY) == seconds
    assert _access(kind="house", off_road_m=off_road_m) == ("house", 78 + seconds)


def test_an_access_of_its_own_stays() -> None:
    assert _access(kind="house", off_road_m=500.0, own_s=40) == ("house", 40)


@pytest.mark.parametrize("own_s", [None, 168])
def test_a_meeting_point_is_outdoors(own_s: int | None) -> None:
    met = MeetingPoint(place=Place(lon=1.0, lat=1.0))
    assert _access(kind="tower", own_s=own_s, met=met) == ("outdoors", 30)
