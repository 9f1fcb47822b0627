"""Every number that plans rest on is listed, as it is."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from types import MappingProxyType

import pytest

from dispatch.assumptions import (
    _by_key,
    _text,
    assumptions,
    load_numbers,
    policy_numbers,
)
from dispatch.policy import Policy
from dispatch.waiting_places.move_rule import MoveRule
from scenarios.dotted_numbers import dotted_numbers
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.spec_file import load_spec_of

# Numbers whose source the policy's own words call assumed.
ASSUMED = {
    *("cut_off_s", "weights.high", "other_area_s", "budget_s", "callers"),
    *("exposure_cap", "exposure_unknown", "zones_at_most"),
    *("dispatch_s", "least_dispatch_s", "turnout_s", "walking_mps", "kerb_m"),
    *("access_s.shop", "access_s.unknown", "speeds.emergency_factor"),
    *("speeds.restricted_entry_s", "speeds.class_kph.service"),
}


def test_every_number_of_a_policy_is_listed_with_its_value_and_a_source():
    rows = {row.key: row for row in policy_numbers(Policy())}
    assert {key: row.value for key, row in rows.items()} == dict(
        dotted_numbers(Policy())
    )
    for row in rows.values():
        # No value is another than the one that the source was written for.
        assert row.source != "your policy", f"{row.key}: write its source"
        assert row.unit


@pytest.mark.parametrize(
    ("file", "whole"),
    [
        ("policy_sources.toml", Policy()),
        ("move_rule_sources.toml", MoveRule()),
        ("load_sources.toml", load_numbers()),
    ],
)
def test_no_source_is_of_a_number_that_is_not_there(file: str, whole: object):
    said = _by_key(tomllib.loads(_text(file)))
    assert {*said} == {*dict(dotted_numbers(whole))}


@pytest.mark.parametrize(
    ("group", "whole"), [("moves", MoveRule()), ("loads", load_numbers())]
)
def test_numbers_of_moves_and_loads_are_listed_too(group: str, whole: object):
    rows = getattr(assumptions(Policy(), shipped_numbers()), group)
    assert {row.key: row.value for row in rows} == dict(dotted_numbers(whole))
    for row in rows:
        # No value is another than the one that the source was written for.
        assert row.source != "your policy", f"{row.key}: write its source"
        assert row.unit


def test_loads_numbers_are_called_as_in_their_specs():
    numbers = shipped_numbers()
    told = dict(dotted_numbers(load_numbers()))
    spec = load_spec_of(
        {
            "hours": told["hours"],
            "station_count": int(told["station_count"]),
            "rates": {"per_hour": told["rates.per_hour"]},
            "alerts": {"cards_mean": told["alerts.cards_mean"]},
            "fit": {"cell_m": told["fit.cell_m"]},
        },
        numbers,
    )
    plain = load_spec_of({}, numbers)
    assert (spec.rates == plain.rates).all()
    for name in ("length_s", "station_count", "shares", "smoothing"):
        assert getattr(spec, name) == getattr(plain, name)


def test_what_nobody_measured_says_so():
    rows = {row.key: row for row in policy_numbers(Policy())}
    for key in ASSUMED:
        assert rows[key].assumed, key
    assert not rows["target_s"].assumed
    assert not rows["access_s.tower"].assumed


def test_a_number_of_the_users_own_is_no_assumption_of_ours():
    changed = replace(Policy(), turnout_s=45, access_s=MappingProxyType({"tower": 150}))
    rows = {row.key: row for row in policy_numbers(changed)}
    assert (rows["turnout_s"].value, rows["turnout_s"].source) == (45, "your policy")
    assert rows["access_s.tower"].source == "your policy"
    assert rows["cut_off_s"].assumed


def test_numbers_of_the_fraud_are_listed_apart():
    numbers = shipped_numbers().with_value("phone.answer", 0.4)
    told = assumptions(replace(Policy(), fraud=numbers), numbers)
    fraud = {row.key: row for row in told.fraud}
    assert (fraud["phone.answer"].value, fraud["phone.answer"].source) == (
        0.4,
        "changed",
    )
    assert [row.key for row in told.policy] == [*dict(dotted_numbers(Policy()))]
