"""Units that are told where to wait, and the rule that tells them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.closest_idle import ClosestIdle
from dispatch.simulation.rules.move_up import MovesUp
from dispatch.simulation.rules.rule import Orders, Wait
from dispatch.simulation.simulate import SimulatedShift
from dispatch.simulation.terrain import terrain_of
from dispatch.simulation.times_table import TimesTable
from dispatch.waiting_places.move_rule import MoveRule
from maps.road_network import RoadNetwork
from scenarios.events.event import UnitMoved
from scenarios.loads.load import Load
from tests.dispatch.simulation.shifts import (
    GRAPH,
    load_of_rows,
    metres_of,
    rows_of,
    run,
)
from tests.street import alert, policy, unit, zone

# 15 and 60 s, and 325 s of driving, are in time: 3250 m.
NEAR = policy(zones_at_most=0, coverage_s=400)
ZONES = (zone("here", 0), zone("there", 8000))


def moved(shift: SimulatedShift) -> list[tuple[float, str, float]]:
    return [
        (event.at_s or 0.0, event.unit_id, round(metres_of(event.place.lon or 0.0)))
        for event in shift.events
        if isinstance(event, UnitMoved)
    ]


def test_one_of_two_goes_where_nobody_is():
    # Half the demand each: the second unit adds 0.5 x 0.7 x 0.3 = 0.105 here, and
    # 0.35 there. It waits there since 800 s: told 90 s after B, 60 s later at the door.
    load = load_of_rows(unit("P1", 0), unit("P2", 0), alert("B", 8000, received_s=1000))
    shift = run(load, "move_up", rules=NEAR, zones=ZONES)
    assert moved(shift) == [(800, "P1", 8000)]
    [row] = rows_of(shift)
    assert (row["unit_id"], row["at_door_s"]) == ("P1", 1150)


def test_who_is_on_the_way_to_wait_is_sent_from_there():
    # B at 400 s, 4000 m: P1 is told at 490 s, at 4900 m, rolling; 90 s back.
    load = load_of_rows(unit("P1", 0), unit("P2", 0), alert("B", 4000, received_s=400))
    shift = run(load, "move_up", rules=NEAR, zones=ZONES)
    [row] = rows_of(shift)
    assert (row["unit_id"], row["rolling_s"]) == ("P1", 490)
    assert row["at_door_s"] == pytest.approx(580, abs=0.01)
    assert moved(shift)[0] == (490, "P1", 4900)


@pytest.mark.parametrize(
    "rule", [MoveRule(farthest_s=799.0), MoveRule(least_gain=0.11)]
)
def test_a_move_that_is_not_worth_its_drive(rule: MoveRule):
    # 0.245 for 800 s: at 0.11 x (1 + 800 / 600) = 0.257 it is not.
    load = load_of_rows(unit("P1", 0), unit("P2", 0), alert("B", 0, received_s=900))
    moves = MovesUp(rule=ClosestIdle(), moves=rule)
    assert moved(run(load, moves, rules=NEAR, zones=ZONES)) == []


def test_moves_are_thought_of_every_so_often():
    # P2 is on duty from 300 s. Ten minutes after the start, at 700 s, P1 goes to A and
    # P2 alone does as much here as there; when A is clear, at 1450 s, one goes.
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 0),
        alert("A", 0, received_s=700),
        spans={"P2": (300.0, 9999.0)},
    )
    shift = run(load, "move_up", rules=NEAR, zones=ZONES)
    assert moved(shift) == [(2250, "P1", 8000)]
    often = MovesUp(rule=ClosestIdle(), moves=MoveRule(every_s=60.0))
    assert moved(run(load, often, rules=NEAR, zones=ZONES)) == [(1100, "P1", 8000)]


def test_who_is_bound_for_a_place_counts_as_there():
    # At 100 s P1 is on its way. P2 goes to A, and later has no reason to follow P1.
    load = load_of_rows(unit("P1", 0), unit("P2", 0), alert("A", 0, received_s=100))
    often = MovesUp(rule=ClosestIdle(), moves=MoveRule(every_s=1.0))
    shift = run(load, often, rules=NEAR, zones=ZONES)
    assert [who for _, who, _ in moved(shift)] == ["P1"]


def test_a_shift_after_another_begins_anew():
    load = load_of_rows(unit("P1", 0), unit("P2", 0), alert("A", 0, received_s=5000))
    moves = MovesUp(rule=ClosestIdle())
    first, again = (run(load, moves, rules=NEAR, zones=ZONES) for _ in range(2))
    assert first.log.table.equals(again.log.table)
    assert moved(first) == moved(again)


# --- The order itself ----------------------------------------------------------------


def waits_at(row_of_zone: int, at_s: float):
    """Send P1 to the first alert, and at some moment to a place to wait."""

    def rule(moment: Moment) -> Orders:
        if moment.now_s == at_s:
            return {"P1": Wait(row=moment.waiting_rows[row_of_zone])}
        return {"P1": "A"} if moment.now_s < at_s else {}

    return rule


def with_waiting() -> Load:
    return load_of_rows(unit("P1", 0), alert("A", 5000), alert("B", 0, received_s=300))


def test_a_unit_under_way_is_called_back_to_wait():
    # At 300 s P1 is at 1500 m; the place is at 8000: 650 s.
    shift = run(with_waiting(), waits_at(1, 300.0), rules=NEAR, zones=ZONES)
    first = rows_of(shift)[0]
    assert (first["alert_id"], first["ended"]) == ("A", "cancelled")
    assert moved(shift) == [(300, "P1", 1500), (950, "P1", 8000)]


def test_who_was_not_told_yet_just_goes_there():
    shift = run(with_waiting(), waits_at(1, 0.0), rules=NEAR, zones=ZONES)
    assert moved(shift) == [(800, "P1", 8000)]
    assert {row["ended"] for row in rows_of(shift)} == {"unserved"}


def test_waiting_where_it_is_changes_nothing():
    shift = run(with_waiting(), waits_at(0, 0.0), rules=NEAR, zones=ZONES)
    assert moved(shift) == []


def test_a_shift_ends_on_the_way_to_wait():
    load = load_of_rows(unit("P1", 0), alert("A", 5000), spans={"P1": (0.0, 400.0)})
    shift = run(load, waits_at(1, 0.0), rules=NEAR, zones=ZONES)
    assert moved(shift) == [(400, "P1", 4000)]


# --- Without lights and siren --------------------------------------------------------


def test_who_goes_to_nobody_drives_calmly():
    # With lights and siren 1000 m take 80 s: at the door at 230 s, free at 830 s. The
    # way back takes 100 s.
    load = load_of_rows(unit("P1", 0), alert("A", 1000))
    fast = replace(policy(zones_at_most=0), emergency=True)
    shift = run(load, rules=fast, between="return")
    [row] = rows_of(shift)
    assert row["at_door_s"] == 230
    assert moved(shift) == [(930, "P1", 0)]


# --- Places to wait at ---------------------------------------------------------------


def test_places_to_wait_at_are_zones_and_addresses(city: RoadNetwork):
    load = load_of_rows(
        replace(unit("P1", 0), place=_door(city)),
        replace(alert("A", 0), place=_door(city)),
    )
    terrain = terrain_of(load, city, policy(zones_at_most=20))
    assert 100 < len(terrain.waiting_rows) <= 200
    without = terrain_of(load, city, policy(zones_at_most=20), make_zones=False)
    assert without.waiting_rows == ()


def _door(city: RoadNetwork):
    spot = unit("P1", 0).place
    doors = city.addresses
    return replace(spot, lon=float(doors.lon[0]), lat=float(doors.lat[0]))


def test_on_a_table_units_wait_at_zones():
    names = ("station", "door", "zone")
    table = TimesTable(names, [[0, 1, 2], [1, 0, 2], [2, 2, 0]])
    load = load_of_rows(
        replace(unit("P1", 0), place=replace(_named("station"))),
        replace(alert("A", 0), place=_named("door")),
    )
    zones = (replace(zone("Z", 0), place=_named("zone")),)
    terrain = terrain_of(load, table, policy(), zones=zones)
    assert terrain.waiting_rows == terrain.zone_rows == (2,)


def _named(name: str):
    return replace(unit("P1", 0).place, lon=None, lat=None, address=name)


def test_terrain_of_the_street_knows_its_zones():
    terrain = terrain_of(with_waiting(), GRAPH, NEAR, zones=ZONES)
    assert len(terrain.waiting_rows) == 2
