"""Spoiled specs, zones and logs: each makes a load or is refused in one line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenarios.files import from_file_form
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.alert_log import read_alert_log
from scenarios.loads.demand import demand_of_addresses
from scenarios.loads.demand_file import read_demand
from scenarios.loads.draw_load import draw_load
from scenarios.loads.fit_report import fit_report
from scenarios.loads.load import load_of, load_to_scenario
from scenarios.loads.load_spec import LoadSpec, Smoothing
from scenarios.loads.log_fit import fit_log
from scenarios.loads.scenario_toml import scenario_toml
from scenarios.loads.spec_file import read_load_spec
from scenarios.text_file import parse_toml
from tests.scenarios.loads.doors import block
from tests.spoiled import Reader, read_seeds, read_spoiled

SPEC = """
name = "weekdays"
start = 2026-03-23T00:00:00+08:00
hours = 12
frame = "wgs84"
[rates]
by_hour = [1, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1.5]
weekday_factors = [1, 1, 1, 1, 1, 0.5, 0.5]
[alerts]
levels = { high = 0.2, medium = 0.5, low = 0.3 }
officers = { 2 = 0.95, 4 = 0.05 }
scripts = { refund = 2, loan = 1 }
stages.refund = { card_details = 1, verification_code = 1 }
exposure = { kind = "pareto", minimum = 1000, alpha = 1.5 }
cards_mean = 3
[[surges]]
id = "burst"
at = 2026-03-23T10:00:00+08:00
minutes = 15
alerts = 5
lon = 10.01
lat = 50.01
script = "refund"
[[shifts]]
id = "early"
start = "07:00"
end = "15:00"
days = "mon-fri"
units = 3
posts = "stations"
[[stations]]
id = "harbour"
lon = 10.0
lat = 50.0
"""
SPANS = '[rates.spans]\n"00-07" = 0.5\n"07-24" = 3\n[[shifts]]\nid = "d"\n'
SPANS += 'start = "00:00"\nend = "24:00"\nunits = 2\n'
ZONES = "lon,lat,weight,frame\n10,50,1,\n10.01,50.01,2.5,wgs84\n120.1,30.2,1,gcj02\n"
LOG = "time;lon;lat;amount;frame\n" + "".join(
    f"2026-03-{day}T{day % 24}:30:00;10.0{day};50.0{day};{day}00;\n"
    for day in range(10, 30)
)
TOWN = block(10, 10)
NUMBERS = shipped_numbers()


def _drawn(path: Path) -> None:
    spec = read_load_spec(path, NUMBERS)
    load = draw_load(spec, demand_of_addresses(TOWN), NUMBERS, 1)
    scenario = load_to_scenario(load)
    again = from_file_form(parse_toml(scenario_toml(scenario), "again"))
    assert load_of(again, length_s=load.length_s) == load


def _zones(path: Path) -> None:
    demand = read_demand(path, TOWN, None)
    draw_load(LoadSpec(), demand, NUMBERS, 1)


def _fitted(path: Path) -> None:
    log = read_alert_log(path, None)
    fit = fit_log(log, TOWN, Smoothing())
    report = fit_report(log, fit)
    assert np.isfinite([test.p for test in report.tests]).all()
    rates = np.minimum(fit.hours.rates, 10.0)
    draw_load(LoadSpec(rates=rates), fit.places.demand, NUMBERS, 1)


READERS = {
    "spec": Reader(
        name="spec.toml", seeds=(SPEC.encode(), SPANS.encode()), read=_drawn
    ),
    "zones": Reader(
        name="zones.csv", seeds=(ZONES.encode(), ZONES.encode("utf-16")), read=_zones
    ),
    "log": Reader(name="log.csv", seeds=(LOG.encode(),), read=_fitted),
}


@pytest.mark.parametrize("kind", READERS)
def test_the_seeds_are_good(kind: str, tmp_path: Path) -> None:
    read_seeds(READERS[kind], tmp_path)


@pytest.mark.parametrize("kind", READERS)
def test_a_few(kind: str, tmp_path: Path) -> None:
    assert read_spoiled(READERS[kind], range(40), tmp_path)
