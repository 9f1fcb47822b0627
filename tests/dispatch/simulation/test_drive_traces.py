"""By which way units drove: on a street, by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dispatch.simulation.drive_traces import Trace, drive_traces
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift, simulate
from dispatch.simulation.terrain import terrain_of
from scenarios.loads.load import Load
from tests.dispatch.simulation.shifts import (
    GRAPH,
    load_of_rows,
    lucky,
    metres_of,
    random_load,
)
from tests.street import alert, policy, unit

RULES = policy(zones_at_most=0)


def traced(load: Load, rule: str = "closest_idle") -> tuple[Trace, ...]:
    terrain = terrain_of(load, GRAPH, RULES)
    shift = simulate(load, terrain, rule, policy=RULES, luck=lucky())
    return traces_of(shift, terrain.travel)


def traces_of(shift: SimulatedShift, travel: object) -> tuple[Trace, ...]:
    assert isinstance(travel, RoadTravel)
    return drive_traces(shift, travel)


def metres(trace: Trace) -> list[float]:
    return [metres_of(lon) for lon in trace.lonlat[:, 0].tolist()]


def test_there_and_back_with_a_point_at_each_junction():
    there, back = traced(load_of_rows(unit("P1", 500), alert("A", 2500)))
    # Told at 90 s, moving at 150 s; junctions at 1000 and 2000 m.
    assert metres(there) == pytest.approx([500, 1000, 1000, 2000, 2000, 2500], abs=0.1)
    assert there.at_s == pytest.approx([150, 200, 200, 300, 300, 350], abs=0.01)
    assert (there.unit_id, there.calm) == ("P1", False)
    # 600 s on scene, then back to its station.
    assert metres(back) == pytest.approx([2500, 2000, 2000, 1000, 1000, 500], abs=0.1)
    assert back.at_s == pytest.approx([950, 1000, 1000, 1100, 1100, 1150], abs=0.01)
    assert back.calm


def test_a_drive_that_is_broken_off_ends_where_the_unit_turned():
    load = load_of_rows(
        unit("P1", 500), alert("A", 2500), alert("B", 4500, received_s=960.0)
    )
    _, back, on, _ = traced(load)
    # B is told 90 s after 960 s: it has driven 100 s since 950 s, 1000 m.
    assert back.at_s[-1] == pytest.approx(1050)
    assert metres(back)[-1] == pytest.approx(1500, abs=0.2)
    assert on.at_s[0] == pytest.approx(1050)
    assert metres(on)[0] == pytest.approx(1500, abs=0.2)
    assert metres(on)[-1] == pytest.approx(4500, abs=0.1)


@pytest.mark.parametrize(
    ("seed", "rule"), [(0, "closest_idle"), (1, "closest_idle"), (2, "full")]
)
def test_units_never_jump_and_never_go_back_in_time(seed: int, rule: str):
    load = random_load(seed)
    traces = traced(load, rule)
    for unit_id in {row.id for row in load.units}:
        own = [trace for trace in traces if trace.unit_id == unit_id]
        for before, after in pairwise(own):
            assert after.at_s[0] >= before.at_s[-1] - 1e-6
            gap = np.abs(after.lonlat[0] - before.lonlat[-1]).max()
            assert gap < 1e-5
        assert all((np.diff(trace.at_s) >= -1e-9).all() for trace in own)
