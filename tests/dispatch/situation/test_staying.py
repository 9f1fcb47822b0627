"""What has to stay behind."""

from collections.abc import Collection
from datetime import UTC, datetime

import numpy as np
import pytest

from dispatch.assignment.problem import Areas
from dispatch.policy import Policy
from dispatch.situation.situation import situation
from dispatch.situation.staying import (
    ZoneDrives,
    area_minimum,
    free_now,
    zones_to_reach,
)
from scenarios.alert import Alert
from scenarios.area import Area
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone

HERE = Place(lon=0.0, lat=0.0)
START = datetime(2026, 3, 21, 17, tzinfo=UTC)
ALERTS = (Alert(id="A", received_s=0.0, place=HERE),)


def unit(id_: str = "1", **fields: object) -> Unit:
    return Unit(id=id_, place=HERE, **fields)


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({}, True),
        ({"assigned": "A"}, True),
        ({"status": "en_route", "assigned": "A", "free_at_s": 900.0}, True),
        ({"status": "on_scene", "free_at_s": 99.0}, True),  # since 1 s
        ({"status": "on_scene", "free_at_s": 101.0}, False),
        ({"status": "on_scene"}, False),
        ({"status": "offline"}, False),
        ({"position_s": -80.0}, False),  # 180 s old
    ],
)
def test_who_is_free_now(fields: dict[str, object], *, free: bool) -> None:
    assert free_now([unit(**fields)], Policy(), 100.0).tolist() == [free]


def minimum(
    units: list[Unit], areas: tuple[Area, ...], locked: Collection[int] = ()
) -> Areas | None:
    given = Scenario(
        name="s", start=START, units=tuple(units), alerts=ALERTS, areas=areas
    )
    now = situation(given, np.zeros((len(units), 1)), Policy(), 0.0)
    return area_minimum(now, free_now(now.units, now.policy, 0.0), locked)


def test_areas_that_keep_nobody_are_no_matter() -> None:
    assert minimum([unit(area="n")], ()) is None
    assert minimum([unit(area="n")], (Area(id="n"),)) is None


def test_an_area_spares_what_it_has_beyond_its_minimum() -> None:
    units = [
        unit("1", area="n"),
        unit("2", area="n"),
        unit("3", area="n"),
        unit("4", area="s"),
        unit("5"),
    ]
    areas = (Area(id="n", least_free=1), Area(id="s", least_free=2), Area(id="x"))
    found = minimum(units, areas)
    assert found is not None
    assert found.of_unit.tolist() == [0, 0, 0, 1, -1]
    # 3 - 1; 1 - 2, and below 0 there is nothing; 0 - 0.
    assert found.spare.tolist() == [2, 0, 0]


def test_who_is_not_there_to_stay_is_not_counted() -> None:
    units = [
        unit("1", area="n"),
        unit("2", area="n"),  # locked
        unit("3", area="n", status="on_scene", free_at_s=300.0),
        unit("4", area="n", status="en_route", assigned="A"),
        unit("5", area="n", position_s=-600.0),
    ]
    found = minimum(units, (Area(id="n", least_free=1),), locked=[1])
    assert found is not None
    assert found.of_unit.tolist() == [0, -1, -1, -1, -1]
    assert found.spare.tolist() == [0]


@pytest.mark.parametrize(
    # 15 to be told, 60 turnout: 480 - 75 = 405 s of driving, 465 for who moves.
    ("driving_s", "rolling", "reached"),
    [
        (405.0, False, True),
        (405.5, False, False),
        (465.0, True, True),
        (465.5, True, False),
        (np.inf, True, False),
    ],
)
def test_a_free_unit_reaches_what_it_drives_to_in_time(
    driving_s: float, *, rolling: bool, reached: bool
) -> None:
    drives = ZoneDrives(
        zones=(Zone(id="z", place=HERE, weight=7, wanted=2),),
        driving_s=np.array([[driving_s], [0.0]]),
    )
    units = [unit("1", rolling=rolling), unit("2")]
    found = zones_to_reach(units, drives, np.array([True, False]), Policy())
    assert found is not None
    assert found.reaches.tolist() == [[reached], [False]]
    assert (found.weight.tolist(), found.wanted.tolist()) == ([7], [2])


def test_without_zones_or_the_goal_there_is_nothing_to_reach() -> None:
    free, none = np.array([True]), np.zeros((1, 0))
    drives = ZoneDrives(zones=(Zone(id="z", place=HERE),), driving_s=np.array([[0.0]]))
    assert zones_to_reach([unit()], None, free, Policy()) is None
    empty = ZoneDrives(zones=(), driving_s=none)
    assert zones_to_reach([unit()], empty, free, Policy()) is None
    without = Policy(goals=("served", "time"))
    assert zones_to_reach([unit()], drives, free, without) is None
