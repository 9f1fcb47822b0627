"""Numbers fitted to drives whose ways are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from maps.fitting.passages import COUNTED, Passages
from maps.fitting.profile_fit import LEAST_DRIVES, fit_profile, middle_mean
from maps.fitting.profile_numbers import NumberRow, field_names
from maps.road_network import ROAD_CLASSES
from maps.speeds import SpeedProfile

CLASSES = ("primary", "residential")
TRUE = SpeedProfile(
    class_kph={**SpeedProfile().class_kph, "primary": 50.0, "residential": 18.0},
    turn_s={"straight": 0.0, "right": 5.0, "left": 20.0, "back": 12.0},
    standing_s={**SpeedProfile().standing_s, "signals": 6.0},
    start_stop_s=40.0,
)


def drives(n: int, *, hour: int | None = None, **most: int) -> Passages:
    """Draw drives on two classes of roads, with counts up to what is said."""
    rng = np.random.default_rng(7)
    counts = np.zeros((n, len(COUNTED)))
    for name, highest in most.items():
        counts[:, COUNTED.index(name)] = rng.integers(0, highest + 1, n)
    return Passages(
        metres=rng.uniform(200, 3000, (n, len(CLASSES))),
        road_class=np.array([ROAD_CLASSES.index(name) for name in CLASSES], np.uint8),
        limit_kph=np.full(len(CLASSES), np.nan),
        counts=counts,
        hour=np.full(n, -1 if hour is None else hour),
    )


def test_what_was_true_is_found():
    passages = drives(500, right=6, left=6, signals=20)
    fit = fit_profile(passages, passages.seconds(TRUE), SpeedProfile())
    found = fit.profile
    assert found.class_kph["primary"] == pytest.approx(50, rel=0.02)
    assert found.class_kph["residential"] == pytest.approx(18, rel=0.02)
    assert found.turn_s["right"] == pytest.approx(5, abs=0.5)
    assert found.turn_s["left"] == pytest.approx(20, abs=0.5)
    assert found.standing_s["signals"] == pytest.approx(6, abs=0.2)
    assert found.start_stop_s == pytest.approx(40, abs=2)


def test_what_nobody_drove_stays():
    passages = drives(500, right=6, left=6)
    fit = fit_profile(passages, passages.seconds(TRUE), SpeedProfile())
    default = SpeedProfile()
    for name in set(ROAD_CLASSES) - set(CLASSES):
        assert fit.profile.class_kph[name] == default.class_kph[name]
    assert fit.profile.turn_s["back"] == default.turn_s["back"]
    assert fit.profile.standing_s == default.standing_s
    assert set(fit.drives) == {
        "class_kph.primary",
        "class_kph.residential",
        "turn_s.right",
        "turn_s.left",
        "start_stop_s",
    }
    assert fit.drives["start_stop_s"] == 500


def test_few_drives_change_nothing():
    passages = drives(LEAST_DRIVES - 1, left=3)
    fit = fit_profile(passages, passages.seconds(TRUE), SpeedProfile())
    assert fit.profile == SpeedProfile()
    assert fit.drives == {}


def test_some_drives_change_something_and_not_too_much():
    # 40 drives of a noise of a factor of two or so: residential roads are slower than
    # the shipped 23, and 18 is not reached.
    passages = drives(40, left=3)
    noise = np.exp(np.random.default_rng(1).normal(0, 0.6, 40))
    found = fit_profile(
        passages, noise * passages.seconds(TRUE), SpeedProfile()
    ).profile
    assert 14 < found.class_kph["residential"] < 26
    assert 25 < found.class_kph["primary"] < 60


def test_nothing_is_counted_twice():
    # Where every drive stops at a signal each 100 m, the wait may be in the speed or
    # in the delay; together they take what was observed.
    passages = drives(400, left=3)
    signals = COUNTED.index("signals")
    counts = passages.counts.copy()
    counts[:, signals] = np.round(passages.metres.sum(axis=1) / 100)
    passages = replace(passages, counts=counts)
    observed = passages.seconds(TRUE)
    found = fit_profile(passages, observed, SpeedProfile()).profile
    assert np.median(np.abs(passages.seconds(found) / observed - 1)) < 0.01


def test_limits_cap_what_is_fitted():
    # Half of the primary roads have a limit of 30, which holds whatever the class has.
    passages = drives(400, left=3)
    passages = replace(
        passages,
        metres=np.column_stack((passages.metres, passages.metres[:, 0])),
        road_class=np.append(passages.road_class, passages.road_class[0]),
        limit_kph=np.array([np.nan, np.nan, 30.0]),
    )
    found = fit_profile(passages, passages.seconds(TRUE), SpeedProfile()).profile
    assert found.class_kph["primary"] == pytest.approx(50, rel=0.03)


def test_hours_with_enough_drives_have_a_factor():
    slow, usual, rare = drives(300, hour=8), drives(300, hour=20), drives(20, hour=30)
    passages = replace(
        slow,
        metres=np.concatenate((slow.metres, usual.metres, rare.metres)),
        counts=np.concatenate((slow.counts, usual.counts, rare.counts)),
        hour=np.concatenate((slow.hour, usual.hour, rare.hour)),
    )
    true = replace(TRUE, hour_factor={"all": {"mon 08-09": 0.7}})
    found = fit_profile(passages, passages.seconds(true), SpeedProfile()).profile
    factors = found.hour_factor["all"]
    assert set(factors) == {"mon 08-09", "mon 20-21"}
    # Speeds and factors of all hours go together; what is known is their quotient.
    assert factors["mon 08-09"] / factors["mon 20-21"] == pytest.approx(0.7, rel=0.02)


def test_one_hour_alone_has_no_factor():
    passages = drives(300, hour=8)
    found = fit_profile(passages, passages.seconds(TRUE), SpeedProfile()).profile
    assert found.hour_factor == {}


def test_wild_drives_count_for_little():
    passages = drives(500, left=6)
    observed = passages.seconds(TRUE)
    observed[::25] *= 20
    found = fit_profile(passages, observed, SpeedProfile()).profile
    assert found.class_kph["primary"] == pytest.approx(50, rel=0.12)


def test_the_middle_of_the_ratios_is_one():
    passages = drives(500, left=6)
    noise = np.exp(np.random.default_rng(3).normal(0, 0.35, 500))
    observed = noise * passages.seconds(TRUE)
    found = fit_profile(passages, observed, SpeedProfile()).profile
    ratio = passages.seconds(found) / observed
    assert middle_mean(ratio) == pytest.approx(1, abs=0.005)
    assert np.median(ratio) < 1


def test_middle_mean():
    # Of ten, one is left out at either end: (2 + ... + 9) / 8.
    assert middle_mean(np.array([1.0, 10, 2, 9, 3, 8, 4, 7, 5, 600])) == 6.0
    assert middle_mean(np.array([3.0])) == 3


def test_a_row_and_back():
    row = NumberRow(hours=np.array([8, 30]))
    numbers = row.of(TRUE)
    assert len(numbers) == len(row.names()) == len(field_names()) + 2
    assert row.names()[-1] == "hour_factor.all.tue 06-07"
    assert replace(row.profile(numbers, TRUE), hour_factor={}) == TRUE
    low, high = row.bounds()
    assert (low <= numbers).all()
    assert (numbers <= high).all()
    assert (row.spread(numbers) > 0).all()
