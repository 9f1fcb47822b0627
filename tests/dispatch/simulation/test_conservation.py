"""What holds in every shift, whatever the rule: nothing is lost, nothing is twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from dispatch.simulation.luck import ModelLuck
from dispatch.simulation.rules.by_name import RULES
from dispatch.simulation.simulate import SimulatedShift
from scenarios.loads.load import Load, load_to_scenario
from scenarios.references import check_references
from tests.dispatch.simulation.shifts import random_load, run
from tests.street import policy, zone

FEW = policy(zones_at_most=0)
ZONES = (zone("west", 1000), zone("middle", 10_000), zone("east", 19_000))


def shift_of(load: Load, rule: str, seed: int) -> SimulatedShift:
    between = ("stay", "return", "patrol", "at_once")[seed % 4]
    return run(
        load,
        rule,
        luck=ModelLuck(seed, FEW),
        between=between,
        seed=seed,
        zones=ZONES if rule == "move_up" else (),
    )


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("seed", range(3))
def test_every_shift(rule: str, seed: int):
    load = random_load(seed)
    shift = shift_of(load, rule, seed)
    table = shift.log.table
    shift.log.check_order()
    # Every alert ends served or unserved, and nobody is under way for ever.
    assert set(table["alert_id"]) == {alert.id for alert in load.alerts}
    assert set(table["ended"]) <= {"arrived", "redirected", "cancelled", "unserved"}
    _check_one_place(table)
    _check_on_duty(table, load, rule)
    # The events are such as a scenario may carry.
    check_references(replace(load_to_scenario(load), events=shift.events))


def _check_one_place(table: pd.DataFrame) -> None:
    """Nobody is told to go elsewhere before a visit is over."""
    for _, own in table.dropna(subset="unit_id").groupby("unit_id"):
        rows = own.sort_values(["notified_s", "clear_s"]).to_dict("records")
        for before, after in pairwise(rows):
            if before["ended"] == "arrived":
                assert before["clear_s"] <= after["notified_s"]
            else:
                assert pd.isna(before["at_door_s"])


def _check_on_duty(table: pd.DataFrame, load: Load, rule: str) -> None:
    """After the end of a shift nobody is told but what was decided before.

    Rules that change orders may change those of who has some.
    """
    spans = {shift.unit_id: shift for shift in load.shifts}
    for row in table.dropna(subset="unit_id").to_dict("records"):
        span = spans[row["unit_id"]]
        assert span.start_s < row["notified_s"]
        if rule in {"closest_idle", "random"}:
            assert row["notified_s"] <= span.end_s + FEW.dispatch_s


def same(one: SimulatedShift, other: SimulatedShift) -> bool:
    return one.log.table.equals(other.log.table) and one.events == other.events


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_same_seed_gives_the_same_shift(rule: str):
    load = random_load(7)
    assert same(shift_of(load, rule, 7), shift_of(load, rule, 7))


def test_another_seed_gives_another():
    load = random_load(7)
    assert not same(
        shift_of(load, "closest_idle", 7), shift_of(load, "closest_idle", 10)
    )


@pytest.mark.parametrize("rule", ["closest_idle", "full"])
def test_the_order_of_rows_is_of_no_account(rule: str):
    load = random_load(8)
    turned = replace(
        load,
        alerts=load.alerts[::-1],
        units=load.units[::-1],
        shifts=load.shifts[::-1],
    )
    assert same(shift_of(load, rule, 8), shift_of(turned, rule, 8))
