"""Luck: the same for every rule, and drawn as the model says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.simulation.luck import ModelLuck
from maps.errors import FieldError
from scenarios.fraud.numbers_file import shipped_numbers
from tests.dispatch.simulation.shifts import random_load, run
from tests.street import alert, policy

POLICY = policy()
NUMBERS = shipped_numbers()


def test_an_alert_has_the_same_luck_whatever_else_there_is():
    one = ModelLuck(3, POLICY)(alert("A", 0, exposure=1.0, cards=3))
    # Asked after others, elsewhere, of another level.
    luck = ModelLuck(3, POLICY)
    luck(alert("B", 500))
    assert luck(alert("A", 900, level="high", exposure=9.0, cards=3)) == one
    assert luck(alert("B", 0)).search_s != one.search_s or luck(alert("B", 0)) != one
    assert ModelLuck(4, POLICY)(alert("A", 0, exposure=1.0, cards=3)) != one


def test_rules_and_fleets_share_it():
    # The first unit at each alert walks to the door, and stays there, as long
    # whoever it is.
    load = random_load(1)
    more = random_load(1, units=9)
    more = replace(load, units=more.units, shifts=more.shifts)
    walks: list[dict[str, float]] = []
    for rule, given in (("closest_idle", load), ("random", load), ("full", more)):
        table = run(given, rule, luck=ModelLuck(1, POLICY)).log.table
        first = table[table["order"] == 1].set_index("alert_id")
        walk_s = (first["at_door_s"] - first["at_gate_s"]).round(2)
        walks.append(walk_s.to_dict())
    shared = set(walks[0]) & set(walks[1]) & set(walks[2])
    assert len(shared) > 5
    for alert_id in shared:
        assert walks[0][alert_id] == pytest.approx(walks[1][alert_id], abs=0.02)
        assert walks[0][alert_id] == pytest.approx(walks[2][alert_id], abs=0.02)


def test_draws_have_the_model_s_medians_and_means():
    luck = ModelLuck(0, POLICY)
    drawn = [
        luck(
            alert(
                f"A{row}",
                0,
                script="refund",
                stage="verification_code",
                exposure=1.0,
                cards=2,
            )
        )
        for row in range(1500)
    ]
    # Standard errors: of medians 1.25 sigma / sqrt(n), here under 2 %; four of them.
    travel = np.log([each.travel[0] for each in drawn])
    assert np.median(travel) == pytest.approx(0.0, abs=4 * 1.25 * 0.35 / 1500**0.5)
    assert travel.std() == pytest.approx(0.35, rel=0.08)
    access = np.log([each.access for each in drawn])
    assert access.std() == pytest.approx(0.6, rel=0.08)
    # 15 % search, 20 min each: sd of the mean sqrt(.15 x 2.16e6 - 180^2) / sqrt(n).
    search_s = np.array([each.search_s for each in drawn])
    assert (search_s > 0).mean() == pytest.approx(0.15, abs=4 * 0.0093)
    assert search_s.mean() == pytest.approx(180.0, abs=4 * 14.0)
    # A line that is busy at 0.85: 45 s / (0.15 x 0.25) = 1200 s on average.
    phone_s = np.array([each.phone_s for each in drawn], float)
    assert phone_s.mean() == pytest.approx(1200.0, rel=4 / 1500**0.5)
    # Half the visits began in either phase of 120 s: 180 s to the first transfer.
    first_s = np.array([each.leaves_s[0] for each in drawn])
    assert first_s.mean() == pytest.approx(180.0, rel=4 * 0.9 / 1500**0.5)
    gap_s = np.array([each.leaves_s[1] - each.leaves_s[0] for each in drawn])
    assert gap_s.mean() == pytest.approx(120.0, rel=4 / 1500**0.5)


def test_what_is_not_known_is_drawn_too():
    luck = ModelLuck(0, POLICY)
    assert luck(alert("A", 0)).leaves_s == ()
    assert len(luck(alert("B", 0, exposure=10.0)).leaves_s) == 1
    assert luck(alert("C", 0, exposure=1.0, stage="transfers")).leaves_s == (0.0,)


def test_a_seed_below_0():
    with pytest.raises(FieldError, match="seed: -1 is below 0"):
        ModelLuck(-1, POLICY)
