"""Loads as a whole: their alerts, their surges, and common random numbers."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from maps.errors import FieldError
from maps.geometry import haversine_m
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.demand import Demand, demand_of_addresses
from scenarios.loads.draw_load import draw_load, expected_alerts
from scenarios.loads.exposure import Pareto
from scenarios.loads.load import Load
from scenarios.loads.load_spec import Duty, LoadSpec, Surge
from scenarios.loads.marks import AlertShares
from scenarios.loads.week_rates import shaped_rates
from tests.scenarios.loads.doors import block

NUMBERS = shipped_numbers()
DEMAND = demand_of_addresses(block(10, 10))
SPEC = LoadSpec(rates=shaped_rates(6.0))
BURST = Surge(id="burst", start_s=36_000.0, length_s=900.0, alerts=20)


@cache
def usual() -> Load:
    return drawn(SPEC)


def drawn(spec: LoadSpec, demand: Demand = DEMAND, seed: int = 1) -> Load:
    return draw_load(spec, demand, NUMBERS, seed)


def test_the_same_seed_draws_the_same_load():
    assert drawn(SPEC) == usual()


def test_another_seed_draws_another():
    other = {alert.received_s for alert in drawn(SPEC, seed=2).alerts}
    assert other.isdisjoint(alert.received_s for alert in usual().alerts)


def test_alerts_come_by_time_within_the_load_and_have_ids_of_their_own():
    received = [alert.received_s for alert in usual().alerts]
    assert received == sorted(received)
    assert 0 <= received[0] <= received[-1] < 86_400
    assert len({alert.id for alert in usual().alerts}) == len(received)
    # 144 expected, a deviation of 12.
    assert abs(len(received) - 144) < 48


def test_places_come_by_weight():
    weight = np.where(np.arange(100) < 50, 3.0, 1.0)
    demand = replace(DEMAND, weight=weight)
    spec = replace(SPEC, rates=np.full(168, 100.0))
    south = [(a.place.lat or 0) < 50.009 for a in drawn(spec, demand).alerts]
    # Three quarters of about 2400.
    assert abs(np.mean(south) - 0.75) < 4 * np.sqrt(0.75 * 0.25 / len(south))


@pytest.mark.parametrize(
    "changed",
    [
        replace(SPEC, duties=(Duty(id="d", start_s=0, end_s=86_400, units=1),)),
        replace(SPEC, duties=SPEC.duties[::-1], station_count=9),
    ],
)
def test_another_fleet_leaves_the_alerts(changed):
    assert drawn(changed).alerts == usual().alerts
    assert drawn(changed).units != usual().units or changed.station_count == 9


def test_another_rate_in_one_hour_leaves_the_alerts_of_the_others():
    rates = SPEC.rates.copy()
    rates[10] *= 3
    busy = drawn(replace(SPEC, rates=rates))
    for load, other in ((usual(), busy), (busy, usual())):
        assert all(
            alert in other.alerts
            for alert in load.alerts
            if not 36_000 <= alert.received_s < 39_600
        )
    assert set(usual().alerts) < set(busy.alerts)


def test_another_exposure_changes_nothing_else():
    shares = AlertShares(exposure=Pareto(minimum=1000, alpha=1.5))
    changed = drawn(replace(SPEC, shares=shares)).alerts
    assert [replace(a, exposure=None) for a in changed] == [
        replace(a, exposure=None) for a in usual().alerts
    ]
    assert all((alert.exposure or 0) >= 1000 for alert in changed)


def test_other_places_change_nothing_else():
    moved = replace(DEMAND, lon=DEMAND.lon + 1)
    changed = drawn(SPEC, moved).alerts
    assert [(a.id, a.received_s, a.stage, a.exposure) for a in changed] == [
        (a.id, a.received_s, a.stage, a.exposure) for a in usual().alerts
    ]


def test_a_burst_adds_its_alerts_and_leaves_the_usual_ones():
    busy = drawn(replace(SPEC, surges=(BURST,)))
    added = [alert for alert in busy.alerts if alert not in usual().alerts]
    assert len(added) == 20
    assert {alert.id for alert in added} == {f"burst:{n:02d}" for n in range(1, 21)}
    assert all(36_000 <= alert.received_s < 36_900 for alert in added)
    assert set(usual().alerts) < set(busy.alerts)


def test_a_campaign_is_against_one_district_by_one_script():
    campaign = replace(
        *(BURST,),
        lon=10.002,
        lat=50.002,
        radius_m=250.0,
        script="refund",
        stage="card_details",
    )
    busy = drawn(replace(SPEC, surges=(campaign,)))
    added = [alert for alert in busy.alerts if alert.id.startswith("burst")]
    lon = np.array([alert.place.lon for alert in added])
    lat = np.array([alert.place.lat for alert in added])
    away_m = haversine_m(lon, lat, np.array(10.002), np.array(50.002))
    assert away_m.max() <= 250
    assert len({*lon}) > 1
    assert {(a.script, a.stage) for a in added} == {("refund", "card_details")}


def test_another_surge_leaves_the_first():
    two = (BURST, replace(BURST, id="second", start_s=50_000.0))
    one, both = drawn(replace(SPEC, surges=two[:1])), drawn(replace(SPEC, surges=two))
    assert set(one.alerts) < set(both.alerts)
    first, second = (
        [a.exposure for a in both.alerts if a.id.startswith(name)]
        for name in ("burst", "second")
    )
    assert set(first).isdisjoint(second)


def test_a_surge_that_the_load_cuts_keeps_what_is_within():
    cut = replace(BURST, start_s=86_400 - 450.0)
    added = len(drawn(replace(SPEC, surges=(cut,))).alerts) - len(usual().alerts)
    assert 0 < added < 20


def test_a_surge_that_the_load_ends_before_adds_nothing():
    after = replace(BURST, start_s=90_000.0)
    assert drawn(replace(SPEC, surges=(after,))).alerts == usual().alerts


def test_the_expected_number_has_the_part_of_a_surge_within_the_load():
    # 144 by the rates; two thirds of 15 minutes are before the end, of 20 alerts.
    cut = replace(BURST, start_s=86_400 - 600.0)
    expected = expected_alerts(replace(SPEC, surges=(cut,)))
    assert expected == pytest.approx(144 + 20 * 2 / 3)
    before = replace(BURST, start_s=-1000.0)
    assert expected_alerts(replace(SPEC, surges=(before,))) == pytest.approx(144)


def test_a_district_that_holds_nothing():
    nowhere = replace(BURST, lon=0.0, lat=0.0)
    with pytest.raises(FieldError, match="surges 'burst', radius_m: no place of any"):
        drawn(replace(SPEC, surges=(nowhere,)))


def test_more_alerts_than_anything_could_do_with():
    spec = replace(SPEC, rates=np.full(168, 50_000.0))
    with pytest.raises(FieldError, match="rates: 1,200,000 alerts are to be expected"):
        drawn(spec)
