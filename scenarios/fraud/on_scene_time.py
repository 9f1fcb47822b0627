"""`OnSceneTime`: from contact to clear, short visits mixed with long ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from maps.errors import FieldError
from scenarios.fraud.chain import Floats
from scenarios.fraud.numbers import OnScene

_FAR_SIGMAS = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSceneTime:
    """A lognormal around the short median, and in a share of visits the long one."""

    numbers: OnScene

    def mean_s(self) -> float:
        """Mean: of a lognormal it is the median times exp(sigma^2 / 2)."""
        to_mean = float(np.exp(self.numbers.sigma**2 / 2))
        return to_mean * sum(share * median_s for share, median_s in self._kinds())

    def chance_within(self, seconds: float) -> float:
        """Chance that a visit is over by then."""
        if seconds <= 0.0:
            return 0.0
        return sum(
            share * float(ndtr(np.log(seconds / median_s) / self.numbers.sigma))
            for share, median_s in self._kinds()
        )

    def quantile_s(self, chance: float) -> float:
        """Say by when a visit is over with that chance.

        Raises
        ------
        FieldError : a chance that is not between 0 and 1.
        """
        from scipy.optimize import brentq  # noqa: PLC0415 - slow to load

        if not 0.0 < chance < 1.0:
            problem = f"{chance} is not between 0 and 1"
            raise FieldError(problem, field="chance")
        wide = float(np.exp(_FAR_SIGMAS * self.numbers.sigma))
        medians_s = [median_s for _, median_s in self._kinds()]
        low, high = min(medians_s) / wide, max(medians_s) * wide
        found: float = brentq(lambda s: self.chance_within(s) - chance, low, high)
        return found

    def draw_s(self, rng: np.random.Generator, n: int) -> Floats:
        """Draw the times of so many visits, [n]."""
        long = rng.random(n) < self.numbers.long_share
        medians_s = np.where(
            long, self.numbers.long_median_s, self.numbers.short_median_s
        )
        return medians_s * np.exp(self.numbers.sigma * rng.standard_normal(n))

    def _kinds(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Share and median of short visits and of long ones."""
        numbers = self.numbers
        short = (1.0 - numbers.long_share, numbers.short_median_s)
        return short, (numbers.long_share, numbers.long_median_s)
