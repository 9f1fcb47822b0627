"""Rates, places and exposures fitted to logs."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.loads.alert_log import AlertLog
from scenarios.loads.demand import demand_of_addresses
from scenarios.loads.exposure import Lognormal
from scenarios.loads.hour_fit import fit_hours
from scenarios.loads.load_spec import Smoothing
from scenarios.loads.log_fit import fit_log
from scenarios.loads.town_demand import no_addresses
from scenarios.loads.week_rates import shaped_rates
from tests.scenarios.loads.doors import block, doors
from tests.scenarios.loads.logs import drawn_log

TOWN = block(12, 12)
DEMAND = demand_of_addresses(TOWN)


def rates_and_notes(log, bandwidth_h):
    fit = fit_hours(log, bandwidth_h)
    return fit.rates, fit.notes


ROUGH = Smoothing(hour_bandwidth_h=0, place_bandwidth_m=0)


def log_of(hours, points=None, money=None):
    """Make a log of alerts at hours after a Monday's midnight."""
    at = np.array(points or [(10.0, 50.0)] * len(hours))
    return AlertLog(
        file="log.csv",
        at_s=3600.0 * np.array(hours),
        lon=at[:, 0],
        lat=at[:, 1],
        exposure=np.full(len(hours), np.nan) if money is None else np.array(money),
        unreadable=0,
    )


def test_a_rate_is_alerts_by_times_the_hour_came():
    # Two weeks and an hour: Monday 00-01 came three times with 3 alerts, 01-02 twice
    # with 1, all other hours twice without any.
    rates, notes = rates_and_notes(log_of([0.2, 1.5, 168.1, 336.9]), 0.0)
    assert (rates[0], rates[1]) == (1.0, 0.5)
    assert rates[2:].sum() == 0
    assert notes == ()


def test_smoothing_keeps_the_number_and_goes_round_the_week():
    # One alert in Sunday's last hour and one in Monday's first, in one whole week.
    rates, _ = rates_and_notes(log_of([0.5, 167.5]), 1.0)
    assert rates.sum() == pytest.approx(2)
    # The kernel of sigma 1: exp(0) and exp(-1/2) over its sum of 2.5066.
    assert rates[0] == pytest.approx((1 + np.exp(-0.5)) / 2.5066, rel=1e-3)
    assert rates[0] == pytest.approx(rates[167])


def test_hours_that_a_log_does_not_hold_take_those_of_the_day():
    # Monday and Tuesday 10 to 11, the hours between held: 1 and 2 alerts.
    rates, (note,) = rates_and_notes(log_of([10.5, 34.2, 34.6]), 0.0)
    assert (rates[10], rates[34]) == (1, 2)
    assert rates[24 * 4 + 10] == 1.5
    assert np.isfinite(rates).all()
    assert note.startswith("143 hours of the week are not in the log")


def share_in_west(fit):
    weight = fit.places.demand.weight
    return weight[fit.places.demand.lon < 10.011].sum() / weight.sum()


@pytest.mark.parametrize("bandwidth_h", [0.0, 1.0, None])
def test_known_rates_come_back_within_their_error(bandwidth_h):
    rates = shaped_rates(4.0)
    log = drawn_log(rates, DEMAND, 26.0)
    fitted, _ = rates_and_notes(log, bandwidth_h)
    # An hour comes 26 times: its deviation is sqrt(rate / 26). A kernel of an hour
    # smears the morning by 0.6 at most; the one that is chosen is narrower.
    error = np.abs(fitted - rates)
    smeared = 0.6 if bandwidth_h == 1 else 0.0
    assert (error < 4 * np.sqrt(rates / 26) + 0.05 + smeared).all()
    assert fitted.mean() == pytest.approx(4, abs=4 * np.sqrt(4 / (26 * 168)))


def test_smoothed_rates_are_nearer_to_the_truth():
    rates = shaped_rates(1.0)
    log = drawn_log(rates, DEMAND, 8.0)
    rough, smooth = (rates_and_notes(log, width)[0] for width in (0.0, None))
    assert np.mean((smooth - rates) ** 2) < 0.5 * np.mean((rough - rates) ** 2)


