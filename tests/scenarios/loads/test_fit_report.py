"""Goodness of fit."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.loads.demand import demand_of_addresses
from scenarios.loads.exposure import Lognormal
from scenarios.loads.fit_report import chi_square, fit_report, gaps_test
from scenarios.loads.load_spec import Smoothing
from scenarios.loads.log_fit import fit_log
from scenarios.loads.week_rates import shaped_rates
from tests.scenarios.loads.doors import block
from tests.scenarios.loads.logs import drawn_log

TOWN = block(12, 12)
LOG = drawn_log(shaped_rates(4.0), demand_of_addresses(TOWN), 6.0, seed=3)
FIT = fit_log(LOG, TOWN, Smoothing())


def p_of(report):
    return {test.name: test.p for test in report.tests}


def test_chi_square_by_hand():
    # Groups of 5 expected or more: 3 + 3, 6, and 1 left over joins it.
    # (8 - 6)^2 / 6 + (5 - 7)^2 / 7 = 0.6667 + 0.5714 = 1.2381, of 1 degree.
    test = chi_square("x", np.array([4.0, 4, 5, 0]), np.array([3.0, 3, 6, 1]))
    assert test is not None
    assert test.value == pytest.approx(1.2381, abs=1e-4)
    assert (test.n, test.freedom) == (2, 1)
    assert test.p == pytest.approx(0.2658, abs=1e-3)


def test_too_few_to_test():
    assert chi_square("x", np.array([4.0]), np.array([30.0])) is None
    assert gaps_test(np.array([1.0, 2.0]), np.ones(168)) is None


def test_what_was_drawn_by_the_model_fits():
    report = fit_report(LOG, FIT)
    assert set(p_of(report)) == {
        *("hours", "gaps", "moments", "cells", "hour_place", "exposure"),
    }
    assert min(p_of(report).values()) > 0.01
    assert report.alerts == len(LOG)
    assert report.hours_long == pytest.approx(6 * 168, abs=2)


def test_the_week_and_the_cells_add_up():
    report = fit_report(LOG, FIT, most_cells=10_000)
    assert sum(hour.observed for hour in report.hours) == len(LOG)
    assert sum(hour.expected for hour in report.hours) == pytest.approx(
        len(LOG), rel=0.01
    )
    assert sum(cell.observed for cell in report.cells) == len(LOG)
    assert sum(cell.expected for cell in report.cells) == pytest.approx(len(LOG))


def test_quantiles_of_exposure():
    report = fit_report(LOG, FIT)
    middle = next(each for each in report.quantiles if each.share == 0.5)
    assert middle.observed == pytest.approx(np.median(LOG.exposure))
    assert middle.fitted == pytest.approx(middle.observed, rel=0.1)


def test_a_flat_rate_does_not_fit_a_day():
    flat = replace(FIT, hours=replace(FIT.hours, rates=np.full(168, 4.0)))
    found = p_of(fit_report(LOG, flat))
    assert found["hours"] < 1e-6
    assert found["gaps"] < 1e-6


def test_alerts_in_pairs_are_not_poisson():
    twice = replace(
        LOG,
        **{name: np.repeat(getattr(LOG, name), 2) for name in ("lon", "lat")},
        at_s=np.sort(np.concatenate((LOG.at_s, LOG.at_s + 1.0))),
        exposure=np.repeat(LOG.exposure, 2),
    )
    found = p_of(fit_report(twice, fit_log(twice, TOWN, Smoothing())))
    assert found["gaps"] < 1e-6
    assert found["hours"] < 1e-3


def test_other_places_by_night_are_found():
    by_night = (LOG.at_s // 3600) % 24 < 8
    moved = replace(LOG, lon=np.where(by_night, 10.0, LOG.lon))
    found = p_of(fit_report(moved, fit_log(moved, TOWN, Smoothing())))
    assert found["hour_place"] < 1e-6


def test_places_and_amounts_of_another_town_do_not_fit():
    rolled = replace(FIT.places, share=np.roll(FIT.places.share, 3))
    lopsided = replace(FIT, places=rolled)
    assert p_of(fit_report(LOG, lopsided))["cells"] < 1e-6
    dear = replace(FIT, exposure=Lognormal(median=1e6, sigma=1.0))
    assert p_of(fit_report(LOG, dear))["exposure"] < 1e-6


def test_a_log_without_money_has_no_test_of_it():
    bare = replace(LOG, exposure=np.full(len(LOG), np.nan))
    report = fit_report(bare, fit_log(bare, TOWN, Smoothing()))
    assert "exposure" not in p_of(report)
    assert report.quantiles == ()
