"""The money track: what a stop-payment request brings back, and how long it holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenarios.fraud.chain import Floats
from scenarios.fraud.numbers import Money


def recovered_share(money: Money, age_s: ArrayLike) -> Floats:
    """Share of what left so long ago that a request brings back, in the shape of age.

    max(floor, share * exp(-age / decay)); never rising with age.
    """
    age: Floats = np.maximum(np.asarray(age_s, float), 0.0)
    share: Floats = np.maximum(money.floor, money.share * np.exp(-age / money.decay_s))
    return share


def held_until_s(money: Money, stopped_s: float, times: int) -> float:
    """Say until when a stop holds that is made so many times in a row.

    stopped_s : when it was first made. times : more than are allowed count as those.
    """
    return stopped_s + money.hold_s * min(max(times, 0), money.holds)
