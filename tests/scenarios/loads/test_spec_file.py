"""Specs of loads: what is read, and one line for each fault."""

import pytest

from maps.errors import InputError
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads import spec_file
from scenarios.loads.exposure import Pareto
from scenarios.loads.load_spec import LoadSpec
from scenarios.loads.spec_file import load_spec_of, read_load_spec
from scenarios.text_file import parse_toml

NUMBERS = shipped_numbers()
SURGE = """
[[surges]]
id = "b"
at = 2026-03-23T17:00:00Z
minutes = 15
alerts = 5
"""
SHIFT = """
[[shifts]]
id = "early"
start = "07:00"
end = "15:30"
units = 4
"""


def spec(text):
    return load_spec_of(parse_toml(text, "load.toml"), NUMBERS, file="load.toml")


def test_an_empty_spec_has_the_defaults():
    empty, plain = spec(""), LoadSpec()
    assert (empty.rates == plain.rates).all()
    assert (empty.duties, empty.shares) == (plain.duties, plain.shares)
    assert (empty.start, empty.length_s) == (plain.start, plain.length_s)


def test_the_spec_of_the_docstring_is_one():
    text = (spec_file.__doc__ or "").partition("A spec::")[2]
    shown = text.replace("by_hour = [...]", "").replace("weekday_factors = [...]", "")
    shown = shown.replace("per_hour = 2.0", "")
    read = spec(shown)
    assert read.rates.sum() == 7 * (7 * 0.5 + 17 * 3)
    assert read.shares.officers == {2: 0.95, 4: 0.05}
    (surge,) = read.surges
    assert (surge.start_s, surge.length_s) == (17 * 3600, 900)
    # Gcj-02 is turned: a few hundred metres.
    assert surge.lon == pytest.approx(120.2653, abs=0.001)
    (duty,) = read.duties
    assert (duty.start_s, duty.end_s, duty.days) == (25_200, 54_000, (0, 1, 2, 3, 4))
    assert list(read.stations) == ["harbour"]


def test_a_pareto():
    text = 'alerts.exposure = { kind = "pareto", minimum = 100, alpha = 1.5 }'
    assert spec(text).shares.exposure == Pareto(minimum=100, alpha=1.5)


def test_a_file(tmp_path):
    file = tmp_path / "quiet.toml"
    file.write_text("hours = 6\n[rates]\nper_hour = 0\n", encoding="utf-8")
    read = read_load_spec(file, NUMBERS)
    assert read.length_s == 21_600
    assert not read.rates.any()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[rates]\nper_hour = -1", "rates.per_hour: -1 is no rate per hour"),
        ("[rates]\nby_hour = [1, 2]", "rates.by_hour: 2 rates leave hours without"),
        (
            '[rates.spans]\n"mon-fri" = 2',
            "rates.spans: 48 hours of the week have no rate, as 'sat 00-24'",
        ),
        ('[rates.spans]\n"dawn" = 2', '"dawn": not a span of hours'),
        ("[rates]\nper_hour = 1\nspans = {}", "rates are given in one way"),
        ("[rates]\n", "rates are given in one way; per_hour, by_hour or spans"),
        ("[rates]\nper_hour = 1\nweekday_factors = [1]", "weekday_factors without"),
        ("[rates]\nper_hour = true", "rates.per_hour: true is not a number"),
        ("hour = 3", "hour: unknown field; did you mean 'hours'?"),
        ("hours = 0", "hours: 0 is not above 0"),
        ("hours = 9000", "hours: 9000 is above 8760"),
        ("start = 2026-03-23T00:00:00", "start: 2026-03-23T00:00:00 is a time with"),
        ("alerts.scripts = { refnd = 1 }", "no script 'refnd'; did you mean 'refund'"),
        ("alerts.stages.refund = { contct = 1 }", "refund has no stage 'contct'"),
        ("alerts.stages.refnd = { contact = 1 }", "there is no script 'refnd'"),
        ("alerts.levels = { high = 0, low = 0 }", "alerts.levels: all shares are 0"),
        ("alerts.levels = { high = -1 }", "alerts.levels.high: -1 is below 0"),
        ("alerts.levels = { hihg = 1 }", "alerts.levels: 'hihg' is not known here"),
        ("alerts.place_kinds = { towr = 1 }", "did you mean 'tower'?"),
        ("alerts.officers = { two = 1 }", "'two' is no number of officers"),
        ("alerts.cards_mean = 0.5", "alerts.cards_mean: 0.5 is below 1"),
        ("alerts.exposure = { median = 3 }", "not what a lognormal takes; give median"),
        ('alerts.exposure = { kind = "pareto", sigma = 1 }', "give minimum and alpha"),
        (SURGE + 'script = "refnd"', "load.toml, surges 1, script: there is no script"),
        (SURGE + 'script = "loan"\nstage = "x"', "surges 1, stage: loan has no stage"),
        (SURGE + 'stage = "fee"', "surges 1: a stage without its script"),
        (SURGE + "lon = 10", "surges 1, lat: a point with lon and without lat"),
        (SURGE + "lon = 10\nlat = 50", "surges 1, frame: a point without a frame"),
        (SURGE + 'address = "x"', "surges 1: a district's middle is a point"),
        (SURGE.replace("23T", "24T"), "surges 1, at: none of its alerts come while"),
        (SURGE + SURGE, "surges 2, id: 'b' stands in surges 1 already"),
        (SURGE.replace("5", "0"), "surges 1, alerts: 0 is not above 0"),
        (SHIFT + "days = 'may'", "shifts 1, days: not a span of hours"),
        (SHIFT.replace("15:30", "07:00"), "shifts 1, end: the shift has no length"),
        (SHIFT.replace("15:30", "24:01"), "'24:01' is no time of day; write it like"),
        (SHIFT.replace("units = 4", "units = 0"), "shifts 1, units: 0 is not above 0"),
        (SHIFT + 'days = "tue"', "shifts 1, start: this shift never starts while"),
        ("hours = 7\n" + SHIFT, "shifts 1, start: this shift never starts while"),
        (SHIFT + SHIFT, "shifts 2, id: 'early' stands in shifts 1 already"),
        ('[[stations]]\nid = "s"', "stations 1, lon: neither a point nor an address"),
        ("shifts = 3", "shifts: 3 is not a list of rows"),
    ],
)
def test_specs_that_cannot_be(text, words):
    with pytest.raises(InputError) as fault:
        spec(text)
    assert words in str(fault.value)
    assert str(fault.value).startswith("load.toml")
