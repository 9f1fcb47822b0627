"""Fitting and judging: what was true is found, and what is unseen stays unseen."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import maps
from maps.calibration import ROUNDS, calibrate, check
from maps.errors import FieldError, InputError
from maps.fitting.trip_file import read_trips
from maps.fitting.trips import Trips
from maps.speeds import SpeedProfile
from tests.city_trips import TRUE, driven, grid_city
from tests.networks import Street, network
from tests.osm_text import degrees

DATA = os.environ.get("DISPATCH_DATA")


@pytest.fixture(scope="module")
def roads():
    return grid_city()


@pytest.fixture(scope="module")
def exact(roads):
    """Trips that took just what the true profile says."""
    trips = driven(roads, 240)
    return trips, calibrate(trips, roads, folds=3)


def test_what_was_true_is_found(exact):
    found = exact[1].profile
    for name in ("primary", "tertiary", "residential"):
        assert found.class_kph[name] == pytest.approx(TRUE.class_kph[name], rel=0.05)
    assert found.turn_s["right"] == pytest.approx(6, abs=2)
    assert found.turn_s["left"] == pytest.approx(18, abs=2)
    assert found.standing_s["signals"] == pytest.approx(7, abs=1)
    assert found.start_stop_s == pytest.approx(45, abs=8)


def test_unseen_trips_are_predicted(exact):
    made = exact[1]
    assert made.after.median_ratio == pytest.approx(1, abs=0.02)
    assert made.after.p10 > 0.93
    assert made.after.p90 < 1.07
    assert made.after.r > 0.98
    assert made.after.median_abs_error_s < made.before.median_abs_error_s / 3


def test_every_trip_is_in_one_fold(exact):
    trips, made = exact
    assert [fold.n for fold in made.folds] == [80, 80, 80]
    assert made.n == made.before.n == made.after.n == len(trips)
    assert not any(made.left_out.values())


@pytest.mark.slow
def test_the_same_seed_gives_the_same_and_another_deals_anew(roads):
    trips = driven(roads, 60, scatter=0.3)
    one, same, other = (calibrate(trips, roads, folds=2, seed=s) for s in (1, 1, 2))
    assert one == same
    assert one.folds != other.folds
    # What is fitted to all does not hang on how they were dealt.
    assert one.profile == other.profile


@pytest.mark.slow
def test_scatter_is_not_taken_for_truth(roads):
    trips = driven(roads, 400, scatter=0.3)
    made = calibrate(trips, roads, folds=4)
    # ln-normal with 0.3: its 10th and 90th percentile are 0.68 and 1.47.
    assert made.after.median_ratio == pytest.approx(0.98, abs=0.03)
    assert made.after.p10 == pytest.approx(0.68, abs=0.06)
    assert made.after.p90 == pytest.approx(1.47, abs=0.1)
    assert made.profile.class_kph["residential"] == pytest.approx(17, rel=0.15)


def test_a_fold_does_not_see_its_own_trips(roads):
    # Trips that took double stand all in one fold: the others know nothing of it.
    trips = driven(roads, 90)
    held = np.random.default_rng(1).permutation(90) % 3 == 0
    slow = replace(trips, duration_s=np.where(held, 2.0, 1.0) * trips.duration_s)
    made = calibrate(slow, roads, folds=3, seed=1)
    assert made.folds[0].median_ratio == pytest.approx(0.5, abs=0.06)


@pytest.mark.slow
def test_slow_hours_are_found(roads):
    profile = replace(TRUE, hour_factor={"all": {"mon 07-08": 0.6}})
    trips = driven(roads, 240, profile=profile, hours=(7, 12))
    made = calibrate(trips, roads, folds=2)
    factors = made.profile.hour_factor["all"]
    assert set(factors) == {"mon 07-08", "mon 12-13"}
    assert factors["mon 07-08"] / factors["mon 12-13"] == pytest.approx(0.6, rel=0.05)
    assert made.after.r > 0.97


def test_check_fits_nothing(roads):
    trips = driven(roads, 50)
    made = check(trips, roads, TRUE)
    assert made.profile == TRUE
    assert made.folds == ()
    assert made.drives == {}
    assert made.after.median_ratio == pytest.approx(1, abs=0.005)
    assert made.after.median_abs_error_s < 1
    assert made.before == check(trips, roads, SpeedProfile()).after


@pytest.mark.parametrize(("metres", "out"), [(90, 0), (120, 1), (2000, 1)])
def test_trips_away_from_the_roads(roads, metres, out):
    trips = driven(roads, 40)
    corner = [roads.nodes.lon.max(), roads.nodes.lat.max() + metres / 111_195]
    far, slow = trips.destination.copy(), trips.duration_s.copy()
    far[0], slow[0] = corner, 3000
    made = check(replace(trips, destination=far, duration_s=slow), roads, TRUE)
    assert made.n == 40 - out
    assert made.left_out["far_from_roads"] == out


def test_trips_without_a_way():
    # Two streets, 300 m apart: one trip along the first, one from it to the second.
    streets = network(
        [(0, 0), (1000, 0), (0, 300), (1000, 300)], [Street(0, 1), Street(2, 3)]
    )
    trips = Trips(
        origin=np.array([degrees(100, 0), degrees(100, 0)]),
        destination=np.array([degrees(900, 0), degrees(900, 300)]),
        duration_s=np.array([150.0, 150.0]),
        started_s=np.full(2, np.nan),
    )
    made = check(trips, streets, SpeedProfile())
    assert (made.n, made.left_out["no_route"]) == (1, 1)
    # 800 m at 30 km/h are 96 s, and 75 to start and stop: 171 of 150.
    assert made.after.median_ratio == pytest.approx(171 / 150, abs=0.001)


def test_progress_counts_ways(roads):
    told: list[tuple[int, int]] = []
    trips = driven(roads, 60)
    calibrate(trips, roads, folds=2, progress=lambda *pair: told.append(pair))
    # All trips by the defaults; each round but the first anew, for two halves and for
    # all; each once unseen.
    total = 60 * (1 + (ROUNDS - 1) * 2 + 1)
    assert {pair[1] for pair in told} == {total}
    assert [pair[0] for pair in told] == sorted(pair[0] for pair in told)
    assert told[-1][0] == total


def test_none_can_be_used(roads):
    trips = driven(roads, 5)
    nowhere = Trips(
        origin=trips.origin * 0,
        destination=trips.destination,
        duration_s=trips.duration_s,
        started_s=trips.started_s,
    )
    for run in (calibrate, check):
        rest = (TRUE,) if run is check else ()
        with pytest.raises(InputError, match="none of the 5 trips can be used"):
            run(nowhere, roads, *rest)


@pytest.mark.parametrize(
    ("folds", "problem"),
    [
        (1, "--folds: 1 is below 2"),
        (-3, "--folds: -3 is below 2"),
        (6, "--folds: 6 folds of 5 usable trips; take fewer folds"),
    ],
)
def test_folds_that_cannot_be(roads, folds, problem):
    with pytest.raises(FieldError) as caught:
        calibrate(driven(roads, 5), roads, folds=folds)
    assert str(caught.value) == problem


def test_as_many_folds_as_trips(roads):
    made = calibrate(driven(roads, 4), roads, folds=4)
    assert [fold.n for fold in made.folds] == [1, 1, 1, 1]
    assert all(math.isnan(fold.r) for fold in made.folds)
    # Too few to change anything.
    assert made.profile == SpeedProfile()
    assert made.after == made.before


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")
def test_taxis_in_manhattan():
    """What is to be reached on 1,200 real trips, those of other folds unseen."""
    folder = Path(str(DATA))
    trips, _ = read_trips(folder / "trips_manhattan_1200.csv.gz")
    roads = maps.load(folder / "osm" / "manhattan.graphml.gz")
    made = calibrate(trips, roads)
    assert made.n > 1150
    # The shipped speeds come from these very trips: this one is in-sample.
    assert 0.85 <= made.before.median_ratio <= 1.15
    assert made.before.r >= 0.75
    assert 0.97 <= made.after.median_ratio <= 1.03
    assert made.after.p10 >= 0.66
    assert made.after.p90 <= 1.42
    assert made.after.r >= 0.79
    assert made.after.median_abs_error_s <= 72
