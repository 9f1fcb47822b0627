"""Anybody who is idle: the floor that every rule has to stand above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.closest_idle import by_choice
from dispatch.simulation.rules.rule import Orders
from scenarios.alert import Alert


class RandomIdle:
    """First come, first served, by any idle unit that would be there in time."""

    name = "random"
    redirects = False
    prepared = False

    def __init__(self, seed: int = 0) -> None:
        """Take a seed."""
        self._rng = np.random.default_rng(seed)

    def __call__(self, moment: Moment, /) -> Orders:
        """Send them."""
        return by_choice(moment, self._any_first)

    def _any_first(
        self, alert: Alert, rows: Sequence[int], kerb_s: Sequence[float]
    ) -> list[int]:
        del alert, kerb_s
        order: list[int] = self._rng.permutation(np.array(rows, np.int64)).tolist()
        return order
