"""`dispatch load`: what is written and printed, and one line for each fault."""

import json
from pathlib import Path

import pytest

import dispatch
from dispatch.cli import main
from scenarios.events.known import known_at
from scenarios.files import read
from scenarios.loads.load import load_of
from tests.scenarios.loads.logs import write_log

LONE = """
hours = 3
start = 2026-03-23T09:00:00Z
frame = "wgs84"
[rates]
per_hour = 6
[places]
file = "zones.csv"
[[shifts]]
id = "day"
start = "08:00"
end = "20:00"
units = 3
"""
ZONES = "lon,lat,weight\n10,50,1\n10.01,50,3\n"


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def spec(tmp_path):
    (tmp_path / "zones.csv").write_text(ZONES, encoding="utf-8")
    file = tmp_path / "load.toml"
    file.write_text(LONE, encoding="utf-8")
    return file


def test_a_spec_of_its_own_places_needs_no_roads(spec, tmp_path, capsys):
    out = tmp_path / "out.toml"
    assert run("load", spec, "-o", out) == 0
    printed = capsys.readouterr()
    assert "alerts and 3 units in 3 h from 2026-03-23T09:00+00:00" in printed.out
    assert f"wrote {out}" in printed.err.replace("\n", "")
    load = load_of(read(out))
    assert {alert.place.lon for alert in load.alerts} == {10.0, 10.01}
    assert [shift.end_s for shift in load.shifts] == [11 * 3600.0] * 3
    assert out.stat().st_mode & 0o777 == 0o600


def test_json_in_a_file_and_on_the_screen(spec, tmp_path, capsys):
    out = tmp_path / "out.json"
    assert run("load", spec, "-o", out, "--json", "--hours", "2", "--seed", "5") == 0
    form = json.loads(capsys.readouterr().out)
    alerts = read(out).alerts
    assert (form["alerts"], form["units"], form["hours"]) == (len(alerts), 3, 2)
    assert form["seed"] == 5
    assert form["roads"] is None
    assert sum(form["by_level"].values()) == len(alerts)
    assert form["by_shift"] == {"day": 3}


def test_a_load_without_alerts(spec, tmp_path, capsys):
    out = tmp_path / "out.toml"
    text = spec.read_text(encoding="utf-8").replace("per_hour = 6", "per_hour = 0")
    spec.write_text(text, encoding="utf-8")
    assert run("load", spec, "-o", out) == 0
    assert "0 alerts and 3 units" in capsys.readouterr().out
    assert read(out).alerts == ()


def test_the_same_words_write_the_same_bytes(spec, tmp_path):
    first, again = tmp_path / "a.toml", tmp_path / "b.toml"
    assert run("load", spec, "-o", first) == run("load", spec, "-o", again) == 0
    assert first.read_bytes() == again.read_bytes()


def test_a_load_of_the_city_is_planned(city, tmp_path):
    out = tmp_path / "day.toml"
    assert run("load", "--hours", "12", "-o", out) == 0
    scenario = read(out)
    assert scenario.roads == "reykjavik"
    assert all(alert.place.address for alert in scenario.alerts)
    late = next(a for a in scenario.alerts if a.received_s > 8 * 3600)
    plan = dispatch.plan(known_at(scenario, late.received_s), city)
    sent = {unit: row.alert_id for row in plan.assignments for unit in row.unit_ids}
    assert late.id in sent.values()
    # By day the night's units are off duty.
    assert {unit.rpartition("-")[0] for unit in sent} == {"early-0323"}


def test_a_fit_and_how_good_it_is(spec, tmp_path, capsys):
    out, log = tmp_path / "past.toml", tmp_path / "log.csv"
    assert run("load", spec, "--hours", "200", "-o", out) == 0
    write_log(load_of(read(out)), log)
    capsys.readouterr()
    assert run("load", "--from", log, "--hours", "48", "--json") == 0
    form = json.loads(capsys.readouterr().out)
    fit = form["fit"]
    tests = {test["name"]: test["p"] for test in fit["tests"]}
    assert set(tests) == {
        *("hours", "gaps", "moments", "cells", "hour_place", "exposure"),
    }
    assert tests["gaps"] > 0.01
    assert len(fit["hours"]) == 168
    assert fit["exposure"]["median"] == pytest.approx(30_000, rel=0.3)
    assert abs(form["alerts_expected"] - 48 * 6) < 60


def test_a_fit_in_tables(spec, tmp_path, capsys):
    out, log = tmp_path / "past.toml", tmp_path / "log.csv"
    assert run("load", spec, "--hours", "100", "-o", out) == 0
    write_log(load_of(read(out)), log)
    assert run("load", "--from", log) == 0
    printed = capsys.readouterr().out
    assert "exposure: Lognormal, median" in printed
    assert "the spec's [places]" not in printed
    for words in (
        "fitted to",
        "Mon 00-06",
        "Sun 18-24",
        "gaps in stretched time",
        "99%",
    ):
        assert words in printed


def test_a_fit_whose_places_are_the_specs(spec, tmp_path, capsys):
    log = tmp_path / "log.csv"
    rows = "".join(f"2026-03-23T{hour:02d}:00,10,50\n" for hour in range(24))
    log.write_text(f"time,lon,lat\n{rows}", encoding="utf-8")
    assert run("load", spec, "--from", log) == 0
    printed = capsys.readouterr().out
    assert "Alerts are placed by the spec's [places], and not by the log." in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--seed", "-1"], "--seed: -1 is below 0"),
        (["--hours", "0"], "--hours: 0 is out of range; write above 0"),
        (["--hours", "nan"], "--hours: nan is out of range"),
        (["-o", "x.csv"], "x.csv: a scenario is a .toml or a .json file"),
        (["-o", "nowhere/x.toml"], "nowhere: there is no such folder"),
        (["nothing.toml"], "nothing.toml: there is no such file"),
        (["--from", "nothing.csv"], "nothing.csv: there is no such file"),
    ],
)
def test_words_that_cannot_be(words, said, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("load", *words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rates]\nper_hour = -2", "load.toml, rates.per_hour: -2 is no rate per hour"),
        ("[rates.spans]\n'mon-sat' = 2", "24 hours of the week have no rate, as 'sun"),
        (
            LONE.replace("08:00", "13:00").replace("20:00", "14:00"),
            "load.toml, shifts 1, start: this shift never starts while the load",
        ),
        ("alerts.scripts = { loans = 1 }", "there is no script 'loans'; did you mean"),
    ],
)
def test_specs_that_cannot_be(text, said, spec, capsys):
    spec.write_text(text, encoding="utf-8")
    assert run("load", spec) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_zones_and_logs_that_cannot_be(spec, tmp_path, capsys):
    (tmp_path / "zones.csv").write_text("lon,lat,weight\n10,50,0\n", encoding="utf-8")
    assert run("load", spec) == 2
    assert "zones.csv, weight: all weights are 0" in capsys.readouterr().err
    log = tmp_path / "log.csv"
    log.write_text("when,lon,lat\n1,2,3\n", encoding="utf-8")
    assert run("load", "--from", log) == 2
    assert "log.csv, time: no column for the time" in capsys.readouterr().err
