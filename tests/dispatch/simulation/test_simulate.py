"""`simulate`: its face, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.policy import Policy
from dispatch.simulation.rules.by_name import RULES
from dispatch.simulation.simulate import simulate
from dispatch.simulation.terrain import terrain_of
from maps.errors import FieldError
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph
from scenarios.alert import Alert
from scenarios.files import read
from scenarios.loads.load import Load, Shift, load_of
from scenarios.unit import Unit
from tests.dispatch.simulation.shifts import GRAPH, load_of_rows, run
from tests.street import alert, policy, unit

LITTLE = load_of_rows(unit("P1", 0), alert("A", 1000))


def with_shifts(*shifts: Shift) -> Load:
    return replace(LITTLE, shifts=shifts)


@pytest.mark.parametrize(
    ("load", "says"),
    [
        (
            with_shifts(Shift(unit_id="P1", start_s=60.0, end_s=60.0)),
            "shift of P1, end_s: ends at 60 s, and starts at 60 s; let it end after",
        ),
        (with_shifts(), "unit P1, shifts: has no shift"),
        (
            with_shifts(*LITTLE.shifts, Shift(unit_id="P7", start_s=0.0, end_s=1.0)),
            "shift of P7, unit_id: there is no such unit",
        ),
    ],
)
def test_shifts_that_cannot_be(load: Load, says: str):
    with pytest.raises(FieldError, match=says):
        run(load)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([alert("A", 0), alert("A", 10)], "alert A, id: stands twice"),
        ([unit("P1", 0), unit("P1", 10)], "unit P1, id: stands twice"),
    ],
)
def test_an_id_that_stands_twice(rows: list[Alert | Unit], says: str):
    with pytest.raises(FieldError, match=says):
        run(load_of_rows(*rows))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"between": "fly"}, "between: units cannot 'fly' between visits"),
        ({"patience_s": -1.0}, "patience_s: -1 s is no patience"),
        ({"patience_s": float("nan")}, "patience_s: nan s is no patience"),
        ({"luck": None, "seed": -1}, "seed: -1 is below 0"),
        ({"rule": "fulll"}, "rule: no rule is called 'fulll'"),
    ],
)
def test_words_and_numbers_that_are_none(fields: dict[str, object], says: str):
    given = {"policy": policy(zones_at_most=0), **fields}
    with pytest.raises(FieldError, match=says):
        simulate(LITTLE, GRAPH, **given)


def test_an_alert_that_never_comes():
    never = alert("A", 0, received_s=float("inf"))
    with pytest.raises(FieldError, match="alert A, received: inf is no moment"):
        run(load_of_rows(unit("P1", 0), never))


def test_it_tells_how_far_it_is():
    told: list[tuple[int, int]] = []
    rows = [alert(name, 0, received_s=900.0 * at) for at, name in enumerate("ABC")]
    load = load_of_rows(unit("P1", 0), *rows)
    run(load, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_load_without_alerts():
    shift = run(load_of_rows(unit("P1", 0)))
    assert (len(shift.log), shift.decisions) == (0, 0)


def test_terrain_is_laid_out_once_for_many_rules():
    rules = policy(zones_at_most=0)
    terrain = terrain_of(LITTLE, GRAPH, rules)
    by_terrain = simulate(LITTLE, terrain, "full", policy=rules, seed=3)
    by_roads = simulate(LITTLE, GRAPH, "full", policy=rules, seed=3)
    assert by_terrain.log.table.equals(by_roads.log.table)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_an_evening_in_the_city(city: RoadNetwork, rule: str):
    load = load_of(read("evening"))
    policy = Policy(zones_at_most=20)
    shift = simulate(load, TurnGraph(city), rule, policy=policy, seed=1)
    shift.log.check_order()
    assert set(shift.log.table["alert_id"]) == {alert.id for alert in load.alerts}
    assert (shift.log.table["ended"] == "arrived").sum() >= 5
    assert shift.log.table["loss"].notna().all()
