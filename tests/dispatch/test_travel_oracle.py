"""The plans' travel times against another Dijkstra, on all that ships."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.locate import Spots, locate
from dispatch.plan import Plan
from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint, Snapper
from maps.travel_times import TravelTimes
from scenarios.shipped import shipped_names
from tests.turn_oracle import Oracle, apart_m, length_m, oracle

PAIRS = 40


@pytest.fixture(scope="module")
def spots(shipped_plans: dict[str, Plan], city: RoadNetwork) -> dict[str, Spots]:
    return {name: locate(plan.scenario, city) for name, plan in shipped_plans.items()}


@pytest.fixture(scope="module")
def doors(city: RoadNetwork) -> list[RoadPoint]:
    """Random doors; the second half stands a few doors off the first."""
    rng = np.random.default_rng(7)
    rows = rng.choice(len(city.addresses) - 40, PAIRS // 2, replace=False)
    near = rows + rng.integers(1, 40, len(rows))
    snapper = Snapper(city)
    rows = np.concatenate((rows, near))
    return snapper.snap_all(
        city.addresses.lon[rows].tolist(), city.addresses.lat[rows].tolist()
    )


@pytest.fixture(scope="module")
def truth(city: RoadNetwork, spots: dict[str, Spots], doors: list[RoadPoint]) -> Oracle:
    points = [point.edges for point in doors]
    for each in spots.values():
        points += [
            point.edges for point in (*each.units.values(), *each.alerts.values())
        ]
    return oracle(city, points, emergency=True)


@pytest.mark.parametrize("name", shipped_names())
def test_travel_times_of_a_plan(
    name: str,
    shipped_plans: dict[str, Plan],
    spots: dict[str, Spots],
    truth: Oracle,
) -> None:
    at = spots[name]
    assert shipped_plans[name].assignments
    for row in shipped_plans[name].assignments:
        for sent in row.units:
            expected = truth.seconds(
                at.units[sent.unit_id].edges, at.alerts[row.alert_id].edges
            )
            assert sent.travel_s == pytest.approx(expected, abs=1.0), row.alert_id
        assert row.intervals.travel_s == max(sent.travel_s for sent in row.units)


@pytest.mark.parametrize("name", shipped_names())
def test_routes_of_a_plan(
    name: str, shipped_plans: dict[str, Plan], spots: dict[str, Spots]
) -> None:
    for row in shipped_plans[name].assignments:
        for sent in row.units:
            start = spots[name].units[sent.unit_id]
            end = spots[name].alerts[row.alert_id]
            assert length_m(sent.route) == pytest.approx(
                sent.distance_m, rel=0.01, abs=2.0
            )
            # Six digits of a degree are a tenth of a metre.
            assert apart_m(sent.route[0], (start.road_lon, start.road_lat)) < 0.2
            assert apart_m(sent.route[-1], (end.road_lon, end.road_lat)) < 0.2


@pytest.mark.slow
def test_random_doors(city: RoadNetwork, doors: list[RoadPoint], truth: Oracle) -> None:
    half = PAIRS // 2
    times = TravelTimes(city, emergency=True).seconds(doors[:half], doors)
    assert np.isfinite(times).all()
    for start in range(half):
        for end in {start, half + start, (7 * start + 3) % half}:
            expected = truth.seconds(doors[start].edges, doors[end].edges)
            assert times[start, end] == pytest.approx(expected, abs=0.2)
