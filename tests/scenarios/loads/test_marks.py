"""What alerts are about."""

from functools import cache

import numpy as np
import pytest

from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.marks import AlertShares, card_counts, chosen, draw_marks
from scenarios.loads.streams import stream

NUMBERS = shipped_numbers()


def uniforms(count, seed=1):
    return lambda name: stream(seed, name).random(count)


def near(count, expected):
    """Within four deviations of a count."""
    return abs(count - expected) < 4 * np.sqrt(max(expected, 1))


def test_choosing_by_shares():
    shares = {"a": 1.0, "b": 0.0, "c": 3.0}
    drawn = chosen(shares, np.array([0, 0.2499, 0.25, 0.99]))
    assert drawn == ["a", "a", "c", "c"]


def test_levels_and_officers_come_by_their_shares():
    marks = draw_marks(AlertShares(), NUMBERS, uniforms(4000))
    levels = [mark.level for mark in marks]
    assert near(levels.count("high"), 800)
    assert near(levels.count("low"), 1200)
    assert near(sum(mark.officers == 4 for mark in marks), 200)


def test_stages_come_by_their_mean_times():
    shares = AlertShares(scripts={"refund": 1.0})
    marks = draw_marks(shares, NUMBERS, uniforms(4000))
    stages = NUMBERS.scripts["refund"].stages
    whole_s = sum(stage.dwell_s for stage in stages.values())
    assert {mark.script for mark in marks} == {"refund"}
    for name, stage in stages.items():
        count = sum(mark.stage == name for mark in marks)
        assert near(count, 4000 * stage.dwell_s / whole_s)


def test_stages_come_as_they_are_said():
    stages = {"refund": {"card_details": 1.0}}
    marks = draw_marks(AlertShares(stages=stages), NUMBERS, uniforms(500))
    of_refund = {mark.stage for mark in marks if mark.script == "refund"}
    assert of_refund == {"card_details"}
    assert len({mark.stage for mark in marks}) > 5


def test_cards_are_geometric():
    # Of mean 3, p = 1/3: a third has 1, two ninths 2; 1 up to a uniform of 1/3.
    assert card_counts(3, np.array([0, 0.33, 0.34, 0.55, 0.56])) == [1, 1, 2, 2, 3]
    counts = card_counts(3, np.random.default_rng(1).random(20_000))
    # Their deviation is sqrt((1 - p) / p^2) = sqrt(6); of the mean, / sqrt(20,000).
    assert np.mean(counts) == pytest.approx(3, abs=4 * np.sqrt(6 / 20_000))
    assert card_counts(1, np.array([0.5, 0.999])) == [1, 1]


@cache
def usual():
    return draw_marks(AlertShares(), NUMBERS, uniforms(300))


@pytest.mark.parametrize(
    ("shares", "field"),
    [
        (AlertShares(levels={"high": 1.0}), "level"),
        (AlertShares(officers={6: 1.0}), "officers"),
        (AlertShares(cards_mean=9.0), "cards"),
        (AlertShares(place_kinds={"tower": 1.0}), "place_kind"),
    ],
)
def test_other_shares_of_one_thing_leave_the_others(shares, field):
    changed = draw_marks(shares, NUMBERS, uniforms(300))
    names = ("level", "officers", "script", "stage", "place_kind", "exposure", "cards")
    differ = {
        name
        for name in names
        for mark, before in zip(changed, usual(), strict=True)
        if getattr(mark, name) != getattr(before, name)
    }
    assert differ == {field}
