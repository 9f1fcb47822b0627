"""Predictions of our own logs against what happened."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.review.calibration import Calibration, calibration_of
from dispatch.simulation.luck import SLOTS, AlertLuck
from dispatch.simulation.simulate import simulate
from dispatch.simulation.times_table import TimesTable
from scenarios.alert import Alert
from scenarios.call_logs.call_log import CallLog
from scenarios.call_logs.own_log import call_log_of
from scenarios.place import Place
from scenarios.unit import Unit
from tests.dispatch.review.log_rows import log_of, row
from tests.dispatch.simulation.shifts import load_of_rows
from tests.street import policy

SIGMA = Policy().sigma


def found_of(*rows: dict[str, object], tz: str = "UTC", **fields: float) -> Calibration:
    found = calibration_of(log_of(*rows, tz=tz), **fields)
    assert found is not None
    return found


def test_a_unit_is_on_time_by_its_own_arrival_and_its_alerts_target():
    on_time = found_of(
        row("A", "P1", received=0, at_door=480, planned_on_time=0.8),
        row("A", "P2", received=0, at_door=481, planned_on_time=0.6),
        row("B", "P1", received=0, at_door=500, planned_on_time=0.4, target_s=600.0),
    ).on_time
    assert on_time is not None
    assert [(one.low, one.n_true) for one in on_time.bins if one.n] == [
        (0.4, 1),
        (0.6, 0),
        (0.8, 1),
    ]
    # (0.2^2 + 0.6^2 + 0.6^2) / 3
    assert on_time.brier == pytest.approx(0.76 / 3)


def test_the_target_of_rows_without_one_can_be_told():
    told = row("A", "P1", received=0, at_door=480, planned_on_time=0.8)
    on_time = found_of(told, target_s=400.0).on_time
    assert on_time is not None
    assert on_time.share == 0.0


def test_rows_that_cannot_be_judged_are_counted():
    found = found_of(
        row("A", "P1", received=0, at_door=480, planned_on_time=0.8),
        row("B", "P1", received=0, planned_on_time=0.8),
        row("C", "P1", received=0, at_door=9, planned_on_time=1.5),
        row("D", "P1", received=0, at_door=9),
    )
    assert found.left_out == {
        "no_prediction": 1,
        "no_chance": 1,
        "never_at_the_door": 1,
    }
    assert found.on_time is not None
    assert found.on_time.n == 1


def test_a_log_without_predictions_has_no_calibration():
    assert calibration_of(log_of(row("A", "P1", received=0, at_door=480))) is None


def test_drives_are_held_against_those_foretold_by_the_hour_on_the_spot():
    drives = [
        row("A", "P1", rolling=0, on_scene=120, planned_travel_s=100.0),
        row("B", "P1", rolling=60, on_scene=140, planned_travel_s=100.0),
        row("C", "P1", rolling=3600, on_scene=3900, planned_travel_s=200.0),
        row("D", "P1", rolling=3600, on_scene=3600, planned_travel_s=200.0),
    ]
    travel = found_of(*drives, tz="Asia/Shanghai").travel
    # Midnight in Greenwich is eight in the morning there; D took no time at all.
    assert {group: bias.n for group, bias in travel.items()} == {
        "all": 3,
        "hour=8": 2,
        "hour=9": 1,
    }
    # Taken over foretold: 1.2, 0.8, 1.5
    assert travel["all"].ratio == pytest.approx(1.2)
    assert travel["hour=8"].ratio == pytest.approx(1.0)
    # ln 1.2 and ln 0.8 are 0.405465 apart; of two, their distance over root 2.
    assert travel["hour=8"].spread == pytest.approx(0.405465 / 2**0.5, abs=1e-6)
    assert travel["hour=9"].spread is None


@pytest.mark.parametrize(("n", "bounds"), [(5, None), (6, (0.1, 0.6))])
def test_the_median_of_six_drives_lies_between_the_least_and_the_longest(
    n: int, bounds: tuple[float, float] | None
):
    # Five: 1 - 2 / 2^5 is below 95 %. Six: 1 - 2 / 2^6 is above it.
    drives = [
        row(f"A{at}", "P1", rolling=0, on_scene=10 * at, planned_travel_s=100.0)
        for at in range(1, n + 1)
    ]
    found = found_of(*drives).travel["all"].ratio_ci
    assert found == (None if bounds is None else pytest.approx(bounds))


METRES = tuple(range(300, 9300, 300))
PLACES = ("post", *(f"door {metres}" for metres in METRES))
STREET = TimesTable(
    PLACES, np.abs(np.subtract.outer((0, *METRES), (0, *METRES))) / 10.0
)


@functools.cache
def simulated(alerts: int, seed: int, sigma: float = SIGMA) -> CallLog:
    """Simulate single visits of one unit, whose drives alone are by chance.

    An alert an hour, at a door drawn by chance; the unit is back at its post by then.
    """
    doors = np.random.default_rng(seed).integers(1, len(PLACES), alerts)

    def luck(given: Alert) -> AlertLuck:
        number = int(given.id[1:])
        drawn = np.random.default_rng([seed, number]).standard_normal(SLOTS)
        return AlertLuck(travel=tuple(np.exp(sigma * drawn).tolist()), on_scene_s=60.0)

    rows = [
        Alert(
            id=f"A{at:04}",
            received_s=3600.0 * at,
            place=Place(address=PLACES[door]),
            cut_off_s=3000,
            access_s=0,
        )
        for at, door in enumerate(doors.tolist())
    ]
    crew = Unit(id="P1", place=Place(address="post"))
    load = load_of_rows(crew, *rows, spans={"P1": (0.0, 3600.0 * alerts + 7200.0)})
    shift = simulate(load, STREET, policy=policy(zones_at_most=0), luck=luck)
    return call_log_of(shift.log)


def test_chances_of_a_simulated_shift_come_true_as_often_as_they_say():
    found = calibration_of(simulated(400, seed=5))
    assert found is not None
    assert found.on_time is not None
    low, high = found.on_time.share_ci
    assert low <= found.on_time.foretold <= high
    full = [one for one in found.on_time.bins if one.n >= 10]
    assert len(full) >= 6
    for one in full:
        assert one.share_ci is not None
        assert one.share_ci[0] <= (one.foretold or 0) <= one.share_ci[1]
    # Chances that say something beat the share of all.
    assert (found.on_time.skill or 0) > 0.3


def test_the_spread_of_a_simulated_shifts_drives_is_sigma():
    found = calibration_of(simulated(400, seed=5))
    assert found is not None
    drives = found.travel["all"]
    assert drives.spread == pytest.approx(SIGMA, rel=0.1)
    assert drives.ratio_ci is not None
    assert drives.ratio_ci[0] <= 1.0 <= drives.ratio_ci[1]


def test_chances_of_another_luck_are_found_out():
    # Twice the spread that was foretold: the sure are too sure.
    found = calibration_of(simulated(150, seed=5, sigma=2.5 * SIGMA))
    assert found is not None
    assert found.on_time is not None
    sure = found.on_time.bins[-1]
    assert sure.share_ci is not None
    assert (sure.foretold or 0) > sure.share_ci[1]
