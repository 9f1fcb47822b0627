"""Every number that plans rest on is listed, as it is."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from types import MappingProxyType

from dispatch.assumptions import _by_key, _text, assumptions, policy_numbers
from dispatch.policy import Policy
from scenarios.dotted_numbers import dotted_numbers
from scenarios.fraud.numbers_file import shipped_numbers

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


def test_no_source_is_of_a_number_that_is_not_there():
    said = _by_key(tomllib.loads(_text()))
    assert {*said} == {*dict(dotted_numbers(Policy()))}


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
