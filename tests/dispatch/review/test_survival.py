import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from dispatch.review.intervals import OPEN, OVER, REACHED
from dispatch.review.runs import Runs, runs_of
from dispatch.review.survival import (
    censored_quantiles,
    incidence,
    survival,
    waiting,
)

SPELLS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from([REACHED, OVER, OPEN])),
    min_size=1,
    max_size=40,
)


def runs(*spells: tuple[float, int]) -> Runs:
    time = np.array([round(1000 * seconds) for seconds, _ in spells], np.int64)
    state = np.array([state for _, state in spells], np.int64)
    return runs_of(np.zeros(len(spells), np.int64), time, state, 1)


# Six calls: reached after 60 s, two after 120 s; at 120 s one is still open; over at
# 180 s; reached after 240 s.
#   time  left  reached  over  open   Kaplan-Meier      all causes  Aalen-Johansen
#     60     6        1     0     0   5/6               5/6         1/6
#    120     5        2     0     1   5/6 · 3/5 = 1/2   1/2         1/6 + 5/6 · 2/5
#    180     2        0     1     0   1/2               1/4         1/2
#    240     1        1     0     0   0                 0           1/2 + 1/4
BY_HAND = (
    (60, REACHED),
    (120, REACHED),
    (120, REACHED),
    (120, OPEN),
    (180, OVER),
    (240, REACHED),
)


def test_kaplan_meier_by_hand():
    table = runs(*BY_HAND)
    assert table.left.tolist() == [6, 5, 2, 1]
    assert survival(table, table.reached) == pytest.approx([5 / 6, 1 / 2, 1 / 2, 0])


def test_quantiles_of_kaplan_meier_by_hand():
    table = runs(*BY_HAND)
    curve = waiting(table)
    assert censored_quantiles(table, curve, 0.5).value[0] == 120
    assert censored_quantiles(table, curve, 0.9).value[0] == 240


def test_the_band_of_kaplan_meier_by_hand():
    # At 60 s: S = 5/6, Greenwood's sum 1/(6·5) = 1/30, so that the log-log band is
    # S^exp(±1.96 · √(1/30) / ln(5/6)) = (5/6)^7.12 = 0.273 and (5/6)^0.1404 = 0.975.
    curve = waiting(runs(*BY_HAND))
    assert curve.low[0] == pytest.approx(0.273, abs=1e-3)
    assert curve.high[0] == pytest.approx(0.975, abs=1e-3)


def test_aalen_johansen_by_hand():
    table = runs(*BY_HAND)
    found = [float(incidence(table, 1000 * at)[0]) for at in (59, 60, 120, 200, 240)]
    assert found == pytest.approx([0, 1 / 6, 1 / 2, 1 / 2, 3 / 4])


def test_a_call_over_is_never_reached_and_one_still_open_may_be():
    # Two calls, one reached after 60 s. The other was over at 30 s: half are reached.
    # Were it still open at 30 s, the one that is watched on is reached: all are.
    over, still_open = runs((30, OVER), (60, REACHED)), runs((30, OPEN), (60, REACHED))
    assert incidence(over, 60_000)[0] == pytest.approx(0.5)
    assert incidence(still_open, 60_000)[0] == pytest.approx(1.0)


def test_what_was_not_watched_so_long_is_not_known():
    assert np.isnan(incidence(runs((30, OPEN), (20, REACHED)), 60_000)[0])


def test_a_ninetieth_percentile_that_nobody_reached_is_not_a_number():
    table = runs(*[(60, REACHED)] * 8, *[(5000, OPEN)] * 2)
    curve = waiting(table)
    assert censored_quantiles(table, curve, 0.5).value[0] == 60
    assert np.isnan(censored_quantiles(table, curve, 0.9).value[0])


def test_where_all_are_reached_kaplan_meier_is_the_share_itself():
    table = runs(*[(10 * n, REACHED) for n in range(1, 11)])
    assert incidence(table, 40_000)[0] == pytest.approx(0.4)
    assert censored_quantiles(table, waiting(table), 0.9).value[0] == 90


@settings(max_examples=40)
@given(SPELLS)
def test_kaplan_meier_and_its_quantiles_are_those_of_scipy(spells):
    table = runs(*spells)
    reached = [float(time) for time, state in spells if state == REACHED]
    others = [float(time) for time, state in spells if state != REACHED]
    peer = ecdf(CensoredData(uncensored=reached, right=others)).sf
    ours = survival(table, table.reached)
    assert ours == pytest.approx(peer.probabilities, abs=1e-9)
    for share in (0.5, 0.9):
        at = np.flatnonzero(peer.probabilities <= 1 - share + 1e-9)
        median = peer.quantiles[at[0]] if len(at) else np.nan
        found = censored_quantiles(table, waiting(table), share).value[0]
        assert found == pytest.approx(median, nan_ok=True)


@settings(max_examples=40)
@given(SPELLS)
def test_incidence_grows_and_stays_below_the_share_ever_reached(spells):
    table = runs(*spells)
    found = [incidence(table, at)[0] for at in range(0, 21_000, 1000)]
    known = [share for share in found if not np.isnan(share)]
    assert known == sorted(known)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in known)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the peer's own, at 0 and 1
def test_the_band_is_that_of_scipy():
    rng = np.random.default_rng(4)
    spells = [
        (int(time), int(state))
        for time, state in zip(
            rng.integers(1, 40, 80), rng.choice(3, 80, p=[0.7, 0.1, 0.2]), strict=True
        )
    ]
    reached = [float(time) for time, state in spells if state == REACHED]
    others = [float(time) for time, state in spells if state != REACHED]
    peer = ecdf(CensoredData(uncensored=reached, right=others)).sf
    interval = peer.confidence_interval(method="log-log")
    curve = waiting(runs(*spells))
    for ours, theirs in (
        (curve.low, interval.low.probabilities),
        (curve.high, interval.high.probabilities),
    ):
        known = np.isfinite(theirs)
        assert known.sum() > 20
        assert ours[known] == pytest.approx(theirs[known], abs=1e-9)
