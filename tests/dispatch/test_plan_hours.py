"""A plan is made for the hour of the week that it is where the scenario is."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dispatch
import scenarios.files
from dispatch.assignment.problem import Goal
from dispatch.plan import Plan, moment_s
from dispatch.policy import Policy
from maps.road_network import RoadNetwork
from maps.speeds import SpeedProfile
from maps.week_hours import hour_of_week

NAME = "one_step_away"
GOALS: tuple[Goal, ...] = ("on_time", "served", "loss")  # none that weighs who stays


def travels(plan: Plan) -> dict[tuple[str, str], float]:
    return {
        (row.alert_id, unit.unit_id): unit.travel_s
        for row in plan.assignments
        for unit in row.units
    }


@pytest.mark.parametrize(("step", "times"), [(0, 2.0), (1, 1.0)])
def test_an_hours_factor(city: RoadNetwork, step: int, times: float) -> None:
    scenario = scenarios.files.read(NAME)
    # 17:04 on a Saturday, by the clock of the scenario's own zone.
    hour = hour_of_week(scenario.start) % 24
    assert moment_s(scenario) < 3600
    span = f"sat {hour + step:02d}-{hour + step + 1:02d}"
    profile = SpeedProfile(
        hour_factor={"all": {span: 0.5}},
        turn_s=dict.fromkeys(SpeedProfile().turn_s, 0.0),
        standing_s=dict.fromkeys(SpeedProfile().standing_s, 0.0),
        restricted_entry_s=0.0,
    )
    no_factor = replace(profile, hour_factor={})
    plain, found = (
        dispatch.plan(scenario, city, Policy(speeds=speeds, goals=GOALS))
        for speeds in (no_factor, profile)
    )
    assert travels(plain).keys() == travels(found).keys()
    for pair, seconds in travels(plain).items():
        assert travels(found)[pair] == pytest.approx(times * seconds, abs=1)
