"""How much of the money at risk counts."""

from math import log1p

import pytest

from dispatch.policy import Policy
from dispatch.tracks.counted import counted_share, exposure_of
from tests.street import alert


@pytest.mark.parametrize(
    ("exposure", "share"), [(0.0, 1.0), (250_000.0, 1.0), (4_000_000.0, 0.25)]
)
def test_at_most_the_cap_counts(exposure: float, share: float) -> None:
    assert counted_share(exposure, Policy(exposure_cap=1_000_000.0)) == share


def test_the_log_of_it() -> None:
    # 1000 x ln(1 + 3000 / 1000) = 1386 of 3000.
    policy = Policy(exposure_counts="log", exposure_cap=1000.0)
    assert counted_share(3000.0, policy) == pytest.approx(log1p(3.0) / 3)
    # Of a small sum nearly all.
    assert counted_share(1.0, policy) == pytest.approx(1.0, abs=1e-3)


def test_all_of_it() -> None:
    assert counted_share(1e12, Policy(exposure_counts="plain")) == 1.0


def test_what_is_not_known_is_assumed_and_nothing_stays_nothing() -> None:
    policy = Policy(exposure_unknown=700.0)
    assert exposure_of(alert("A", 0), policy) == 700.0
    assert exposure_of(alert("A", 0, exposure=0.0), policy) == 0.0