def test_places_come_back_within_their_error():
    # West of the middle a door is three times as likely. Cells hold a door each.
    demand = replace(DEMAND, weight=np.where(DEMAND.lon < 10.011, 3.0, 1.0))
    log = drawn_log(shaped_rates(4.0), demand, 4.0)
    fit = fit_log(log, TOWN, replace(ROUGH, cell_m=100.0))
    assert share_in_west(fit) == pytest.approx(
        0.75, abs=4 * np.sqrt(0.75 * 0.25 / len(log))
    )


def test_smoothing_makes_the_edge_of_a_town_no_quieter():
    log = drawn_log(shaped_rates(4.0), DEMAND, 4.0)
    fit = fit_log(log, TOWN, Smoothing())
    # All doors are alike: about 2700 alerts at 144 doors, some 30 cells.
    assert fit.places.demand.weight == pytest.approx(len(log) / 144, rel=0.25)


def test_alerts_of_a_door_are_smoothed_to_those_beside_it():
    # Two doors, a cell of 500 m apart, three alerts at the first: by a kernel of one
    # cell, cut at four, 0.39905 stays and 0.24204 goes over. Of alerts by door, at
    # either both doors count: 3 * 0.39905 / 0.64109 = 1.8674 and 1.1326.
    points = [(10.0, 0.0)] * 3
    beside = doors([(10.0, 0.0), (10.0 + 500 / 111_195, 0.0)])
    fit = fit_log(log_of([0, 1, 2], points), beside, Smoothing(place_bandwidth_m=500.0))
    assert fit.places.demand.weight == pytest.approx([1.8674, 1.1326], abs=1e-3)


def test_alerts_away_from_all_addresses_stay_there():
    # Doors in the west alone; alerts at the shore, and one on a jetty far east.
    points = [(10.0, 50.0)] * 9 + [(10.05, 50.0)]
    fit = fit_log(log_of(range(10), points), doors([(10.0, 50.0)]), Smoothing())
    assert fit.places.demand.door.tolist() == [0, -1]
    assert fit.places.demand.lon.tolist() == [10.0, 10.05]
    assert fit.places.share.sum() == pytest.approx(1)


def test_smoothing_leaves_the_number_of_alerts_at_addresses():
    # Three at the end of a street of three doors, one on a jetty far east.
    street = [(10 + 0.007 * n, 50.0) for n in range(3)]
    log = log_of(range(4), [street[0]] * 3 + [(10.2, 50.0)])
    fit = fit_log(log, doors(street), Smoothing(place_bandwidth_m=500.0))
    assert fit.places.demand.weight[:3].sum() == pytest.approx(3)
    assert fit.places.demand.weight[3] == 1


def test_without_addresses_alerts_are_where_cells_are():
    fit = fit_log(log_of([0, 1, 2]), no_addresses(), ROUGH)
    assert len(fit.places.demand) == 1
    assert (fit.places.demand.lon[0], fit.places.demand.lat[0]) == pytest.approx(
        (10, 50)
    )


def test_an_alert_without_a_place_counts_for_the_rate_alone():
    fit = fit_log(log_of([0, 1], [(10, 50), (np.nan, np.nan)]), no_addresses(), ROUGH)
    assert fit.hours.rates[1] == 1
    assert fit.places.demand.weight.tolist() == [1]


def test_exposure_is_fitted_where_it_is_told():
    fit = fit_log(drawn_log(shaped_rates(4.0), DEMAND, 4.0), TOWN, Smoothing())
    assert isinstance(fit.exposure, Lognormal)
    # Some 2700 amounts: the mean logarithm has a deviation of 1.2 / sqrt(2700).
    assert np.log(fit.exposure.median) == pytest.approx(10, abs=4 * 0.0231)
    assert fit.exposure.sigma == pytest.approx(1.2, abs=4 * 0.0164)
    assert fit_log(log_of([0, 1]), TOWN, Smoothing()).exposure is None


def test_alerts_all_over_the_globe_make_larger_cells():
    log = log_of([0, 1], [(-170, -60), (170, 70)])
    fit = fit_log(log, no_addresses(), ROUGH)
    assert fit.places.grid.cell_m > 500
    assert fit.places.demand.weight.tolist() == [1, 1]
