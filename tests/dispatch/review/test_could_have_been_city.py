"""What could have been on a simulated day of the city."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dispatch.policy import Policy
from dispatch.review.calibration import calibration_of
from dispatch.review.could_have_been import could_have_been
from dispatch.simulation.simulate import simulate
from maps.road_network import RoadNetwork
from scenarios.call_logs.own_log import call_log_of
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.draw_load import draw_load
from scenarios.loads.load import Load
from scenarios.loads.load_spec import LoadSpec
from scenarios.loads.town_demand import town_demand
from scenarios.loads.week_rates import shaped_rates

RULES = Policy(zones_at_most=0)


def posts_file(load: Load, folder: Path) -> Path:
    file = folder / "posts.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text)
        table.writerow(["id", "lon", "lat", "frame"])
        table.writerows(
            (unit.id, unit.place.lon, unit.place.lat, "wgs84") for unit in load.units
        )
    return file


@pytest.mark.slow
def test_a_day_by_the_old_rule(city: RoadNetwork, tmp_path: Path):
    spec = LoadSpec(rates=shaped_rates(5.0))
    load = draw_load(spec, town_demand(city)[0], shipped_numbers(), 3)
    shift = simulate(load, city, "closest_idle", policy=RULES, seed=3)
    log = call_log_of(shift.log)
    found = could_have_been(
        log, city, units=posts_file(load, tmp_path), target_s=480.0, policy=RULES
    )
    calls = found.calls
    assert len(calls) > 60
    assert "first_unit_somewhere" not in found.left_out
    for call in calls:
        assert call.closest_s <= call.first_s
        assert call.closest_s <= call.best_s
        if call.waiting == 1:
            assert call.best_unit == call.closest_unit
    # The rule sends the closest that is idle; by the places that the log knows, it
    # nearly always did.
    alone = [call for call in calls if call.waiting == 1]
    same = [call for call in alone if call.saved_s <= 5]
    assert len(same) > 0.8 * len(alone)
    # No choice betters what anyone could have done.
    assert found.at_most_within is not None
    for who in ("first", "closest", "best"):
        assert (found.within_target(who) or 0) <= found.at_most_within
    # Chance alone is between the drives and the model's; most starts are known.
    assert len(found.trips.trips) > 0.6 * len(calls)
    drives = found.trips.bias["all"]
    assert drives.ratio_ci is not None
    assert drives.ratio_ci[0] <= 1.0 <= drives.ratio_ci[1]
    chances = calibration_of(log)
    assert chances is not None
    assert chances.on_time is not None
    low, high = chances.on_time.share_ci
    assert low <= chances.on_time.foretold <= high
