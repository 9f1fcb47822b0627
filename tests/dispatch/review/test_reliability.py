"""Chances against what happened."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.review.reliability import EDGES, reliability
from maps.errors import FieldError

CHANCES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def of(*pairs: tuple[float, bool]) -> tuple[np.ndarray, np.ndarray]:
    foretold, happened = zip(*pairs, strict=True)
    return np.array(foretold, float), np.array(happened, bool)


def test_brier_and_its_parts_by_hand():
    found = reliability(*of((0.9, True), (0.9, False), (0.2, False), (0.2, False)))
    # (0.01 + 0.81 + 0.04 + 0.04) / 4
    assert found.brier == pytest.approx(0.225)
    # A quarter came true: 0.25 * 0.75.
    assert found.brier_of_share == pytest.approx(0.1875)
    # 1 - 0.225 / 0.1875
    assert found.skill == pytest.approx(-0.2)
    # Of 0.9 a half came true, of 0.2 none: (2 * 0.4^2 + 2 * 0.2^2) / 4
    assert found.reliability == pytest.approx(0.1)
    # (2 * 0.25^2 + 2 * 0.25^2) / 4
    assert found.resolution == pytest.approx(0.0625)
    # 0.1 - 0.0625 + 0.1875 is 0.225 already.
    assert found.within == pytest.approx(0.0)


def test_a_bin_holds_its_lower_edge_and_the_last_one_both():
    found = reliability(*of((0.0, False), (0.1, True), (0.95, True), (1.0, True)))
    assert [one.n for one in found.bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    last = found.bins[-1]
    assert (last.low, last.high, last.n_true) == (0.9, 1.0, 2)
    assert last.foretold == pytest.approx(0.975)
    assert last.share == 1.0
    # Wilson for 2 of 2: 2 / (2 + 1.959964^2)
    assert last.share_ci == pytest.approx((0.342380, 1.0), abs=1e-6)
    assert found.bins[4].share_ci is None


def test_no_skill_is_told_where_the_outcome_was_always_the_same():
    found = reliability(*of((0.7, True), (0.8, True)))
    assert found.skill is None
    assert found.share == 1.0


@given(CHANCES)
def test_what_is_within_bins_is_their_variance_less_twice_their_covariance(
    pairs: list[tuple[float, bool]],
):
    foretold, happened = of(*pairs)
    found = reliability(foretold, happened)
    at = np.searchsorted(EDGES[1:-1], foretold, side="right")
    off = happened.astype(float)
    within = 0.0
    for one in set(at.tolist()):
        said, was = foretold[at == one], off[at == one]
        apart = said - said.mean()
        within += (apart**2).sum() - 2 * (apart * (was - was.mean())).sum()
    assert found.within == pytest.approx(within / len(pairs), abs=1e-12)
    assert found.brier == pytest.approx(((foretold - off) ** 2).mean())
    assert sum(one.n for one in found.bins) == len(pairs)


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_is_refused(chance: float):
    with pytest.raises(FieldError, match="chances: one is not between 0 and 1"):
        reliability(*of((0.5, True), (chance, True)))


def test_no_chance_at_all_is_refused():
    with pytest.raises(FieldError, match="chances: there is none"):
        reliability(np.empty(0), np.empty(0, bool))
