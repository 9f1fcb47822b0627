"""Units that drive round their beats between visits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dispatch.locate import Ground
from dispatch.simulation.moment import Moment
from dispatch.simulation.patrol import BEAT_M, STOP_S, beat_points
from dispatch.simulation.rules.rule import Orders, Wait
from dispatch.simulation.simulate import SimulatedShift, simulate
from dispatch.simulation.terrain import terrain_of
from maps.errors import FieldError
from maps.snapping import Snapper
from maps.speeds import SpeedProfile
from scenarios.events.event import UnitMoved
from tests.dispatch.simulation.shifts import (
    GRAPH,
    load_of_rows,
    metres_of,
    rows_of,
    run,
)
from tests.street import alert, policy, unit, zone

# The street has a crossing every 1000 m, so the beat of who begins at 5000 m goes from
# 4000 to 6000 m.
LONE = unit("P1", 5000, rolling=True)


def moved(shift: SimulatedShift, unit_id: str = "P1") -> list[tuple[float, int]]:
    return [
        (event.at_s or 0.0, round(metres_of(event.place.lon or 0.0)))
        for event in shift.events
        if isinstance(event, UnitMoved) and event.unit_id == unit_id
    ]


def patrolled(received_s: float = 5000.0) -> SimulatedShift:
    load = load_of_rows(LONE, alert("A", 5000, received_s=received_s))
    return run(load, between="patrol")


def test_it_drives_from_crossing_to_crossing_and_stands_at_each():
    before_a = [leg for leg in moved(patrolled()) if leg[0] < 5000]
    assert len(before_a) > 10
    for (left_s, here), (came_s, there) in pairwise(before_a):
        assert there in {4000, 5000, 6000} - {here}
        assert came_s - left_s - STOP_S == pytest.approx(abs(there - here) / 10)


def test_it_is_sent_from_where_it_is_and_needs_no_turnout():
    shift = patrolled()
    [row] = rows_of(shift)
    assert row["notified_s"] == row["rolling_s"] == 5090
    assert row["at_door_s"] <= 5090 + 100
    stopped = [metres for at_s, metres in moved(shift) if at_s == 5090]
    assert row["at_door_s"] == pytest.approx(
        5090 + sum(abs(5000 - metres) / 10 for metres in stopped), abs=0.1
    )


def test_it_patrols_again_after_a_visit_and_not_after_the_last():
    load = load_of_rows(
        LONE, alert("A", 5000), alert("B", 5000, received_s=4000), alert("C", 5000)
    )
    shift = run(load, between="patrol")
    ends_s = [row["clear_s"] for row in rows_of(shift)]
    times = [at_s for at_s, _ in moved(shift)]
    assert any(min(ends_s) < at_s < 4000 for at_s in times)
    assert max(times) <= max(ends_s)


def test_a_shift_ends_on_patrol():
    load = load_of_rows(
        LONE, alert("A", 5000, received_s=5000), spans={"P1": (0.0, 130.0)}
    )
    shift = run(load, between="patrol")
    assert max(at_s for at_s, _ in moved(shift)) <= 130


def test_who_stands_at_a_station_goes_back_there():
    # Free at 90 + 60 + 100 + 600 s; 100 s back.
    load = load_of_rows(unit("P1", 0), alert("A", 1000), alert("B", 0, received_s=2000))
    assert moved(run(load, between="patrol")) == [(950, 0)]


def test_a_seed_gives_one_patrol():
    load = load_of_rows(LONE, alert("A", 5000, received_s=5000))
    by = [moved(run(load, between="patrol", seed=seed)) for seed in (1, 1, 2)]
    assert by[0] == by[1] != by[2]


def test_who_is_told_to_wait_does_not_drive_on():
    def waits(moment: Moment) -> Orders:
        return {"P1": Wait(row=moment.waiting_rows[0])} if moment.now_s == 1000 else {}

    load = load_of_rows(
        LONE, alert("A", 0, received_s=1000), alert("B", 0, received_s=9000)
    )
    shift = run(load, waits, between="patrol", zones=(zone("Z", 8000),))
    assert moved(shift)[-1][1] == 8000
    assert moved(shift)[-1][0] < 1500


def test_the_beat_of_another_town_is_its_crossings():
    ground = Ground(GRAPH.roads)
    at = Snapper(GRAPH.roads).snap(LONE.place.lon or 0.0, 0.0)
    points = beat_points(ground, LONE, at)
    away_m = [abs(metres_of(point.road_lon) - 5000) for point in points]
    assert max(away_m) <= BEAT_M + 1
    assert points == beat_points(ground, LONE, at)
    assert beat_points(ground, unit("P1", 5000), at) == ()


def test_without_lights_and_siren():
    fast = policy(zones_at_most=0)
    siren = type(fast)(
        speeds=SpeedProfile(class_kph=fast.speeds.class_kph),
        emergency=True,
        zones_at_most=0,
    )
    load = load_of_rows(LONE, alert("A", 5000, received_s=2000))
    legs = [moved(run(load, between="patrol", rules=rules)) for rules in (fast, siren)]
    until = int(np.searchsorted([at_s for at_s, _ in legs[0]], 2000))
    assert legs[0][:until] == legs[1][:until]


def test_places_laid_out_without_beats_are_refused():
    load = load_of_rows(LONE, alert("A", 5000))
    rules = policy(zones_at_most=0)
    terrain = terrain_of(load, GRAPH, rules)
    says = "between: the places of this load were laid out without beats; let"
    with pytest.raises(FieldError, match=says):
        simulate(load, terrain, policy=rules, between="patrol")
    terrain = terrain_of(load, GRAPH, rules, make_beats=True)
    assert len(simulate(load, terrain, policy=rules, between="patrol").log) == 1
