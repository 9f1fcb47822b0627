"""Time to door, interval by interval, worked out by hand."""

from math import erf, log, sqrt

import numpy as np
import pytest

from dispatch.intervals import interval_table, probability_on_time, whole
from dispatch.plan_rows import Intervals
from dispatch.policy import Policy
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)


def unit(**fields: object) -> Unit:
    return Unit(id="P1", place=HERE, **fields)


def alert(**fields: object) -> Alert:
    return Alert(**{"id": "A1", "received_s": 0.0, "place": HERE, **fields})


def intervals(
    unit: Unit, alert: Alert, *, driving_s: float = 100.0, now_s: float = 0.0
) -> Intervals:
    table = interval_table((unit,), (alert,), np.array([[driving_s]]), Policy(), now_s)
    return table.of(0, 0)


def test_fresh_alert_and_idle_unit() -> None:
    # 0 elapsed, all 90 s of dispatch ahead, 60 turnout, 100 travel, 90 unknown door.
    found = intervals(unit(), alert())
    assert found == Intervals(
        elapsed_s=0, dispatch_s=90, turnout_s=60, travel_s=100, access_s=90
    )
    assert found.time_to_door_s == 340


@pytest.mark.parametrize(
    ("now_s", "elapsed_s", "dispatch_s"),
    [
        (40.0, 40, 50),  # 90 - 40
        (75.0, 75, 15),  # 90 - 75 = 15, just the least
        (600.0, 600, 15),  # never less than 15
        (-30.0, 0, 90),  # a warning of the future has not elapsed
    ],
)
def test_elapsed_eats_the_dispatch_interval(
    now_s: float, elapsed_s: int, dispatch_s: int
) -> None:
    found = intervals(unit(), alert(), now_s=now_s)
    assert (found.elapsed_s, found.dispatch_s) == (elapsed_s, dispatch_s)


@pytest.mark.parametrize(
    ("status", "free_at_s", "dispatch_s"),
    [
        ("on_scene", 300.0, 200),  # free in 300 - 100 s
        ("en_route", 120.0, 20),  # 20 s of waiting, above the least 15
        ("on_scene", 50.0, 15),  # free since 50 s
        ("free", 300.0, 15),  # a free one waits for nothing
    ],
)
def test_waiting_for_a_busy_unit_is_in_dispatch(
    status: str, free_at_s: float, dispatch_s: int
) -> None:
    # 100 s after the warning less than 15 s of the 90 are left.
    busy = unit(status=status, free_at_s=free_at_s)
    assert intervals(busy, alert(), now_s=100.0).dispatch_s == dispatch_s


def test_rolling_unit_needs_no_turnout() -> None:
    assert intervals(unit(rolling=True), alert()).turnout_s == 0


@pytest.mark.parametrize(
    ("fields", "dispatch_s", "turnout_s"),
    [
        ({"notified_s": 80.0}, 0, 40),  # 60, of which 20 are over
        ({"notified_s": 30.0}, 0, 0),  # since 70 s
        ({"notified_s": 140.0}, 40, 60),  # in 40 s
        ({}, 0, 60),
        ({"notified_s": 80.0, "rolling": True}, 0, 0),
    ],
)
@pytest.mark.parametrize("status", ["free", "en_route"])
def test_a_unit_under_way_was_told_and_turns_out_since(
    status: str, fields: dict[str, object], dispatch_s: int, turnout_s: int
) -> None:
    sent = unit(status=status, assigned="A1", free_at_s=900.0, **fields)
    found = intervals(sent, alert(), now_s=100.0)
    assert (found.dispatch_s, found.turnout_s) == (dispatch_s, turnout_s)


@pytest.mark.parametrize(("rolling", "turnout_s"), [(True, 0), (False, 60)])
def test_to_another_alert_it_has_to_be_told_again(
    *, rolling: bool, turnout_s: int
) -> None:
    sent = unit(assigned="A1", notified_s=0.0, rolling=rolling)
    alerts = (alert(), alert(id="A2", received_s=40.0))
    driving = np.array([[100.0, 100.0]])
    found = interval_table((sent,), alerts, driving, Policy(), 60.0).of(0, 1)
    # 20 s after the warning 70 of the 90 s lie ahead.
    assert (found.dispatch_s, found.turnout_s) == (70, turnout_s)


@pytest.mark.parametrize(
    ("kind", "access_s"),
    [("tower", 168), ("house", 78), ("outdoors", 30), ("unknown", 90)],
)
def test_access_by_kind_of_place(kind: str, access_s: int) -> None:
    assert intervals(unit(), alert(place_kind=kind)).access_s == access_s
    assert intervals(unit(), alert(place_kind=kind, access_s=7)).access_s == 7


def test_no_road_is_not_a_number_of_seconds() -> None:
    assert intervals(unit(), alert(), driving_s=float("inf")).travel_s == 0


def test_halves_are_rounded_up() -> None:
    assert whole([0.49, 0.5, 1.5, 2.5]).tolist() == [0, 1, 2, 3]


def on_time(travel_s: int, *, others_s: int = 240, target_s: int = 480) -> float:
    row = Intervals(
        elapsed_s=0, dispatch_s=others_s, turnout_s=0, travel_s=travel_s, access_s=0
    )
    return probability_on_time(row, target_s, 0.35)


def test_probability_is_lognormal() -> None:
    # 240 s are left for travel; its median is 180 s:
    # z = (ln 240 - ln 180) / 0.35 = 0.2877 / 0.35 = 0.822, and half of 1 + erf.
    z = (log(240) - log(180)) / 0.35
    assert on_time(180) == pytest.approx(0.5 * (1 + erf(z / sqrt(2))))
    assert on_time(180) == pytest.approx(0.7944, abs=1e-4)
    assert on_time(240) == 0.5


@pytest.mark.parametrize(
    ("travel_s", "others_s", "probability"),
    [(60, 480, 0.0), (60, 500, 0.0), (0, 100, 1.0), (0, 480, 1.0), (0, 481, 0.0)],
)
def test_probability_at_its_ends(
    travel_s: int, others_s: int, probability: float
) -> None:
    assert on_time(travel_s, others_s=others_s) == probability
